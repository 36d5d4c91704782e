import { detectFormat } from '../formats/detect'
import { InputError } from '../formats/input-error'
import { type InputFile, unpacked } from '../formats/input-file'
import { columnsOf, headerTest, type NamedColumns, requireNamed, type TableColumns } from '../formats/tables/columns'
import { isBlank, parseNumber } from '../formats/tables/number'
import { openTable } from '../formats/tables/table'
import { decodeText, excerpt } from '../formats/text'
import { parseYaml } from '../formats/yaml'
import { operatorName } from '../network/operator'

/** Least and most stations of one group, whole numbers; 0 and no limit where absent. */
export interface QuotaBounds {
  min?: number
  max?: number
  /** Most that its crews build in a quarter, 1 or more. */
  maxPerQuarter?: number
}

/** Stations wanted per county (by name or code) and per operator. They hold exactly: minimum and maximum for all stations of a plan together. */
export interface Quotas {
  county?: Record<string, QuotaBounds>
  operator?: Record<string, QuotaBounds>
}

const KINDS = ['county', 'operator'] as const
const BOUNDS = ['min', 'max', 'maxPerQuarter'] as const
const QUARTERS = 4
const EXAMPLE = 'county: { 安溪县: { min: 10, max: 200 } }'

export const QUOTA_COLUMNS: TableColumns = {
  table: 'quotas',
  specs: [
    { key: 'county', aliases: ['区县', '县市', '县区', '县', 'district'] },
    { key: 'operator', aliases: ['运营商', '电信企业'] },
    { key: 'min', aliases: ['minimum', 'least', '最少', '最小', '下限', '不少于'] },
    { key: 'max', aliases: ['maximum', 'most', '最多', '最大', '上限', '不超过'] },
    { key: 'maxPerQuarter', aliases: ['max_per_quarter', 'per quarter', '每季最多', '每季度最多', '季度上限'] },
  ],
}

/**
 * Reads quotas: JSON or YAML such as `county: { 安溪县: { min: 10, max: 200 } }`, or a CSV or XLSX table with `county` or `operator`,
 * `min`, `max` and `maxPerQuarter`.
 * @param given headers of columns by key, where they are not known by themselves
 * @throws InputError `bad-quota` with the group and the value found, `no-quotas`, those of the formats
 */
export async function readQuotas(packed: InputFile, given?: NamedColumns): Promise<Quotas> {
  const file = unpacked(packed)
  const format = detectFormat(file)
  if (format === 'xlsx' || (format === 'csv' && !/\.(ya?ml|json)$/i.test(file.name))) return quotasOfTable(file, given)
  const content = parseYaml(decodeText(file.bytes), 'bad-quota', file.name)
  const record = content as { quotas?: unknown } | null
  return quotasFrom(record && typeof record === 'object' && 'quotas' in record ? record.quotas : content, file.name)
}

/**
 * Checks quotas that a program or a project file gives.
 * @param path what to name in the error
 * @throws InputError `bad-quota`, `no-quotas`
 */
export function quotasFrom(value: unknown, path = 'quotas'): Quotas {
  const bad = (at: string, found: unknown, wanted: string): InputError =>
    new InputError(
      'bad-quota',
      at,
      `${excerpt(JSON.stringify(found) ?? 'nothing', 60)} is no quota; expected ${wanted}.`,
    )
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw bad(path, value, EXAMPLE)
  const quotas: Quotas = {}
  for (const [kind, groups] of Object.entries(value)) {
    if (!(KINDS as readonly string[]).includes(kind)) {
      throw new InputError(
        'bad-quota',
        `${path}: ${kind}`,
        `There are no quotas per "${kind}"; expected county or operator.`,
      )
    }
    if (groups === null || groups === undefined) continue
    if (typeof groups !== 'object' || Array.isArray(groups)) throw bad(`${path}: ${kind}`, groups, EXAMPLE)
    const checked: Record<string, QuotaBounds> = {}
    for (const [name, bounds] of Object.entries(groups as Record<string, unknown>)) {
      const at = `${path}: ${kind}: ${name}`
      if (bounds === null || typeof bounds !== 'object' || Array.isArray(bounds)) {
        throw bad(at, bounds, '{ min: 10, max: 200 }')
      }
      for (const [key, count] of Object.entries(bounds as Record<string, unknown>)) {
        if (!(BOUNDS as readonly string[]).includes(key))
          throw new InputError('bad-quota', at, `"${key}" is not known; expected min, max and maxPerQuarter.`)
        if (!(typeof count === 'number' && Number.isInteger(count) && count >= 0)) {
          throw bad(`${at}: ${key}`, count, 'a whole number of stations, 0 or more')
        }
      }
      addBounds(checked, kind === 'operator' ? operatorName(name) : name.trim(), bounds as QuotaBounds, at)
    }
    quotas[kind as 'county' | 'operator'] = checked
  }
  if (Object.keys(quotas).length === 0)
    throw new InputError('no-quotas', path, `There is no quota; expected ${EXAMPLE}.`)
  return quotas
}

