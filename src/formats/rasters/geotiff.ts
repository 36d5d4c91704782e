import { fromArrayBuffer } from 'geotiff'
import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import type { GeoRaster } from './geo-raster'

/** Most pixels that one raster may have: 16,384 squared, 1 GiB of 32-bit values. */
const MAX_PIXELS = 2 ** 28
/** A pixel of a compressed file takes at least this share of a byte: Deflate's and LZW's best is about 1000 to 1. */
const MAX_RATIO = 2000

/**
 * The values of one band of a GeoTIFF (strips or tiles, any usual compression, COG), with its place in its own CRS.
 * @param band from 1
 * @throws InputError `file-damaged`, `file-too-large`, `no-georeference`, `crs-unknown`, `band-missing`
 */
export async function readGeotiff(file: InputFile, band = 1): Promise<GeoRaster> {
  const { bytes, name } = file
  try {
    const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
    // A copy by the constructor: the slice of a Node Buffer would be a view on its pool.
    const buffer = (whole ? bytes.buffer : new Uint8Array(bytes).buffer) as ArrayBuffer
    const tiff = await fromArrayBuffer(buffer)
    const image = await tiff.getImage(0)
    const width = image.getWidth()
    const height = image.getHeight()
    const bits = Number(image.getBitsPerSample(0)) || 8
    if (!(width > 0 && height > 0)) throw new Error('no size')
    if (width * height > MAX_PIXELS || (width * height * bits) / 8 > bytes.length * MAX_RATIO) {
      throw new InputError(
        'file-too-large',
        name,
        `${name} (${bytes.length} bytes) says that it holds ${width} × ${height} pixels; at most ${MAX_PIXELS} fit, and real data take more bytes. Cut out the area or build it again.`,
      )
    }
    if (band < 1 || band > image.getSamplesPerPixel()) {
      throw new InputError(
        'band-missing',
        name,
        `${name} has ${image.getSamplesPerPixel()} bands; there is no band ${band}.`,
      )
    }
    const place = placeOf(image, name)
    const rasters = await image.readRasters({ samples: [band - 1] })
    const raw = (rasters as unknown as ArrayLike<number>[])[0]
    return {
      name,
      ...place,
      width,
      height,
      data: asSupported(raw),
      nodata: image.getGDALNoData(),
      ...(await bandName(image, band - 1)),
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

type Image = Awaited<ReturnType<Awaited<ReturnType<typeof fromArrayBuffer>>['getImage']>>

function placeOf(
  image: Image,
  name: string,
): Pick<GeoRaster, 'crs' | 'originX' | 'originY' | 'pixelWidth' | 'pixelHeight'> {
  let origin: number[]
  let resolution: number[]
  try {
    origin = image.getOrigin()
    resolution = image.getResolution()
  } catch {
    throw new InputError(
      'no-georeference',
      name,
      `${name} does not say where on the Earth it lies; expected a GeoTIFF with origin and pixel size. Export it with georeference.`,
    )
  }
  const keys = image.getGeoKeys() as {
    ProjectedCSTypeGeoKey?: number
    GeographicTypeGeoKey?: number
    GTRasterTypeGeoKey?: number
  } | null
  const code = keys?.ProjectedCSTypeGeoKey ?? keys?.GeographicTypeGeoKey
  const degrees = Math.abs(resolution[0]) < 0.1 && Math.abs(origin[0]) <= 180 && Math.abs(origin[1]) <= 90
  if ((code === undefined || code === 32767) && !(degrees && code === undefined)) {
    throw new InputError(
      'crs-unknown',
      name,
      `${name} names no coordinate system by EPSG number; expected one, such as EPSG:4326. Assign it (gdal_edit.py -a_srs EPSG:n).`,
    )
  }
  // Where values belong to points (GTRasterType 2), the file's origin is the middle of the first pixel.
  const half = keys?.GTRasterTypeGeoKey === 2 ? 0.5 : 0
  const pixelWidth = Math.abs(resolution[0])
  const pixelHeight = Math.abs(resolution[1])
  if (!(pixelWidth > 0 && pixelHeight > 0)) throw new Error('no pixel size')
  return {
    crs: `EPSG:${code ?? 4326}`,
    originX: origin[0] - half * pixelWidth,
    originY: origin[1] + half * pixelHeight,
    pixelWidth,
    pixelHeight,
  }
}

function asSupported(raw: ArrayLike<number>): GeoRaster['data'] {
  if (
    raw instanceof Float32Array ||
    raw instanceof Int16Array ||
    raw instanceof Uint8Array ||
    raw instanceof Uint16Array ||
    raw instanceof Int32Array ||
    raw instanceof Uint32Array
  ) {
    return raw
  }
  return raw instanceof Int8Array ? Int16Array.from(raw) : Float32Array.from(raw)
}

async function bandName(image: Image, sample: number): Promise<{ bandName?: string }> {
  try {
    const metadata = (await image.getGDALMetadata(sample)) as { DESCRIPTION?: unknown } | null
    // GDAL escapes the text twice, and geotiff undoes none of it.
    return typeof metadata?.DESCRIPTION === 'string' ? { bandName: unescaped(unescaped(metadata.DESCRIPTION)) } : {}
  } catch {
    return {}
  }
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}
