import type { Datum } from '../area/datum'
import { systemName } from '../formats/crs'
import { InputError, type Rejection } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import type { LongTask } from '../formats/progress'
import { columnsOf, type NamedColumns, type ReadReport } from '../formats/tables/columns'
import { openTables } from '../formats/tables/point-tables'
import { excerpt } from '../formats/text'
import type { Warning } from '../formats/warning'
import { bandByAlias } from '../network/band-names'
import { operatorName } from '../network/operator'
import { type Fault, frameOf, positionOf, requirePosition, type TableContext, textAt } from '../network/position'
import { figureAt } from '../network/row-figures'
import { newTally, tallyWarnings } from '../network/tally'
import { CANDIDATE_COLUMNS } from './candidate-columns'
import type { StructureKind } from './cost'

/** A place of the user's list where a station may go (or must, or must not). */
export interface ListedCandidate {
  /** Unique within the list; `row-N` where the list gives none. The id of a network's site means that site's structure. */
  id: string
  name: string
  /** Degrees, WGS-84. */
  lon: number
  lat: number
  /** Whole cost of a station here, CNY; NaN: by the cost model. */
  costCny: number
  /** Least and greatest height of the antennas above ground, metres; NaN: not limited. */
  minHeightM: number
  maxHeightM: number
  owner: string
  /** Who would build; empty where any may. */
  operator: string
  /** Bands that may be put there (ids of `BANDS`); empty: any. */
  bands: string[]
  /** Undefined: a structure where the id is a site's, else new. */
  kind?: StructureKind
  /** `must`: part of every plan; `must-not`: nothing is ever proposed here. */
  wish?: 'must' | 'must-not'
}

/** A user's list of candidates as it was read. */
export interface CandidateList extends ReadReport {
  candidates: ListedCandidate[]
  rejected: Rejection[]
  warnings: Warning[]
  synthetic: boolean
}

export interface ReadCandidatesOptions extends LongTask {
  /** What the coordinates are measured against; WGS-84 by default. */
  datum?: Datum
  /** Sheet of a workbook: name, or number from 1. */
  sheet?: string
  /** Headers of columns by key, such as `{ cost_cny: '总造价' }`. */
  columns?: NamedColumns
}

/**
 * Reads a list of places where stations may go: CSV, XLSX, or points of GeoJSON and other vector files. Columns `lon, lat`, and
 * where known `id, name, cost_cny, height_m` (or `min_height_m`, `max_height_m`), `owner, operator, band, type` (`tower`, `rooftop`,
 * `structure`), `must`, `must_not`; Chinese names too. A header with 万元 in brackets gives costs in 10,000 CNY. A row that cannot be
 * used goes to `rejected`.
 * @throws InputError `file-empty`, `format-unknown`, `wrong-geometry`, `no-position`, `no-candidates` (no row, or none usable)
 */
export async function readCandidates(
  files: InputFile | InputFile[],
  { datum = 'wgs84', sheet, columns: given, signal }: ReadCandidatesOptions = {},
): Promise<CandidateList> {
  const report: ReadReport = { columns: [], unused: [], formats: [], systems: [] }
  const list: CandidateList = { candidates: [], rejected: [], warnings: [], synthetic: false, ...report }
  const ids = new Map<string, { row: number; wish: ListedCandidate['wish'] }>()
  for (const table of await openTables(asFiles(files), CANDIDATE_COLUMNS, 'candidates', {
    sheet,
    given,
    declared: datum,
  })) {
    const map = columnsOf(table, CANDIDATE_COLUMNS, given)
    requirePosition(table, map)
    const tally = newTally()
    const { decimalComma } = table
    const context: TableContext = { map, ...frameOf(table, datum), decimalComma, tally }
    let rows = 0
    for await (const block of table.blocks()) {
      signal?.throwIfAborted()
      for (const { row, fields } of block) {
        rows++
        const read = candidateOf(context, fields, row)
        const fault = 'reason' in read ? read : repeated(read, table.name, row, ids)
        if (fault) list.rejected.push({ file: table.name, row, ...fault, value: excerpt(fault.value, 200) })
        else list.candidates.push(read as ListedCandidate)
        list.synthetic ||= /^(true|1|yes|是)$/i.test(textAt(context, fields, 'synthetic'))
      }
    }
    list.rejected.push(...table.rejected)
    list.warnings.push(...table.warnings, ...tallyWarnings(tally, table.name, rows))
    list.formats.push(table.format)
    list.systems.push(systemName(context.datum))
    list.columns.push(...map.columns)
    list.unused.push(...map.unused)
  }
  if (list.candidates.length === 0) throw noCandidates(asFiles(files), list.rejected)
  return list
}

