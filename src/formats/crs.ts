import proj4 from 'proj4'
import { datumNameOf, horizontalOf, isWkt, ofWkt, SOUTH_ORIENTED } from './crs-wkt'
import { datumEntry, epsgEntry } from './epsg'
import { InputError } from './input-error'
import { excerpt } from './text'

const GEOGRAPHIC = '+proj=longlat +ellps=GRS80 +no_defs'
const gaussKrueger = (centralMeridian: number, falseEasting: number) =>
  `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`

/** Geographic frames that agree with WGS-84 to within a metre: WGS-84, NAD83, ETRS89, TWD97, CGCS2000, GDA94, GDA2020, JGD2011. */
const GEOGRAPHIC_CODES: ReadonlySet<number> = new Set([4326, 4269, 4258, 3824, 4490, 4283, 7844, 6668, 4171, 4617])

/** A coordinate system as a message names it: `EPSG:n` and short names as they stand, WKT by its name. */
export function systemName(crs: string): string {
  return isWkt(crs) ? (/"([^"]*)"/.exec(crs)?.[1] ?? excerpt(crs)) : excerpt(crs)
}

/** `EPSG:n` and its long forms, such as `urn:ogc:def:crs:EPSG::n`; Esri's codes are numbers of the same table. */
const CODE =
  /^(?:\+init=|urn:(?:x-)?ogc:def:crs:|https?:\/\/www\.opengis\.net\/def\/crs\/)?(?:EPSG|ESRI)(?::|\/)(?:[\d.]*(?::|\/))?(\d{1,6})$/i

/** The number of `EPSG:n`, in any case; 4326 for OGC's CRS84; undefined for anything else. */
export function epsgNumber(crs: string): number | undefined {
  if (crs.length > 100) return undefined
  const match = CODE.exec(crs.trim())
  if (match) return Number(match[1])
  return /^(urn:ogc:def:crs:)?(OGC:)?(1\.3:)?CRS:?84$/i.test(crs.trim()) ? 4326 : undefined
}

/** True where coordinates of the CRS are longitude and latitude in degrees, whatever their datum. */
export function isGeographic(crs: string): boolean {
  if (isWgs84Like(crs)) return true
  const text = projDefinition(crs) ?? horizontalOf(crs)
  return /^\s*\+proj=(longlat|latlong)\b/.test(text) || /^\s*GEO(GCS|GCRS|DCRS|GRAPHICCRS|DETICCRS)\s*\[/i.test(text)
}

/** True where degrees of the CRS may be taken as WGS-84. */
function isWgs84Like(crs: string): boolean {
  return GEOGRAPHIC_CODES.has(epsgNumber(crs) ?? -1)
}

/**
 * Metres by which places of a CRS may be off because no good way from its datum to WGS-84 is known; 0 where one is.
 * A WKT whose datum is not known by name counts with its ellipsoid: one of GRS 80 or WGS 84 is taken as WGS-84.
 * @returns `Infinity` where a shift is missing and its size is not known
 */
export function missingShiftM(given: string): number {
  const crs = horizontalOf(given)
  const code = epsgNumber(crs)
  if (code !== undefined) return isEveryday(code) ? 0 : (epsgEntry(code)?.offM ?? 0)
  if (/^\s*\+proj/i.test(crs)) return hasOwnWay(crs) ? 0 : Infinity
  if (!isWkt(crs) || /TOWGS84|ABRIDGEDTRANSFORMATION/i.test(crs)) return 0
  const datum = datumEntry(datumNameOf(crs))
  if (datum) return datum.offM
  const [, , ellipsoid = '', , flattening] =
    /(SPHEROID|ELLIPSOID)\s*\["([^"]*)"\s*,\s*([\d.]+)\s*,\s*([\d.]+)/i.exec(crs) ?? []
  return /(GRS|WGS)[ _]?(19)?(80|84)/i.test(ellipsoid) || Number(flattening) === 0 ? 0 : Infinity
}

/** True where a PROJ string says how its datum lies to WGS-84, or is on a sphere or an ellipsoid of the satellites. */
const hasOwnWay = (proj: string): boolean =>
  /\+(datum|towgs84|nadgrids|R)=|\+ellps=(GRS80|WGS84|sphere)\b/i.test(proj) ||
  !/\+(ellps|a|b|rf)=/.test(proj) ||
  /\+a=(\S+).*\+b=\1(\s|$)/.test(proj)

/**
 * The PROJ definition of an EPSG code: WGS-84 and its like, UTM (326zz, 327zz), CGCS2000 Gauss-Krüger 4491–4554 (zone and meridian follow
 * from the number), Web Mercator, and the registry as data/epsg/ holds it. Axis order is always east, north, whatever the registry says.
 * @returns undefined for a code that is not known here
 */
