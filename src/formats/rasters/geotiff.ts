import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff'
import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import { type GeoRaster, type LonLatBox, windowUnder } from './geo-raster'
import { type Affine, placeOf, verticalUnitOf, windowPlace } from './geotiff-place'
import { factsOf, flipRows, legendOf, nodataOf, type PixelWindow, scaled, valuesOf } from './geotiff-values'

/** Rasters up to so many pixels are read whole; of larger ones the part under the area. */
const WHOLE_PIXELS = 2 ** 24
/** Bytes of values that one raster may take, and one block of it while it is unpacked. */
const MAX_BYTES = 2 ** 30
const MAX_BLOCK_BYTES = 2 ** 27
/** So many bytes of values are believed of any file; beyond, packed data take at least this share. */
const FREE_BYTES = 64 * 2 ** 20
const MAX_RATIO = 60

/** One band (from 1) of a whole GeoTIFF that gigaplan wrote. @throws InputError as `readGeotiffUnder` does */
export async function readOwnGeotiff(file: InputFile, band = 1): Promise<GeoRaster> {
  return (await readGeotiffUnder(file, undefined, { band, own: true }))!
}

/**
 * The values of one band of a GeoTIFF (strips or tiles, any usual compression, COG), with its place in its own CRS. The header is obeyed
 * whole: signed pixel size, rotation, tie point, scale, offset, nodata in the precision of the values.
 * @param area of a large raster only the part under it is read; degrees
 * @param band from 1
 * @param own true for a file that gigaplan wrote itself: its size is believed
 * @returns undefined where a large raster lies outside the area
 * @throws InputError `file-damaged`, `file-too-large`, `no-georeference`, `crs-unknown`, `band-missing`
 */
export async function readGeotiffUnder(
  file: InputFile,
  area: LonLatBox | undefined,
  { band = 1, own = false }: { band?: number; own?: boolean } = {},
): Promise<GeoRaster | undefined> {
  const { bytes, name } = file
  try {
    const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
    // A copy by the constructor: the slice of a Node Buffer would be a view on its pool.
    const buffer = (whole ? bytes.buffer : new Uint8Array(bytes).buffer) as ArrayBuffer
    const image = await (await fromArrayBuffer(buffer)).getImage(0)
    if (!(image.getWidth() > 0 && image.getHeight() > 0)) throw new Error('no size')
    if (band < 1 || band > image.getSamplesPerPixel()) {
      throw new InputError(
        'band-missing',
        name,
        `${name} has ${image.getSamplesPerPixel()} bands; there is no band ${band}.`,
      )
    }
    const { affine, crs } = placeOf(image, name)
    const window = windowOf(image, affine, crs, name, area)
    if (!window) return undefined
    if (!own) assertSize(image, window, file, area !== undefined)
    const raw = await valuesOf(image, bytes, band - 1, window)
    const nodata = nodataOf(image, raw)
    const { bandName, unit = verticalUnitOf(image), ...coding } = await factsOf(image, band - 1)
    const plain = coding.scale === 1 && coding.offset === 0
    const data = plain ? raw : scaled(raw, nodata, coding)
    const { flip, ...place } = windowPlace(affine, window)
    if (flip) flipRows(data, window.width)
    const { width, height } = window
    return {
      name,
      crs,
      width,
      height,
      ...place,
      data,
      nodata: plain ? nodata : null,
      ...(bandName === undefined ? {} : { bandName }),
      ...(unit === undefined ? {} : { unit }),
      ...(own ? {} : await legendOf(image)),
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(
      'file-damaged',
      name,
      `${name} is a damaged GeoTIFF, or is packed in a way that cannot be read here. Copy it again, or rebuild it (gdal_translate in.tif out.tif).`,
    )
  }
}

function windowOf(
  image: GeoTIFFImage,
  affine: Affine,
  crs: string,
  name: string,
  area: LonLatBox | undefined,
): PixelWindow | undefined {
  const [width, height] = [image.getWidth(), image.getHeight()]
  const whole = { left: 0, top: 0, width, height }
  if (!area || width * height <= WHOLE_PIXELS) return whole
  const { flip, ...place } = windowPlace(affine, whole)
  const window = windowUnder({ name, crs, width, height, ...place, data: new Uint8Array(0), nodata: null }, area)
  if (!window || !flip) return window
  return { ...window, top: height - window.top - window.height }
}

/** Counts bytes before anything is unpacked: pixels of 8 bytes fill a memory eight times as fast. */
function assertSize(image: GeoTIFFImage, window: PixelWindow, { bytes, name }: InputFile, hasArea: boolean): void {
  const bits = Number(image.getBitsPerSample(0)) || 8
  const pixelBytes = Math.max(1, bits / 8)
  const needed = window.width * window.height * pixelBytes
  const block = image.getTileWidth() * image.getTileHeight() * pixelBytes * (image.getSamplesPerPixel() || 1)
  const size = `${image.getWidth()} × ${image.getHeight()} pixels`
  if (needed > MAX_BYTES || block > MAX_BLOCK_BYTES) {
    const why = needed > MAX_BYTES ? (hasArea ? 'under the area' : 'without an area to cut out') : 'in one block'
    throw new InputError(
      'file-too-large',
      name,
      `${name} holds ${size}, ${Math.round(Math.max(needed, block) / 2 ** 20)} MiB ${why}; at most ${MAX_BYTES / 2 ** 20} MiB fit, and ${MAX_BLOCK_BYTES / 2 ** 20} MiB in a block. Cut it out in tiles (gdal_translate -projwin W N E S -co TILED=YES in.tif out.tif).`,
    )
  }
  if (needed > FREE_BYTES + bytes.length * MAX_RATIO) {
    throw new InputError(
      'file-too-large',
      name,
      `${name} (${bytes.length} bytes) says that it holds ${size}; real data take more bytes. Build it again (gdal_translate in.tif out.tif).`,
    )
  }
}
