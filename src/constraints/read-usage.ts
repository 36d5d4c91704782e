import { InputError } from '../formats/input-error'
import type { InputFile } from '../formats/input-file'
import { excerpt } from '../formats/text'
import { type DatedKind, datedSettings, objectAt, refuseUnknown } from './dated-settings'
import type { Usage } from './usage'

const KIND: DatedKind = {
  code: 'bad-usage',
  plural: 'usage',
  singular: 'usage figure',
  example: 'data/usage/placeholder-2024.json',
}

/** What each number may be. */
const FIGURES = {
  gigabytesPerMonth: { above: 0, most: 10_000, wanted: 'GB a month of one subscription, above 0' },
  subscriptionsPerResident: { above: 0, most: 100, wanted: 'subscriptions per resident, above 0, such as 1.2' },
  busyHourShare: { above: 0, most: 1, wanted: 'a share of the day above 0 and up to 1: 0.07 for 7 %' },
  growth: { above: 0, most: 1000, wanted: 'a factor above 0: 1.5 for half as much again' },
  sinrDb: { above: -20, most: 50, wanted: 'dB above -20 and up to 50' },
  utilisation: { above: 0, most: 1, wanted: 'a share of the rate above 0 and up to 1: 0.5 for 50 %' },
} as const
const GROUPS = { scenes: ['town', 'country'], layers: ['FDD', 'TDD'] } as const
const KEYS = ['id', 'date', 'source', ...Object.keys(FIGURES), ...Object.keys(GROUPS), 'grades']

/**
 * Reads what residents ask of the network in the busy hour and what a cell gives them from dated JSON with the keys of
 * data/usage/placeholder-2024.json: `id`, `date`, `source`, `gigabytesPerMonth`, `subscriptionsPerResident`, `busyHourShare`, `growth`,
 * `scenes` (`town`, `country`), `sinrDb`, `layers` (`FDD`, `TDD`), `utilisation`; and, where wanted, `grades`: where each figure comes from.
 * @throws InputError `not-json`, `bad-usage` with the key, what stands there and what was expected
 */
export function readUsage(file: InputFile): Usage {
  const required = [...Object.keys(FIGURES), ...Object.keys(GROUPS)]
  const { name, given, id, date, source } = datedSettings(file, KIND, KEYS, required)
  const numbers = Object.entries(FIGURES).map(([key, limits]) => [key, figure(given[key], `${name}:${key}`, limits)])
  const pair = (key: keyof typeof GROUPS, most: number, wanted: string): Record<string, number> => {
    const at = `${name}:${key}`
    const parts = objectAt(given[key], at, `${GROUPS[key].join(' and ')}, each ${wanted}`, KIND)
    refuseUnknown(parts, GROUPS[key], at, KIND)
    return Object.fromEntries(
      GROUPS[key].map((part) => [part, figure(parts[part], `${at}:${part}`, { above: 0, most, wanted })]),
    )
  }
  const usage = {
    id,
    date,
    source,
    ...Object.fromEntries(numbers),
    scenes: pair('scenes', 1000, 'a factor above 0 on the mean usage'),
    layers: pair('layers', 16, 'layers that a cell sends at once, above 0'),
  } as unknown as Usage
  if (given.grades !== undefined) usage.grades = gradesOf(given.grades, `${name}:grades`)
  return usage
}

function figure(value: unknown, path: string, limits: { above: number; most: number; wanted: string }): number {
  const { above, most, wanted } = limits
  if (typeof value === 'number' && value > above && value <= most) return value
  throw new InputError(
    'bad-usage',
    path,
    `${excerpt(JSON.stringify(value) ?? 'nothing')} stands there; expected ${wanted}.`,
  )
}

function gradesOf(value: unknown, path: string): Record<string, string> {
  const grades = objectAt(value, path, 'a text for each figure', KIND)
  refuseUnknown(grades, [...Object.keys(FIGURES), ...Object.keys(GROUPS)], path, KIND)
  return Object.fromEntries(Object.entries(grades).map(([key, text]) => [key, String(text)]))
}
