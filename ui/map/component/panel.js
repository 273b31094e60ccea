// One model's map: a canvas of points, a canvas above it, a viewport.

import { Cells } from "./cells.js"
import { css, mixed, rgb, visible } from "./colours.js"
import { drawOverlay } from "./overlay.js"
import { Frame } from "./raster.js"
import { Viewport } from "./viewport.js"

const MOST_DENSITY = 2 // device pixels per CSS pixel

export class Panel {
  constructor(parent, scene) {
    this.scene = scene
    this.element = parent.appendChild(document.createElement("div"))
    this.element.className = "panel"
    this.points = this.element.appendChild(document.createElement("canvas"))
    this.above = this.element.appendChild(document.createElement("canvas"))
    this.above.className = "above"
    this.title = this.element.appendChild(document.createElement("div"))
    this.title.className = "title"
    this.context = this.points.getContext("2d", { alpha: false })
    this.aboveContext = this.above.getContext("2d")
    this.frame = new Frame()
    this.later = () => this.request(false)
    this.moving = false
    this.names = []
    this.shape = null
  }

  /** The position of a row in CSS pixels. */
  place(row) {
    return this.viewport.toScreen(this.x[row], this.y[row])
  }

  /** The model's map: two arrays of grid positions. */
  setPoints({ x, y }) {
    if (this.x === x) return
    this.x = x
    this.y = y
    this.cells = new Cells(x, y)
    const bounds = { left: Infinity, top: Infinity, right: 0, bottom: 0 }
    for (let row = 0; row < x.length; row++) {
      bounds.left = Math.min(bounds.left, x[row])
      bounds.right = Math.max(bounds.right, x[row])
      bounds.top = Math.min(bounds.top, y[row])
      bounds.bottom = Math.max(bounds.bottom, y[row])
    }
    this.viewport = new Viewport(bounds)
    this.shuffled = shuffled(x.length)
    this.order = null
    this.resize()
  }

  setColours(codes, colours, theme) {
    this.codes = codes
    this.theme = theme
    this.palette = colours.map((colour) => visible(rgb(colour), theme.paper, theme.ink))
    this.element.style.background = css(theme.paper)
    this.order = null
  }

  /** Which points are bright: `flags` of the selection or null, and one `code` of the legend or -1. */
  setBright(flags, code) {
    this.flags = flags
    this.code = code
    this.order = null
  }

  isBright(row) {
    return (!this.flags || this.flags[row] === 1) && (this.code < 0 || this.codes[row] === this.code)
  }

  colourOf(row) {
    return this.palette[this.codes[row]]
  }

  resize() {
    const width = Math.max(1, this.element.clientWidth)
    const height = Math.max(1, this.element.clientHeight)
    const density = Math.min(MOST_DENSITY, globalThis.devicePixelRatio || 1)
    this.density = density
    for (const canvas of [this.points, this.above]) {
      canvas.width = Math.round(width * density)
      canvas.height = Math.round(height * density)
    }
    this.aboveContext.setTransform(density, 0, 0, density, 0, 0)
    this.frame.resize(this.points.width, this.points.height)
    if (this.viewport) Object.assign(this.viewport, { width, height })
  }

  /** Draw in the next frame: everything, or only what is above the points. */
  request(everything = true) {
    this.wanted = (this.wanted ?? false) || everything
    this.pending ??= requestAnimationFrame(() => {
      const all = this.wanted
      this.pending = null
      this.wanted = false
      if (!this.x || !this.codes || !this.element.isConnected) return
      if (all) this.#drawPoints()
      drawOverlay(this.aboveContext, this, this.scene)
    })
  }

  get radius() {
    const { width, height, zoom } = this.viewport
    const share = Math.sqrt((width * height * 0.2) / (Math.PI * this.x.length))
    return Math.min(6, Math.min(3, Math.max(0.9, share)) * zoom ** 0.35)
  }

  #drawPoints() {
    const start = performance.now()
    const { viewport, density, theme, frame } = this
    const scale = viewport.scale * density
    const order = (this.order ??= this.#ordered())
    const points = {
      x: this.x,
      y: this.y,
      rows: order.rows,
      codes: this.codes,
      scale,
      dx: (viewport.width * density) / 2 - viewport.x * scale,
      dy: (viewport.height * density) / 2 - viewport.y * scale,
      radius: this.radius * density,
    }
    const faded = this.palette.map(() => mixed(theme.paper, theme.ink, theme.dark ? 0.16 : 0.11))
    frame.clear(theme.paper)
    frame.stamp({ ...points, palette: faded, from: 0, to: order.dim, alpha: 0.7 })
    frame.stamp({ ...points, palette: this.palette, from: order.dim, to: order.rows.length, alpha: 0.8 })
    frame.show(this.context)
    this.milliseconds = performance.now() - start
    this.element.dataset.milliseconds = this.milliseconds.toFixed(1)
  }

  /** Dim points first, so that bright ones are drawn over them. */
  #ordered() {
    const rows = new Uint32Array(this.shuffled.length)
    let front = 0
    let back = rows.length
    for (const row of this.shuffled) {
      if (this.isBright(row)) rows[--back] = row
      else rows[front++] = row
    }
    return { rows, dim: front }
  }
}

/** A fixed shuffle, so that no category covers the others because of its ids. */
function shuffled(size) {
  const rows = Uint32Array.from({ length: size }, (_, i) => i)
  let state = 7
  for (let i = size - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const other = state % (i + 1)
    ;[rows[i], rows[other]] = [rows[other], rows[i]]
  }
  return rows
}
