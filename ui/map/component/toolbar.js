// Buttons above the map. Icons: Material Symbols (Apache License 2.0), drawn as paths so that no font is needed.

const ICONS = {
  move: "M12 2l4 4h-3v5h5V8l4 4-4 4v-3h-5v5h3l-4 4-4-4h3v-5H6v3l-4-4 4-4v3h5V6H8z",
  box: "M3 3h4v2H5v2H3zm14 0h4v4h-2V5h-2zM3 17h2v2h2v2H3zm16 0h2v4h-4v-2h2zM9 3h6v2H9zm0 16h6v2H9zM3 9h2v6H3zm16 0h2v6h-2z",
  lasso:
    "M12 3C6.5 3 2 6.1 2 10c0 2.3 1.6 4.4 4 5.6-.1 2.2-.9 3.8-2.2 4.9l1.3 1.5c1.7-1.4 2.7-3.4 2.9-5.7 1.2.3 2.6.5 4 .5 5.5 0 10-3 10-6.8S17.500 3 12 3m0 12c-1.300 0-2.600-.2-3.700-.6C8 12.900 6.900 12 6 12c-.6 0-1.100.3-1.300.8C4.300 12 4 11 4 10c0-2.700 3.600-5 8-5s8 2.300 8 5-3.600 5-8 5",
  plus: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  minus: "M5 11h14v2H5z",
  fit: "M4 4h6v2H7.400l3.300 3.300-1.400 1.400L6 7.400V10H4zm10 0h6v6h-2V7.400l-3.300 3.300-1.400-1.400L16.600 6H14zM4 14h2v2.600l3.300-3.300 1.400 1.400L7.400 18H10v2H4zm14 0h2v6h-6v-2h2.600l-3.300-3.300 1.400-1.400 3.300 3.300z",
  save: "M11 3h2v9.200l3.300-3.300 1.400 1.400L12 16l-5.700-5.700 1.400-1.400 3.300 3.300zM4 18h2v1h12v-1h2v3H4z",
}

export class Toolbar {
  constructor(parent, { tool, step, fit, save, clear }) {
    this.element = parent.appendChild(document.createElement("div"))
    this.element.className = "toolbar"
    this.element.setAttribute("role", "toolbar")
    this.element.setAttribute("aria-label", "Map tools")
    const tools = this.#group()
    this.tools = {
      move: this.#button(tools, "move", "Move the map", () => tool("move")),
      box: this.#button(tools, "box", "Select with a box", () => tool("box")),
      lasso: this.#button(tools, "lasso", "Select with a lasso (or hold Shift)", () => tool("lasso")),
    }
    const zoom = this.#group()
    this.#button(zoom, "plus", "Zoom in (+)", () => step(1.6))
    this.#button(zoom, "minus", "Zoom out (-)", () => step(1 / 1.6))
    this.#button(zoom, "fit", "Show the whole map (0)", fit)
    this.#button(this.#group(), "save", "Save the map as a picture (PNG)", save)
    this.status = this.element.appendChild(document.createElement("span"))
    this.status.className = "status"
    this.status.setAttribute("aria-live", "polite")
    this.clear = this.element.appendChild(document.createElement("button"))
    this.clear.className = "clear"
    this.clear.textContent = "Clear"
    this.clear.title = "Clear the selection (Escape)"
    this.clear.onclick = clear
    this.clear.hidden = true
  }

  use(tool) {
    for (const [name, button] of Object.entries(this.tools)) button.setAttribute("aria-pressed", name === tool)
  }

  /** What is selected, or '' for how to select. */
  say(text) {
    const touch = globalThis.matchMedia("(pointer: coarse)").matches
    const hint = touch ? "Pinch to zoom, draw to select" : "Drag to move, scroll to zoom, hold Shift to draw a selection"
    this.status.textContent = text || hint
    this.status.classList.toggle("hint", !text)
    this.clear.hidden = !text
  }

  #group() {
    const group = this.element.appendChild(document.createElement("div"))
    group.className = "group"
    return group
  }

  #button(parent, icon, label, act) {
    const button = parent.appendChild(document.createElement("button"))
    button.title = label
    button.setAttribute("aria-label", label)
    button.onclick = act
    button.innerHTML = `<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="${ICONS[icon]}"/></svg>`
    return button
  }
}
