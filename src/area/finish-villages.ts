import type { MultiPolygon, Position } from 'geojson'
import type { Rejection } from '../formats/input-error'
import { type ColumnMap, headerKey } from '../formats/tables/columns'
import { excerpt } from '../formats/text'
import { type Warning, warn } from '../formats/warning'
import { insidePoint } from './public-points'
import { type RepairCounts, repair, repairWarnings } from './repair'
import type { RepairWork } from './rings'
import type { Village } from './village'

/** What was read of one file, before its codes and names are settled. */
export interface VillagesRead {
  file: string
  map: ColumnMap | undefined
  /** The column of codes was named by the user. */
  isCodeNamed: boolean
  villages: Village[]
  /** Feature of each village, from 1. */
  rows: number[]
  /** Villages whose name the file gives. */
  named: Set<Village>
  rejected: Rejection[]
  warnings: Warning[]
  repairs: RepairCounts
  work: RepairWork
  swapped: number
  withoutCode: number
  withoutName: number
}

/** Columns that programs number features with: codes only where they tell villages apart. */
const COUNTERS = new Set(['id', 'gid', 'fid', 'objectid', 'oid'])

/** Codes and names for the whole file: made where missing, parts of one village joined, rejected where double. */
export function finishFile(state: VillagesRead, codes: Map<string, string>): void {
  dropCounter(state)
  const { villages, rows, file, warnings } = state
  const names = new Map<string, number>()
  for (const { name } of villages) names.set(name, (names.get(name) ?? 0) + 1)
  const kept: Village[] = []
  const own = new Map<string, Village[]>()
  let parts = 0
  villages.forEach((village, i) => {
    if (village.code === '') {
      const byName = village.name !== '' && names.get(village.name) === 1
      village.code = byName ? village.name : `${village.name ? `${village.name}-` : ''}${rows[i]}`
      if (village.name === '') village.name = village.code
    }
    const same = own.get(village.code)
    if (same && isPart(village, same[0], state)) {
      same.push(village)
      parts++
      return
    }
    const earlier = codes.get(village.code)
    if (earlier !== undefined) {
      state.rejected.push({
        file,
        row: rows[i],
        field: 'code',
        value: village.code,
        reason: `the code ${excerpt(village.code)} was already used by ${earlier}; expected every village once`,
      })
      return
    }
    codes.set(village.code, `feature ${rows[i]} of ${file}`)
    own.set(village.code, [village])
    kept.push(village)
  })
  const joined = [...own.values()].filter((same) => same.length > 1)
  for (const same of joined) join(same, state)
  state.villages = kept
  const some = (count: number) => ({ file, count, total: villages.length })
  if (joined.length > 0) warnings.push(warn('villages-joined', { ...some(parts + joined.length), into: joined.length }))
  if (state.withoutCode > 0) {
    warnings.push(warn('villages-no-code', { ...some(state.withoutCode), by: names.size > 1 ? 'name' : 'number' }))
  }
  if (state.withoutName > 0) {
    warnings.push(warn('villages-no-name', some(state.withoutName)))
  }
  if (state.swapped > 0) {
    warnings.push(warn('villages-swapped', some(state.swapped)))
  }
  const estimated = kept.filter((village) => village.publicPoints.every((point) => point.estimated)).length
  if (estimated > 0) {
    warnings.push(warn('villages-no-point', { file, count: estimated, total: kept.length }))
  }
  warnings.push(...repairWarnings(state.repairs, file))
}

/** Takes the codes away again where their column only counts features and repeats: 0 in every row is no code. */
function dropCounter(state: VillagesRead): void {
  const column = state.map?.columns.find(({ to }) => to === 'code')?.from
  if (column === undefined || state.isCodeNamed || !COUNTERS.has(headerKey(column))) return
  const first = new Map<string, Village>()
  const repeated = state.villages.filter((village) => {
    if (village.code === '') return false
    const same = first.get(village.code)
    if (!same) first.set(village.code, village)
    return same !== undefined && !isPart(village, same, state)
  })
  if (repeated.length === 0) return
  const example = excerpt(repeated[0].code)
  for (const village of state.villages) {
    village.code = ''
    if (!state.named.has(village)) village.name = ''
  }
  state.withoutCode = state.villages.length
  state.warnings.push(warn('villages-false-code', { file: state.file, column, count: repeated.length, example }))
}

/** True where a feature is one more part of a village: the same name, and no other figures. */
function isPart(village: Village, first: Village, { named }: VillagesRead): boolean {
  const alike = (key: 'population' | 'households') => Object.is(village[key], first[key])
  return (
    named.has(village) && named.has(first) && village.name === first.name && alike('population') && alike('households')
  )
}

/** Makes the first of several features the whole village. */
function join(same: readonly Village[], { repairs, work }: VillagesRead): void {
  const [first] = same
  const coordinates: Position[][][] = same.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  )
  const all: MultiPolygon = { type: 'MultiPolygon', coordinates }
  first.geometry = repair(all, repairs, work) ?? all
  const points = same.flatMap(({ publicPoints }) => publicPoints.filter((point) => !point.estimated))
  if (points.length === 0) {
    const [lon, lat] = insidePoint(first.geometry)
    first.publicPoints = [{ type: 'committee', lon, lat, estimated: true }]
    return
  }
  const places = new Map(points.map((point) => [`${point.type} ${point.lon} ${point.lat}`, point]))
  first.publicPoints = [...places.values()]
}
