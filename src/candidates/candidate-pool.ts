import { type Costs, stationCostCny } from '../constraints/cost'
import { zoneFinder } from '../constraints/forbidden-zones'
import { type PlanSettings, SAME_PLACE_M } from '../constraints/plan-settings'
import type { CoverageMap } from '../coverage/coverage-map'
import { InputError } from '../formats/input-error'
import { type Warning, warn } from '../formats/warning'
import { projection } from '../grid/projection'
import { type Candidate, candidateLonLat } from './candidate'
import { keptCandidates, listedCandidates } from './own-candidates'
import { REFUSED_RADIUS_M, type RefusedPlace, refusalFinder, refusedPlaces } from './refused-places'
import type { Standing } from './standing'

/** Where nothing may be built, as tests. */
export interface Exclusions {
  /** The forbidden zone in which a candidate lies. */
  zoneOf(candidate: Candidate): string | undefined
  /** The refusal that a candidate meets. */
  refusalOf(candidate: Pick<Candidate, 'x' | 'y'>): RefusedPlace | undefined
  /** A place that the user's list says must not be built. */
  isUnwanted(candidate: Pick<Candidate, 'x' | 'y'>): boolean
  /** False for a site in a zone, refused, or unwanted. */
  mayBuildAt(site: number): boolean
}

/** The candidates of a plan in the order kept, must-haves, other listed ones, found ones; none lies in a forbidden zone. */
export interface CandidatePool {
  candidates: Candidate[]
  /** How many of the first are part of every plan, refused ones included. */
  fixed: number
  /** Candidates that lay in forbidden zones, kept proposals among them. */
  inZones: number
  keptInZones: number
  /** Listed places outside the area. */
  outside: number
  warnings: Warning[]
}

/** The year in which a candidate that is part of every plan is built: a kept one in its own, as far as the plan goes. */
export function yearOf({ kept }: Candidate, years: number): number {
  return Math.min(years, kept?.year ?? 1)
}

/** What the zones, refusals and unwanted places of the settings exclude. */
export function exclusionsOf(coverage: CoverageMap, settings: PlanSettings, standing: Standing): Exclusions {
  const { forward, inverse } = projection(coverage.grid.crs)
  const zoneAt = zoneFinder(settings.forbidden)
  const { network } = coverage
  const refusalAt = refusalFinder(refusedPlaces(coverage, settings.refused, settings.earlier, settings.candidates))
  const unwanted = settings.candidates.filter(({ wish }) => wish === 'must-not')
  const unwantedAt = refusalFinder(
    unwanted.map(({ id, lon, lat }) => {
      const [x, y] = forward(lon, lat)
      return { x, y, radiusM: REFUSED_RADIUS_M, name: id }
    }),
  )
  const { ground } = standing
  const open = new Map<number, boolean>()
  return {
    zoneOf: (candidate) => zoneAt(...candidateLonLat(candidate, network, inverse)),
    refusalOf: ({ x, y }) => refusalAt(x, y),
    isUnwanted: ({ x, y }) => unwantedAt(x, y) !== undefined,
    mayBuildAt(site) {
      let may = open.get(site)
      if (may === undefined) {
        const { lon, lat } = network.sites[site]
        const [x, y] = [ground.x[site], ground.y[site]]
        may = zoneAt(lon, lat) === undefined && !refusalAt(x, y) && !unwantedAt(x, y)
        open.set(site, may)
      }
      return may
    },
  }
}

/**
 * Puts the user's own candidates before those that were found, and takes out what may not be built.
 * @throws InputError `candidates-outside`, `keep-outside`, `must-have-forbidden`, `must-have-refused`, `must-and-must-not`,
 *   `fixed-exceed`, `zones-cover-all`
 */
