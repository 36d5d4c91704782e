import proj4 from 'proj4'
import { InputError } from './input-error'

const GEOGRAPHIC = '+proj=longlat +ellps=GRS80 +no_defs'
const gaussKrueger = (centralMeridian: number, falseEasting: number) =>
  `+proj=tmerc +lat_0=0 +lon_0=${centralMeridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`

/** National frames that public data come in; parameters as the EPSG registry gives them. */
const NATIONAL: Readonly<Record<number, string>> = {
  2056:
    '+proj=somerc +lat_0=46.95240555555556 +lon_0=7.439583333333333 +k_0=1 +x_0=2600000 +y_0=1200000 +ellps=bessel ' +
    '+towgs84=674.374,15.056,405.346,0,0,0,0 +units=m +no_defs',
  2154:
    '+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 ' +
    '+units=m +no_defs',
  2169:
    '+proj=tmerc +lat_0=49.83333333333334 +lon_0=6.166666666666667 +k=1 +x_0=80000 +y_0=100000 +ellps=intl ' +
    '+towgs84=-189.6806,18.3463,-42.7695,-0.33746,-3.09264,2.53861,0.4598 +units=m +no_defs',
  3035: '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs',
  3826: '+proj=tmerc +lat_0=0 +lon_0=121 +k=0.9999 +x_0=250000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
  27700:
    '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
    '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs',
  28992:
    '+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel ' +
    '+towgs84=565.417,50.3319,465.552,-0.398957,0.343988,-1.8774,4.0725 +units=m +no_defs',
  31370:
    '+proj=lcc +lat_1=51.16666723333333 +lat_2=49.8333339 +lat_0=90 +lon_0=4.367486666666666 +x_0=150000.013 ' +
    '+y_0=5400088.438 +ellps=intl +towgs84=-106.868628,52.297783,-103.723893,0.33657,-0.456955,1.842183,-1.2747 ' +
    '+units=m +no_defs',
  32145: '+proj=tmerc +lat_0=42.5 +lon_0=-72.5 +k=0.999964286 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
}

/** Geographic frames that agree with WGS-84 to within a metre: WGS-84, NAD83, ETRS89, TWD97, CGCS2000, GDA94, GDA2020, JGD2011. */
const GEOGRAPHIC_CODES: ReadonlySet<number> = new Set([4326, 4269, 4258, 3824, 4490, 4283, 7844, 6668, 4171, 4617])

/** The number of `EPSG:n`, in any case; undefined for anything else. */
export function epsgNumber(crs: string): number | undefined {
  const match = /^EPSG:(\d{1,6})$/i.exec(crs.trim())
  return match ? Number(match[1]) : undefined
}

/** True where coordinates of the CRS are longitude and latitude in degrees that may be taken as WGS-84. */
export function isGeographic(crs: string): boolean {
  return GEOGRAPHIC_CODES.has(epsgNumber(crs) ?? -1)
}

/**
 * The PROJ definition of an EPSG code: WGS-84 and its like, UTM (326zz, 327zz; ETRS89 258zz; NAD83 269zz), CGCS2000
 * Gauss-Krüger 4491–4554 (zone and meridian follow from the number; all 64 compared with the PROJ database), Web Mercator, and
 * some national frames. Axis order is always east, north, whatever the registry says.
 * @returns undefined for a code that is not known here
 */
export function projDefinition(crs: string): string | undefined {
  const n = epsgNumber(crs)
  if (n === undefined) return undefined
  if (GEOGRAPHIC_CODES.has(n)) return n === 4326 ? 'EPSG:4326' : GEOGRAPHIC
  if (n === 3857 || n === 900913 || n === 102100) return 'EPSG:3857'
  if (n > 32600 && n <= 32660) return `+proj=utm +zone=${n - 32600} +datum=WGS84 +units=m +no_defs`
  if (n > 32700 && n <= 32760) return `+proj=utm +zone=${n - 32700} +south +datum=WGS84 +units=m +no_defs`
  if (n >= 25828 && n <= 25838) return `+proj=utm +zone=${n - 25800} +ellps=GRS80 +units=m +no_defs`
  if (n >= 26901 && n <= 26923) return `+proj=utm +zone=${n - 26900} +ellps=GRS80 +units=m +no_defs`
  if (n >= 4534 && n <= 4554) return gaussKrueger(75 + 3 * (n - 4534), 500000)
  if (n >= 4513 && n <= 4533) return gaussKrueger(75 + 3 * (n - 4513), (25 + n - 4513) * 1e6 + 500000)
  if (n >= 4502 && n <= 4512) return gaussKrueger(75 + 6 * (n - 4502), 500000)
  if (n >= 4491 && n <= 4501) return gaussKrueger(75 + 6 * (n - 4491), (13 + n - 4491) * 1e6 + 500000)
  return Object.hasOwn(NATIONAL, n) ? NATIONAL[n] : undefined
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
  if (isGeographic(crs)) return (x, y) => [x, y]
  const { forward } = converterOf(crs, path)
  return (x, y) => forward([x, y])
}

/**
 * The way from WGS-84 degrees to a CRS.
 * @param crs as `toLonLatFrom` takes it
 * @throws InputError `crs-unknown`
 */
export function fromLonLatTo(crs: string, path: string): FromLonLat {
  if (isGeographic(crs)) return (lon, lat) => [lon, lat]
  const { inverse } = converterOf(crs, path)
  return (lon, lat) => inverse([lon, lat])
}

type Move = (position: [number, number]) => [number, number]

function converterOf(crs: string, path: string): { forward: Move; inverse: Move } {
  const definition = /^\s*(\+proj|[A-Z]+CS\s*\[|[A-Z]+CRS\s*\[)/i.test(crs) ? crs : projDefinition(crs)
  try {
    if (definition) {
      // proj4 takes WKT axis order at its word where it is written; east, north is meant by every file we read.
      return proj4(definition, 'EPSG:4326')
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

/** Metres per degree of longitude and of latitude at a latitude: a plane good to 0.1 % over a city; for areas and tolerances. */
export function metresPerDegree(lat: number): { xPerDeg: number; yPerDeg: number } {
  // Length of a degree on the WGS-84 ellipsoid at the latitude (series of the meridian and parallel arcs).
  const phi = (lat * Math.PI) / 180
  return {
    xPerDeg: 111412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi),
    yPerDeg: 111132.92 - 559.82 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi),
  }
}
