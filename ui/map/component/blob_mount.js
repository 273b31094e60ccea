import { put } from "./blobs.js"

// A component without a face: hands its bytes (36 characters of id, then the part) to the shelf.
export default function (component) {
  const bytes = component.data
  if (!bytes || bytes.length < 37) return
  put(new TextDecoder().decode(bytes.subarray(0, 36)).trim(), bytes.subarray(36))
}
