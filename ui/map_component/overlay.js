// What stands above the points: pictures where there is room, names, marks, the lasso.

import { css, mixed } from "./colours.js"
import { picture } from "./pictures.js"
import { UNITS } from "./polygon.js"

const GRID = 65535
const MOST_WITH_PICTURES = 1200
const TAU = 2 * Math.PI

/** Boxes that are taken, so that nothing is written over anything else. */
class Room {
  constructor() {
    this.boxes = []
  }

  hold(x, y, reach) {
    this.boxes.push([x - reach, y - reach, x + reach, y + reach])
  }

  take(left, top, width, height, gap = 2) {
    const box = [left - gap, top - gap, left + width + gap, top + height + gap]
    const free = this.boxes.every((one) => box[0] >= one[2] || box[2] <= one[0] || box[1] >= one[3] || box[3] <= one[1])
    if (free) this.boxes.push(box)
    return free
  }
}

export function drawOverlay(context, panel, scene) {
  const { viewport, theme } = panel
  context.clearRect(0, 0, viewport.width, viewport.height)
  const pictured = drawPictures(context, panel, scene)
  drawShape(context, panel, scene)
  const room = new Room()
  drawCurrent(context, panel, scene, room)
  for (const row of scene.marks) room.hold(...panel.place(row), 7)
  if (pictured < 12) drawNames(context, panel, room)
  drawMarks(context, panel, scene)
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

function drawCurrent(context, panel, scene, room) {
  if (scene.current < 0) return
  const { theme } = panel
  const [x, y] = panel.place(scene.current)
  ring(context, [x, y], 9, css(theme.accent), css(theme.paper))
  const name = scene.nameOf(scene.current)
  write(context, panel, name.length > 30 ? `${name.slice(0, 29)}…` : name, x, y - 20, { weight: 600, room, force: true })
}

function drawNames(context, panel, room) {
  const most = Math.max(6, Math.round((panel.viewport.width * panel.viewport.height) / 24000))
  let written = 0
  for (const name of panel.names) {
    if (written >= most) return
    const [x, y] = panel.viewport.toScreen(name.x, name.y)
    if (x < 0 || y < 0 || x > panel.viewport.width || y > panel.viewport.height) continue
    const dot = name.code === null ? null : panel.palette[name.code]
    if (write(context, panel, name.text, x, y, { weight: 500, room, dot })) written++
  }
}

function write(context, panel, text, x, y, { weight, room, dot = null, force = false }) {
  const { theme, viewport } = panel
  context.font = `${weight} 12px ${theme.font}`
  context.textBaseline = "middle"
  const lead = dot ? 12 : 0
  const width = context.measureText(text).width + lead
  const left = Math.min(Math.max(x - width / 2, 6), viewport.width - width - 6)
  const top = Math.min(Math.max(y, 12), viewport.height - 12)
  if (!room.take(left, top - 8, width, 16, 4) && !force) return false
  context.beginPath()
  context.roundRect(left - 5, top - 9, width + 10, 18, 9)
  context.fillStyle = css(theme.paper, 0.86)
  context.fill()
  if (dot) {
    context.beginPath()
    context.arc(left + 4, top, 4, 0, TAU)
    context.fillStyle = css(dot)
    context.fill()
  }
  context.fillStyle = css(mixed(theme.ink, theme.paper, 0.08))
  context.fillText(text, left + lead, top + 0.5)
  return true
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
