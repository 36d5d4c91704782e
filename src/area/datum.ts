import gcoord from 'gcoord'
import { epsgNumber, type FromLonLat, fromLonLatTo, isGeographic, type ToLonLat, toLonLatFrom } from '../formats/crs'
import { isWkt } from '../formats/crs-wkt'
import { InputError } from '../formats/input-error'

/** What the coordinates of an input are measured against. `gcj02` (AMap, Tencent) and `bd09` (Baidu) are the offset frames of Chinese web maps. */
export type Datum = 'wgs84' | 'gcj02' | 'bd09' | `EPSG:${number}`

/**
 * Outline of mainland China, coarse and drawn outside its coasts and borders, degrees: the offset of GCJ-02 applies inside only. It leaves out
 * Hong Kong, Macao, Taiwan, Kinmen and Matsu, whose maps carry no offset.
 */
const OUTLINE: ReadonlyArray<readonly [number, number]> = [
  [73.3, 39.4],
  [74.9, 37.1],
  [78.0, 35.3],
  [78.6, 32.4],
  [78.4, 31.0],
  [81.3, 29.8],
  [86.0, 27.7],
  [88.9, 27.1],
  [92.0, 26.7],
  [94.2, 28.9],
  [97.6, 28.0],
  [97.5, 23.7],
  [99.2, 21.9],
  [101.5, 20.9],
  [106.0, 21.8],
  [108.0, 20.8],
  [107.8, 17.5],
  [111.5, 17.5],
  [112.3, 21.2],
  [113.5, 22.0],
  [113.52, 22.17],
  [113.55, 22.22],
  [113.7, 22.2],
  [113.8, 22.42],
  [114.0, 22.5],
  [114.17, 22.56],
  [114.3, 22.57],
  [114.6, 22.4],
  [116.8, 22.8],
  [118.0, 24.2],
  [118.21, 24.43],
  [118.2, 24.51],
  [118.31, 24.54],
  [118.44, 24.57],
  [118.52, 24.53],
  [118.6, 24.4],
  [119.3, 24.8],
  [119.9, 25.35],
  [119.88, 26.02],
  [119.8, 26.32],
  [120.4, 26.4],
  [122.9, 29.3],
  [123.5, 31.0],
  [121.6, 33.5],
  [122.9, 37.3],
  [121.5, 38.5],
  [124.1, 39.7],
  [126.2, 41.5],
  [128.2, 41.3],
  [129.4, 42.2],
  [130.8, 42.2],
  [131.5, 44.9],
  [133.3, 44.9],
  [135.3, 48.4],
  [131.0, 47.9],
  [130.7, 48.9],
  [127.6, 50.2],
  [126.0, 53.1],
  [122.6, 53.8],
  [119.7, 53.0],
  [120.0, 51.9],
  [117.7, 49.7],
  [115.4, 48.0],
  [119.9, 46.9],
  [119.5, 46.4],
  [115.0, 45.4],
  [111.6, 44.9],
  [111.5, 43.4],
  [105.0, 41.5],
  [96.3, 42.9],
  [95.4, 44.4],
  [90.7, 45.4],
  [91.1, 47.9],
  [87.8, 49.3],
  [85.5, 48.4],
  [85.5, 47.2],
  [82.9, 47.3],
  [82.3, 45.4],
  [80.1, 45.1],
  [80.2, 42.3],
  [76.4, 40.4],
  [73.3, 39.4],
]

