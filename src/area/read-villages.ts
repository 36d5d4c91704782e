import type { Feature, Geometry, MultiPolygon, Polygon } from 'geojson'
import type { ToLonLat } from '../formats/crs'
import { systemName } from '../formats/crs'
import { InputError, type Rejection } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import type { LongTask } from '../formats/progress'
import {
  type ColumnMap,
  columnsOf as columnsAmong,
  headerTest,
  type NamedColumns,
  type ReadReport,
  requireNamed,
} from '../formats/tables/columns'
import { isBlank, parseNumber } from '../formats/tables/number'
import { originalOf } from '../formats/tables/original'
import { parseQuantity } from '../formats/tables/unit'
import { excerpt, textOf } from '../formats/text'
import { openFeatures } from '../formats/vectors/features'
import type { ReadFeature } from '../formats/vectors/geojson'
import type { Warning } from '../formats/warning'
import { type Datum, datumConverter } from './datum'
import { finishFile, type VillagesRead } from './finish-villages'
import { neighbourFaults } from './neighbours'
import { polygonToWgs84 } from './polygon-to-wgs84'
import { givenPoints, insidePoint } from './public-points'
import { noRepairs, repair, unusable } from './repair'
import { workOf } from './rings'
import type { PublicPoint, Village, Villages } from './village'
import { VILLAGE_COLUMNS } from './village-columns'
import { villageKind } from './village-kind'

export interface ReadVillagesOptions extends LongTask {
  /** What the coordinates are measured against; by default what the file declares, else WGS-84. */
  datum?: Datum
  /** Object or layer to read where a file holds several. */
  layer?: string
  /** Count overlaps and gaps between neighbours (about a second per 5,000 villages); on by default. */
  checkNeighbours?: boolean
  /** Headers of columns by key, such as `{ code: 'ADM4_PCODE' }`; they win over the names that are known. */
  columns?: NamedColumns
}

/**
 * Reads villages (administrative villages, communes, towns: the smallest areas that are assessed) from GeoJSON, TopoJSON,
 * Shapefile, KML or KMZ. Attributes are found by Chinese and English names; geometry is brought to WGS-84 and repaired.
 * A feature that cannot be used goes to `rejected`; repairs and estimates are told in `warnings`.
 * @throws InputError where a file as a whole cannot be used: `file-empty`, `format-unknown`, `not-json`, `not-geojson`,
 *   `wrong-geometry`, `no-villages`, `datum-unknown`, `crs-unknown` …
 */
export async function readVillages(
  files: InputFile | InputFile[],
  { datum, layer, checkNeighbours = true, columns: given, signal, onProgress }: ReadVillagesOptions = {},
): Promise<Villages & ReadReport> {
  const villages: Village[] = []
  const rejected: Rejection[] = []
  const warnings: Warning[] = []
  const report: ReadReport = { columns: [], unused: [], formats: [], systems: [] }
  const codes = new Map<string, string>()
  const met: { name: string; headers: string[] }[] = []
  const sources = await openFeatures(asFiles(files), { layer, declared: datum })
  const total = sources.reduce((sum, source) => sum + source.count, 0)
  let done = 0
  for (const source of sources) {
    const convert = datumConverter((source.crs ?? 'wgs84') as Datum, source.name)
    const state = newState(source.name, convert, given)
    for (const read of source.features) {
      signal?.throwIfAborted()
      takeFeature(read, state)
      if (++done % 500 === 0) onProgress?.({ stage: 'read', done, total })
    }
    // Shapefile and TopoJSON wind the other way by their own rules: no fault of the file.
    if (source.format === 'shapefile' || source.format === 'topojson') state.repairs.winding = 0
    finishFile(state, codes)
    met.push({ name: source.name, headers: state.headers })
    villages.push(...state.villages)
    rejected.push(...source.rejected, ...state.rejected)
    warnings.push(...source.warnings, ...state.warnings)
    report.formats.push(source.format)
    report.systems.push(systemName(source.crs ?? 'wgs84'))
    if (state.map) {
      report.columns.push(...state.map.columns)
      report.unused.push(...state.map.unused)
    }
  }
  onProgress?.({ stage: 'read', done: total, total })
  requireNamed(met, given)
  if (villages.length === 0) throw noVillages(asFiles(files), rejected)
  if (checkNeighbours) warnings.push(...neighbourFaults(villages).warnings)
  return { villages, rejected, warnings, ...report }
}

