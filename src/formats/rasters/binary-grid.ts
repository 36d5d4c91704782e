import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import type { GeoRaster } from './geo-raster'
import { type Header, headerOf, numberOf, placeOf, tooShort } from './grid-header'

/** Values of 16 million columns by rows and more are no terrain of a file of plain values. */
const MAX_VALUES = 2 ** 28

/**
 * The first band of a grid of plain numbers: Esri's .bil, .bip, .bsq and .flt with a `.hdr`, as SRTM, GTOPO30 and ArcGIS give them. Its
 * system stands in a `.prj` beside it.
 * @throws InputError `no-georeference`, `crs-unknown`, `file-damaged`, `file-too-large`, `format-unknown` for values of other bits
 */
export function readBinaryGrid({ name, bytes }: InputFile, { bytes: head }: InputFile, system?: InputFile): GeoRaster {
  const header = headerOf(new TextDecoder('latin1').decode(head.subarray(0, 65536)))
  const place = placeOf(header, name, system)
  const { width, height } = place
  if (width * height > MAX_VALUES) {
    throw new InputError(
      'file-too-large',
      name,
      `${name} holds ${width} × ${height} values; at most ${MAX_VALUES} fit. Cut it out in tiles (gdal_translate -projwin W N E S in out.tif).`,
    )
  }
  const { size, read, array } = kindOf(header, name)
  const bands = numberOf(header, 'nbands') ?? 1
  const layout = (header.get('layout') ?? 'bil').toLowerCase()
  const skip = numberOf(header, 'skipbytes') ?? 0
  const row = numberOf(header, 'totalrowbytes') ?? width * size * (layout === 'bsq' ? 1 : bands)
  const step = layout === 'bip' ? size * bands : size
  const little = !/^(m|msbfirst|motorola)/i.test(header.get('byteorder') ?? 'i')
  const end = skip + (height - 1) * row + (width - 1) * step + size
  if (!(end <= bytes.length)) throw tooShort(name, Math.floor(bytes.length / size), width * height * bands)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const data = array(width * height)
  for (let r = 0, n = 0; r < height; r++) {
    for (let c = 0, at = skip + r * row; c < width; c++, at += step) data[n++] = read(view, at, little)
  }
  const nodata = numberOf(header, 'nodata', 'nodata_value')
  return {
    name,
    ...place,
    data,
    nodata: nodata === undefined ? null : data instanceof Float32Array ? Math.fround(nodata) : nodata,
  }
}

interface Kind {
  size: number
  read: (view: DataView, at: number, little: boolean) => number
  array: (length: number) => GeoRaster['data']
}

/** How a value lies in the file: bits and sign, whole or float. */
function kindOf(header: Header, name: string): Kind {
  const isFloat = /\.flt$/i.test(name) || /^f/i.test(header.get('pixeltype') ?? '')
  const bits = numberOf(header, 'nbits') ?? (isFloat ? 32 : 8)
  // Without a word on the sign 16 bits are heights, which have one, and 8 are codes.
  const isSigned = /^s/i.test(header.get('pixeltype') ?? (bits === 16 ? 's' : 'u'))
  const kinds: Record<string, Kind> = {
    'f 32': { size: 4, read: (view, at, little) => view.getFloat32(at, little), array: (n) => new Float32Array(n) },
    'f 64': { size: 8, read: (view, at, little) => view.getFloat64(at, little), array: (n) => new Float32Array(n) },
    's 8': { size: 1, read: (view, at) => view.getInt8(at), array: (n) => new Int16Array(n) },
    'u 8': { size: 1, read: (view, at) => view.getUint8(at), array: (n) => new Uint8Array(n) },
    's 16': { size: 2, read: (view, at, little) => view.getInt16(at, little), array: (n) => new Int16Array(n) },
    'u 16': { size: 2, read: (view, at, little) => view.getUint16(at, little), array: (n) => new Uint16Array(n) },
    's 32': { size: 4, read: (view, at, little) => view.getInt32(at, little), array: (n) => new Int32Array(n) },
    'u 32': { size: 4, read: (view, at, little) => view.getUint32(at, little), array: (n) => new Uint32Array(n) },
  }
  const kind = `${isFloat ? 'f' : isSigned ? 's' : 'u'} ${bits}`
  if (Object.hasOwn(kinds, kind)) return kinds[kind]
  throw new InputError(
    'format-unknown',
    name,
    `${name} holds values of ${bits} bits; expected 8, 16 or 32 (64 for floats). Convert it (gdal_translate in out.tif).`,
  )
}