/** One row, or what is wrong with it. */
function candidateOf(context: TableContext, fields: string[], row: number): ListedCandidate | Fault {
  const position = positionOf(context, fields)
  if (!Array.isArray(position)) return position
  const text = (key: string): string => textAt(context, fields, key)
  const numbers: Record<string, number> = {}
  for (const key of ['cost_cny', 'height_m', 'min_height_m', 'max_height_m']) {
    const [quantity, wanted, least] =
      key === 'cost_cny'
        ? (['CNY', 'CNY, 0 or more, such as 350000', 0] as const)
        : (['metres', 'metres above ground, such as 35', 1] as const)
    const value = figureAt(context, fields, key, quantity, wanted)
    if (typeof value === 'object') return value
    if (value !== undefined && value < least) {
      const stated = text(key)
      return { field: key, value: stated, reason: `${key} is "${excerpt(stated)}"; expected ${wanted}` }
    }
    numbers[key] = value ?? Number.NaN
  }
  const fixed = numbers.height_m
  const minHeightM = Number.isNaN(fixed) ? numbers.min_height_m : fixed
  const maxHeightM = Number.isNaN(fixed) ? numbers.max_height_m : fixed
  if (minHeightM > maxHeightM) {
    const value = `${minHeightM}…${maxHeightM}`
    return {
      field: 'min_height_m',
      value,
      reason: `the least height, ${minHeightM} m, is above the greatest, ${maxHeightM} m; exchange or correct them`,
    }
  }
  const bands = bandsOf(text('band'))
  if ('reason' in bands) return bands
  const kind = kindOf(text('type'))
  if (kind !== undefined && typeof kind !== 'string') return kind
  const wish = wishOf(text('must'), text('must_not'))
  if (wish !== undefined && typeof wish !== 'string') return wish
  return {
    id: text('id') || text('name') || `row-${row}`,
    name: text('name'),
    lon: position[0],
    lat: position[1],
    costCny: numbers.cost_cny,
    minHeightM,
    maxHeightM,
    owner: text('owner'),
    operator: operatorName(text('operator')),
    bands: bands.ids,
    kind,
    wish,
  }
}

function bandsOf(text: string): { ids: string[] } | Fault {
  const ids: string[] = []
  for (const part of text.split(/[/;；、|，,+\s]+/)) {
    if (part === '' || /^(any|all|不限|任意|全部)$/i.test(part)) continue
    const id = bandByAlias(part, '5g')
    if (!id) {
      return {
        field: 'band',
        value: text,
        reason: `band "${excerpt(part)}" is not known; expected n28, 700M, n41 / n78 …`,
      }
    }
    if (!ids.includes(id)) ids.push(id)
  }
  return { ids }
}

function kindOf(text: string): StructureKind | Fault | undefined {
  if (text === '') return undefined
  if (/楼顶|楼面|屋顶|屋面|roof/i.test(text)) return 'rooftop'
  if (/存量|利旧|共享|社会|既有|exist|shared|structure|pole|杆/i.test(text)) return 'structure'
  if (/塔|新建|地面|tower|mast|new|green/i.test(text)) return 'tower'
  return {
    field: 'type',
    value: text,
    reason: `type "${excerpt(text)}" is not known; expected tower, rooftop or structure`,
  }
}

const YES = /^(1|true|yes|y|是|√|✓|必建|必选|must|must[-_ ]?have|required)$/i
const NO = /^(0|false|no|n|否|可选|optional)$/i
const NEVER = /^(must[-_ ]?not|never|禁建|禁止|不可建|不建|exclude[d]?)$/i

/** What the columns `must` and `must_not` say together. */
function wishOf(must: string, mustNot: string): 'must' | 'must-not' | Fault | undefined {
  for (const [field, text] of [
    ['must', must],
    ['must_not', mustNot],
  ]) {
    if (text !== '' && !YES.test(text) && !NO.test(text) && !NEVER.test(text)) {
      return {
        field,
        value: text,
        reason: `${field} is "${excerpt(text)}"; expected yes, no${field === 'must' ? ' or must-not' : ''}`,
      }
    }
  }
  const wanted = YES.test(must)
  const unwanted = NEVER.test(must) || YES.test(mustNot) || NEVER.test(mustNot)
  if (wanted && unwanted) {
    return {
      field: 'must',
      value: `${must}, ${mustNot}`,
      reason: 'the row says both must and must not; leave one of them empty',
    }
  }
  return wanted ? 'must' : unwanted ? 'must-not' : undefined
}

/** Every id once. The same place wanted in one row and unwanted in another is a fault of the list as a whole. */
function repeated(
  { id, wish }: ListedCandidate,
  file: string,
  row: number,
  seen: Map<string, { row: number; wish: ListedCandidate['wish'] }>,
): Fault | undefined {
  const before = seen.get(id)
  if (!before) {
    seen.set(id, { row, wish })
    return undefined
  }
  if (wish && before.wish && wish !== before.wish) {
    throw new InputError(
      'must-and-must-not',
      `${file}:${row}:must`,
      `${file}: row ${before.row} says ${before.wish} for ${excerpt(id)}, row ${row} says ${wish}; leave one of them out.`,
    )
  }
  return {
    field: 'id',
    value: id,
    reason: `the id ${excerpt(id)} stands in row ${before.row} already; expected every candidate once`,
  }
}

function noCandidates(files: InputFile[], rejected: Rejection[]): InputError {
  const name = files.map((file) => file.name).join(', ')
  const first = rejected[0]
  return new InputError(
    'no-candidates',
    name,
    first
      ? `${name}: none of ${rejected.length} rows can be used. First (row ${first.row}, ${first.field}): ${first.reason}.`
      : `${name} is an empty list: it holds no row below its headers; expected at least one candidate.`,
    first ? undefined : 'Add one, or leave the list out.',
  )
}