/** Columns of one file that are looked at. */
const MOST_COLUMNS = 2000
const isKnown = headerTest(VILLAGE_COLUMNS)

interface State extends VillagesRead {
  given: NamedColumns | undefined
  convert: ToLonLat
  headers: string[]
  seen: Set<string>
}

function newState(file: string, convert: ToLonLat, given: NamedColumns | undefined): State {
  return {
    file,
    given,
    isCodeNamed: given?.code !== undefined,
    convert,
    map: undefined,
    headers: [],
    seen: new Set(),
    villages: [],
    rows: [],
    named: new Set(),
    rejected: [],
    warnings: [],
    repairs: noRepairs(),
    work: workOf(),
    swapped: 0,
    withoutCode: 0,
    withoutName: 0,
  }
}

/** The columns, from the first feature's properties; other features may hold fewer or more. */
function columnsOf(feature: Feature, state: State): ColumnMap {
  const fresh: string[] = []
  for (const header in feature.properties) {
    if (state.seen.has(header) || state.headers.length + fresh.length >= MOST_COLUMNS) continue
    state.seen.add(header)
    fresh.push(header)
  }
  if (state.map && fresh.length === 0) return state.map
  state.headers.push(...fresh)
  // A file may give every feature a column of its own: the columns are looked at again only where one says something.
  if (state.map && !state.given && !fresh.some(isKnown)) {
    state.map.unused.push(...fresh)
    return state.map
  }
  const map = columnsAmong({ name: state.file, headers: state.headers, warnings: [] }, VILLAGE_COLUMNS, state.given)
  // A file of towns calls its areas TOWNNAME; one of villages has that beside VILLNAME.
  for (const stand of ['township', 'county']) {
    const at = map.index.get(stand)
    if (map.index.has('name') || at === undefined) continue
    map.index.delete(stand)
    map.index.set('name', at)
    const use = map.columns.find((column) => column.to === stand)
    if (use) use.to = 'name'
  }
  // NAME_1 beside NAME is a second column of a join, not the level above.
  for (const [key, of] of [
    ['code', 'name'],
    ['township', 'name'],
    ['county', 'name'],
    ['townshipCode', 'code'],
    ['countyCode', 'code'],
  ]) {
    const header = (one: string) => state.headers[map.index.get(one) ?? -1] ?? ''
    if (!LEVEL.test(header(key)) || LEVEL.test(header(of)) || state.given?.[key]) continue
    map.unused.push(header(key))
    map.columns = map.columns.filter(({ to }) => to !== key)
    map.index.delete(key)
  }
  state.map = map
  return map
}

/** Columns of GADM's levels. */
const LEVEL = /^(NAME|G?ID|CC)_\d$/i

