import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon } from 'geojson'
import { type Datum, datumConverter } from '../area/datum'
import { polygonToWgs84 } from '../area/polygon-to-wgs84'
import { noRepairs, repair, repairWarnings, unusable } from '../area/repair'
import { insideRing, workOf } from '../area/rings'
import { InputError, type Rejection } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import { headerKey } from '../formats/tables/columns'
import { openFeatures } from '../formats/vectors/features'
import type { Warning } from '../formats/warning'

/** Ground on which nothing is ever proposed: a reservoir, a nature reserve, an airfield's approach. */
export interface ForbiddenZone {
  name: string
  /** Longitude, latitude in degrees, WGS-84. */
  geometry: Polygon | MultiPolygon
}

/** Forbidden zones as they were read. */
export interface ForbiddenZones {
  zones: ForbiddenZone[]
  rejected: Rejection[]
  warnings: Warning[]
}

const NAMES = new Set(['name', '名称', '区域名称', 'title', 'label', 'id', '编号'].map(headerKey))

/**
 * Reads forbidden zones: polygons of GeoJSON, TopoJSON, KML or a Shapefile. Rings are repaired as those of villages are; a feature
 * that is no polygon goes to `rejected`.
 * @param options.datum of the coordinates; by default what the file declares, else WGS-84
 * @throws InputError `file-empty`, `format-unknown`, `no-zones`, `datum-unknown` …
 */
export async function readForbidden(
  files: InputFile | InputFile[],
  { datum }: { datum?: Datum } = {},
): Promise<ForbiddenZones> {
  const read: ForbiddenZones = { zones: [], rejected: [], warnings: [] }
  for (const source of await openFeatures(asFiles(files), { declared: datum })) {
    const convert = datumConverter((source.crs ?? 'wgs84') as Datum, source.name)
    const repairs = noRepairs()
    const work = workOf()
    for (const { row, feature } of source.features) {
      const reject = (value: string, reason: string) =>
        read.rejected.push({ file: source.name, row, field: 'geometry', value, reason })
      const { geometry } = feature
      if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') {
        reject(geometry?.type ?? '', 'a forbidden zone is a Polygon or MultiPolygon; a point or line has no inside')
        continue
      }
      const placed = polygonToWgs84(geometry, convert)
      if (typeof placed !== 'string') {
        reject(placed.value, placed.reason)
        continue
      }
      const repaired = repair(geometry, repairs, work)
      if (!repaired) reject(geometry.type, unusable(work))
      else read.zones.push({ name: nameOf(feature.properties) || `zone ${row}`, geometry: repaired })
    }
    read.rejected.push(...source.rejected)
    // Winding says nothing about what is forbidden, and Shapefiles wind the other way by their own rules.
    repairs.winding = 0
    read.warnings.push(...source.warnings, ...repairWarnings(repairs, source.name))
  }
  if (read.zones.length === 0) {
    const name = asFiles(files)
      .map((file) => file.name)
      .join(', ')
    const first = read.rejected[0]
    const why = first ? `First (feature ${first.row}): ${first.reason}.` : 'It has no feature.'
    throw new InputError('no-zones', name, `${name} has no usable forbidden zone. ${why}`)
  }
  return read
}

function nameOf(properties: Record<string, unknown> | null): string {
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (NAMES.has(headerKey(key)) && (typeof value === 'string' || typeof value === 'number')) return String(value)
  }
  return ''
}

/**
 * A test that names the zone in which a place lies, undefined where it lies in none. Edges are straight in longitude and latitude;
 * the inside of a hole is outside.
 */
export function zoneFinder(zones: readonly ForbiddenZone[]): (lon: number, lat: number) => string | undefined {
  // An empty geometry forbids nothing.
  const polygons = zones.flatMap(({ name, geometry }) =>
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)
      .filter((rings) => rings.length > 0)
      .map((rings) => ({ name, rings })),
  )
  if (polygons.length === 0) return () => undefined
  const index = new Flatbush(polygons.length)
  for (const { rings } of polygons) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const [x, y] of rings[0]) {
      west = Math.min(west, x)
      east = Math.max(east, x)
      south = Math.min(south, y)
      north = Math.max(north, y)
    }
    index.add(west, south, east, north)
  }
  index.finish()
  return (lon, lat) => {
    const within = index
      .search(lon, lat, lon, lat)
      .sort((a, b) => a - b)
      .find((i) => {
        const [shell, ...holes] = polygons[i].rings
        return insideRing(lon, lat, shell) && !holes.some((hole) => insideRing(lon, lat, hole))
      })
    return within === undefined ? undefined : polygons[within].name
  }
}
