// Thumbnails by URL, loaded when needed and kept for a while.

const MOST = 600
const pictures = new Map()

/** The picture of `url`; null if it is missing or still loading, in which case `then` is called once it has loaded. */
export function picture(url, then) {
  let entry = pictures.get(url)
  if (!entry) {
    entry = { image: new Image(), state: "loading", then: [] }
    entry.image.decoding = "async"
    entry.image.onload = () => arrived(entry, "ready")
    entry.image.onerror = () => arrived(entry, "missing")
    entry.image.src = url
    pictures.set(url, entry)
    if (pictures.size > MOST) pictures.delete(pictures.keys().next().value)
  }
  if (entry.state === "loading") entry.then.push(then)
  return entry.state === "ready" ? entry.image : null
}

function arrived(entry, state) {
  entry.state = state
  for (const wake of new Set(entry.then)) wake()
  entry.then = []
}

/** The picture if it has loaded already, else null; loads nothing, for use while the map moves. */
picture.ready = (url) => {
  const entry = pictures.get(url)
  return entry?.state === "ready" ? entry.image : null
}
