import type { EarlierProposal } from '../constraints/earlier-plan'
import type { PlanSettings } from '../constraints/plan-settings'
import type { ListedCandidate } from '../constraints/read-candidates'
import type { CoverageMap } from '../coverage/coverage-map'
import { InputError } from '../formats/input-error'
import { type Warning, warn } from '../formats/warning'
import { lonLatBounds } from '../grid/grid-for'
import { projection } from '../grid/projection'
import { BANDS } from '../network/bands'
import { builtBy, type Candidate, candidateAt, newKindIn } from './candidate'
import { onGrid, type Standing } from './standing'

/** A listed place this near to a site is that site's structure, m; an id of a site counts only up to the farther distance. */
const SAME_STRUCTURE_M = 25
const SAME_ID_M = 500

/** Candidates that the user named, and how many could not be used. */
export interface OwnCandidates {
  candidates: Candidate[]
  /** Places outside the area. */
  outside: number
  warnings: Warning[]
}

/**
 * The places of the user's list as candidates, in its order: on the structure of a site where the id is a site's, where a site stands
 * within 25 m, or where one wins by sharing (within 50, 100 or 300 m; not for must-haves and places with a type); else new.
 * With the list's cost, but where sharing moves it, and the default height of the band held to the list's limits.
 * @param mayBuildAt false for a site on which nothing may be built
 * @throws InputError `candidates-outside` where none lies in the area; `must-have-unusable` where a must-have cannot be built
 */
export function listedCandidates(
  coverage: CoverageMap,
  settings: PlanSettings,
  standing: Standing,
  mayBuildAt: (site: number) => boolean,
): OwnCandidates {
  const { bands, costs, licences } = settings
  const listed = settings.candidates.filter(({ wish }) => wish !== 'must-not')
  const located = within<ListedCandidate>(coverage, settings, listed, 'candidate')
  const own: OwnCandidates = { candidates: [], outside: located.outside, warnings: located.warnings }
  const around = standing.surroundingsAt(
    located.places.map(({ x }) => x),
    located.places.map(({ y }) => y),
  )
  let full = 0
  const unlicensed: string[] = []
  const moved: { first: string; site: string }[] = []
  located.places.forEach(({ item, x: listedX, y: listedY }, i) => {
    const same = sameSite(standing, item, listedX, listedY, own.warnings)
    const mayMove = same < 0 && item.kind === undefined && item.wish !== 'must'
    const toleranceM = mayMove ? standing.shareToleranceM(around[i], listedX, listedY) : 0
    const site = mayMove ? standing.siteWithin(listedX, listedY, toleranceM, mayBuildAt) : same
    const { ground } = standing
    const [x, y] = site >= 0 ? [ground.x[site], ground.y[site]] : [listedX, listedY]
    const surroundings = site >= 0 ? ground.surroundings[site] : around[i]
    const allowed = item.bands.length > 0 ? item.bands.filter((band) => BANDS[band].rat === coverage.rat) : undefined
    const usual = bands[surroundings].find((one) => licences.allows(one, item.operator)) ?? bands[surroundings][0]
    const open = allowed ? preferred(allowed, usual) : [usual]
    const wanted = open.filter((one) => licences.allows(one, item.operator))
    const band = wanted.find((one) => site < 0 || !standing.carries(site, one))
    if (!band) {
      const why =
        wanted.length === 0
          ? open.length === 0
            ? `no band of ${coverage.rat.toUpperCase()} is allowed there`
            : `${item.operator || 'no operator of the plan'} holds no ${open.join(', ')}`
          : `${wanted.join(', ')} stands there already`
      if (item.wish === 'must') {
        throw new InputError('must-have-unusable', 'candidates', `The must-have ${item.id} cannot be built: ${why}.`)
      }
      if (wanted.length === 0 && open.length > 0) unlicensed.push(item.id)
      else full++
      return
    }
    const kind = site >= 0 ? 'structure' : (item.kind ?? newKindIn(surroundings))
    const nearestSiteM = site >= 0 ? 0 : standing.nearestM(x, y)
    const place = { origin: 'listed' as const, x, y, site, kind, surroundings, nearestSiteM }
    const usually = { ...candidateAt(place, band, costs, standing, licences), listed: item }
    const candidate = item.operator === '' ? usually : builtBy(usually, item.operator, costs, standing)
    const isMoved = site >= 0 && same < 0
    if (isMoved) moved.push({ first: item.id, site: coverage.network.sites[site].id })
    else if (!Number.isNaN(item.costCny)) candidate.costCny = Math.round(item.costCny)
    candidate.heightM = Math.max(
      item.minHeightM || 0,
      Math.min(item.maxHeightM || Number.POSITIVE_INFINITY, candidate.heightM),
    )
    own.candidates.push(candidate)
  })
  if (unlicensed.length > 0) {
    own.warnings.push(warn('candidates-unlicensed', { count: unlicensed.length, first: unlicensed[0] }))
  }
  if (full > 0) own.warnings.push(warn('candidates-full', { count: full }))
  if (moved.length > 0) {
    own.warnings.push(warn('candidates-shared', { count: moved.length, ...moved[0] }))
  }
  return own
}

