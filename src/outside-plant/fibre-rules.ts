import { REFUSED_RADIUS_M } from '../candidates/refused-places'
import type { EarlierTerminal, RankRange } from '../constraints/earlier-plan'
import { type ForbiddenZone, zoneFinder } from '../constraints/forbidden-zones'
import type { Refusal } from '../constraints/refusals'
import { distanceM } from '../fibre/distance'
import type { Fibre } from '../fibre/terminal'
import { InputError } from '../formats/input-error'
import { type Warning, warn } from '../formats/warning'

/** What fibre proposals must obey. */
export interface FibreRules {
  /** No proposal stands inside, no terminal inside is extended (see `readForbidden`). */
  forbidden?: readonly ForbiddenZone[]
  /** Places and terminals (`site`: their id) at which nothing is proposed (see `refusalsByKind`). */
  refused?: readonly Refusal[]
  /** The terminals of an earlier plan (see `readEarlierPlan`): they stay in front with place, ports and cost. */
  keep?: readonly EarlierTerminal[]
  /** Only these ranks of the earlier plan stay; all where absent. */
  keepRanks?: readonly RankRange[]
}

/** Whether anything may be built at a place, or at a terminal that stands there. */
export type MayBuild = (lon: number, lat: number, terminal?: string) => boolean

/** @throws InputError `refused-unknown` where a refusal names neither a place nor a terminal */
export function mayBuildFibre({ forbidden = [], refused = [] }: FibreRules, fibre: Fibre): MayBuild {
  const zoneAt = zoneFinder(forbidden)
  const ids = new Set<string>()
  const places: { lon: number; lat: number; radiusM: number }[] = []
  for (const { lon, lat, site, rank, radiusM = REFUSED_RADIUS_M } of refused) {
    if (lon !== undefined && lat !== undefined) places.push({ lon, lat, radiusM })
    else if (site !== undefined && fibre.terminals.some(({ id }) => id === site)) ids.add(site)
    else {
      const what = site === undefined ? `rank ${rank}` : `terminal "${site}"`
      const message = `The refused ${what} is not known: neither a fibre terminal nor one of the earlier plan.`
      throw new InputError('refused-unknown', 'refused', message, 'Give the plan that it is of.')
    }
  }
  return (lon, lat, terminal) =>
    !(terminal !== undefined && ids.has(terminal)) &&
    zoneAt(lon, lat) === undefined &&
    !places.some((place) => distanceM(place.lon, place.lat, lon, lat) <= place.radiusM)
}

/** The terminals of the earlier plan that stay, those that the rules take out, and those whose terminal stands no more. */
export function keptTerminals(
  { keep = [], keepRanks }: FibreRules,
  fibre: Fibre,
  mayBuild: MayBuild,
): { kept: EarlierTerminal[]; lost: number; gone: number } {
  const asked = keep
    .filter(({ rank }) => keepRanks?.some(([from, to]) => rank >= from && rank <= to) ?? true)
    .sort((a, b) => a.rank - b.rank)
  const allowed = asked.filter(({ lon, lat, extends: id }) => mayBuild(lon, lat, id ?? undefined))
  const kept = allowed.filter(({ extends: id }) => id === null || fibre.terminals.some((one) => one.id === id))
  return { kept, lost: asked.length - allowed.length, gone: allowed.length - kept.length }
}

/** @throws InputError `fixed-exceed`, `budget-too-small` where the kept ones are too many or too dear */
export function checkKeptTerminals(kept: readonly EarlierTerminal[], target: number, budgetCny: number): void {
  const cost = kept.reduce((sum, { costCny }) => sum + costCny, 0)
  if (kept.length > target) {
    const message = `${kept.length} kept fibre terminals are ${kept.length - target} more than the fibre target of ${target}; raise it, or keep fewer ranks.`
    throw new InputError('fixed-exceed', 'fibreTarget', message)
  }
  if (cost > budgetCny) {
    const message = `The kept fibre terminals cost ${cost} CNY, ${cost - budgetCny} more than the fibre budget of ${budgetCny}; raise it, or keep fewer ranks.`
    throw new InputError('budget-too-small', 'fibreBudget', message)
  }
}

/** What the rules did to fibre. */
export function fibreWarnings(kept: number, lost: number, gone: number, barred: number): Warning[] {
  const counts = {
    'fibre-kept': kept,
    'fibre-kept-lost': lost,
    'fibre-kept-gone': gone,
    'fibre-barred': barred,
  } as const
  return (Object.keys(counts) as (keyof typeof counts)[])
    .filter((code) => counts[code] > 0)
    .map((code) => warn(code, { count: counts[code] }))
}
