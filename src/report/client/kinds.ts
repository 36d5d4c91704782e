import type { Lang } from '../../output/summary'
import { type Say, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { KINDS, REASON_COLOURS, STATUS, steps } from '../palette'
import { type Period, periodName, periodsOf, yearsOf } from '../periods'
import type { ProposalsBy, StationsBy } from './state'

/** Stations sorted into at most eight kinds, each with a colour and a name. `index[i]` is the kind of station i. */
export interface StationKinds {
  colours: string[]
  names: string[]
  index: Uint8Array
}

const made = new WeakMap<ReportModel, Map<StationsBy, StationKinds>>()

export function stationColours(model: ReportModel, by: StationsBy): StationKinds {
  let kinds = made.get(model)
  if (!kinds) made.set(model, (kinds = new Map()))
  let found = kinds.get(by)
  if (!found) kinds.set(by, (found = by === 'built' ? byYear(model) : byName(model, by)))
  return found
}

function byYear({ stations: { built } }: ReportModel): StationKinds {
  const years = [...new Set(built)].filter((year) => year > 0).sort((a, b) => a - b)
  // More years than colours: the early ones share the first.
  const shown = years.slice(-7)
  const colours = [...steps(Math.max(1, shown.length)).reverse(), STATUS.unknown]
  const names = [...shown.map((year, i) => (i === 0 && years.length > shown.length ? `≤ ${year}` : String(year))), '']
  const index = Uint8Array.from(built, (year) => (year === 0 ? shown.length : Math.max(0, shown.indexOf(year))))
  return { colours, names, index }
}

function byName({ stations }: ReportModel, by: 'band' | 'operator' | 'rat'): StationKinds {
  const [list, values] =
    by === 'band'
      ? [stations.bandSets, stations.bands]
      : by === 'operator'
        ? [stations.operators, stations.operator]
        : [stations.rats, stations.rat]
  const counts = new Array<number>(list.length).fill(0)
  for (const value of values) counts[value]++
  const order = list.map((_, i) => i).sort((a, b) => counts[b] - counts[a] || a - b)
  const few = list.length <= KINDS.length
  const shown = order.slice(0, few ? list.length : KINDS.length - 1)
  const kindOf = new Map(shown.map((value, kind) => [value, kind]))
  return {
    colours: KINDS.slice(0, few ? shown.length : KINDS.length),
    names: [...shown.map((value) => list[value]), ...(few ? [] : ['…'])],
    index: Uint8Array.from(values, (value) => kindOf.get(value) ?? KINDS.length - 1),
  }
}

const RANK_STEPS = 8
const RANK_COLOURS = steps(RANK_STEPS).reverse()

/** The quarters of a plan in order, with a colour for each and for each proposal. */
interface Quarters {
  periods: Period[]
  colours: string[]
  ofProposal: string[]
}

const quartered = new WeakMap<ReportModel, Quarters>()

export function quartersOf(model: ReportModel): Quarters {
  let found = quartered.get(model)
  if (!found) {
    const periods = periodsOf(model.proposals)
    const colours = steps(periods.length).reverse()
    const ofProposal = periods.flatMap(({ stations }, i) => new Array<string>(stations).fill(colours[i]))
    quartered.set(model, (found = { periods, colours, ofProposal }))
  }
  return found
}

export function proposalColour(model: ReportModel, i: number, by: ProposalsBy): string {
  const { reason } = model.proposals[i]
  if (by === 'reason') return REASON_COLOURS[reason] ?? KINDS[2]
  if (by === 'rank')
    return RANK_COLOURS[Math.min(RANK_STEPS - 1, Math.floor((i * RANK_STEPS) / model.proposals.length))]
  return quartersOf(model).ofProposal[i]
}

/** Colours and names of the proposals' kinds, in the reader's language. */
export function proposalKinds(
  model: ReportModel,
  by: ProposalsBy,
  say: Say,
  lang: Lang,
): { colours: string[]; names: string[] } {
  if (by === 'reason') {
    const reasons = [...new Set(model.proposals.map(({ reason }) => reason))]
    return {
      colours: reasons.map((reason) => REASON_COLOURS[reason] ?? KINDS[2]),
      names: reasons.map((reason) => sayValue(lang, 'reason', reason)),
    }
  }
  if (by === 'rank') {
    const edge = (k: number) => Math.round((k * model.proposals.length) / RANK_STEPS)
    return { colours: RANK_COLOURS, names: RANK_COLOURS.map((_, k) => `${edge(k) + 1}–${edge(k + 1)}`) }
  }
  const { periods, colours } = quartersOf(model)
  const years = yearsOf(periods)
  return { colours, names: periods.map((period) => periodName(say, period, years)) }
}
