// Points become pixels without WebGL: discs are stamped into a 32-bit frame buffer.

const STEPS = 4 // sub-pixel positions of a disc's centre, each way

/** Stamps for a disc of `radius` device pixels: for each of STEPS x STEPS centres, offsets and coverages (0 to 256). */
export function stamps(radius, stride) {
  const reach = Math.ceil(radius + 1)
  const all = []
  for (let v = 0; v < STEPS; v++) {
    for (let u = 0; u < STEPS; u++) {
      const offsets = []
      const covers = []
      for (let y = -reach; y <= reach; y++) {
        for (let x = -reach; x <= reach; x++) {
          const far = Math.hypot(x + 0.5 - (u + 0.5) / STEPS, y + 0.5 - (v + 0.5) / STEPS)
          const cover = Math.min(1, Math.max(0, radius + 0.5 - far))
          if (cover > 0.03) {
            offsets.push(y * stride + x)
            covers.push(cover)
          }
        }
      }
      all.push({ offsets: Int32Array.from(offsets), covers: Float64Array.from(covers) })
    }
  }
  return { all, reach }
}

/** A frame buffer with a margin, so that no disc needs clipping. */
export class Frame {
  constructor() {
    this.margin = 12
    this.width = this.height = 0
  }

  resize(width, height) {
    if (width === this.width && height === this.height) return
    this.width = width
    this.height = height
    this.stride = width + 2 * this.margin
    this.image = new ImageData(this.stride, height + 2 * this.margin)
    this.pixels = new Uint32Array(this.image.data.buffer)
    this.stampRadius = 0
  }

  clear(colour) {
    this.pixels.fill(packed(colour))
  }

  /**
   * Stamp the points rows[from..to) at (x * scale + dx, y * scale + dy).
   * codes: colour number of each row in `palette` ([r, g, b] each); alpha: 0 to 1.
   */
  stamp({ x, y, rows, from, to, scale, dx, dy, codes, palette, alpha, radius }) {
    this.#prepare(radius)
    const { margin, stride, width, height, pixels } = this
    const { all, reach } = this.made
    const scaled = this.#coverages(alpha)
    const colours = Uint32Array.from(palette, packed)
    const lowest = -Math.min(reach, margin)
    const right = width + Math.min(reach, margin) - 1
    const bottom = height + Math.min(reach, margin) - 1
    for (let index = from; index < to; index++) {
      const row = rows[index]
      const px = x[row] * scale + dx
      const py = y[row] * scale + dy
      if (px < lowest || py < lowest || px > right || py > bottom) continue
      const left = Math.floor(px)
      const top = Math.floor(py)
      const which = (((py - top) * STEPS) | 0) * STEPS + (((px - left) * STEPS) | 0)
      const offsets = all[which].offsets
      const covers = scaled[which]
      const colour = colours[codes[row]]
      const redBlue = colour & 0xff00ff
      const green = colour & 0x00ff00
      const at = (top + margin) * stride + left + margin
      for (let i = 0; i < offsets.length; i++) {
        const cover = covers[i]
        const rest = 256 - cover
        const old = pixels[at + offsets[i]]
        const a = (Math.imul(old & 0xff00ff, rest) + Math.imul(redBlue, cover)) >>> 8
        const b = (Math.imul(old & 0x00ff00, rest) + Math.imul(green, cover)) >>> 8
        pixels[at + offsets[i]] = 0xff000000 | (a & 0xff00ff) | (b & 0x00ff00)
      }
    }
  }

  show(context) {
    context.putImageData(this.image, -this.margin, -this.margin)
  }

  #prepare(radius) {
    const wanted = Math.min(Math.round(radius * 8) / 8, this.margin - 2)
    if (wanted === this.stampRadius) return
    this.stampRadius = wanted
    this.made = stamps(wanted, this.stride)
  }

  #coverages(alpha) {
    return this.made.all.map(({ covers }) => Int32Array.from(covers, (cover) => Math.round(cover * alpha * 256)))
  }
}

function packed([red, green, blue]) {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0
}
