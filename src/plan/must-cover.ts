import type { Village } from '../area/village'
import type { Candidate } from '../candidates/candidate'
import type { Demand } from '../candidates/demand'
import { coveredWeight, type Spans } from '../candidates/footprints'
import type { PlanSettings } from '../constraints/plan-settings'
import type { LongTask } from '../formats/progress'
import { type Warning, warn } from '../formats/warning'
import { fewestStations } from '../solve/fewest-stations'
import type { CoverConstraints } from './cover-stage'
import type { MustCover } from './plan'
import { openQuotaBook } from './quota-groups'

/** What else a station covers decides between plans of as many: so much of a station at the most, so that 10,000 stay below one. */
const TIE = 5e-5

/** The first stage's choice, and what it says of the villages. */
export interface MustCoverStage {
  /** Indices of candidates, those first that bring most villages; no more than target and budget allow. */
  chosen: number[]
  /** False where target, budget or quotas leave no room for all of them. */
  complete: boolean
  figures: MustCover
  warnings: Warning[]
}

/**
 * The fewest stations (under a budget: the cheapest) so that every village that can pass its rule passes: all its public points
 * at the level. Villages with a point that no candidate reaches are named with why, and nothing is built in vain for their others.
 * Kept proposals and must-haves are taken first; villages that the spacing leaves no room for, and what would break a quota, are
 * left out.
 * @param constraints indices of the candidates that are built in any case, 1 per candidate that must not be built, quotas
 */
export async function mustCoverStage(
  settings: PlanSettings,
  demand: Demand,
  candidates: Candidate[],
  spans: Spans,
  { fixed, forbidden, groups }: CoverConstraints,
  task: LongTask,
): Promise<MustCoverStage> {
  const { target, budgetCny, seed, villages, spacingM: minSpacingM } = settings
  const failing = new Set([...demand.pointVillage, ...demand.outside])
  const figures: MustCover = { failing: failing.size, passing: 0, stations: 0, lowerBound: 0, unreachable: [] }
  const name = (why: MustCover['unreachable'][number]['why'], indices: Iterable<number>): void => {
    for (const i of indices) figures.unreachable.push({ ...namesOf(villages[i]), why })
  }
  name('outside-grid', demand.outside)
  if (demand.pointVillage.length === 0)
    return { chosen: fixed, complete: true, figures, warnings: warningsOf(figures, 0, 0) }
  if (candidates.length === 0) {
    name('no-candidate', new Set(demand.pointVillage))
    return { chosen: [], complete: true, figures, warnings: warningsOf(figures, 0, 0) }
  }
  const rows = pointRows(demand, spans)
  const dear = budgetCny < Number.POSITIVE_INFINITY
  const covers = coveredWeight(demand, spans)
  const most = covers.reduce((largest, weight) => Math.max(largest, weight), 1)
  const costs = candidates.map(({ costCny }, c) => (dear ? costCny : 1 + TIE * (1 - covers[c] / most)))
  const rules = { fixed, forbidden, xM: candidates.map(({ x }) => x), yM: candidates.map(({ y }) => y), minSpacingM }
  const fewest = await fewestStations({ rows, villageOf: demand.pointVillage, costs, ...rules, seed, ...task })
  if (fewest.unreachable.length > 0) {
    const reached = new Uint8Array(demand.pointVillage.length)
    for (const point of rows.demand) reached[point] = 1
    const out = new Set<number>()
    demand.pointVillage.forEach((village, point) => {
      if (!reached[point]) out.add(village)
    })
    name(
      'no-candidate',
      fewest.unreachable.filter((village) => out.has(village)),
    )
    name(
      'constraints',
      fewest.unreachable.filter((village) => !out.has(village)),
    )
  }
  let spent = 0
  const chosen: number[] = []
  const book = openQuotaBook(groups)
  fewest.chosen.forEach((c, i) => {
    const candidate = candidates[c]
    const after = chosen.length + 1 + book.missing() - (book.isNeeded(candidate) ? 1 : 0)
    const fits = after <= target && spent + candidate.costCny <= budgetCny && book.hasRoom(candidate)
    if (!fits && i >= fixed.length) return
    spent += candidate.costCny
    book.add(candidate)
    chosen.push(c)
  })
  figures.stations = fewest.chosen.length - fixed.length
  figures.lowerBound = dear ? figures.stations : Math.ceil(fewest.lowerBound - 0.5) - fixed.length
  const taken = chosen.length - fixed.length
  return {
    chosen,
    complete: taken === figures.stations,
    figures,
    warnings: warningsOf(figures, figures.stations, taken),
  }
}

function namesOf({ code, name, township, county }: Village) {
  return { code, name, township, county }
}

/** The points that each candidate brings to the level, as compressed rows. */
function pointRows({ placed, pointVillage }: Demand, spans: Spans): { offsets: Uint32Array; demand: Uint32Array } {
  const points: number[] = []
  const offsets = new Uint32Array(spans.offsets.length)
  for (let c = 0; c + 1 < spans.offsets.length; c++) {
    for (let k = spans.offsets[c]; k < spans.offsets[c + 1]; k++) {
      const end = Math.min(spans.end[k], placed.pointBase + pointVillage.length)
      for (let d = Math.max(spans.start[k], placed.pointBase); d < end; d++) points.push(d - placed.pointBase)
    }
    offsets[c + 1] = points.length
  }
  return { offsets, demand: Uint32Array.from(points) }
}

function warningsOf({ unreachable }: MustCover, needed: number, taken: number): Warning[] {
  const warnings: Warning[] = []
  if (unreachable.length > 0) {
    const names = unreachable.slice(0, 5).map(({ name, code }) => name || code)
    warnings.push(warn('villages-unreachable', { count: unreachable.length, names }))
  }
  if (taken < needed) {
    warnings.push(warn('villages-beyond-target', { needed, taken }))
  }
  return warnings
}
