// What the colours mean: chips that highlight their points, or a ramp for numbers.

export class Legend {
  constructor(parent, { pickOut }) {
    this.element = parent.appendChild(document.createElement("div"))
    this.element.className = "legend"
    this.pickOut = pickOut
  }

  show(layer, palette, css) {
    const key = JSON.stringify([layer.title, layer.legend, layer.ramp, palette])
    if (key === this.key) return
    this.key = key
    this.element.replaceChildren()
    this.element.hidden = !layer.ramp && !layer.legend.length
    this.#text("title", layer.title)
    if (layer.ramp) return this.#ramp(layer.ramp, palette, css)
    for (const { code, text } of layer.legend) {
      const chip = this.element.appendChild(document.createElement("button"))
      chip.className = "chip"
      const dot = chip.appendChild(document.createElement("i"))
      dot.style.background = css(palette[code])
      chip.append(text)
      chip.title = `Only ${text}`
      chip.onpointerenter = (event) => event.pointerType === "mouse" && this.pickOut(code)
      chip.onpointerleave = () => this.pickOut(-1)
      chip.onfocus = () => chip.matches(":focus-visible") && this.pickOut(code)
      chip.onblur = () => this.pickOut(-1)
    }
  }

  #ramp({ low, high, codes }, palette, css) {
    this.#text("", low)
    const bar = this.element.appendChild(document.createElement("i"))
    bar.className = "bar"
    bar.style.background = `linear-gradient(to right, ${codes.map((code) => css(palette[code])).join(", ")})`
    this.#text("", high)
  }

  #text(name, text) {
    const part = this.element.appendChild(document.createElement("span"))
    part.className = name
    part.textContent = text
  }
}
