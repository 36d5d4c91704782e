import { type Datum, datumConverter } from '../area/datum'
import { type RankRange, rankRanges } from '../constraints/earlier-plan'
import { type PlanWeights, weightsFrom } from '../constraints/plan-weights'
import { type Quotas, quotasFrom } from '../constraints/quota-file'
import { InputError } from '../formats/input-error'
import type { LandCoverScheme } from '../terrain/land-cover'
import { type Datums, datumsOf } from './datums'
import { type Columns, columnsGiven } from './input-tables'
import { OPTIONS, type Option, type OptionKey } from './options'

/** Values of the flags, as a project file and the command line give them. */
export interface Settings {
  villages?: string[]
  sites?: string[]
  defaultBand?: string[]
  terrain?: string[]
  landCover?: string[]
  landCoverScheme?: LandCoverScheme
  antennas?: string[]
  beamSet?: string
  population?: string
  fibre?: string[]
  routes?: string
  candidates?: string
  places?: string
  facts?: string
  datum?: Datums
  columns?: Columns
  outputDatum?: Datum
  cellSize?: number
  model?: string
  rule?: string
  sigma?: number | 'model'
  quality?: boolean
  target?: number[]
  budget?: number[]
  costs?: string
  usage?: string
  weights?: Partial<PlanWeights>
  forbidden?: string[]
  /** A file, or the quotas themselves as a project file gives them. */
  quotas?: string | Quotas
  /** A spectrum's id, a file, or `none`. */
  spectrum?: string
  operator?: string[]
  pool?: string
  bands?: string[]
  spacing?: number
  candidateSpacing?: number
  quarterCapacity?: number[]
  keep?: string
  keepRanks?: RankRange[]
  refused?: string
  fibreTarget?: number
  fibreBudget?: number
  workers?: number
  lang?: 'en' | 'zh'
  terrainEffect?: boolean
  pictureWidth?: number
  out?: string
  force?: boolean
  strict?: boolean
  quiet?: boolean
  json?: boolean
  csvBom?: boolean
  from?: [lon: number, lat: number]
  to?: [lon: number, lat: number]
  frequency?: number
  txHeight?: number
  rxHeight?: number
  measurements?: string
  port?: number
}

/** `cellSize` of `--cell-size`: the name that commander gives an option's value. */
export function attributeOf(flag: string): string {
  return flag.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** True where a flag takes several values. */
export function takesSeveral(option: Option): boolean {
  return option.value?.endsWith('…') ?? false
}

/**
 * Checks raw texts against the option table.
 * @param raw by key of `OPTIONS`: texts from the command line, or values from a project file
 * @param where `command line` or the project file's name, for messages
 * @throws InputError `bad-option`
 */
export function settingsOf(raw: Record<string, unknown>, where: string): Settings {
  const settings: Record<string, unknown> = {}
  for (const [key, given] of Object.entries(raw)) {
    if (given === undefined || given === null) continue
    const option = OPTIONS[key as OptionKey] as Option | undefined
    if (!option) {
      throw new InputError(
        'unknown-setting',
        `${where}: ${key}`,
        `There is no setting "${key}"; expected one of ${Object.keys(OPTIONS).join(', ')}.`,
      )
    }
    settings[key] = settingValue(option, key, given, where)
  }
  return settings as Settings
}

function settingValue(option: Option, key: string, given: unknown, where: string): unknown {
  const path = where === 'command line' ? option.flag : `${where}: ${key}`
  if (!option.value) return given === true || given === 'true'
  if (option.kind === 'datums') return datumsOf(given, path)
  if (option.kind === 'columns') return columnsGiven(given, path)
  if (option.kind === 'quotas' && typeof given === 'object') return quotasFrom(given, path)
  if (option.kind === 'weights') return weightsFrom(given, path)
  if (option.kind === 'wholes' || option.kind === 'numbers') return list(given, option.kind === 'wholes', path)
  if (takesSeveral(option)) return (Array.isArray(given) ? given : [given]).map(String)
  const text = String(given).trim()
  if (option.orFile && text.endsWith(option.orFile)) return text
  if (option.choices && !option.choices.includes(text)) {
    throw new InputError('bad-option', path, `"${text}" is not known; expected ${option.choices.join(', ')}.`)
  }
  if (option.kind === 'sigma') {
    if (text === 'model') return text
    const value = Number(text)
    if (!(value > 0 && value < 30)) {
      throw new InputError(
        'bad-option',
        path,
        `"${text}" is no spread of shadowing; expected dB above 0, such as 8, or model.`,
      )
    }
    return value
  }
  if (option.kind === 'number' || option.kind === 'whole') {
    const value = Number(text)
    const whole = option.kind === 'whole'
    if (text === '' || !Number.isFinite(value) || value < 0 || (whole && !Number.isInteger(value))) {
      throw new InputError('bad-option', path, `"${text}" is not a ${whole ? 'whole number' : 'number'} of 0 or more.`)
    }
    return value
  }
  if (option.kind === 'ranks') return rankRanges(text, path)
  if (option.kind === 'datum') {
    const datum = text.replace(/^epsg:/i, 'EPSG:') as Datum
    datumConverter(datum, path)
    return datum
  }
  if (option.kind === 'lonlat') {
    const [lon, lat, ...rest] = text.split(/[,;\s]+/).map(Number)
    if (rest.length > 0 || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
      throw new InputError('bad-option', path, `"${text}" is not a place; expected longitude,latitude: 118.10,25.50.`)
    }
    return [lon, lat]
  }
  return text
}

/** Numbers apart by commas, or the list of a project file. */
function list(given: unknown, whole: boolean, path: string): number[] {
  const parts = (Array.isArray(given) ? given : String(given).split(/[,;\s]+/)).map((part) => String(part).trim())
  return parts.map((part, i) => {
    // "5,000" would be two years: 5 and 0.
    if (i > 0 && /^0\d/.test(part)) {
      throw new InputError(
        'bad-option',
        path,
        `"${parts.join(',')}" reads as ${parts.length} numbers; write thousands without commas: ${parts.join('')}.`,
      )
    }
    const value = part === '' ? Number.NaN : Number(part)
    if (Number.isFinite(value) && value >= 0 && (!whole || Number.isInteger(value))) return value
    throw new InputError('bad-option', path, `"${part}" is not a ${whole ? 'whole number' : 'number'} of 0 or more.`)
  })
}
