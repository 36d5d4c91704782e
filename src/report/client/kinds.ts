import type { ReportModel } from '../model'
import { KINDS, REASON_COLOURS, STATUS, steps } from '../palette'
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

/** The quarters of a plan, in order. */
export function quartersOf(model: ReportModel): string[] {
  return [...new Set(model.proposals.map(({ quarter }) => String(quarter)))]
}

/** Rank of the last proposal of each quarter. */
export function quarterEnds({ proposals }: ReportModel): number[] {
  const last = (i: number) => i + 1 === proposals.length || proposals[i + 1].quarter !== proposals[i].quarter
  return proposals.flatMap((_, i) => (last(i) ? [i + 1] : []))
}

export function proposalColour(model: ReportModel, i: number, by: ProposalsBy): string {
  const { reason, quarter } = model.proposals[i]
  if (by === 'reason') return REASON_COLOURS[reason] ?? KINDS[2]
  if (by === 'rank')
    return RANK_COLOURS[Math.min(RANK_STEPS - 1, Math.floor((i * RANK_STEPS) / model.proposals.length))]
  const quarters = quartersOf(model)
  return steps(quarters.length).reverse()[quarters.indexOf(String(quarter))]
}

/** Colours and names of the proposals' kinds. `name` says a reason in the reader's language. */
export function proposalKinds(
  model: ReportModel,
  by: ProposalsBy,
  name: (reason: string) => string,
): { colours: string[]; names: string[] } {
  if (by === 'reason') {
    const reasons = [...new Set(model.proposals.map(({ reason }) => reason))]
    return { colours: reasons.map((reason) => REASON_COLOURS[reason] ?? KINDS[2]), names: reasons.map(name) }
  }
  if (by === 'rank') {
    const edge = (k: number) => Math.round((k * model.proposals.length) / RANK_STEPS)
    return { colours: RANK_COLOURS, names: RANK_COLOURS.map((_, k) => `${edge(k) + 1}–${edge(k + 1)}`) }
  }
  const names = quartersOf(model)
  return { colours: steps(names.length).reverse(), names }
}
