// The map as a picture file: what is on screen, with its title and legend.

import { css } from "./colours.js"

const PADDING = 24
const TITLE = 56

export function saveFigure(scene) {
  const canvas = figure(scene)
  canvas.toBlob((blob) => {
    const link = document.createElement("a")
    link.href = URL.createObjectURL(blob)
    link.download = scene.data.file
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  }, "image/png")
}

function figure({ panels, theme, data }) {
  const density = panels[0].density
  const width = panels.reduce((sum, panel) => sum + panel.viewport.width + PADDING, PADDING)
  const high = Math.max(...panels.map((panel) => panel.viewport.height))
  const canvas = Object.assign(document.createElement("canvas"), {
    width: width * density,
    height: (high + TITLE + 2 * PADDING) * density,
  })
  const context = canvas.getContext("2d")
  context.scale(density, density)
  context.fillStyle = css(theme.paper)
  context.fillRect(0, 0, width, high + TITLE + 2 * PADDING)
  context.textBaseline = "middle"
  let left = PADDING
  panels.forEach((panel, i) => {
    context.fillStyle = css(theme.ink)
    context.font = `600 18px ${theme.font}`
    context.fillText(data.panels[i].title, left, PADDING)
    context.drawImage(panel.points, left, TITLE, panel.viewport.width, panel.viewport.height)
    context.drawImage(panel.above, left, TITLE, panel.viewport.width, panel.viewport.height)
    left += panel.viewport.width + PADDING
  })
  drawKey(context, data.panels[0].layer, panels[0].palette, theme, TITLE + high + PADDING)
  return canvas
}

function drawKey(context, layer, palette, theme, top) {
  context.font = `13px ${theme.font}`
  let left = PADDING
  const text = (words) => {
    context.fillStyle = css(theme.ink)
    context.fillText(words, left, top)
    left += context.measureText(words).width + 14
  }
  text(layer.title)
  if (layer.ramp) text(layer.ramp.low)
  for (const code of layer.ramp ? layer.ramp.codes : layer.legend.map((key) => key.code)) {
    context.fillStyle = css(palette[code])
    context.fillRect(left, top - 5, 10, 10)
    left += layer.ramp ? 10 : 14
    if (!layer.ramp) text(layer.legend.find((key) => key.code === code).text)
  }
  left += 6
  if (layer.ramp) text(layer.ramp.high)
}
