// The card beside a point: picture, name, kind. A click keeps it open, with a link to the article.

export class Card {
  constructor(parent, { open }) {
    this.element = parent.appendChild(document.createElement("div"))
    this.element.className = "card"
    this.element.hidden = true
    this.image = this.element.appendChild(document.createElement("img"))
    this.image.onerror = () => (this.image.hidden = true)
    const words = this.element.appendChild(document.createElement("div"))
    this.name = words.appendChild(document.createElement("strong"))
    this.kind = words.appendChild(document.createElement("span"))
    this.value = words.appendChild(document.createElement("span"))
    this.link = words.appendChild(document.createElement("a"))
    this.link.textContent = "Open article"
    this.link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      open(this.article)
    }
    this.kept = false
  }

  show({ article, name, kind, value, picture, href }, [x, y], { width, height }, kept) {
    this.article = article
    this.kept = kept
    this.element.hidden = false
    this.element.classList.toggle("kept", kept)
    this.image.hidden = !picture
    this.image.alt = name
    if (picture && this.image.getAttribute("src") !== picture) this.image.src = picture
    this.name.textContent = name
    this.kind.textContent = kind
    this.value.textContent = value
    this.value.hidden = !value
    this.link.href = href
    this.link.hidden = !kept
    const [wide, high] = [this.element.offsetWidth, this.element.offsetHeight]
    const left = x + 16 + wide <= width ? x + 16 : x - 16 - wide
    this.element.style.left = `${Math.max(4, Math.min(left, width - wide - 4))}px`
    this.element.style.top = `${Math.max(4, Math.min(y - high / 2, height - high - 4))}px`
  }

  hide() {
    this.kept = false
    this.element.hidden = true
  }
}
