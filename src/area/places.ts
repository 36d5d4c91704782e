import type { Feature, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon } from 'geojson'
import scenesFile from '../../data/places/scenes.json'
import { InputError, type Rejection } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import { textOf } from '../formats/text'
import { openFeatures } from '../formats/vectors/features'
import { rounded } from '../formats/vectors/geojson-writer'
import type { Warning } from '../formats/warning'
import { type Datum, datumConverter } from './datum'

/** How a place is measured: reached at its points, share of its length, share of its area. */
export type PlaceMeasure = 'point' | 'length' | 'area'

/** A kind of place where demand lies. */
export interface Scene {
  id: string
  name: { en: string; zh: string }
  /** Other names under which files say it. */
  aliases: string[]
  /** The usual measure; the geometry of a place decides (a hospital drawn as a polygon is measured by area). */
  measure: PlaceMeasure
  weight: number
  /** Counted in the gigabit-city indicator of key places. */
  keyPlace: boolean
  /** One of the scenes of the 信号升格 action. */
  signal: boolean
  /** Tested for deep coverage of a village. */
  rural: boolean
}

/** A key place: typed, with a geometry in degrees, WGS-84. */
export interface Place {
  id: string
  name: string
  scene: string
  weight: number
  geometry: Point | MultiPoint | LineString | MultiLineString | Polygon | MultiPolygon
  synthetic: boolean
}

export interface Places {
  places: Place[]
  rejected: Rejection[]
  warnings: Warning[]
}

export const SCENES = scenesFile.scenes as Scene[]

/** A scene by id, name or alias; undefined where there is none. */
export function sceneOf(text: string): Scene | undefined {
  const t = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
  return SCENES.find(
    (s) =>
      s.id === t ||
      s.name.zh === text.trim() ||
      s.name.en.toLowerCase() === text.trim().toLowerCase() ||
      s.aliases.includes(t),
  )
}

/** What the geometry of a place is measured by. */
export function measureOf(geometry: Geometry): PlaceMeasure {
  if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') return 'area'
  return geometry.type === 'LineString' || geometry.type === 'MultiLineString' ? 'length' : 'point'
}

export interface ReadPlacesOptions {
  /** What the coordinates are measured against; by default what the file declares, else WGS-84. */
  datum?: Datum
  /** Object or layer to read where a file holds several. */
  layer?: string
}

/**
 * Reads key places from GeoJSON, TopoJSON, Shapefile, GeoPackage, KML or KMZ: points, lines and polygons with `scene` (or 场景),
 * `name`, `id`, `weight`. The scene list with its weights is `data/places/scenes.json`.
 * @throws InputError `no-places`, `datum-unknown`, and those of `openFeatures`
 */
export async function readPlaces(
  files: InputFile | InputFile[],
  { datum = 'wgs84', layer }: ReadPlacesOptions = {},
): Promise<Places> {
  const read: Places = { places: [], rejected: [], warnings: [] }
  const list = asFiles(files)
  for (const source of await openFeatures(list, { layer, declared: datum })) {
    const frame = (source.crs ?? 'wgs84') as Datum
    const convert = datumConverter(frame, source.name)
    for (const { row, feature } of source.features) {
      const place = placeOf(feature, row)
      if ('reason' in place) read.rejected.push({ file: source.name, row, ...place })
      else {
        if (frame !== 'wgs84') place.geometry = rounded(place.geometry, 9, convert) as Place['geometry']
        read.places.push(place)
      }
    }
    read.rejected.push(...source.rejected)
    read.warnings.push(...source.warnings)
  }
  if (read.places.length === 0) {
    const name = list.map((file) => file.name).join(', ')
    const [first] = read.rejected
    const why = first ? ` First: feature ${first.row}, ${first.field} "${first.value}": ${first.reason}.` : ''
    throw new InputError('no-places', name, `${name} has no usable place.${why}`)
  }
  return read
}

/** How deep positions lie in the coordinates of each geometry. */
const DEPTHS: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

/** True for positions of two finite numbers in lists of lists, `depth` deep. */
function hasDepth(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false
  if (depth === 0) return Number.isFinite(value[0]) && Number.isFinite(value[1])
  return depth > 0 && value.every((part) => hasDepth(part, depth - 1))
}

function placeOf(feature: Feature, row: number): Place | Pick<Rejection, 'field' | 'value' | 'reason'> {
  const properties = (feature.properties ?? {}) as Record<string, unknown>
  const text = (...names: string[]) => {
    for (const name of names)
      if (properties[name] !== undefined && properties[name] !== null) return textOf(properties[name])
    return ''
  }
  const geometry = feature.geometry
  if (!geometry || geometry.type === 'GeometryCollection') {
    return { field: 'geometry', value: geometry?.type ?? '', reason: 'expected points, lines or polygons' }
  }
  // What the file gives for coordinates is not believed yet.
  const given: unknown = geometry.coordinates
  const flat = (Array.isArray(given) ? given.flat(3) : []) as number[]
  if (!hasDepth(given, DEPTHS[geometry.type])) {
    return { field: 'geometry', value: geometry.type, reason: `the coordinates are not those of a ${geometry.type}` }
  }
  if (flat.length < 2 || !flat.every((v) => Number.isFinite(v))) {
    return { field: 'geometry', value: '', reason: 'no coordinates; expected longitude and latitude in degrees' }
  }
  const name = text('scene', 'type', 'kind', '场景', '场景划分', '类型')
  const scene = sceneOf(name)
  if (!scene)
    return {
      field: 'scene',
      value: name,
      reason: `unknown scene; expected one of ${SCENES.map((s) => s.id).join(', ')}`,
    }
  const weight = text('weight', '权重')
  if (weight !== '' && !(Number(weight) >= 0))
    return { field: 'weight', value: weight, reason: 'expected a number of 0 or more' }
  return {
    id: text('id', 'code', '编号') || `place-${row}`,
    name: text('name', '名称'),
    scene: scene.id,
    weight: weight === '' ? scene.weight : Number(weight),
    geometry,
    synthetic: properties.synthetic === true,
  }
}
