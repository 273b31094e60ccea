// A drag draws the box; a click without a drag takes it away. Python gets "x,y,width,height" in shares, or "".
const SMALLEST = 0.04
const states = new WeakMap()

const share = (value) => Math.min(1, Math.max(0, value))

function place(box, part) {
  box.style.display = part ? "block" : "none"
  if (!part) return
  const names = ["left", "top", "width", "height"]
  names.forEach((name, number) => (box.style[name] = `${100 * part[number]}%`))
}

function spanned(from, to) {
  const [left, top] = [Math.min(from[0], to[0]), Math.min(from[1], to[1])]
  return [left, top, Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])]
}

function written([left, top, width, height]) {
  const [x, y, right, bottom] = [left, top, left + width, top + height].map((value) => Math.round(1000 * value))
  return [x, y, right - x, bottom - y].map((value) => value / 1000).join(",")
}

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".part")
  const image = frame.querySelector("img")
  const box = frame.querySelector(".box")
  if (image.getAttribute("src") !== data.address) image.src = data.address
  image.alt = data.alt
  const state = states.get(parentElement) ?? {}
  states.set(parentElement, state)
  if (!state.from) place(box, data.box)

  const at = (event) => {
    const edge = frame.getBoundingClientRect()
    return [share((event.clientX - edge.left) / edge.width), share((event.clientY - edge.top) / edge.height)]
  }
  const end = () => {
    state.from = undefined
    place(box, data.box)
  }
  frame.onpointerdown = (event) => {
    if (!event.isPrimary || event.button) return
    event.preventDefault()
    frame.setPointerCapture(event.pointerId)
    state.from = at(event)
  }
  frame.onpointermove = (event) => {
    if (state.from && event.isPrimary) place(box, spanned(state.from, at(event)))
  }
  frame.onpointerup = (event) => {
    if (!state.from || !event.isPrimary) return
    const part = spanned(state.from, at(event))
    const drawn = part[2] >= SMALLEST && part[3] >= SMALLEST
    state.from = undefined
    place(box, drawn ? part : null)
    if (drawn) setTriggerValue("box", written(part))
    else if (data.box) setTriggerValue("box", "whole")
  }
  frame.onpointercancel = end
  frame.onlostpointercapture = () => state.from && end()
}
