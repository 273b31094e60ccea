// Lassos and boxes as short texts, and the points inside them. Coordinates are thousandths of the map's square: 0 to 1000.

export const UNITS = 1000
const GRID = 65535
const MOST_CORNERS = 60

/** "0_120.340_130.350_…" of panel 0; "" for none. */
export function written(panel, corners) {
  return [panel, ...corners.map(([x, y]) => `${Math.round(x)}.${Math.round(y)}`)].join("_")
}

export function read(text) {
  const [panel, ...rest] = (text || "").split("_")
  const corners = rest.map((corner) => corner.split(".").map(Number))
  const good = corners.length >= 3 && corners.every((corner) => corner.length === 2 && corner.every(Number.isFinite))
  return good && /^[01]$/.test(panel) ? { panel: Number(panel), corners } : null
}

/** Ramer, Douglas and Peucker, with a tolerance that doubles until the corners fit into a link. */
export function simplified(corners, tolerance) {
  let kept = corners
  for (let allowed = tolerance; ; allowed *= 2) {
    kept = thinned(corners, allowed)
    if (kept.length <= MOST_CORNERS) return kept
  }
}

function thinned(corners, tolerance) {
  if (corners.length < 3) return corners
  const [ax, ay] = corners[0]
  const [bx, by] = corners[corners.length - 1]
  const length = Math.hypot(bx - ax, by - ay)
  let far = 0
  let at = 0
  for (let i = 1; i < corners.length - 1; i++) {
    const [x, y] = corners[i]
    const off = length
      ? Math.abs((by - ay) * x - (bx - ax) * y + bx * ay - by * ax) / length
      : Math.hypot(x - ax, y - ay)
    if (off > far) {
      far = off
      at = i
    }
  }
  if (far <= tolerance) return [corners[0], corners[corners.length - 1]]
  return [...thinned(corners.slice(0, at + 1), tolerance).slice(0, -1), ...thinned(corners.slice(at), tolerance)]
}

/** `found`: a byte for each point, 1 if it is inside by the even-odd rule, as in stylehub_core.maps.lasso. */
export function inside(x, y, corners) {
  const found = new Uint8Array(x.length)
  const px = corners.map(([a]) => (a / UNITS) * GRID)
  const py = corners.map(([, b]) => (b / UNITS) * GRID)
  const [left, right] = [Math.min(...px), Math.max(...px)]
  const [top, bottom] = [Math.min(...py), Math.max(...py)]
  let count = 0
  for (let row = 0; row < x.length; row++) {
    const [a, b] = [x[row], y[row]]
    if (a < left || a > right || b < top || b > bottom) continue
    let odd = 0
    for (let i = 0, j = px.length - 1; i < px.length; j = i++) {
      if (py[i] > b !== py[j] > b && a < px[i] + ((b - py[i]) * (px[j] - px[i])) / (py[j] - py[i])) odd ^= 1
    }
    found[row] = odd
    count += odd
  }
  return { found, count }
}