/** True in mainland China (to some kilometres at the land borders), where GCJ-02 and BD-09 differ from WGS-84. Degrees. */
export function isMainlandChina(lon: number, lat: number): boolean {
  if (lon < 73 || lon > 136 || lat < 3 || lat > 54) return false
  let inside = false
  for (let i = 0, j = OUTLINE.length - 1; i < OUTLINE.length; j = i++) {
    const [x1, y1] = OUTLINE[i]
    const [x2, y2] = OUTLINE[j]
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

/**
 * WGS-84 to GCJ-02, degrees; unchanged outside mainland China.
 * The public polynomial on the Krasovsky ellipsoid (a = 6378245 m), as gcoord carries it.
 */
export function wgs84ToGcj02(lon: number, lat: number): [lon: number, lat: number] {
  return isMainlandChina(lon, lat)
    ? (gcoord.transform([lon, lat], gcoord.WGS84, gcoord.GCJ02) as [number, number])
    : [lon, lat]
}

/** GCJ-02 to WGS-84, degrees: fixed-point iteration on the forward offset until it moves less than 1e-10°; unchanged outside mainland China. */
export function gcj02ToWgs84(lon: number, lat: number): [lon: number, lat: number] {
  if (!isMainlandChina(lon, lat)) return [lon, lat]
  let [x, y] = [lon, lat]
  for (let round = 0; round < 10; round++) {
    const [shiftedLon, shiftedLat] = gcoord.transform([x, y], gcoord.WGS84, gcoord.GCJ02) as [number, number]
    const dx = lon - shiftedLon
    const dy = lat - shiftedLat
    x += dx
    y += dy
    if (Math.abs(dx) < 1e-10 && Math.abs(dy) < 1e-10) break
  }
  return [x, y]
}

/** WGS-84 to BD-09, degrees; unchanged outside mainland China. */
export function wgs84ToBd09(lon: number, lat: number): [lon: number, lat: number] {
  return isMainlandChina(lon, lat)
    ? (gcoord.transform([lon, lat], gcoord.WGS84, gcoord.BD09) as [number, number])
    : [lon, lat]
}

/** BD-09 to WGS-84, degrees, by way of GCJ-02; unchanged outside mainland China. */
export function bd09ToWgs84(lon: number, lat: number): [lon: number, lat: number] {
  if (!isMainlandChina(lon, lat)) return [lon, lat]
  const [x, y] = gcoord.transform([lon, lat], gcoord.BD09, gcoord.GCJ02) as [number, number]
  return gcj02ToWgs84(x, y)
}

/**
 * The conversion of a declared datum to WGS-84, to be called per coordinate pair. CGCS2000 (EPSG:4490) is taken as WGS-84: they
 * differ by less than a metre.
 * @param path what to name in the error: a file or `datum`
 * @throws InputError `datum-unknown`, `crs-unknown`
 */
export function datumConverter(datum: Datum, path = 'datum'): ToLonLat {
  if (datum === 'wgs84') return (lon, lat) => [lon, lat]
  if (datum === 'gcj02') return gcj02ToWgs84
  if (datum === 'bd09') return bd09ToWgs84
  // A file may also declare its system in words (WKT).
  if (epsgNumber(String(datum)) !== undefined || isWkt(datum) || /^\+proj/.test(datum)) return toLonLatFrom(datum, path)
  throw new InputError(
    'datum-unknown',
    path,
    `The datum is "${String(datum)}"; expected wgs84, gcj02, bd09 or EPSG:n, such as EPSG:4547.`,
  )
}

/**
 * One coordinate pair in a declared datum to WGS-84 degrees.
 * @param x longitude in degrees, or easting in metres for a projected EPSG code
 * @param y latitude in degrees, or northing
 * @throws InputError `datum-unknown`, `crs-unknown`
 */
export function toWgs84(x: number, y: number, datum: Datum): [lon: number, lat: number] {
  return datumConverter(datum)(x, y)
}

/**
 * The conversion of WGS-84 to the datum that an output is asked in, to be called per coordinate pair: degrees, or metres (east,
 * north) for a projected EPSG code.
 * @throws InputError `datum-unknown`, `crs-unknown`
 */
export function datumWriter(datum: Datum, path = 'datum'): FromLonLat {
  if (datum === 'gcj02') return wgs84ToGcj02
  if (datum === 'bd09') return wgs84ToBd09
  if (datum !== 'wgs84' && epsgNumber(String(datum)) !== undefined) return fromLonLatTo(datum, path)
  // The names are checked in one place.
  return datumConverter(datum, path)
}

/** One place in WGS-84 degrees to a datum. @throws InputError as `datumWriter` does */
export function fromWgs84(lon: number, lat: number, datum: Datum): [x: number, y: number] {
  return datumWriter(datum)(lon, lat)
}

/** True for a datum whose coordinates are metres. */
export function isProjected(datum: Datum): boolean {
  return (isWkt(datum) || epsgNumber(datum) !== undefined) && !isGeographic(datum)
}
