// Pointer, wheel and keys on a panel: move, zoom, draw a box or a lasso, hover, pick.

import { simplified, UNITS } from "./polygon.js"

const GRID = 65535
const REACH = 12 // CSS pixels from the pointer to a point
const CLICK = 5 // CSS pixels a click may wander
const QUIET = 220 // milliseconds of rest before a new turn of the wheel begins

export function listen(panel, scene) {
  const gesture = new Gesture(panel, scene)
  const on = (name, handler, options) => panel.element.addEventListener(name, handler, options)
  on("pointerdown", (event) => gesture.down(event))
  on("pointermove", (event) => gesture.move(event))
  on("pointerup", (event) => gesture.up(event))
  on("pointercancel", () => gesture.stop())
  on("pointerleave", (event) => event.pointerType === "mouse" && !gesture.active && scene.hover(panel, -1))
  on("dblclick", (event) => gesture.zoom(...gesture.at(event), 2))
  on("wheel", (event) => gesture.wheel(event), { passive: false })
  on("keydown", (event) => gesture.key(event))
}

class Gesture {
  constructor(panel, scene) {
    this.panel = panel
    this.scene = scene
    this.fingers = new Map()
    this.active = null
    this.wheelAt = -Infinity
    this.owned = false
  }

  at(event) {
    const box = this.panel.element.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }

  down(event) {
    if (event.button !== 0 || !this.panel.x) return
    this.panel.element.setPointerCapture(event.pointerId)
    this.panel.element.focus({ preventScroll: true, focusVisible: false })
    const at = this.at(event)
    this.fingers.set(event.pointerId, at)
    if (this.fingers.size === 2) {
      this.scene.drawing = null
      this.active = { kind: "pinch", ...this.#spread() }
      return
    }
    const kind = event.shiftKey ? "lasso" : this.scene.tool
    this.active = { kind, from: at, last: at, far: 0, touch: event.pointerType !== "mouse" }
    if (kind !== "move") this.scene.drawing = { panel: this.panel, corners: [this.#units(at)] }
  }

  move(event) {
    const at = this.at(event)
    if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, at)
    const active = this.active
    if (!active) {
      if (event.pointerType === "mouse") this.scene.hover(this.panel, this.#near(at, REACH))
      return
    }
    if (active.kind === "pinch") return this.#pinch(active)
    active.far = Math.max(active.far, Math.hypot(at[0] - active.from[0], at[1] - active.from[1]))
    if (active.far < CLICK) return
    if (active.kind === "move") {
      this.panel.viewport.pan(at[0] - active.last[0], at[1] - active.last[1])
      this.scene.moved(this.panel)
    } else {
      this.scene.drawing.corners = this.#drawn(active, at)
      this.panel.request(false)
    }
    active.last = at
  }

  up(event) {
    this.fingers.delete(event.pointerId)
    const active = this.active
    if (!active || active.kind === "pinch") return this.stop()
    const drawing = this.scene.drawing
    this.stop()
    if (active.far < CLICK) {
      this.scene.pick(this.panel, this.#near(active.from, active.touch ? 2 * REACH : REACH))
    } else if (drawing) {
      const tolerance = (1.2 / this.panel.viewport.scale / GRID) * UNITS
      const corners = active.kind === "box" ? drawing.corners : simplified(drawing.corners, tolerance)
      this.scene.select(this.panel, corners)
    }
  }

  stop() {
    this.active = null
    if (!this.fingers.size || this.scene.drawing) this.fingers.clear()
    this.scene.drawing = null
    this.panel.request(false)
  }

  /** When the whole map is in view, zooming out scrolls the page; a turn that began on the page keeps scrolling it. */
  wheel(event) {
    if (!this.panel.x) return
    const now = performance.now()
    const begins = now - Math.max(this.wheelAt, this.scene.pageScrolledAt) > QUIET
    this.wheelAt = now
    if (begins) this.owned = event.ctrlKey || event.metaKey || event.deltaY < 0 || !this.panel.viewport.isWhole
    if (!this.owned) return
    event.preventDefault()
    const turn = event.deltaY * (event.deltaMode === 1 ? 16 : 1)
    this.zoom(...this.at(event), Math.exp(-Math.max(-240, Math.min(240, turn)) * 0.0022))
  }

  key(event) {
    const { viewport } = this.panel
    const [x, y] = [viewport.width / 2, viewport.height / 2]
    const step = 60
    const keys = {
      ArrowLeft: () => viewport.pan(step, 0),
      ArrowRight: () => viewport.pan(-step, 0),
      ArrowUp: () => viewport.pan(0, step),
      ArrowDown: () => viewport.pan(0, -step),
      "+": () => viewport.zoomAt(x, y, 1.5),
      "=": () => viewport.zoomAt(x, y, 1.5),
      "-": () => viewport.zoomAt(x, y, 1 / 1.5),
      0: () => viewport.fit(),
      Enter: () => this.scene.pick(this.panel, this.#near([x, y], 400)),
      Escape: () => this.#escape(),
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.panel.element) return
    if (!(event.key in keys) || !this.panel.x) return
    event.preventDefault()
    keys[event.key]()
    if (event.key !== "Enter" && event.key !== "Escape") this.scene.moved(this.panel)
  }

  zoom(x, y, factor) {
    this.panel.viewport.zoomAt(x, y, factor)
    this.scene.moved(this.panel)
  }

  #escape() {
    if (this.scene.drawing) return this.stop()
    this.scene.clear()
  }

  #near([px, py], reach) {
    const [x, y] = this.panel.viewport.toMap(px, py)
    return this.panel.cells.nearest(x, y, reach / this.panel.viewport.scale)
  }

  #units([px, py]) {
    const [x, y] = this.panel.viewport.toMap(px, py)
    const clamped = (position) => Math.min(UNITS, Math.max(0, (position / GRID) * UNITS))
    return [clamped(x), clamped(y)]
  }

  #drawn(active, at) {
    const [x, y] = this.#units(at)
    if (active.kind === "lasso") return [...this.scene.drawing.corners, [x, y]]
    const [fromX, fromY] = this.#units(active.from)
    return [
      [fromX, fromY],
      [x, fromY],
      [x, y],
      [fromX, y],
    ]
  }

  #spread() {
    const [first, second] = [...this.fingers.values()]
    return {
      centre: [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2],
      apart: Math.max(10, Math.hypot(first[0] - second[0], first[1] - second[1])),
    }
  }

  #pinch(active) {
    if (this.fingers.size < 2) return
    const { centre, apart } = this.#spread()
    this.panel.viewport.pan(centre[0] - active.centre[0], centre[1] - active.centre[1])
    this.zoom(...centre, apart / active.apart)
    Object.assign(active, { centre, apart })
  }
}
