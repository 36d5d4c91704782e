/**
 * An object tree with typed arrays in it as bytes, to be read back where it was made or in a browser on the same machine:
 * `[header bytes u32][header JSON][arrays, each 8-byte aligned]`. Numbers that JSON does not know (NaN, infinities) survive.
 */
type TypedArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array

const KINDS = {
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
} as const
type Kind = keyof typeof KINDS

const ALIGN = 8
const padding = (bytes: number): number => (ALIGN - (bytes % ALIGN)) % ALIGN

/** The parcel of a tree in pieces, to be sent one after the other; the arrays are not copied. */
export function parcelPieces(tree: unknown): Uint8Array[] {
  const arrays: TypedArray[] = []
  let at = 0
  const json = JSON.stringify(tree, (_key, value: unknown) => {
    if (ArrayBuffer.isView(value)) {
      const array = value as TypedArray
      const kind = array.constructor.name as Kind
      if (!(kind in KINDS)) throw new TypeError(`a parcel cannot hold a ${kind}`)
      const from = at
      arrays.push(array)
      at += array.byteLength + padding(array.byteLength)
      return { $: kind, at: from, length: array.length }
    }
    return typeof value === 'number' && !Number.isFinite(value) ? { $: String(value) } : value
  })
  const header = new TextEncoder().encode(json)
  const front = new Uint8Array(4 + header.length + padding(4 + header.length))
  new DataView(front.buffer).setUint32(0, header.length, true)
  front.set(header, 4)
  return [
    front,
    ...arrays.flatMap((array) => {
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
      return padding(bytes.length) === 0 ? [bytes] : [bytes, new Uint8Array(padding(bytes.length))]
    }),
  ]
}

/** The tree of a parcel; its arrays are views on the parcel's bytes. */
export function openParcel(parcel: ArrayBuffer): unknown {
  const length = new DataView(parcel).getUint32(0, true)
  const front = 4 + length + padding(4 + length)
  return JSON.parse(new TextDecoder().decode(new Uint8Array(parcel, 4, length)), (_key, value) => {
    if (value === null || typeof value !== 'object' || typeof value.$ !== 'string') return value
    if (!(value.$ in KINDS)) return Number(value.$)
    return new KINDS[value.$ as Kind](parcel, front + value.at, value.length)
  })
}
