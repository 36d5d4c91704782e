import type { GeoTIFFImage } from 'geotiff'
import type { GeoRaster } from './geo-raster'
import { type BlockValues, blocksOf } from './geotiff-blocks'

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

/**
 * The values of a window of one band. Each block is unpacked once.
 * @param bytes the file
 * @param sample band, from 0
 */
export async function valuesOf(
  image: GeoTIFFImage,
  bytes: Uint8Array,
  sample: number,
  { left, top, width, height }: PixelWindow,
): Promise<GeoRaster['data']> {
  const blocks = await blocksOf(image, bytes, sample)
  const out = arrayFor(blocks.empty(0), width * height)
  const missing = nodataOf(image, out) ?? 0
  for (let row = Math.floor(top / blocks.height); row * blocks.height < top + height; row++) {
    for (let column = Math.floor(left / blocks.width); column * blocks.width < left + width; column++) {
      const block = await blocks.read(column, row)
      const from = Math.max(left, column * blocks.width)
      const to = Math.min(left + width, (column + 1) * blocks.width)
      const last = Math.min(top + height, (row + 1) * blocks.height)
      for (let y = Math.max(top, row * blocks.height); y < last; y++) {
        const at = (y - top) * width + from - left
        if (!block) {
          out.fill(missing, at, at + to - from)
          continue
        }
        const start = (y - row * blocks.height) * blocks.width + from - column * blocks.width
        if ((start + to - from) * blocks.stride > block.length) throw new Error('A block ends too early.')
        if (blocks.stride === 1) out.set(block.subarray(start, start + to - from), at)
        else for (let i = 0; i < to - from; i++) out[at + i] = block[(start + i) * blocks.stride + blocks.first]
      }
    }
  }
  return out
}

function arrayFor(values: BlockValues, length: number): GeoRaster['data'] {
  if (values instanceof Int8Array) return new Int16Array(length)
  if (values instanceof Float64Array) return new Float32Array(length)
  return new (values.constructor as new (n: number) => GeoRaster['data'])(length)
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

/** Texts of metadata that are looked at, characters. */
const MOST_TEXT = 20_000

/** What the file says of its values: texts of its metadata, and its colour table (TIFF 6.0 §5: all reds, all greens, all blues). */
export async function legendOf({ fileDirectory }: GeoTIFFImage): Promise<Pick<GeoRaster, 'says' | 'colours'>> {
  const texts: string[] = []
  for (const tag of ['DocumentName', 'ImageDescription', 'GDAL_METADATA'] as const) {
    const value = fileDirectory.hasTag(tag) ? await fileDirectory.loadValue(tag) : undefined
    if (typeof value === 'string') texts.push(value.slice(0, MOST_TEXT))
  }
  const map = fileDirectory.hasTag('ColorMap') ? await fileDirectory.loadValue('ColorMap') : undefined
  const says = texts.join('\n').replaceAll('\0', '').trim()
  return { ...(says && { says }), ...(map && { colours: colourTable(map as ArrayLike<number>) }) }
}

function colourTable(map: ArrayLike<number>): Map<number, string> {
  const size = Math.min(256, Math.floor(map.length / 3))
  const third = Math.floor(map.length / 3)
  const hex = (value: number) => (value >> 8).toString(16).padStart(2, '0')
  return new Map(
    Array.from({ length: size }, (_, i) => [i, hex(map[i]) + hex(map[third + i]) + hex(map[2 * third + i])]),
  )
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