/** The allowed bands, that of the surroundings first. */
function preferred(allowed: string[], usual: string): string[] {
  return allowed.includes(usual) ? [usual, ...allowed.filter((band) => band !== usual)] : allowed
}

/** The site on whose structure a listed place is; −1 for a place of its own. */
function sameSite(standing: Standing, item: ListedCandidate, x: number, y: number, warnings: Warning[]): number {
  const named = standing.siteOf.get(item.id)
  if (named !== undefined) {
    const awayM = Math.hypot(standing.ground.x[named] - x, standing.ground.y[named] - y)
    if (awayM <= SAME_ID_M) return named
    warnings.push(warn('candidate-far-from-site', { id: item.id, km: (awayM / 1000).toFixed(1) }))
  }
  return item.kind === 'tower' || item.kind === 'rooftop' ? -1 : standing.siteWithin(x, y, SAME_STRUCTURE_M)
}

/**
 * Proposals of an earlier plan as candidates with their configuration and cost, in order of rank.
 * @throws InputError `keep-outside` where none lies in the area
 */
export function keptCandidates(coverage: CoverageMap, settings: PlanSettings, standing: Standing): OwnCandidates {
  const { keep, costs, licences } = settings
  const located = within<EarlierProposal>(coverage, settings, keep, 'kept proposal')
  const around = standing.surroundingsAt(
    located.places.map(({ x }) => x),
    located.places.map(({ y }) => y),
  )
  const lost: string[] = []
  const unlicensed: number[] = []
  const candidates = located.places.map(({ item, x, y }, i): Candidate => {
    const site = item.sharesSite === null ? -1 : (standing.siteOf.get(item.sharesSite) ?? -1)
    if (item.sharesSite !== null && site < 0) lost.push(item.sharesSite)
    const surroundings = item.surroundings ?? (site >= 0 ? standing.ground.surroundings[site] : around[i])
    const kind = item.structure ?? (item.sharesSite === null ? newKindIn(surroundings) : 'structure')
    const nearestSiteM = site >= 0 ? 0 : standing.nearestM(x, y)
    const place = { origin: 'kept' as const, x, y, site, kind, surroundings, nearestSiteM }
    const { band, heightM, azimuthsDeg, costCny, operator } = item
    if (!licences.allows(band, operator)) unlicensed.push(item.rank)
    const usual = candidateAt(place, band, costs, standing, licences)
    const tiltDeg = item.tiltDeg ?? usual.tiltDeg
    const { isNewTenant } = operator ? builtBy(usual, operator, costs, standing) : usual
    const builder = operator || usual.operator
    return { ...usual, heightM, azimuthsDeg, tiltDeg, costCny, operator: builder, isNewTenant, kept: item }
  })
  if (unlicensed.length > 0) {
    located.warnings.push(warn('kept-unlicensed', { count: unlicensed.length, first: unlicensed[0] }))
  }
  if (lost.length > 0) {
    located.warnings.push(warn('kept-site-gone', { count: lost.length, first: lost[0] }))
  }
  return { candidates, outside: located.outside, warnings: located.warnings }
}

interface Located<T> {
  places: { item: T; x: number; y: number }[]
  outside: number
  warnings: Warning[]
}

/** Those that lie on the grid, projected; the others are counted and told. */
function within<T extends ListedCandidate | EarlierProposal>(
  { grid }: CoverageMap,
  { villages }: PlanSettings,
  items: readonly T[],
  what: 'candidate' | 'kept proposal',
): Located<T> {
  const { forward } = projection(grid.crs)
  const located = items.map((item) => {
    const [x, y] = forward(item.lon, item.lat)
    return { item, x, y }
  })
  const places = located.filter(({ x, y }) => onGrid(grid, x, y))
  const outside = items.length - places.length
  if (outside === 0) return { places, outside, warnings: [] }
  const first = located.find(({ x, y }) => !onGrid(grid, x, y))!.item
  const round = (value: number): number => Math.round(value * 1e4) / 1e4
  const [west, south, east, north] = lonLatBounds(villages).map(round)
  const where = `first: ${'id' in first ? first.id : `rank ${first.rank}`} at ${round(first.lon)}, ${round(first.lat)}; the area reaches from ${west}, ${south} to ${east}, ${north}`
  if (places.length > 0) {
    return {
      places,
      outside,
      warnings: [
        warn('candidates-outside', {
          what,
          count: outside,
          total: items.length,
          first: 'id' in first ? first.id : first.rank,
          lon: round(first.lon),
          lat: round(first.lat),
          west,
          south,
          east,
          north,
        }),
      ],
    }
  }
  throw what === 'candidate'
    ? new InputError(
        'candidates-outside',
        'candidates',
        `None of the ${items.length} listed candidates lies in the area (${where}). Check the datum and the order of longitude and latitude.`,
      )
    : new InputError(
        'keep-outside',
        'keep',
        `None of the ${items.length} kept proposals lies in the area (${where}). Name the plan of this area.`,
      )
}
