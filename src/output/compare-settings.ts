import type { PlanConstraints } from '../plan/plan'
import type { Summary } from './summary'
import { mapFigures } from './summary'

/** A setting (`rule`, `target`, `quotas`, `weights.villagePeople` …) in two runs. */
export interface ChangedSetting {
  setting: string
  a: string
  b: string
}

/** Settings in which two runs differ, as text; `–` where a run says nothing of one. */
export function changedSettings(a: Summary, b: Summary): ChangedSetting[] {
  const of = ({ grid, coverage, inputs, plan }: Summary): [setting: string, value: unknown][] => [
    ['cellSize', `${grid.cellSizeM} m`],
    ['rule', mapFigures({ coverage }).rule],
    ['model', mapFigures({ coverage }).model],
    ['villages', inputs.villages],
    ['stations', inputs.stations],
    ['residents', inputs.population === null ? undefined : Math.round(inputs.population)],
    ['target', plan?.years?.map(({ target }) => target).join(' + ') || plan?.target],
    [
      'budget',
      plan?.years
        ?.map(({ budgetCny }) => (budgetCny === null ? '∞' : Math.round(budgetCny).toLocaleString('en-US')))
        .join(' + '),
    ],
    ['costs', plan?.costs],
    ...Object.entries(plan?.weights ?? {}).map(([name, value]): [string, unknown] => [`weights.${name}`, value]),
    ...askedOf(plan?.constraints),
  ]
  const [valuesA, valuesB] = [new Map(of(a)), new Map(of(b))]
  const text = (value: unknown): string => (value === undefined || value === null || value === '' ? '–' : String(value))
  return [...new Set([...valuesA.keys(), ...valuesB.keys()])].flatMap((setting) => {
    const [inA, inB] = [text(valuesA.get(setting)), text(valuesB.get(setting))]
    return inA === inB ? [] : [{ setting, a: inA, b: inB }]
  })
}

/** What a plan had to obey, in short; a count stands for a list. */
function askedOf(constraints: PlanConstraints | undefined): [setting: string, value: unknown][] {
  if (!constraints) return []
  const { listed, forbiddenZones, kept, quotas, refusals, spectrum, minSpacingM, quarterCapacity } = constraints
  const quota = ({ name, min, max, maxPerQuarter }: PlanConstraints['quotas'][number]): string => {
    const whole = max === null ? (min === null ? '' : ` ≥ ${min}`) : min === null ? ` ≤ ${max}` : ` ${min}–${max}`
    return `${name}${whole}${maxPerQuarter ? ` (≤ ${maxPerQuarter} Q)` : ''}`
  }
  return [
    ['spacing', minSpacingM === undefined ? undefined : `${minSpacingM} m`],
    ['spectrum', spectrum && `${spectrum.id} (${spectrum.operators.join(', ')})`],
    ['quotas', quotas.map(quota).join('; ')],
    ['quarterCapacity', quarterCapacity?.join(', ')],
    ['candidates', listed?.given],
    ['forbidden', forbiddenZones?.zones],
    ['keep', kept],
    ['refused', refusals?.places],
  ]
}
