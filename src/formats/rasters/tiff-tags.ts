/** One field of a TIFF directory: tag, field type and values. */
export interface TiffField {
  tag: number
  /** 2 ASCII, 3 SHORT, 4 LONG, 12 DOUBLE. */
  type: 2 | 3 | 4 | 12
  values: readonly number[] | Uint8Array
}

const SIZE = { 2: 1, 3: 2, 4: 4, 12: 8 } as const

export const ascii = (tag: number, text: string): TiffField => ({
  tag,
  type: 2,
  values: new TextEncoder().encode(`${text}\0`),
})
export const short = (tag: number, ...values: number[]): TiffField => ({ tag, type: 3, values })
export const long = (tag: number, ...values: number[]): TiffField => ({ tag, type: 4, values })
export const double = (tag: number, ...values: number[]): TiffField => ({ tag, type: 12, values })

/** Bytes that a directory and the values that do not fit into it take; even. */
export function directorySize(fields: readonly TiffField[]): number {
  let size = 2 + 12 * fields.length + 4
  for (const { type, values } of fields) {
    const bytes = SIZE[type] * values.length
    if (bytes > 4) size += bytes + (bytes & 1)
  }
  return size
}

/**
 * Writes a directory (TIFF 6.0 §2, little-endian) with its long values behind it.
 * @param next offset of the next directory, 0 for none
 */
export function writeDirectory(view: DataView, at: number, fields: readonly TiffField[], next: number): void {
  const sorted = [...fields].sort((a, b) => a.tag - b.tag)
  view.setUint16(at, sorted.length, true)
  let entry = at + 2
  let spill = at + 2 + 12 * sorted.length + 4
  for (const { tag, type, values } of sorted) {
    view.setUint16(entry, tag, true)
    view.setUint16(entry + 2, type, true)
    view.setUint32(entry + 4, values.length, true)
    const bytes = SIZE[type] * values.length
    const target = bytes > 4 ? spill : entry + 8
    for (let i = 0; i < values.length; i++) {
      if (type === 2) view.setUint8(target + i, values[i])
      else if (type === 3) view.setUint16(target + 2 * i, values[i], true)
      else if (type === 4) view.setUint32(target + 4 * i, values[i], true)
      else view.setFloat64(target + 8 * i, values[i], true)
    }
    if (bytes > 4) {
      view.setUint32(entry + 8, spill, true)
      spill += bytes + (bytes & 1)
    }
    entry += 12
  }
  view.setUint32(entry, next, true)
}
