import { InputError } from '../formats/input-error'
import type { InputFile } from '../formats/input-file'
import { nearestNames } from '../formats/nearest-names'
import { excerpt } from '../formats/text'
import { BANDS } from '../network/bands'
import { operatorName } from '../network/operator'
import type { Holding, Spectrum, SpectrumPool } from '../network/spectrum'
import { type DatedKind, datedSettings, objectAt, refuseUnknown } from './dated-settings'

const KIND: DatedKind = {
  code: 'bad-spectrum',
  plural: 'spectrum',
  singular: 'key of a spectrum',
  example: 'data/spectrum/cn-2024.json',
}
const KEYS = ['id', 'date', 'source', 'country', 'operators', 'holdings', 'pools']
const HOLDING = ['operator', 'band', 'downlinkMhz', 'widthMhz']
const POOL = ['name', 'operators', 'bands']

/**
 * Reads who holds which bands from dated JSON with the keys of data/spectrum/cn-2024.json: `id`, `date`, `source`, `country`,
 * `operators` (full names by short ones), `holdings` (`operator`, `band`, `widthMhz`, `downlinkMhz`) and, where operators build one
 * network, `pools` (`name`, `operators`, `bands`).
 * @throws InputError `not-json`, `bad-spectrum` with the key, what stands there and what was expected
 */
export function readSpectrum(file: InputFile): Spectrum {
  const { name, given, id, date, source } = datedSettings(file, KIND, KEYS, ['operators', 'holdings'])
  const named = objectAt(given.operators, `${name}:operators`, 'full names by short ones, { "EE": "EE" }', KIND)
  const operators = Object.fromEntries(
    Object.entries(named).map(([short, full]) => [operatorName(short), String(full)]),
  )
  const operatorAt = (value: unknown, path: string): string => {
    const short = typeof value === 'string' ? operatorName(value) : ''
    if (Object.hasOwn(operators, short)) return short
    throw bad(path, value, `one of the operators ${Object.keys(operators).join(', ')}`)
  }
  const holdings = list(given.holdings, `${name}:holdings`, HOLDING).map(({ item, at }): Holding => {
    const { widthMhz, downlinkMhz } = item
    if (!(typeof widthMhz === 'number' && widthMhz > 0)) throw bad(`${at}:widthMhz`, widthMhz, 'MHz above 0')
    const operator = operatorAt(item.operator, `${at}:operator`)
    const holding = { operator, band: bandAt(item.band, `${at}:band`), widthMhz }
    if (downlinkMhz === undefined) return holding
    if (Array.isArray(downlinkMhz) && downlinkMhz.length === 2 && downlinkMhz[0] < downlinkMhz[1])
      return { ...holding, downlinkMhz }
    throw bad(`${at}:downlinkMhz`, downlinkMhz, 'the edges of the downlink, such as [758, 788]')
  })
  const pools = list(given.pools ?? [], `${name}:pools`, POOL).map(({ item, at }): SpectrumPool => {
    const members = Array.isArray(item.operators) ? item.operators : []
    const bands = Array.isArray(item.bands) ? item.bands : []
    if (members.length < 2) throw bad(`${at}:operators`, item.operators, 'two operators or more')
    if (bands.length === 0) throw bad(`${at}:bands`, item.bands, 'the bands that they share')
    return {
      name: String(item.name ?? members.join('+')),
      operators: members.map((one, i) => operatorAt(one, `${at}:operators[${i}]`)),
      bands: bands.map((one, i) => bandAt(one, `${at}:bands[${i}]`)),
    }
  })
  return { id, date, source, country: String(given.country ?? ''), operators, holdings, pools }
}

function bandAt(value: unknown, path: string): string {
  if (typeof value === 'string' && Object.hasOwn(BANDS, value)) return value
  throw bad(path, value, `a band; ${nearestNames(String(value), Object.keys(BANDS))}`)
}

function list(value: unknown, path: string, keys: string[]): { item: Record<string, unknown>; at: string }[] {
  if (!Array.isArray(value)) throw bad(path, value, 'a list')
  return value.map((one, i) => {
    const at = `${path}[${i}]`
    const item = objectAt(one, at, keys.join(', '), KIND)
    refuseUnknown(item, keys, at, KIND)
    return { item, at }
  })
}

function bad(path: string, value: unknown, wanted: string): InputError {
  return new InputError(
    KIND.code,
    path,
    `${excerpt(JSON.stringify(value) ?? 'nothing')} stands there; expected ${wanted}.`,
  )
}
