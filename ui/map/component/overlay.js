// What is drawn above the points: pictures if there is room, names, marks, the lasso.

import { css, mixed } from "./colours.js"
import { picture } from "./pictures.js"
import { UNITS } from "./polygon.js"

const GRID = 65535
const MOST_WITH_PICTURES = 1200
const TAU = 2 * Math.PI

/** Boxes that are taken, so that nothing is drawn over anything else. */
class Room {
  constructor() {
    this.boxes = []
  }

  hold(x, y, reach) {
    this.boxes.push([x - reach, y - reach, x + reach, y + reach])
  }

  isFree(left, top, width, height, gap) {
    const [x1, y1, x2, y2] = [left - gap, top - gap, left + width + gap, top + height + gap]
    return this.boxes.every((box) => x1 >= box[2] || x2 <= box[0] || y1 >= box[3] || y2 <= box[1])
  }

  take(left, top, width, height, gap = 2) {
    const free = this.isFree(left, top, width, height, gap)
    if (free) this.boxes.push([left - gap, top - gap, left + width + gap, top + height + gap])
    return free
  }
}

export function drawOverlay(context, panel, scene) {
  const { viewport, theme } = panel
  context.clearRect(0, 0, viewport.width, viewport.height)
  const pictured = drawPictures(context, panel, scene)
  drawShape(context, panel, scene)
  const room = new Room()
  if (panel.element.classList.contains("named")) room.boxes.push([0, 0, 260, 34])
  const writeCurrent = holdCurrent(context, panel, scene, room)
  for (const row of scene.marks) room.hold(...panel.place(row), 7)
  if (pictured < 12) drawNames(context, panel, scene, room)
  drawMarks(context, panel, scene)
  writeCurrent()
  if (scene.hovered >= 0) ring(context, panel.place(scene.hovered), 8, css(theme.ink), css(theme.paper))
}

function drawPictures(context, panel, scene) {
  const { viewport } = panel
  const [left, top] = viewport.toMap(0, 0)
  const [right, bottom] = viewport.toMap(viewport.width, viewport.height)
  const rows = panel.cells.within(left, top, right, bottom, MOST_WITH_PICTURES)
  if (!rows) return 0
  const width = rows.length < 80 ? 60 : rows.length < 300 ? 48 : 38
  const height = width * 1.5
  const first = (row) => (panel.isBright(row) ? 1000 : 0) + scene.base.sold[row]
  rows.sort((a, b) => first(b) - first(a) || a - b)
  const room = new Room()
  let count = 0
  for (const row of rows) {
    if (!scene.base.pictured[row]) continue
    const [x, y] = panel.place(row)
    if (!room.take(x - width / 2, y - height / 2, width, height, 3)) continue
    const image = panel.moving ? picture.ready(scene.picture(row)) : picture(scene.picture(row), panel.later)
    if (!image) continue
    framed(context, image, x, y, width, height, panel, row)
    count++
  }
  return count
}

function framed(context, image, x, y, width, height, panel, row) {
  const bright = panel.isBright(row)
  context.save()
  context.globalAlpha = bright ? 1 : 0.25
  context.beginPath()
  context.roundRect(x - width / 2, y - height / 2, width, height, 3)
  context.lineWidth = 3
  context.strokeStyle = css(panel.colourOf(row))
  context.stroke()
  context.clip()
  context.drawImage(image, x - width / 2, y - height / 2, width, height)
  context.restore()
}

function drawShape(context, panel, scene) {
  const { theme, viewport } = panel
  const shape = scene.drawing?.panel === panel ? scene.drawing.corners : panel.shape
  if (!shape || shape.length < 2) return
  context.beginPath()
  for (const [x, y] of shape) context.lineTo(...viewport.toScreen((x / UNITS) * GRID, (y / UNITS) * GRID))
  context.closePath()
  context.fillStyle = css(theme.accent, 0.06)
  context.fill()
  context.lineWidth = 3
  context.strokeStyle = css(theme.paper, 0.9)
  context.stroke()
  context.lineWidth = 1.5
  context.setLineDash([5, 4])
  context.strokeStyle = css(theme.accent)
  context.stroke()
  context.setLineDash([])
}

function drawMarks(context, panel, scene) {
  const { theme } = panel
  for (const row of [...scene.marks].reverse()) {
    const [x, y] = panel.place(row)
    context.beginPath()
    context.arc(x, y, row === scene.marks[0] ? 6.5 : 5, 0, TAU)
    context.lineWidth = 4
    context.strokeStyle = css(theme.paper)
    context.stroke()
    context.lineWidth = 2
    context.strokeStyle = css(theme.ink)
    context.stroke()
    context.fillStyle = css(theme.accent)
    context.fill()
  }
}

