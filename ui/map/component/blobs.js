// Binary parts of a map: sent once, unpacked once, shared by the components of a page.

const KEPT = 16

/** The parts that have arrived, by their id: promises of {id, arrays}; `ask` may come before `put`. */
function shelf() {
  globalThis.__stylehubShelf ??= { found: new Map(), waiting: new Map() }
  return globalThis.__stylehubShelf
}

/** Unpack what ui/map_payload.pack made: gzip of a header's length, a JSON header and its arrays. */
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

export function ask(id) {
  const { found, waiting } = shelf()
  if (found.has(id)) {
    const promise = found.get(id)
    found.delete(id)
    found.set(id, promise) // the most recently used stay
    return promise
  }
  return new Promise((wake) => waiting.set(id, [...(waiting.get(id) ?? []), wake]))
}
