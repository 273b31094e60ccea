// A grid over the map, to find the point under the pointer and the points in view without scanning all of them.

const SIDE = 256
const SHIFT = 8 // 65,536 positions a side, 256 to a cell

export class Cells {
  constructor(x, y) {
    this.x = x
    this.y = y
    this.starts = new Uint32Array(SIDE * SIDE + 1)
    for (let row = 0; row < x.length; row++) this.starts[cell(x[row], y[row]) + 1]++
    for (let i = 0; i < SIDE * SIDE; i++) this.starts[i + 1] += this.starts[i]
    const next = this.starts.slice(0, -1)
    this.rows = new Uint32Array(x.length)
    for (let row = 0; row < x.length; row++) this.rows[next[cell(x[row], y[row])]++] = row
  }

  /** The nearest row within `reach` grid units of (px, py), or -1. */
  nearest(px, py, reach) {
    let best = -1
    let least = reach * reach
    this.visit(px - reach, py - reach, px + reach, py + reach, (row) => {
      const far = (this.x[row] - px) ** 2 + (this.y[row] - py) ** 2
      if (far < least) {
        least = far
        best = row
      }
    })
    return best
  }

  visit(left, top, right, bottom, each) {
    const [x1, x2] = [clamped(left), clamped(right)]
    const [y1, y2] = [clamped(top), clamped(bottom)]
    for (let cy = y1; cy <= y2; cy++) {
      const from = this.starts[cy * SIDE + x1]
      const to = this.starts[cy * SIDE + x2 + 1]
      for (let i = from; i < to; i++) each(this.rows[i])
    }
  }

  /** Roughly how many points the rectangle covers: all points of the cells that it touches. */
  count(left, top, right, bottom) {
    const [x1, x2] = [clamped(left), clamped(right)]
    let count = 0
    for (let cy = clamped(top); cy <= clamped(bottom); cy++) {
      count += this.starts[cy * SIDE + x2 + 1] - this.starts[cy * SIDE + x1]
    }
    return count
  }

  /** Rows inside the rectangle, or null if there are more than `most`. */
  within(left, top, right, bottom, most) {
    const found = []
    if (this.count(left, top, right, bottom) > 4 * most) return null
    this.visit(left, top, right, bottom, (row) => {
      const [a, b] = [this.x[row], this.y[row]]
      if (a >= left && a <= right && b >= top && b <= bottom) found.push(row)
    })
    return found.length > most ? null : found
  }
}

function cell(x, y) {
  return (y >> SHIFT) * SIDE + (x >> SHIFT)
}

function clamped(position) {
  return Math.min(SIDE - 1, Math.max(0, position >> SHIFT))
}
