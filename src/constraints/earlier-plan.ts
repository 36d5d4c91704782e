import type { Datum } from '../area/datum'
import { textArgument } from '../formats/argument'
import { InputError, type Rejection } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import { type ColumnMap, columnsOf, type NamedColumns, type TableColumns } from '../formats/tables/columns'
import { parseNumber } from '../formats/tables/number'
import { openTables } from '../formats/tables/point-tables'
import type { Table } from '../formats/tables/table'
import { excerpt } from '../formats/text'
import type { Warning } from '../formats/warning'
import { BANDS } from '../network/bands'
import { type Fault, frameOf, positionOf, requirePosition, type TableContext, textAt } from '../network/position'
import { newTally } from '../network/tally'
import type { StructureKind } from './cost'

/** A station that an earlier plan proposed, as its plan.csv or plan.geojson holds it. */
export interface EarlierProposal {
  rank: number
  /** Degrees, WGS-84. */
  lon: number
  lat: number
  /** Why it was proposed, as written there. */
  reason: string
  /** Id of `BANDS`. */
  band: string
  heightM: number
  /** Degrees clockwise from north; empty for an omnidirectional antenna. */
  azimuthsDeg: number[]
  /** Id of the site whose structure is shared; null for a new one. */
  sharesSite: string | null
  costCny: number
  operator: string
  /** What carries the antennas; where the plan does not say it, as for a new candidate. */
  structure?: StructureKind
  /** Id and owner of the listed candidate that it takes; empty where it takes none. */
  candidate: string
  owner: string
  /** Total downtilt, degrees, and what the place was taken to stand in, where the plan says them. */
  tiltDeg?: number
  surroundings?: 'town' | 'country'
  /** Residents taken off what stands at the site. */
  reliefPeople: number
  /** Year in which it was to be built; the first where the plan does not say it. */
  year?: number
}

/** A fibre terminal that an earlier plan proposed. */
export interface EarlierTerminal {
  /** In the whole plan: terminals are ranked behind the stations. */
  rank: number
  /** Degrees, WGS-84. */
  lon: number
  lat: number
  villageCode: string
  /** Id of the terminal that gets the ports; null for a new one. */
  extends: string | null
  ports: number
  costCny: number
}

/** The stations and the fibre terminals of an earlier plan, each by rank. */
export interface EarlierPlan {
  proposals: EarlierProposal[]
  terminals: EarlierTerminal[]
  rejected: Rejection[]
  warnings: Warning[]
}

export const PLAN_COLUMNS: TableColumns = {
  table: 'keep',
  specs: [
    { key: 'rank', aliases: ['序号', '排名'] },
    { key: 'lon', aliases: ['经度', 'longitude', 'x'] },
    { key: 'lat', aliases: ['纬度', 'latitude', 'y'] },
    { key: 'kind', aliases: ['类型'] },
    { key: 'reason', aliases: ['理由'] },
    { key: 'village_code', aliases: [] },
    { key: 'ports', aliases: [] },
    { key: 'band', aliases: ['频段'] },
    { key: 'height_m', aliases: ['挂高', '天线挂高'] },
    { key: 'azimuths', aliases: ['方位角', '天线方向角'] },
    { key: 'shares_site', aliases: ['共址', '共享站址'] },
    { key: 'cost_cny', aliases: ['投资', '造价'] },
    { key: 'operator', aliases: ['运营商', '电信企业'] },
    { key: 'structure', aliases: [] },
    { key: 'candidate', aliases: [] },
    { key: 'owner', aliases: ['产权'] },
    { key: 'tilt_deg', aliases: ['下倾角'] },
    { key: 'surroundings', aliases: [] },
    { key: 'relief_people', aliases: [] },
    { key: 'year', aliases: ['年份'] },
    { key: 'datum', aliases: [] },
  ],
}

/**
 * Reads the stations and fibre terminals of an earlier plan from the `plan.csv`, `plan.geojson` or `plan.xlsx` of a run.
 * @param options.datum of the coordinates; by default what the file itself says (a run with another output datum writes a column
 *   `datum`), else WGS-84
 * @throws InputError `no-position`, `not-a-plan` (no rank or band, or no usable row), those of the formats
 */
export async function readEarlierPlan(
  files: InputFile | InputFile[],
  { datum = 'wgs84', columns: given }: { datum?: Datum; columns?: NamedColumns } = {},
): Promise<EarlierPlan> {
  const plan: EarlierPlan = { proposals: [], terminals: [], rejected: [], warnings: [] }
  for (const table of await openTables(asFiles(files), PLAN_COLUMNS, 'proposals', {
    given,
    declared: datum,
  })) {
    const map = columnsOf(table, PLAN_COLUMNS, given)
    requirePosition(table, map)
    const missing = ['rank', 'band'].filter((key) => !map.index.has(key))
    if (missing.length > 0) {
      throw new InputError(
        'not-a-plan',
        table.name,
        `${table.name} has no column ${missing.join(' and ')}; expected the plan.csv or plan.geojson of an earlier run.`,
      )
    }
    let context: TableContext | undefined
    for await (const block of table.blocks()) {
      for (const { row, fields } of block) {
        context ??= contextOf(table, map, datum, fields)
        if (/^olt$/i.test(textAt(context, fields, 'kind'))) {
          const terminal = terminalOf(context, fields)
          if ('value' in terminal) plan.rejected.push({ file: table.name, row, ...terminal })
          else plan.terminals.push(terminal)
          continue
        }
        const read = proposalOf(context, fields)
        if ('value' in read) plan.rejected.push({ file: table.name, row, ...read })
        else plan.proposals.push(read)
      }
    }
    plan.rejected.push(...table.rejected)
    plan.warnings.push(...table.warnings)
  }
  if (plan.proposals.length === 0) {
    const name = asFiles(files)
      .map((file) => file.name)
      .join(', ')
    const first = plan.rejected[0]
    const why = first ? `First row refused (row ${first.row}): ${first.reason}.` : 'It has no row.'
    throw new InputError('not-a-plan', name, `${name} holds no station of an earlier plan. ${why}`)
  }
  plan.proposals.sort((a, b) => a.rank - b.rank)
  plan.terminals.sort((a, b) => a.rank - b.rank)
  return plan
}

