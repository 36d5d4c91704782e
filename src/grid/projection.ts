import proj4 from 'proj4'
import { InputError } from '../formats/input-error'

/** Degrees (WGS-84 longitude, latitude) to and from projected metres (x east, y north). */
export interface Projection {
  forward(lon: number, lat: number): [x: number, y: number]
  inverse(x: number, y: number): [lon: number, lat: number]
}

const CGCS2000_TM = (centralMeridian: number, falseEasting: number): string =>
  `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`

/**
 * The proj string of a projected CRS by EPSG number: UTM north 32601–32660 and south 32701–32760, CGCS2000 Gauss-Krüger
 * 4491–4554 (their parameters follow the number; checked against the PROJ database), Web Mercator 3857.
 */
function projString(epsg: number): string | undefined {
  if (epsg > 32600 && epsg <= 32660) return `+proj=utm +zone=${epsg - 32600} +datum=WGS84 +units=m +no_defs`
  if (epsg > 32700 && epsg <= 32760) return `+proj=utm +zone=${epsg - 32700} +south +datum=WGS84 +units=m +no_defs`
  if (epsg >= 4534 && epsg <= 4554) return CGCS2000_TM(75 + 3 * (epsg - 4534), 500000)
  if (epsg >= 4513 && epsg <= 4533) return CGCS2000_TM(75 + 3 * (epsg - 4513), (25 + epsg - 4513) * 1e6 + 500000)
  if (epsg >= 4502 && epsg <= 4512) return CGCS2000_TM(75 + 6 * (epsg - 4502), 500000)
  if (epsg >= 4491 && epsg <= 4501) return CGCS2000_TM(75 + 6 * (epsg - 4491), (13 + epsg - 4491) * 1e6 + 500000)
  if (epsg === 3857) return 'EPSG:3857'
  return undefined
}

/**
 * A projection by its CRS name.
 * @param crs `EPSG:n` of a projected CRS in metres: UTM, CGCS2000 Gauss-Krüger or Web Mercator
 * @throws InputError `crs-unknown` for any other
 */
export function projection(crs: string): Projection {
  const match = /^EPSG:(\d+)$/i.exec(crs)
  const definition = match && projString(Number(match[1]))
  if (!definition) {
    throw new InputError(
      'crs-unknown',
      'crs',
      `The grid's CRS is ${crs}; expected a projected one in metres, such as EPSG:32650 (UTM) or EPSG:4547 (CGCS2000).`,
    )
  }
  const converter = proj4('EPSG:4326', definition)
  return {
    forward: (lon, lat) => converter.forward([lon, lat]) as [number, number],
    inverse: (x, y) => converter.inverse([x, y]) as [number, number],
  }
}

/** The UTM zone (WGS-84) at a place, as `EPSG:326zz` or `EPSG:327zz`. Longitude and latitude in degrees. */
export function utmCrsAt(lon: number, lat: number): string {
  const zone = Math.min(60, Math.max(1, Math.floor((lon + 180) / 6) + 1))
  return `EPSG:${(lat < 0 ? 32700 : 32600) + zone}`
}

/**
 * Longitude and latitude (degrees, WGS-84) into a CRS that may itself be geographic (EPSG:4326, 4490, 4258: taken as the
 * same degrees, which differ by less than a metre) or projected.
 * @throws InputError `crs-unknown`
 */
export function geographic(crs: string): (lon: number, lat: number) => [x: number, y: number] {
  if (/^(EPSG:(4326|4490|4258|4269)|OGC:CRS84)$/i.test(crs)) return (lon, lat) => [lon, lat]
  return projection(crs).forward
}
