import proj4 from 'proj4'
import { datumEntry } from './epsg'

/** The part of a compound system that lies flat; any other text as it is. */
export function horizontalOf(crs: string): string {
  if (!/^\s*COMP(D_CS|OUNDCRS)\s*\[/i.test(crs)) return crs
  const start = crs.search(/(BOUND|PROJ|PROJECTED|GEOG|GEOD|GEOGRAPHIC|GEODETIC)(CS|CRS)\s*\[/i)
  if (start < 0) return crs
  let depth = 0
  let quoted = false
  for (let i = start; i < crs.length; i++) {
    if (crs[i] === '"') quoted = !quoted
    else if (!quoted && crs[i] === '[') depth++
    else if (!quoted && crs[i] === ']' && --depth === 0) return crs.slice(start, i + 1)
  }
  return crs
}

/** What a WKT calls its datum. */
export const datumNameOf = (wkt: string): string => /(?:DATUM|TRF|ENSEMBLE)\s*\["([^"]*)"/i.exec(wkt)?.[1] ?? ''

/** The Gauss grids of southern Africa count to the west and to the south. */
export const SOUTH_ORIENTED = /"Transverse[ _]Mercator[ _]\(?South[ _]Orient(at)?ed\)?"/i

/** True for the text of a coordinate system as .prj files hold it: WKT 1 or WKT 2. */
export function isWkt(crs: string): boolean {
  return /^\s*(PROJ|GEOG|GEOD|BOUND|COMPD?|COMPOUND|GEOGRAPHIC|GEODETIC|PROJECTED)_?(CS|CRS)\s*\[/i.test(crs)
}

let parsed = 0

/**
 * A system by its WKT, with what proj4 leaves open: parameters of a projection are taken in any case, those that are missing as 0 (as GDAL
 * does), and the shift to WGS-84 by the datum's name.
 */
export function ofWkt(wkt: string): string {
  const lower = wkt.replace(/(PARAMETER\s*\[\s*")([^"]*)"/gi, (_, before, name) => `${before}${name.toLowerCase()}"`)
  // Without it the package takes the first standard parallel for the origin.
  const conic = /PROJECTION\s*\[\s*"(lambert_conformal|albers)[^\]]*\]\s*,/i
  const whole = /latitude_of_(origin|center|false)/.test(lower)
    ? lower
    : lower.replace(conic, (projection) => `${projection}PARAMETER["latitude_of_origin",0],`)
  const known = inDegrees(whole).replace(SOUTH_ORIENTED, '"Transverse_Mercator"')
  const key = `gigaplan:${parsed++ % 64}`
  proj4.defs(key, known)
  const definition = proj4.defs(key) as unknown as Record<string, unknown>
  completed(definition)
  definition.datum_params ??= shiftOf(datumEntry(datumNameOf(wkt))?.definition)
  // East, north is meant, whatever order the text names.
  definition.axis = 'enu'
  return key
}

const DEGREE = Math.PI / 180

/**
 * A WKT 1 whose angles are in grads, as the maps of France and its colonies have them, in degrees: the package takes all for degrees.
 * @throws Error where the coordinates themselves are in grads
 */
function inDegrees(wkt: string): string {
  const [, size] = /GEOGCS.*?UNIT\s*\[\s*"[^"]*"\s*,\s*([\d.]+)/is.exec(wkt) ?? []
  const factor = Number(size) / DEGREE
  if (size === undefined || Math.abs(factor - 1) < 1e-6) return wkt
  if (!/PROJCS/i.test(wkt)) throw new Error('Coordinates in another angle than degrees.')
  return wkt.replace(
    /(PARAMETER\s*\[\s*"[^"]*(?:lat|lon|merid|parallel|azimuth|angle)[^"]*"\s*,\s*)([-+\d.eE]+)/gi,
    (_, before, value) => before + Number(value) * factor,
  )
}

/** Parameters that the package leaves where it found them (names of WKT 2), or takes for others. */
function completed(definition: Record<string, unknown>): void {
  definition.alpha ??= definition.azimuth_of_initial_line
  definition.k0 ??= definition.scale_factor_on_initial_line
  // Esri's Mercator has the parallel of true scale where others have an origin.
  if (/^mercator/i.test(String(definition.projName)) && definition.lat1 !== undefined)
    definition.lat_ts ??= definition.lat1
  for (const zero of ['lat0', 'long0', 'x0', 'y0']) {
    if (definition[zero] === undefined || Number.isNaN(definition[zero])) definition[zero] = 0
  }
}

/** The parameters from a definition's datum to WGS-84 as `+towgs84` takes them: metres, seconds of arc, parts per million. */
function shiftOf(definition: string | undefined): number[] | undefined {
  const stated = definition && /\+towgs84=(\S+)/.exec(definition)?.[1]
  if (stated) return stated.split(',').map(Number)
  const named = definition && /\+datum=(\S+)/.exec(definition)?.[1]
  if (!named) return undefined
  if (named === 'WGS84') return [0, 0, 0]
  const { datum } = new proj4.Proj(definition) as unknown as { datum?: { datum_params?: number[] } }
  const given = datum?.datum_params
  if (!given || given.length < 7) return given
  const seconds = 648000 / Math.PI
  return [...given.slice(0, 3), ...given.slice(3, 6).map((radians) => radians * seconds), (given[6] - 1) * 1e6]
}
