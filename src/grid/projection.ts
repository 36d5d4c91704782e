import { textArgument } from '../formats/argument'
import { fromLonLatTo, isGeographic, toLonLatFrom } from '../formats/crs'
import { InputError } from '../formats/input-error'

/** Degrees (WGS-84 longitude, latitude) to and from projected metres (x east, y north). */
export interface Projection {
  forward(lon: number, lat: number): [x: number, y: number]
  inverse(x: number, y: number): [lon: number, lat: number]
}

/**
 * The projection of a grid by its CRS name.
 * @param crs `EPSG:n` of a projected CRS in metres
 * @throws InputError `crs-unknown` for one in degrees, and for one that `formats/crs` does not know
 */
export function projection(crs: string): Projection {
  textArgument(crs, 'crs', 'a text such as EPSG:32650')
  if (isGeographic(crs)) {
    throw new InputError(
      'crs-unknown',
      'crs',
      `The grid's CRS is ${crs}, which counts in degrees; expected a projected one in metres, such as EPSG:32650 (UTM) or EPSG:4547 (CGCS2000).`,
    )
  }
  return { forward: fromLonLatTo(crs, 'crs'), inverse: toLonLatFrom(crs, 'crs') }
}

/** The UTM zone (WGS-84) at a place, as `EPSG:326zz` or `EPSG:327zz`. Longitude and latitude in degrees. */
export function utmCrsAt(lon: number, lat: number): string {
  // 180° itself belongs to zone 60; beyond it the zones begin again.
  const east = lon > 180 ? lon - 180 : lon + 180
  const zone = Math.min(60, Math.max(1, Math.floor(east / 6) + 1))
  return `EPSG:${(lat < 0 ? 32700 : 32600) + zone}`
}
