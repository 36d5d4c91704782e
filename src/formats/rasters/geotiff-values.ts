import type { GeoTIFFImage, TypedArray } from 'geotiff'
import type { GeoRaster } from './geo-raster'

/** Columns and rows of a raster. */
export interface PixelWindow {
  left: number
  top: number
  width: number
  height: number
}

/** What GDAL writes beside the values. */
export interface BandFacts {
  bandName?: string
  /** Unit of the values as the file names it, such as `m` or `ft`. */
  unit?: string
  scale: number
  offset: number
}

/** Values that are decoded at a time, beside those kept. */
const PIECE_PIXELS = 2 ** 22

/**
 * The values of a window of one band, piece by piece: whole rows of blocks, so that none is unpacked twice.
 * Predictor 2 of big-endian files is undone here: the package does it in the order of the machine.
 */
export async function valuesOf(
  image: GeoTIFFImage,
  sample: number,
  window: PixelWindow,
  littleEndian: boolean,
): Promise<GeoRaster['data']> {
  const { left, top, width, height } = window
  const predictor = Number((await image.fileDirectory.loadValue('Predictor')) ?? 1)
  const differenced = predictor === 2 && !littleEndian && image.getBitsPerSample(0) > 8
  // Differences run from the left edge of each block.
  const blockWidth = image.getTileWidth()
  const from = differenced ? left - (left % blockWidth) : left
  if (differenced) withoutPredictor(image)
  // Differences of floats are those of their bits, which no float could carry.
  const asBits = differenced && image.getSampleFormat(sample) === 3
  if (asBits) withoutFormat(image)
  const blockHeight = image.getTileHeight()
  const rowsAtATime = Math.max(1, Math.floor(PIECE_PIXELS / (left + width - from) / blockHeight)) * blockHeight
  let out: GeoRaster['data'] | undefined
  for (let row = top; row < top + height; ) {
    const end = Math.min(top + height, row - (row % blockHeight) + rowsAtATime)
    const rasters = await image.readRasters({ samples: [sample], window: [from, row, left + width, end] })
    let piece = (rasters as unknown as TypedArray[])[0]
    if (differenced) summed(piece, from, left + width - from, blockWidth)
    if (asBits) piece = new Float32Array(piece.buffer, piece.byteOffset, piece.length)
    out ??= arrayFor(piece, width * height)
    const wide = left + width - from
    for (let r = row; r < end; r++) {
      const at = (r - row) * wide + left - from
      out.set(piece.subarray(at, at + width) as never, (r - top) * width)
    }
    row = end
  }
  return out ?? new Float32Array(0)
}

/** The image reads its values without undoing a predictor. */
function withoutPredictor(image: GeoTIFFImage): void {
  const directory = image.fileDirectory as unknown as { loadValue(tag: string | number): Promise<unknown> }
  const load = directory.loadValue.bind(directory)
  directory.loadValue = (tag) => (tag === 'Predictor' || tag === 317 ? Promise.resolve(1) : load(tag))
}

/** The image reads its values as whole numbers of their bits. */
function withoutFormat(image: GeoTIFFImage): void {
  const directory = image.fileDirectory as unknown as { getValue(tag: string | number): unknown }
  const get = directory.getValue.bind(directory)
  directory.getValue = (tag) => (tag === 'SampleFormat' || tag === 339 ? undefined : get(tag))
}

/** Undoes predictor 2: each value is the sum of the differences from its block's left edge, modulo its width. */
function summed(values: TypedArray, left: number, width: number, blockWidth: number): void {
  for (let at = 0; at < values.length; at += width) {
    for (let c = 1; c < width; c++) if ((left + c) % blockWidth !== 0) values[at + c] += values[at + c - 1]
  }
}

function arrayFor(piece: TypedArray, length: number): GeoRaster['data'] {
  if (piece instanceof Int8Array) return new Int16Array(length)
  if (
    piece instanceof Int16Array ||
    piece instanceof Uint8Array ||
    piece instanceof Uint16Array ||
    piece instanceof Int32Array ||
    piece instanceof Uint32Array
  ) {
    return new (piece.constructor as new (n: number) => GeoRaster['data'])(length)
  }
  return new Float32Array(length)
}

/** Nodata as the file states it, in the precision of the values; null where there is none. */
export function nodataOf(image: GeoTIFFImage, data: GeoRaster['data']): number | null {
  const text = image.fileDirectory.hasTag('GDAL_NODATA') ? image.fileDirectory.getValue('GDAL_NODATA') : undefined
  const plain = typeof text === 'string' ? text.replace(/\0/g, '').trim() : ''
  if (plain === '') return null
  const value = /^[+-]?(nan|inf)/i.test(plain)
    ? plain.toLowerCase().includes('nan')
      ? Number.NaN
      : plain.startsWith('-')
        ? -Infinity
        : Infinity
    : Number(plain)
  // -3.4e+38 of a float32 file is the float32 next to it.
  return data instanceof Float32Array ? Math.fround(value) : value
}

/** Name, unit, scale and offset of a band, from GDAL's metadata. */
export async function factsOf(image: GeoTIFFImage, sample: number): Promise<BandFacts> {
  let metadata: Readonly<Record<string, unknown>> | null = null
  try {
    metadata = await image.getGDALMetadata(sample)
  } catch {
    // Metadata that cannot be read says nothing.
  }
  const text = (key: string): string | undefined => {
    const value = metadata?.[key]
    // GDAL escapes the text twice, and geotiff undoes none of it.
    return typeof value === 'string' && value !== '' ? unescaped(unescaped(value)) : undefined
  }
  const number = (key: string, otherwise: number): number => {
    const value = Number(text(key) ?? Number.NaN)
    return Number.isFinite(value) ? value : otherwise
  }
  const scale = number('SCALE', 1)
  return {
    bandName: text('DESCRIPTION'),
    unit: text('UNITTYPE'),
    scale: scale === 0 ? 1 : scale,
    offset: number('OFFSET', 0),
  }
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}

/** The values as they are meant: raw · scale + offset, with nodata as NaN. */
export function scaled(data: GeoRaster['data'], nodata: number | null, { scale, offset }: BandFacts): Float32Array {
  const out = new Float32Array(data.length)
  for (let i = 0; i < data.length; i++) out[i] = data[i] === nodata ? Number.NaN : data[i] * scale + offset
  return out
}

/** Turns the rows round, in place. */
export function flipRows(data: GeoRaster['data'], width: number): void {
  const row = data.slice(0, width)
  for (let top = 0, bottom = data.length - width; top < bottom; top += width, bottom -= width) {
    row.set(data.subarray(top, top + width) as never)
    data.copyWithin(top, bottom, bottom + width)
    data.set(row as never, bottom)
  }
}
