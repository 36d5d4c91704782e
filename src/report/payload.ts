import { deflated } from '../formats/deflate'

/**
 * What the page carries: one object tree with typed arrays in it, as base64 of zlib of
 * `[header bytes u32][header JSON][arrays …]`. Tables (arrays of like objects) travel by column, whole-number arrays as
 * differences with low and high bytes apart: both halve what deflate makes of them.
 */
type TypedArray = Uint8Array | Uint16Array | Uint32Array | Float32Array
const KINDS = ['u8', 'u16', 'u32', 'f32'] as const

const kindOf = (value: unknown): (typeof KINDS)[number] | undefined =>
  value instanceof Uint8Array
    ? 'u8'
    : value instanceof Uint16Array
      ? 'u16'
      : value instanceof Uint32Array
        ? 'u32'
        : value instanceof Float32Array
          ? 'f32'
          : undefined

/** Bytes of an array: floats as they are, integers as differences, byte planes apart. */
function encodeArray(values: TypedArray): Uint8Array {
  if (values instanceof Uint8Array) return values
  if (values instanceof Float32Array) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  const width = values.BYTES_PER_ELEMENT
  const bytes = new Uint8Array(values.byteLength)
  for (let i = 0, before = 0; i < values.length; i++) {
    const difference = values[i] - before
    before = values[i]
    for (let plane = 0; plane < width; plane++) bytes[plane * values.length + i] = difference >> (8 * plane)
  }
  return bytes
}

function decodeArray(kind: string, bytes: Uint8Array): TypedArray {
  if (kind === 'u8') return bytes
  if (kind === 'f32') return new Float32Array(new Uint8Array(bytes).buffer)
  const width = kind === 'u16' ? 2 : 4
  const length = bytes.length / width
  const values = width === 2 ? new Uint16Array(length) : new Uint32Array(length)
  for (let i = 0, before = 0; i < length; i++) {
    let difference = 0
    for (let plane = 0; plane < width; plane++) difference |= bytes[plane * length + i] << (8 * plane)
    before = values[i] = before + difference
  }
  return values
}

/** Whether an array is a table: many plain objects with the same keys in the same order. */
function isTable(value: unknown): value is Record<string, unknown>[] {
  if (!Array.isArray(value) || value.length < 4) return false
  const keys = value[0] && Object.getPrototypeOf(value[0]) === Object.prototype ? Object.keys(value[0]).join() : ''
  return (
    keys !== '' &&
    value.every((row) => row && typeof row === 'object' && !kindOf(row) && Object.keys(row).join() === keys)
  )
}

/** An object tree as base64 text. Typed arrays may be Uint8, Uint16, Uint32 and Float32. */
export async function packPayload(tree: unknown): Promise<string> {
  const parts: Uint8Array[] = []
  let offset = 0
  const header = JSON.stringify(tree, (_key, value: unknown) => {
    const kind = kindOf(value)
    if (kind) {
      const bytes = encodeArray(value as TypedArray)
      parts.push(bytes)
      offset += bytes.length
      return { $: kind, at: offset - bytes.length, bytes: bytes.length }
    }
    if (isTable(value)) {
      const columns = Object.keys(value[0])
      return { '#': columns, values: columns.map((column) => value.map((row) => row[column] ?? null)) }
    }
    return value
  })
  const json = new TextEncoder().encode(header)
  const whole = new Uint8Array(4 + json.length + offset)
  new DataView(whole.buffer).setUint32(0, json.length, true)
  whole.set(json, 4)
  let at = 4 + json.length
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return toBase64(await deflated(whole))
}

/** The tree back from unpacked (inflated) bytes. */
export function unpackPayload(whole: Uint8Array): unknown {
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0, true)
  const arrays = whole.subarray(4 + length)
  return JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + length)), (_key, value) => {
    if (value && typeof value === 'object') {
      if (typeof value.$ === 'string') {
        return decodeArray(value.$, arrays.subarray(value.at, value.at + value.bytes))
      }
      if (Array.isArray(value['#'])) {
        const columns: string[] = value['#']
        const first: unknown[] = value.values[0] ?? []
        return first.map((_, row) => Object.fromEntries(columns.map((column, c) => [column, value.values[c][row]])))
      }
    }
    return value
  })
}

/** Bytes as base64, in pieces that fit an argument list. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x6000) text += btoa(String.fromCharCode(...bytes.subarray(i, i + 0x6000)))
  return text
}
