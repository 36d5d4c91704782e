import type { Feature, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon } from 'geojson'
import scenesFile from '../../data/places/scenes.json'
import { InputError, type Rejection } from '../formats/input-error'
import { type InputFile, unpacked } from '../formats/input-file'
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
  warnings: string[]
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

/**
 * Reads key places from GeoJSON: points, lines and polygons with `scene` (or 场景), `name`, `id`, `weight`. The scene list with its weights is
 * `data/places/scenes.json`.
 * @param options.datum of the coordinates; WGS-84 by default
 * @throws InputError `not-json`, `not-geojson`, `no-places`
 */
export function readPlaces(input: InputFile, { datum = 'wgs84' }: { datum?: Datum } = {}): Places {
  const file = unpacked(input)
  const toLonLat = datumConverter(datum)
  const convert = (value: unknown[]): unknown[] =>
    typeof value[0] === 'number' ? toLonLat(value[0], value[1] as number) : value.map((v) => convert(v as unknown[]))
  let json: { type?: string; features?: Feature[] }
  try {
    json = JSON.parse(new TextDecoder().decode(file.bytes))
  } catch (error) {
    throw new InputError(
      'not-json',
      file.name,
      `${file.name} is not valid JSON: ${(error as Error).message}. Expected GeoJSON of key places.`,
    )
  }
  if (!Array.isArray(json.features)) {
    throw new InputError(
      'not-geojson',
      file.name,
      `${file.name} holds "${json.type ?? 'no type'}"; expected a FeatureCollection of key places.`,
    )
  }
  const places: Place[] = []
  const rejected: Rejection[] = []
  json.features.forEach((feature, i) => {
    const read = placeOf(feature, i)
    if ('reason' in read) rejected.push({ file: file.name, row: i + 1, ...read })
    else {
      if (datum !== 'wgs84') read.geometry.coordinates = convert(read.geometry.coordinates) as never
      places.push(read)
    }
  })
  if (places.length === 0) {
    const first = rejected[0]
      ? ` First: feature ${rejected[0].row}, ${rejected[0].field} "${rejected[0].value}": ${rejected[0].reason}.`
      : ''
    throw new InputError('no-places', file.name, `${file.name} has no usable place.${first}`)
  }
  return { places, rejected, warnings: [] }
}

function placeOf(feature: Feature, i: number): Place | Pick<Rejection, 'field' | 'value' | 'reason'> {
  const properties = (feature.properties ?? {}) as Record<string, unknown>
  const text = (...names: string[]) => {
    for (const name of names)
      if (properties[name] !== undefined && properties[name] !== null) return String(properties[name])
    return ''
  }
  const geometry = feature.geometry
  if (!geometry || geometry.type === 'GeometryCollection') {
    return { field: 'geometry', value: geometry?.type ?? '', reason: 'expected points, lines or polygons' }
  }
  const flat = geometry.type === 'Point' ? geometry.coordinates : (geometry.coordinates.flat(3) as number[])
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
    id: text('id', 'code', '编号') || `place-${i + 1}`,
    name: text('name', '名称'),
    scene: scene.id,
    weight: weight === '' ? scene.weight : Number(weight),
    geometry,
    synthetic: properties.synthetic === true,
  }
}
