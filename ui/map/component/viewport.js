// Which part of a map is in view: centre in grid positions (0 to 65535) and zoom (1 shows all).

const GRID = 65535
const MOST_ZOOM = 200
const PADDING = 26

export class Viewport {
  constructor(bounds) {
    this.bounds = bounds // {left, top, right, bottom} of the points
    this.width = this.height = 1
    this.fit()
  }

  fit() {
    this.x = (this.bounds.left + this.bounds.right) / 2
    this.y = (this.bounds.top + this.bounds.bottom) / 2
    this.zoom = 1
  }

  get isWhole() {
    return this.zoom <= 1.001
  }

  /** CSS pixels per grid unit. */
  get scale() {
    const wide = Math.max(this.width - 2 * PADDING, 50) / Math.max(1, this.bounds.right - this.bounds.left)
    const high = Math.max(this.height - 2 * PADDING, 50) / Math.max(1, this.bounds.bottom - this.bounds.top)
    return Math.min(wide, high) * this.zoom
  }

  toScreen(x, y) {
    return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2]
  }

  toMap(px, py) {
    return [(px - this.width / 2) / this.scale + this.x, (py - this.height / 2) / this.scale + this.y]
  }

  pan(px, py) {
    this.x -= px / this.scale
    this.y -= py / this.scale
    this.#keep()
  }

  /** Zoom by `factor` around a point of the screen. */
  zoomAt(px, py, factor) {
    const [x, y] = this.toMap(px, py)
    this.zoom = Math.min(MOST_ZOOM, Math.max(1, this.zoom * factor))
    const [nowX, nowY] = this.toMap(px, py)
    this.x += x - nowX
    this.y += y - nowY
    if (this.isWhole) this.fit()
    this.#keep()
  }

  /** "512.488.240": the centre in thousandths, the zoom in hundredths; "" for the whole map. */
  written() {
    if (this.isWhole) return ""
    return [(this.x / GRID) * 1000, (this.y / GRID) * 1000, this.zoom * 100].map(Math.round).join(".")
  }

  read(text) {
    const [x, y, zoom] = (text || "").split(".").map(Number)
    if (![x, y, zoom].every(Number.isFinite) || zoom < 100) return this.fit()
    this.x = (x / 1000) * GRID
    this.y = (y / 1000) * GRID
    this.zoom = Math.min(MOST_ZOOM, zoom / 100)
    this.#keep()
  }

  #keep() {
    this.x = Math.min(this.bounds.right, Math.max(this.bounds.left, this.x))
    this.y = Math.min(this.bounds.bottom, Math.max(this.bounds.top, this.y))
  }
}
