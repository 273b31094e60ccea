// The map component: panels that share one selection, one hover and one set of marks.

import { get } from "./blobs.js"
import { Card } from "./card.js"
import { css, rgb, themeOf, visible } from "./colours.js"
import { listen } from "./gestures.js"
import { Legend } from "./legend.js"
import { Panel } from "./panel.js"
import { inside, read, written } from "./polygon.js"
import { saveFigure } from "./figure.js"
import { Toolbar } from "./toolbar.js"

const SETTLED = 700 // milliseconds after the last move before the view is put into the link

class Scene {
  constructor(root) {
    this.root = root
    this.panels = []
    this.tool = "move"
    this.drawing = null
    this.hovered = -1
    this.picked = null
    this.marks = []
    this.current = -1
    this.pageScrolledAt = -Infinity
    this.toolbar = new Toolbar(root, {
      tool: (tool) => this.use(tool),
      step: (factor) => this.#all((p) => p.viewport.zoomAt(p.viewport.width / 2, p.viewport.height / 2, factor)),
      fit: () => this.#all((p) => p.viewport.fit()),
      save: () => saveFigure(this),
      clear: () => this.clear(),
    })
    this.stage = root.appendChild(document.createElement("div"))
    this.stage.className = "stage"
    this.legend = new Legend(root, { pickOut: (code) => this.#pickOut(code) })
    this.waiting = this.stage.appendChild(document.createElement("div"))
    this.waiting.className = "waiting"
    this.waiting.textContent = "Loading the map…"
    this.resizes = new ResizeObserver(() => this.#resized())
    this.resizes.observe(this.stage)
    this.scrolls = () => (this.pageScrolledAt = performance.now())
    document.addEventListener("scroll", this.scrolls, { capture: true, passive: true })
    root.locate = (panel, row) => this.locate(panel, row)
    this.use("move")
  }

  async update(data, send, host) {
    this.send = send
    const turn = (this.turn = (this.turn ?? 0) + 1)
    const parts = [data.base, ...data.panels.flatMap((panel) => [panel.points, panel.layer.codes])]
    const [base, ...rest] = await Promise.all(parts.map(get))
    if (turn !== this.turn || !this.root.isConnected) return
    this.data = data
    this.base = base
    this.theme = themeOf(host)
    this.waiting.remove()
    this.#arrange(data, rest)
    this.#select(data.selection, false)
    this.marks = data.marks
    this.current = data.current
    this.#show()
    this.root.dataset.ready = "yes"
  }

  #arrange(data, parts) {
    const count = data.panels.length
    this.stage.style.setProperty("--panels", count)
    this.stage.style.setProperty("--high", `${data.height}px`)
    while (this.panels.length > count) this.panels.pop().element.remove()
    while (this.panels.length < count) this.#add()
    data.panels.forEach((wanted, i) => {
      const panel = this.panels[i]
      panel.setPoints(parts[2 * i])
      panel.setColours(parts[2 * i + 1].codes, this.theme.dark ? wanted.layer.dark : wanted.layer.light, this.theme)
      panel.names = wanted.layer.names
      panel.code = -1
      panel.title.textContent = count > 1 ? wanted.title : ""
      panel.element.classList.toggle("named", count > 1)
      panel.element.setAttribute("aria-label", wanted.label)
    })
    this.#resized()
    if (data.view !== this.view) {
      const views = data.view.split("_")
      this.panels.forEach((panel, i) => panel.viewport.read(views[i]))
      this.view = data.view
    }
  }

  #add() {
    const panel = new Panel(this.stage, this)
    Object.assign(panel.element, { tabIndex: 0 })
    panel.element.setAttribute("role", "application")
    listen(panel, this)
    panel.card = new Card(panel.element, { open: (article) => this.send("opened", article) })
    panel.card.element.addEventListener("pointerdown", (event) => event.stopPropagation())
    panel.card.element.addEventListener("pointermove", (event) => event.stopPropagation())
    this.panels.push(panel)
  }

  use(tool) {
    this.tool = tool
    this.toolbar.use(tool)
    this.root.dataset.tool = tool
  }

  hover(panel, row) {
    if (this.picked && row < 0) return this.#setHovered(-1)
    this.#setHovered(row)
    if (!this.picked) this.#showCard(panel, row, false)
  }

  pick(panel, row) {
    const missed = row < 0
    this.picked = missed ? null : { panel, row }
    this.panels.forEach((each) => each.card.hide())
    if (missed) return
    this.current = row
    this.#showCard(panel, row, true)
    this.#show(false)
    this.send("picked", this.idOf(row))
  }

  select(panel, corners) {
    const text = written(this.panels.indexOf(panel), corners)
    this.picked = null
    this.panels.forEach((each) => each.card.hide())
    this.#select(text, true)
    this.use("move")
    this.#show()
  }

  clear() {
    this.picked = null
    this.panels.forEach((each) => each.card.hide())
    this.#setHovered(-1)
    if (this.selection) this.#select("", true)
    this.#show()
  }

  moved(panel) {
    panel.moving = true
    panel.card.hide()
    this.picked = null
    panel.request()
    clearTimeout(this.settling)
    this.settling = setTimeout(() => this.#settled(), SETTLED)
    clearTimeout(panel.calming)
    panel.calming = setTimeout(() => {
      panel.moving = false
      panel.request(false)
    }, 160)
  }

  destroy() {
    this.resizes.disconnect()
    clearTimeout(this.settling)
    document.removeEventListener("scroll", this.scrolls, { capture: true })
  }

  idOf(row) {
    const id = this.base.ids[row]
    return typeof id === "number" ? String(id).padStart(10, "0") : id
  }

  nameOf(row) {
    return this.base.names[this.base.name[row]]
  }

  picture(row) {
    const id = this.idOf(row)
    return this.data.pictures.replace("{folder}", id.slice(0, 3)).replace("{id}", id)
  }

  /** The screen position of a row, for tests. */
  locate(panel, row) {
    const [x, y] = this.panels[panel].place(row)
    const box = this.panels[panel].element.getBoundingClientRect()
    return [x + box.left, y + box.top]
  }

  #showCard(panel, row, kept) {
    this.panels.forEach((other) => other !== panel && other.card.hide())
    if (row < 0) return panel.card.hide()
    const facts = {
      article: this.idOf(row),
      name: this.nameOf(row),
      kind: this.base.kinds[this.base.kind[row]],
      value: this.#valueOf(panel, row),
      picture: this.base.pictured[row] ? this.picture(row) : "",
      href: this.data.article + this.idOf(row),
    }
    panel.card.show(facts, panel.place(row), panel.viewport, kept)
  }

  #valueOf(panel, row) {
    const { layer } = this.data.panels[this.panels.indexOf(panel)]
    const value = layer.values[panel.codes[row]] ?? ""
    return this.base.kinds[this.base.kind[row]].split(", ").includes(value) ? "" : value
  }