export function candidatePool(
  coverage: CoverageMap,
  settings: PlanSettings,
  standing: Standing,
  exclusions: Exclusions,
  found: Candidate[],
): CandidatePool {
  const kept = keptCandidates(coverage, settings, standing)
  const listed = listedCandidates(coverage, settings, standing, exclusions.mayBuildAt)
  const allowed = (candidate: Candidate): boolean => exclusions.zoneOf(candidate) === undefined
  // A listed place that the earlier plan builds already is built once; a must-have of another band comes on top.
  const isMust = ({ listed: row }: Candidate): boolean => row?.wish === 'must'
  const rows = withoutRepeats(
    kept.candidates,
    listed.candidates.filter((one) => !isMust(one)),
  )
  const stays = kept.candidates.filter((one) => allowed(one) && !exclusions.refusalOf(one))
  const asked = listed.candidates.filter((one) => isMust(one) && !stays.some((built) => fulfils(built, one)))
  const musts = onOneTower(stays, asked, settings.costs)
  for (const must of musts) checkMustHave(must, settings, exclusions, coverage)
  const keptAllowed = kept.candidates.filter(allowed)
  const own = [...kept.candidates, ...listed.candidates]
  const fresh = withoutRepeats(own, found)
  const usable = [...rows.filter(allowed), ...fresh.filter((one) => allowed(one) && !exclusions.isUnwanted(one))]
  const fixed = keptAllowed.length + musts.length
  const inZones = [...kept.candidates, ...rows, ...fresh].filter((one) => !allowed(one)).length
  if (fixed + usable.length === 0 && inZones > 0) {
    throw new InputError(
      'zones-cover-all',
      'forbidden',
      `The forbidden zones hold all ${inZones} candidates: nothing could be built. Check the zones and their datum.`,
    )
  }
  for (const [y, { target }] of settings.years.entries()) {
    const keptNow = keptAllowed.filter((one) => yearOf(one, settings.years.length) === y + 1).length
    const mustsNow = y === 0 ? musts.length : 0
    const over = keptNow + mustsNow - target
    if (over <= 0) continue
    throw new InputError(
      'fixed-exceed',
      'target',
      `${keptNow} kept proposals and ${mustsNow} must-haves are ${over} more than the target of ${target}${settings.years.length > 1 ? ` of year ${y + 1}` : ''}; raise it, or keep fewer ranks.`,
    )
  }
  const keptInZones = kept.candidates.length - keptAllowed.length
  const warnings = [...kept.warnings, ...listed.warnings]
  if (settings.forbidden.length > 0) {
    warnings.push(warn('candidates-in-zones', { count: inZones, zones: settings.forbidden.length }))
  }
  if (keptInZones > 0) {
    warnings.push(warn('kept-in-zones', { count: keptInZones }))
  }
  const candidates = [...keptAllowed, ...musts, ...usable]
  return { candidates, fixed, inZones, keptInZones, outside: listed.outside, warnings }
}

/** @throws InputError where a must-have lies in a forbidden zone, was refused, or stands where the list says must-not */
function checkMustHave(
  must: Candidate,
  { candidates }: PlanSettings,
  exclusions: Exclusions,
  coverage: CoverageMap,
): void {
  const id = must.listed?.id ?? ''
  const zone = exclusions.zoneOf(must)
  if (zone !== undefined) {
    throw new InputError(
      'must-have-forbidden',
      'candidates',
      `The must-have ${id} lies in the forbidden zone "${zone}"; move it, or change the zone.`,
    )
  }
  const refusal = exclusions.refusalOf(must)
  if (refusal) {
    throw new InputError(
      'must-have-refused',
      'refused',
      `The must-have ${id} stands within ${refusal.radiusM} m of the refused place ${refusal.name}; take it out of one of the lists.`,
    )
  }
  const { forward } = projection(coverage.grid.crs)
  const unwanted = candidates.find(({ wish, lon, lat }) => {
    if (wish !== 'must-not') return false
    const [x, y] = forward(lon, lat)
    return Math.hypot(x - must.x, y - must.y) <= SAME_PLACE_M
  })
  if (unwanted) {
    throw new InputError(
      'must-and-must-not',
      'candidates',
      `The must-have ${id} stands on the same place as ${unwanted.id}, which must not be built; leave one of them out.`,
    )
  }
}

function onSamePlace(a: Candidate, b: Candidate): boolean {
  return a.site >= 0 || b.site >= 0 ? a.site === b.site : Math.hypot(a.x - b.x, a.y - b.y) <= SAME_PLACE_M
}

/** Whether a kept proposal is what a must-have asks for: on its place, and with a band that it allows. */
function fulfils(built: Candidate, must: Candidate): boolean {
  const { bands } = must.listed!
  const allows = bands.includes(built.band) || built.band === must.band || (bands.length === 0 && must.site < 0)
  return allows && onSamePlace(built, must)
}

/** Must-haves of which each that stands on a new place of one before it shares that one's structure, at the cost of a second radio. */
function onOneTower(before: readonly Candidate[], musts: readonly Candidate[], costs: Costs): Candidate[] {
  const built = [...before]
  return musts.map((must) => {
    const shares = must.site < 0 && built.some((one) => onSamePlace(one, must))
    const costCny = Number.isNaN(must.listed!.costCny) ? stationCostCny(costs, must.band, 'structure', 0) : must.costCny
    const candidate = shares ? { ...must, kind: 'structure' as const, costCny } : must
    built.push(candidate)
    return candidate
  })
}

/** The found candidates that do not repeat one of the user's own: on the same site with the same band, or on the same new place. */
function withoutRepeats(own: readonly Candidate[], found: Candidate[]): Candidate[] {
  if (own.length === 0) return found
  const onSites = new Set(own.filter(({ site }) => site >= 0).map(({ site, band }) => `${site} ${band}`))
  const near = refusalFinder(
    own.filter(({ site }) => site < 0).map(({ x, y }) => ({ x, y, radiusM: SAME_PLACE_M, name: '' })),
  )
  return found.filter(({ site, band, x, y }) => (site >= 0 ? !onSites.has(`${site} ${band}`) : !near(x, y)))
}
