import { hgtSide } from '../detect'
import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import type { GeoRaster } from './geo-raster'

/**
 * An SRTM tile (.hgt): 1201² or 3601² big-endian 16-bit metres, row 0 north, samples on the degree lines, so that pixels reach
 * half a sample beyond; −32768 is a void. The name tells the south-west corner (`N37W122.hgt`).
 * @throws InputError `hgt-size`, `hgt-name`
 */
export function readHgt(file: InputFile): GeoRaster {
  const { bytes, name } = file
  const side = hgtSide(bytes.length)
  if (!side) {
    throw new InputError(
      'hgt-size',
      name,
      `${name} has ${bytes.length} bytes; expected 2884802 (3″) or 25934402 (1″) for an SRTM tile. Copy it again.`,
    )
  }
  const corner = /([NS])(\d{2})([EW])(\d{3})[^/\\]*$/i.exec(name)
  if (!corner) {
    throw new InputError(
      'hgt-name',
      name,
      `${name} does not tell its place; expected a name such as N24E118.hgt (south-west corner). Rename it.`,
    )
  }
  const south = Number(corner[2]) * (corner[1].toUpperCase() === 'S' ? -1 : 1)
  const west = Number(corner[4]) * (corner[3].toUpperCase() === 'W' ? -1 : 1)
  const data = new Int16Array(side * side)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let i = 0; i < data.length; i++) data[i] = view.getInt16(2 * i)
  const step = 1 / (side - 1)
  return {
    name,
    crs: 'EPSG:4326',
    width: side,
    height: side,
    originX: west - step / 2,
    originY: south + 1 + step / 2,
    pixelWidth: step,
    pixelHeight: step,
    data,
    nodata: -32768,
  }
}
