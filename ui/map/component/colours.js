// The theme's colours as numbers, and the map's colours adjusted to be visible on its background.

let probe

/** [r, g, b] of any CSS colour. */
export function rgb(text, otherwise = [120, 120, 120]) {
  probe ??= Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", {
    willReadFrequently: true,
  })
  if (!text) return otherwise
  probe.fillStyle = "#010203"
  probe.fillStyle = text
  probe.fillRect(0, 0, 1, 1)
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data
  return red === 1 && green === 2 && blue === 3 ? otherwise : [red, green, blue]
}

export function css([red, green, blue], alpha = 1) {
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`
}

export function mixed(first, second, share) {
  return first.map((value, i) => Math.round(value + (second[i] - value) * share))
}

export function luminance(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

export function contrast(first, second) {
  const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** `colour`, moved towards the ink until it stands out from the paper by `least`. */
export function visible(colour, paper, ink, least = 1.45) {
  let shown = colour
  for (let share = 0.1; contrast(shown, paper) < least && share <= 1; share += 0.1) shown = mixed(colour, ink, share)
  return shown
}

export function themeOf(host) {
  const style = getComputedStyle(host)
  const of = (name) => style.getPropertyValue(name).trim()
  const paper = rgb(of("--st-background-color"), [255, 255, 255])
  return {
    paper,
    ink: rgb(of("--st-text-color"), [20, 20, 20]),
    accent: rgb(of("--st-primary-color"), [200, 80, 40]),
    dark: luminance(paper) < 0.3,
    font: of("--st-font") || "sans-serif",
  }
}