function takeFeature({ row, feature }: ReadFeature, state: State): void {
  const map = columnsOf(feature, state)
  const properties = (feature.properties ?? {}) as Record<string, unknown>
  const raw = (key: string): unknown => {
    const at = map.index.get(key)
    if (at === undefined || !Object.hasOwn(properties, state.headers[at])) return undefined
    return properties[state.headers[at]]
  }
  const text = (key: string): string => {
    const value = raw(key)
    const plain = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
    return isBlank(plain) ? '' : plain
  }
  const reject = (field: string, value: unknown, reason: string) =>
    state.rejected.push({
      file: state.file,
      row,
      field,
      value: excerpt(textOf(value), 200),
      reason,
      original: originalOf(properties),
    })

  const geometry = polygonsOf(feature.geometry) as Polygon | MultiPolygon | null
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') {
    const found = (geometry as { type?: unknown } | null)?.type
    reject('geometry', found ?? '', `the geometry is ${found ?? 'missing'}; expected Polygon or MultiPolygon`)
    return
  }
  const placed = polygonToWgs84(geometry, state.convert)
  if (typeof placed !== 'string') {
    reject('geometry', placed.value, placed.reason)
    return
  }
  if (placed === 'swapped') state.swapped++
  const counts: Record<'population' | 'households', number> = { population: Number.NaN, households: Number.NaN }
  for (const key of ['population', 'households'] as const) {
    const stated = text(key)
    if (stated === '') continue
    const value = parseQuantity(stated, 'people', { unit: map.units.get(key) })
    if (typeof value !== 'number' || value < 0) {
      reject(key, stated, `${key} is "${excerpt(stated)}"; expected a number of 0 or more, such as 1234`)
      return
    }
    counts[key] = value
  }
  const repaired = repair(geometry, state.repairs, state.work)
  if (!repaired) {
    reject('geometry', geometry.type, unusable(state.work))
    return
  }
  const code = text('code')
  const name = text('name')
  if (code === '') state.withoutCode++
  if (name === '') state.withoutName++
  const chinese = /^\d{12}$/.test(code)
  state.rows.push(row)
  const village: Village = {
    code,
    name: name || code,
    kind: villageKind(text('kind'), name, code),
    townshipCode: text('townshipCode') || (chinese ? code.slice(0, 9) : ''),
    township: text('township'),
    countyCode: text('countyCode') || (chinese ? code.slice(0, 6) : ''),
    county: text('county'),
    population: counts.population,
    households: counts.households,
    geometry: repaired,
    publicPoints: pointsOf(raw, text, repaired, state.convert),
    synthetic: raw('synthetic') === true || /^(true|1|yes|是)$/i.test(text('synthetic')),
  }
  state.villages.push(village)
  if (name !== '') state.named.add(village)
}

/** The polygons of a GeometryCollection as one geometry; anything else as it is. */
function polygonsOf(geometry: Geometry | null): Geometry | null {
  if (geometry?.type !== 'GeometryCollection') return geometry
  const polygons = geometry.geometries.map(polygonsOf).flatMap((part) => {
    if (part?.type === 'Polygon') return [part.coordinates]
    return part?.type === 'MultiPolygon' ? part.coordinates : []
  })
  return polygons.length > 0 ? { type: 'MultiPolygon', coordinates: polygons } : geometry
}

function pointsOf(
  raw: (key: string) => unknown,
  text: (key: string) => string,
  geometry: Polygon | MultiPolygon,
  convert: ToLonLat,
): PublicPoint[] {
  const points = givenPoints(raw('publicPoints'), convert)
  const lon = parseNumber(text('committeeLon'))
  const lat = parseNumber(text('committeeLat'))
  if (lon !== undefined && lat !== undefined) {
    const [x, y] = convert(lon, lat)
    points.unshift({ type: 'committee', lon: x, lat: y, estimated: false })
  }
  if (points.length > 0) return points
  const [x, y] = insidePoint(geometry)
  return [{ type: 'committee', lon: x, lat: y, estimated: true }]
}

function noVillages(files: InputFile[], rejected: Rejection[]): InputError {
  const name = files.map((file) => file.name).join(', ')
  const geometries = rejected.filter((one) => one.field === 'geometry' && one.reason.startsWith('the geometry is'))
  if (geometries.length > 0 && geometries.length === rejected.length) {
    return new InputError(
      'wrong-geometry',
      name,
      `${name} has no polygon: its ${rejected.length} features are ${[...new Set(geometries.map((one) => one.value || 'without geometry'))].slice(0, 3).join(', ')}. Expected village boundaries as Polygon or MultiPolygon.`,
    )
  }
  const first = rejected[0]
  return new InputError(
    'no-villages',
    name,
    first
      ? `${name}: none of ${rejected.length} features can be used. First (feature ${first.row}): ${first.reason}.`
      : `${name} holds no feature; expected village boundaries.`,
  )
}
