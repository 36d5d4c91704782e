import { projDefinition } from '../crs'

/** The GeoKeys of a file by their names, as the package reads them. */
export type Keys = Readonly<Record<string, unknown>>

/** Metres of a linear unit by its EPSG number; 9001 is the metre. */
const LINEAR_UNITS: Readonly<Record<number, number>> = {
  9001: 1,
  9002: 0.3048,
  9003: 1200 / 3937,
  9005: 0.3047972654,
  9036: 1000,
  9037: 0.9143917962,
  9040: 0.9143985307346665,
  9041: 0.3048006,
  9084: 0.9143985307,
  9094: 0.3048007491,
  9095: 0.3048006,
}

/** User defined, by the GeoTIFF standard (OGC 19-008r4 §7.1). */
export const USER_DEFINED = 32767

/** A key with a number in it; undefined for anything else. */
export function numberOf(keys: Keys, key: string): number | undefined {
  const value = keys[`${key}GeoKey`]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

type Parameters = Readonly<Record<'lat0' | 'lon0' | 'k' | 'first' | 'second' | 'azimuth' | 'gamma' | 'pole', number>>

/** PROJ's terms of the methods that the standard numbers (OGC 19-008r4, annex C; the parameters as libgeotiff takes them). */
const METHODS: Readonly<Record<number, (of: Parameters) => string>> = {
  1: ({ lat0, lon0, k }) => `tmerc +lat_0=${lat0} +lon_0=${lon0} +k_0=${k}`,
  3: ({ lat0, lon0, k, azimuth, gamma }) =>
    `omerc +no_uoff +lat_0=${lat0} +lonc=${lon0} +alpha=${azimuth} +gamma=${gamma} +k_0=${k}`,
  7: ({ lon0, k, first, lat0 }) => `merc +lon_0=${lon0} ${first || lat0 ? `+lat_ts=${first || lat0}` : `+k_0=${k}`}`,
  8: ({ lat0, lon0, first, second }) => `lcc +lat_0=${lat0} +lon_0=${lon0} +lat_1=${first} +lat_2=${second}`,
  9: ({ lat0, lon0, k }) => `lcc +lat_0=${lat0} +lon_0=${lon0} +lat_1=${lat0} +lat_2=${lat0} +k_0=${k}`,
  10: ({ lat0, lon0 }) => `laea +lat_0=${lat0} +lon_0=${lon0}`,
  11: ({ lat0, lon0, first, second }) => `aea +lat_0=${lat0} +lon_0=${lon0} +lat_1=${first} +lat_2=${second}`,
  12: ({ lat0, lon0 }) => `aeqd +lat_0=${lat0} +lon_0=${lon0}`,
  13: ({ lat0, lon0, first, second }) => `eqdc +lat_0=${lat0} +lon_0=${lon0} +lat_1=${first} +lat_2=${second}`,
  14: ({ lat0, lon0, k }) => `stere +lat_0=${lat0} +lon_0=${lon0} +k_0=${k}`,
  15: ({ lat0, pole, k }) => `stere +lat_0=${lat0 < 0 ? -90 : 90} +lat_ts=${lat0} +lon_0=${pole} +k_0=${k}`,
  16: ({ lat0, lon0, k }) => `sterea +lat_0=${lat0} +lon_0=${lon0} +k_0=${k}`,
  17: ({ lat0, lon0, first }) => `eqc +lat_0=${lat0} +lon_0=${lon0} +lat_ts=${first}`,
  18: ({ lat0, lon0 }) => `cass +lat_0=${lat0} +lon_0=${lon0}`,
  19: ({ lat0, lon0 }) => `gnom +lat_0=${lat0} +lon_0=${lon0}`,
  20: ({ lon0 }) => `mill +lon_0=${lon0}`,
  21: ({ lat0, lon0 }) => `ortho +lat_0=${lat0} +lon_0=${lon0}`,
  22: ({ lat0, lon0 }) => `poly +lat_0=${lat0} +lon_0=${lon0}`,
  23: ({ lon0 }) => `robin +lon_0=${lon0}`,
  24: ({ lon0 }) => `sinu +lon_0=${lon0}`,
  25: ({ lon0 }) => `vandg +lon_0=${lon0}`,
  26: ({ lat0, lon0 }) => `nzmg +lat_0=${lat0} +lon_0=${lon0}`,
  27: ({ lat0, lon0, k }) => `tmerc +axis=wsu +lat_0=${lat0} +lon_0=${lon0} +k_0=${k}`,
  28: ({ lon0, first }) => `cea +lon_0=${lon0} +lat_ts=${first}`,
  9815: ({ lat0, lon0, k, azimuth, gamma }) =>
    `omerc +lat_0=${lat0} +lonc=${lon0} +alpha=${azimuth} +gamma=${gamma} +k_0=${k}`,
}

/** The projected system that keys describe parameter by parameter, as PROJ text; undefined where they do not, or not in degrees. */
export function projectionOf(keys: Keys): string | undefined {
  const number = (key: string) => numberOf(keys, key)
  const first = (...names: string[]) => names.map((key) => number(`Proj${key}`)).find((value) => value !== undefined)
  const method = METHODS[number('ProjCoordTrans') ?? 0]
  const units = number('ProjLinearUnits') ?? 9001
  const toMetre = units === USER_DEFINED ? number('ProjLinearUnitSize') : LINEAR_UNITS[units]
  const angles = number('GeogAngularUnits') ?? 9102
  const frame = frameOf(keys)
  if (!method || !toMetre || !frame || (angles !== 9102 && angles !== 9122)) return undefined
  const lon0 = first('NatOriginLong', 'FalseOriginLong', 'CenterLong') ?? 0
  const lat0 = first('NatOriginLat', 'FalseOriginLat', 'CenterLat') ?? 0
  const parallel = number('ProjStdParallel1')
  const azimuth = number('ProjAzimuthAngle') ?? 0
  const terms = method({
    lat0,
    lon0,
    k: first('ScaleAtNatOrigin', 'ScaleAtCenter') ?? 1,
    first: parallel ?? 0,
    second: number('ProjStdParallel2') ?? parallel ?? 0,
    azimuth,
    gamma: number('ProjRectifiedGridAngle') ?? azimuth,
    pole: number('ProjStraightVertPoleLong') ?? lon0,
  })
  const x0 = (first('FalseEasting', 'FalseOriginEasting', 'CenterEasting') ?? 0) * toMetre
  const y0 = (first('FalseNorthing', 'FalseOriginNorthing', 'CenterNorthing') ?? 0) * toMetre
  return `+proj=${terms} +x_0=${x0} +y_0=${y0} ${frame} +to_meter=${toMetre} +no_defs`
}

/** Datum or ellipsoid of the keys in PROJ's terms; undefined where none is named or it is not known. */
export function frameOf(keys: Keys): string | undefined {
  const geographic = numberOf(keys, 'GeographicType')
  if (geographic === 4326) return '+datum=WGS84'
  if (geographic !== undefined && geographic !== USER_DEFINED) {
    const definition = projDefinition(`EPSG:${geographic}`)
    return definition && /^\+proj=longlat (.*?) *(\+no_defs)?$/.exec(definition)?.[1]
  }
  const a = numberOf(keys, 'GeogSemiMajorAxis')
  if (a === undefined) return geographic === undefined ? '+datum=WGS84' : undefined
  const b = numberOf(keys, 'GeogSemiMinorAxis')
  const rf = numberOf(keys, 'GeogInvFlattening')
  const shape = rf ? `+rf=${rf}` : `+b=${b ?? a}`
  const shift = keys.GeogTOWGS84GeoKey
  const towgs84 = shift && typeof shift === 'object' ? Array.from(shift as ArrayLike<number>) : []
  const meridian = numberOf(keys, 'GeogPrimeMeridianLong')
  return `+a=${a} ${shape}${meridian ? ` +pm=${meridian}` : ''}${towgs84.length > 0 && towgs84.every(Number.isFinite) ? ` +towgs84=${towgs84.join()}` : ''}`
}