function addBounds(groups: Record<string, QuotaBounds>, name: string, bounds: QuotaBounds, at: string): void {
  const { min, max, maxPerQuarter } = bounds
  if (Object.hasOwn(groups, name)) {
    throw new InputError('bad-quota', at, `${name} has quotas twice; give it one minimum and one maximum.`)
  }
  const contradiction = (message: string): InputError => new InputError('quota-contradiction', at, message)
  if (min !== undefined && max !== undefined && min > max) {
    throw contradiction(`${name} has a minimum of ${min} and a maximum of ${max}: lower the one or raise the other.`)
  }
  if (maxPerQuarter === 0) {
    throw contradiction(`${name} builds 0 stations a quarter; where none is to be built, say max: 0.`)
  }
  const inYear = QUARTERS * (maxPerQuarter ?? Number.POSITIVE_INFINITY)
  if (min !== undefined && min > inYear) {
    throw contradiction(
      `${name} has a minimum of ${min} and builds at most ${maxPerQuarter} a quarter, ${inYear} a year: ${min - inYear} too few. Lower the minimum or raise maxPerQuarter.`,
    )
  }
  const given = BOUNDS.filter((key) => bounds[key] !== undefined).map((key) => [key, bounds[key]])
  groups[name] = Object.fromEntries(given)
}

async function quotasOfTable(file: InputFile, given?: NamedColumns): Promise<Quotas> {
  const table = await openTable(file, headerTest(QUOTA_COLUMNS, given))
  requireNamed([table], given)
  const { index } = columnsOf(table, QUOTA_COLUMNS, given)
  const [first, second] = [index.has('county') || index.has('operator'), BOUNDS.some((key) => index.has(key))]
  if (!first || !second) {
    throw new InputError(
      'no-quotas',
      file.name,
      `${file.name} has no column for ${first ? 'min, max or maxPerQuarter' : 'county or operator'}; its columns are ${excerpt(table.headers.join(', '), 160)}.`,
    )
  }
  const quotas: Quotas = {}
  for await (const block of table.blocks()) {
    for (const { row, fields } of block) {
      const text = (key: string): string => {
        const field = fields[index.get(key) ?? -1] ?? ''
        return isBlank(field) ? '' : field.trim()
      }
      const at = `${file.name}:${row}`
      const kind = text('county') !== '' ? 'county' : 'operator'
      const name = kind === 'county' ? text('county') : operatorName(text('operator'))
      if (name === '' || (text('county') !== '' && text('operator') !== '')) {
        throw new InputError(
          'bad-quota',
          at,
          `Row ${row} names ${name === '' ? 'no group' : 'two groups'}; expected a county or an operator.`,
        )
      }
      const bounds: QuotaBounds = {}
      for (const key of BOUNDS) {
        const stated = text(key)
        if (stated === '') continue
        const value = parseNumber(stated, table.decimalComma)
        if (value === undefined || value < 0 || !Number.isInteger(value)) {
          throw new InputError(
            'bad-quota',
            `${at}:${key}`,
            `"${excerpt(stated)}" is no whole number of stations, 0 or more.`,
          )
        }
        bounds[key] = value
      }
      addBounds((quotas[kind] ??= {}), name, bounds, at)
    }
  }
  if (Object.keys(quotas).length === 0)
    throw new InputError('no-quotas', file.name, `${file.name} holds no row of quotas.`)
  return quotas
}