/** How a table of a run is read: its first row says the datum of all. */
function contextOf(table: Table, map: ColumnMap, datum: Datum, fields: string[]): TableContext {
  const written = fields[map.index.get('datum') ?? -1]
  return { map, ...frameOf(table, datum, written), decimalComma: table.decimalComma, tally: newTally() }
}

function proposalOf(context: TableContext, fields: string[]): EarlierProposal | Fault {
  const position = positionOf(context, fields)
  if (!Array.isArray(position)) return position
  const text = (key: string): string => textAt(context, fields, key)
  const numbers: Record<string, number> = {}
  for (const key of ['rank', 'height_m', 'cost_cny', 'relief_people', 'tilt_deg', 'year']) {
    const stated = text(key)
    const optional = key !== 'rank' && key !== 'height_m'
    const value = stated === '' && optional ? 0 : parseNumber(stated, context.decimalComma)
    if (value === undefined || value < 0 || (key === 'rank' && !(Number.isInteger(value) && value > 0))) {
      return {
        field: key,
        value: stated,
        reason: `${key} is "${excerpt(stated)}"; expected the number that the run wrote`,
      }
    }
    numbers[key] = value
  }
  const band = text('band')
  if (!Object.hasOwn(BANDS, band)) {
    return { field: 'band', value: band, reason: `band "${excerpt(band)}" is not known; expected such as n28` }
  }
  const azimuths = text('azimuths')
  const azimuthsDeg = azimuths === '' ? [] : azimuths.split(/[;/、]/).map(Number)
  if (azimuthsDeg.some((azimuth) => !Number.isFinite(azimuth))) {
    return {
      field: 'azimuths',
      value: azimuths,
      reason: `azimuths are "${excerpt(azimuths)}"; expected such as 0;120;240`,
    }
  }
  const surroundings = text('surroundings')
  const structure = text('structure')
  return {
    rank: numbers.rank,
    lon: position[0],
    lat: position[1],
    reason: text('reason'),
    band,
    heightM: numbers.height_m,
    azimuthsDeg,
    sharesSite: text('shares_site') || null,
    costCny: numbers.cost_cny,
    operator: text('operator'),
    ...(structure === 'structure' || structure === 'tower' || structure === 'rooftop' ? { structure } : {}),
    candidate: text('candidate'),
    owner: text('owner'),
    ...(text('tilt_deg') === '' ? {} : { tiltDeg: numbers.tilt_deg }),
    ...(surroundings === 'town' || surroundings === 'country' ? { surroundings } : {}),
    reliefPeople: numbers.relief_people,
    ...(numbers.year >= 1 ? { year: Math.floor(numbers.year) } : {}),
  }
}

function terminalOf(context: TableContext, fields: string[]): EarlierTerminal | Fault {
  const position = positionOf(context, fields)
  if (!Array.isArray(position)) return position
  const numbers: Record<string, number> = {}
  for (const key of ['rank', 'ports', 'cost_cny']) {
    const stated = textAt(context, fields, key)
    const value = parseNumber(stated, context.decimalComma)
    if (value === undefined || value < 0 || (key !== 'cost_cny' && !(Number.isInteger(value) && value > 0))) {
      const reason = `${key} of a fibre terminal is "${excerpt(stated)}"; expected the number that the run wrote`
      return { field: key, value: stated, reason }
    }
    numbers[key] = value
  }
  return {
    rank: numbers.rank,
    lon: position[0],
    lat: position[1],
    villageCode: textAt(context, fields, 'village_code'),
    extends: textAt(context, fields, 'shares_site') || null,
    ports: numbers.ports,
    costCny: numbers.cost_cny,
  }
}

/** Ranks from … to, both inclusive. */
export type RankRange = readonly [from: number, to: number]

/**
 * Ranges of ranks as people write them: `1-800`, `1–800, 905`.
 * @throws InputError `bad-ranks`
 */
export function rankRanges(text: string, path = 'keepRanks'): RankRange[] {
  textArgument(text, 'ranks', 'a text such as 1-100,120')
  return text
    .normalize('NFKC')
    .split(/[,;、\s]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^(\d+)(?:[-–—~](\d+))?$/.exec(part)
      const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])]
      if (!match || from < 1 || to < from) {
        throw new InputError('bad-ranks', path, `"${part}" is no range of ranks; expected such as 1-800 or 1-800,905.`)
      }
      return [from, to] as const
    })
}