  #setHovered(row) {
    if (row === this.hovered) return
    this.hovered = row
    this.panels.forEach((panel) => {
      panel.element.classList.toggle("over", row >= 0)
      panel.request(false)
    })
  }

  #select(text, tell) {
    const shape = read(text)
    this.selection = shape ? text : ""
    const chosen = shape && this.panels[shape.panel]
    const result = chosen ? inside(chosen.x, chosen.y, shape.corners) : null
    this.selected = result
    this.panels.forEach((panel, i) => {
      panel.shape = chosen && shape.panel === i ? shape.corners : null
      panel.setBright(result?.found ?? null, panel.code ?? -1)
    })
    const articles = (count) => `${count.toLocaleString("en")} article${count === 1 ? "" : "s"}`
    this.toolbar.say(result ? `${articles(result.count)} selected` : "")
    this.root.dataset.selected = result ? result.count : ""
    if (tell) this.send("selected", this.selection)
  }

  #pickOut(code) {
    this.panels.forEach((panel) => panel.x && panel.setBright(this.selected?.found ?? null, code))
    this.#show(true, false)
  }

  #show(points = true, legend = true) {
    this.panels.forEach((panel) => panel.request(points))
    if (legend) this.legend.show(this.data.panels[0].layer, this.panels[0].palette, css)
  }

  #all(act) {
    for (const panel of this.panels) {
      if (!panel.x) continue
      act(panel)
      this.moved(panel)
    }
  }

  #settled() {
    const views = this.panels.map((panel) => panel.viewport.written())
    const text = views.some(Boolean) ? views.join("_") : ""
    if (text === this.view) return
    this.view = text
    this.send("moved", text)
  }

  #resized() {
    for (const panel of this.panels) {
      const { clientWidth, clientHeight } = panel.element
      const { width, height } = panel.viewport ?? {}
      if (clientWidth !== width || clientHeight !== height) panel.resize()
      panel.request()
    }
  }
}

const scenes = new WeakMap()

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".stylehub-map")
  if (!root || !data) return
  if (!scenes.has(root)) scenes.set(root, new Scene(root))
  const scene = scenes.get(root)
  scene.update(data, setTriggerValue, root).catch((error) => {
    scene.waiting.textContent = "The map could not be drawn in this browser."
    scene.stage.append(scene.waiting)
    console.error(error)
  })
  return () => {
    scene.destroy()
    scenes.delete(root)
  }
}
