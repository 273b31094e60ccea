// Binary parts of a map: sent once, unpacked once, shared by all components of a page.

const KEPT = 16

/** `found`: promises of the unpacked arrays by id; `waiting`: callbacks by id, as `get` may be called before `put`. */
function shelf() {
  globalThis.__stylehubShelf ??= { found: new Map(), waiting: new Map() }
  return globalThis.__stylehubShelf
}

/** Unpack a part made by ui/map/payload.py: gzip of the header's length, a JSON header and its arrays. */
export async function unpack(bytes) {
  const plain = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")))
  const buffer = await plain.arrayBuffer()
  const size = new DataView(buffer).getUint32(0, true)
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)))
  const kinds = { u1: Uint8Array, u2: Uint16Array, u4: Uint32Array, f8: Float64Array }
  const arrays = {}
  for (const { name, type, at, length } of header.arrays) {
    if (type === "text") {
      const text = new TextDecoder().decode(new Uint8Array(buffer, at, length))
      arrays[name] = text.split("\n")
    } else {
      arrays[name] = new kinds[type](buffer, at, length)
    }
  }
  return arrays
}

export function put(id, bytes) {
  const { found, waiting } = shelf()
  if (found.has(id)) return
  const promise = unpack(bytes)
  found.set(id, promise)
  for (const wake of waiting.get(id) ?? []) wake(promise)
  waiting.delete(id)
  while (found.size > KEPT) found.delete(found.keys().next().value)
}

export function get(id) {
  const { found, waiting } = shelf()
  if (found.has(id)) {
    const promise = found.get(id)
    found.delete(id)
    found.set(id, promise) // keep the most recently used
    return promise
  }
  return new Promise((wake) => waiting.set(id, [...(waiting.get(id) ?? []), wake]))
}