/** Reserves room for the current article and its name; returns a function that draws them. */
function holdCurrent(context, panel, scene, room) {
  const nothing = () => {}
  if (scene.current < 0) return nothing
  const { theme, viewport } = panel
  const [x, y] = panel.place(scene.current)
  if (x < 0 || y < 0 || x > viewport.width || y > viewport.height) return nothing
  const name = scene.nameOf(scene.current)
  const text = name.length > 30 ? `${name.slice(0, 29)}…` : name
  const size = measured(context, panel, text, { weight: 600 })
  const left = Math.min(Math.max(x - size.width / 2, 4), viewport.width - size.width - 4)
  const top = y > 40 ? y - 34 : y + 16
  room.take(left, top, size.width, size.height)
  room.hold(x, y, 11)
  return () => {
    ring(context, [x, y], 9, css(theme.accent), css(theme.paper))
    pill(context, panel, text, left, top, size, {})
  }
}

/** Names beside what they name, where they cover the fewest points; each with a picture of an article there. */
function drawNames(context, panel, scene, room) {
  const { viewport } = panel
  const most = Math.max(6, Math.round((viewport.width * viewport.height) / 26000))
  const written = []
  for (const name of panel.names) {
    if (written.length >= most) break
    const [x, y] = viewport.toScreen(name.x, name.y)
    if (x < 0 || y < 0 || x > viewport.width || y > viewport.height) continue
    const dot = name.code === null ? null : panel.palette[name.code]
    const image = name.row === null ? null : picture(scene.picture(name.row), panel.later)
    const size = measured(context, panel, name.text, { dot, image: name.row !== null })
    const spot = bestSpot(panel, room, x, y, size)
    if (!spot) continue
    room.take(...spot, size.width, size.height, 3)
    written.push({ name, x, y, spot, size, dot, image })
  }
  for (const label of written) leader(context, panel, label)
  for (const { name, spot, size, dot, image } of written) pill(context, panel, name.text, ...spot, size, { dot, image })
}

/** The free spot around (x, y) that covers the fewest points; null if all are taken. */
function bestSpot(panel, room, x, y, { width, height }) {
  const { viewport } = panel
  let best = null
  let least = Infinity
  for (const apart of [8, 26, 46]) {
    for (const [across, down] of AROUND) {
      const left = x + across * (width / 2 + apart) - width / 2
      const top = y + down * (height / 2 + apart) - height / 2
      const outside = left < 4 || top < 4 || left + width > viewport.width - 4 || top + height > viewport.height - 4
      if (outside || !room.isFree(left, top, width, height, 3)) continue
      const covered = panel.cells.count(...viewport.toMap(left, top), ...viewport.toMap(left + width, top + height))
      const cost = covered + apart * panel.x.length * 0.00002
      if (cost < least) {
        least = cost
        best = [left, top]
      }
    }
  }
  return best
}

const AROUND = [
  [0, -1],
  [0, 1],
  [1, 0],
  [-1, 0],
  [0.8, -1],
  [-0.8, -1],
  [0.8, 1],
  [-0.8, 1],
]

/** A thin line from a name to its position. */
function leader(context, { theme }, { x, y, spot: [left, top], size }) {
  const toX = Math.min(Math.max(x, left), left + size.width)
  const toY = Math.min(Math.max(y, top), top + size.height)
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(toX, toY)
  context.lineWidth = 1
  context.strokeStyle = css(theme.ink, 0.55)
  context.stroke()
  context.beginPath()
  context.arc(x, y, 2, 0, TAU)
  context.fillStyle = css(theme.ink)
  context.fill()
}

const PICTURE = { width: 24, height: 36 }

function measured(context, { theme }, text, { dot = null, image = false, weight = 500 }) {
  context.font = `${weight} 12px ${theme.font}`
  const lead = (image ? PICTURE.width + 6 : 6) + (dot ? 12 : 0)
  return { width: context.measureText(text).width + lead + 6, height: image ? PICTURE.height : 18, lead, weight }
}

function pill(context, { theme }, text, left, top, size, { dot = null, image = null }) {
  const middle = top + size.height / 2
  context.save()
  context.font = `${size.weight} 12px ${theme.font}`
  context.textBaseline = "middle"
  context.beginPath()
  context.roundRect(left, top, size.width, size.height, 3)
  context.fillStyle = css(theme.paper, 0.88)
  context.fill()
  context.lineWidth = 1
  context.strokeStyle = css(theme.ink, 0.12)
  context.stroke()
  context.clip()
  if (image) context.drawImage(image, left, top, PICTURE.width, PICTURE.height)
  if (dot) {
    context.beginPath()
    context.arc(left + size.lead - 8, middle, 4, 0, TAU)
    context.fillStyle = css(dot)
    context.fill()
  }
  context.fillStyle = css(mixed(theme.ink, theme.paper, 0.05))
  context.fillText(text, left + size.lead, middle + 0.5)
  context.restore()
}

function ring(context, [x, y], radius, colour, halo) {
  context.beginPath()
  context.arc(x, y, radius, 0, TAU)
  context.lineWidth = 5
  context.strokeStyle = halo
  context.stroke()
  context.lineWidth = 2.5
  context.strokeStyle = colour
  context.stroke()
}
