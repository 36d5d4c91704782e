import { POPULATION_COLUMNS, VILLAGE_COLUMNS } from '../area/village-columns'
import { CANDIDATE_COLUMNS } from '../constraints/candidate-columns'
import { PLAN_COLUMNS } from '../constraints/earlier-plan'
import { QUOTA_COLUMNS } from '../constraints/quota-file'
import { REFUSAL_COLUMNS } from '../constraints/refusals'
import { FIBRE_COLUMNS } from '../fibre/fibre-table'
import { InputError } from '../formats/input-error'
import { nearestNames } from '../formats/nearest-names'
import type { NamedColumns, TableColumns } from '../formats/tables/columns'
import { UNITS, unitCalled } from '../formats/tables/unit'
import { SITE_COLUMNS } from '../network/site-columns'
import { MEASUREMENT_COLUMNS } from '../radio/calibration/read-measurements'

/** Every table that is read, with its columns. */
export const INPUT_TABLES: readonly TableColumns[] = [
  SITE_COLUMNS,
  VILLAGE_COLUMNS,
  POPULATION_COLUMNS,
  FIBRE_COLUMNS,
  CANDIDATE_COLUMNS,
  QUOTA_COLUMNS,
  REFUSAL_COLUMNS,
  PLAN_COLUMNS,
  MEASUREMENT_COLUMNS,
]

/** Headers that the user named for columns, by table and key. */
export type Columns = Readonly<Record<string, NamedColumns>>

/**
 * `sites.tilt=电下倾角`, several of them, or the mapping of a project file: `{ sites: { tilt: 电下倾角, height.unit: ft } }`.
 * @param path what to name in the error
 * @throws InputError `bad-option` where a table, a column or a unit is not known
 */
export function columnsGiven(given: unknown, path: string): Columns {
  const columns: Record<string, Record<string, string>> = {}
  for (const [name, header] of pairsOf(given, path)) {
    const at = name.indexOf('.')
    const [table, key] = at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)]
    check(table, key, header, path)
    columns[table] = { ...columns[table], [key]: header }
  }
  return columns
}

function pairsOf(given: unknown, path: string): [name: string, header: string][] {
  if (given !== null && typeof given === 'object' && !Array.isArray(given)) {
    return Object.entries(given).flatMap(([table, keys]) =>
      keys !== null && typeof keys === 'object'
        ? Object.entries(keys).flatMap(([key, header]) =>
            // `height: { unit: ft }` beside `height.unit: ft`.
            header !== null && typeof header === 'object'
              ? Object.entries(header).map(
                  ([part, text]) =>
                    [`${table}.${key}${part === 'name' ? '' : `.${part}`}`, String(text)] as [string, string],
                )
              : [[`${table}.${key}`, String(header)] as [string, string]],
          )
        : [[table, String(keys)] as [string, string]],
    )
  }
  return (Array.isArray(given) ? given : [given]).map((part) => {
    const text = String(part)
    const at = text.indexOf('=')
    if (at < 1 || text.slice(at + 1).trim() === '') {
      throw new InputError(
        'bad-option',
        path,
        `"${text}" names no column; expected TABLE.FIELD=HEADER, such as sites.tilt_e=电下倾角.`,
      )
    }
    return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  })
}

function check(table: string, key: string, header: string, path: string): void {
  const known = INPUT_TABLES.find((one) => one.table === table)
  if (!known) {
    const tables = INPUT_TABLES.map((one) => one.table).join(', ')
    throw new InputError(
      'bad-option',
      path,
      `There is no table "${table}"; expected ${tables}, such as sites.tilt_e=电下倾角.`,
    )
  }
  const field = key.replace(/\.unit$/, '')
  const spec = known.specs.find((one) => one.key === field)
  if (!spec) {
    const names = known.specs.map((one) => one.key)
    throw new InputError(
      'bad-option',
      path,
      `The table ${table} has no field "${field}"; ${nearestNames(field, names)}`,
    )
  }
  if (field === key) return
  const units = spec.quantity ? UNITS[spec.quantity].map(({ name }) => name) : []
  if (!spec.quantity || !unitCalled(header, spec.quantity)) {
    const expected = units.length > 0 ? `expected ${units.join(', ')}` : 'the field has none'
    throw new InputError('bad-option', path, `"${header}" is no unit of ${table}.${field}; ${expected}.`)
  }
}