export function projDefinition(crs: string): string | undefined {
  const n = epsgNumber(crs)
  return n === undefined ? undefined : (everyday(n) ?? epsgEntry(n)?.definition)
}

const isEveryday = (code: number): boolean => everyday(code) !== undefined

/** Codes that need no registry. */
function everyday(n: number): string | undefined {
  if (GEOGRAPHIC_CODES.has(n)) return n === 4326 ? 'EPSG:4326' : GEOGRAPHIC
  if (n === 3857 || n === 900913 || n === 102100) return 'EPSG:3857'
  if (n > 32600 && n <= 32660) return `+proj=utm +zone=${n - 32600} +datum=WGS84 +units=m +no_defs`
  if (n > 32700 && n <= 32760) return `+proj=utm +zone=${n - 32700} +south +datum=WGS84 +units=m +no_defs`
  if (n >= 4534 && n <= 4554) return gaussKrueger(75 + 3 * (n - 4534), 500000)
  if (n >= 4513 && n <= 4533) return gaussKrueger(75 + 3 * (n - 4513), (25 + n - 4513) * 1e6 + 500000)
  if (n >= 4502 && n <= 4512) return gaussKrueger(75 + 6 * (n - 4502), 500000)
  if (n >= 4491 && n <= 4501) return gaussKrueger(75 + 6 * (n - 4491), (13 + n - 4491) * 1e6 + 500000)
  return undefined
}

/** True where `toLonLatFrom` can convert from a CRS. */
export function isKnownCrs(crs: string): boolean {
  try {
    toLonLatFrom(crs, 'crs')
    return true
  } catch {
    return false
  }
}

/** From coordinates of a CRS (east, north) to degrees, WGS-84. */
export type ToLonLat = (x: number, y: number) => [lon: number, lat: number]

/** From degrees, WGS-84, to coordinates of a CRS (east, north). */
export type FromLonLat = (lon: number, lat: number) => [x: number, y: number]

/**
 * The way from a CRS to WGS-84 degrees.
 * @param crs `EPSG:n`, a PROJ string (`+proj=…`), or the WKT of a .prj file
 * @param path the file or argument to name in the error
 * @throws InputError `crs-unknown`
 */
export function toLonLatFrom(crs: string, path: string): ToLonLat {
  if (isWgs84Like(crs)) return (x, y) => [x, y]
  const { forward } = converterOf(crs, path)
  return (x, y) => forward([x, y])
}

/**
 * The way from WGS-84 degrees to a CRS.
 * @param crs as `toLonLatFrom` takes it
 * @throws InputError `crs-unknown`
 */
export function fromLonLatTo(crs: string, path: string): FromLonLat {
  if (isWgs84Like(crs)) return (lon, lat) => [lon, lat]
  const { inverse } = converterOf(crs, path)
  return (lon, lat) => inverse([lon, lat])
}

type Move = (position: [number, number]) => [number, number]

function converterOf(crs: string, path: string): { forward: Move; inverse: Move } {
  const definition = /^\s*\+proj/i.test(crs) ? crs : projDefinition(crs)
  try {
    // proj4 takes WKT axis order at its word where it is written; east, north is meant by every file we read.
    if (definition) return turned(proj4(definition, 'EPSG:4326'), /\+axis=wsu\b/.test(definition))
    if (isWkt(crs)) {
      const flat = horizontalOf(crs)
      return turned(proj4(ofWkt(flat), 'EPSG:4326'), SOUTH_ORIENTED.test(flat))
    }
  } catch {
    // Fall through: told below in the same words.
  }
  throw new InputError(
    'crs-unknown',
    path,
    `${path}: the coordinate system "${crs.slice(0, 60)}" is not known; expected WGS-84 degrees, UTM (EPSG:326zz), CGCS2000 ` +
      '(EPSG:4490–4554), Web Mercator (EPSG:3857) or a national frame in the list of the manual. Convert the file to EPSG:4326.',
  )
}

/** The package heeds no axes: grids that count to the west and south are turned here. */
function turned({ forward, inverse }: { forward: Move; inverse: Move }, southWest: boolean) {
  if (!southWest) return { forward, inverse }
  return {
    forward: ([x, y]: [number, number]) => forward([-x, -y]),
    inverse: (position: [number, number]) => {
      const [x, y] = inverse(position)
      return [-x, -y] as [number, number]
    },
  }
}

/** Metres per degree of longitude and of latitude at a latitude: a plane good to 0.1 % over a city; for areas and tolerances. */
export function metresPerDegree(lat: number): { xPerDeg: number; yPerDeg: number } {
  // Length of a degree on the WGS-84 ellipsoid at the latitude (series of the meridian and parallel arcs).
  const phi = (lat * Math.PI) / 180
  return {
    xPerDeg: 111412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi),
    yPerDeg: 111132.92 - 559.82 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi),
  }
}
