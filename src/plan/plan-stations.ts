import type { Village, Villages } from '../area/village'
import { type Core, openCore } from '../core/core'
import { bestServer } from '../coverage/best-server'
import { MAX_RADIUS_M } from '../coverage/compute-coverage'
import type { CoverageMap } from '../coverage/coverage-map'
import { elevationOnGrid } from '../coverage/elevation'
import { modelOf } from '../coverage/propagation-model'
import { type TerrainLoss, terrainLoss } from '../coverage/terrain-loss'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import { projection } from '../grid/projection'
import { BANDS } from '../network/bands'
import type { Terrain } from '../terrain/terrain'
import { type Candidate, candidateMast } from './candidate'
import { candidatesOf } from './candidates'
import { peopleBySite, reliefStations } from './capacity'
import { type Costs, DEFAULT_COSTS, stationCostCny } from './cost'
import { type Demand, demandOf } from './demand'
import { footprintsOf, type Spans } from './footprints'
import {
  DEFAULT_WEIGHTS,
  type Plan,
  type PlanWeights,
  type Proposal,
  type ProposalReason,
  type StopReason,
} from './plan'
import { shareFirst } from './share-first'
import { solveSpanCover } from './span-cover'
import { type Placed, withProposals } from './with-proposals'

export interface PlanInput extends LongTask {
  coverage: CoverageMap
  villages: Village[] | Villages
  /** Stations to propose at the most. */
  target: number
  /** CNY for all of them; no limit where absent. */
  budgetCny?: number
  terrain?: Terrain
  weights?: Partial<PlanWeights>
  costs?: Costs
  /** Bands of new stations: a low band in the country, a mid band in town. */
  bands?: { country: string; town: string }
  /** New stations are at least so far from each other, m. */
  minSpacingM?: number
  seed?: number
  workers?: number
  core?: Core
}

const MIN_SPACING_M = 300
/** Bands that a crowded site gets, in this order, those first that it does not have. */
const CAPACITY_BANDS = ['n41', 'n78', 'n1', 'n79']

/** A chosen candidate with its reason and its gain. */
interface Pick {
  candidate: Candidate
  reason: ProposalReason
  gainPeople: number
  gainVillages: number
  reliefPeople: number
}

/**
 * Where to build next. First cover: weighted maximal covering of people, land and failing villages over candidate places whose
 * footprints come from the same propagation as the map, until the target, the budget, or too little is gained; then capacity:
 * more stations at sites with too many residents per station. Every plan comes with an upper bound.
 * @throws InputError `bad-target`, `bad-budget`; the signal's reason when aborted
 */
export async function planStations(input: PlanInput): Promise<Plan> {
  const { coverage, target, budgetCny, signal, onProgress, seed = 1 } = input
  if (!(Number.isInteger(target) && target >= 0)) {
    throw new InputError(
      'bad-target',
      'target',
      `The target is ${target}; expected a whole number of stations, such as 5000.`,
    )
  }
  if (budgetCny !== undefined && !(budgetCny >= 0)) {
    throw new InputError('bad-budget', 'budget', `The budget is ${budgetCny}; expected CNY, 0 or more.`)
  }
  const villages = Array.isArray(input.villages) ? input.villages : input.villages.villages
  const weights = { ...DEFAULT_WEIGHTS, ...input.weights }
  const costs = input.costs ?? DEFAULT_COSTS
  const bands = input.bands ?? { country: 'n28', town: 'n41' }
  const model = modelOf(coverage.calibrated ?? coverage.model)
  const { grid } = coverage
  const core = input.core ?? (await openCore({ workers: input.workers }))
  const mark = core.arena.mark()
  try {
    const terrainM = input.terrain && (await elevationOnGrid(core, grid, input.terrain.tiles)).heightM
    const terrain = terrainM && terrainLoss(core, grid, terrainM)
    const demand = demandOf(core, coverage, villages, weights)
    const candidates = candidatesOf(core, {
      coverage,
      villages,
      demand: demand.mask,
      terrainM,
      bands,
      costs,
      pointDbm: demand.pointDbm,
    })
    const spans = await footprintsOf(core, {
      grid,
      model,
      masts: candidates.map((candidate) => candidateMast(candidate)),
      demand: demand.placed,
      terrain,
      cellDbm: demand.cellDbm,
      pointDbm: demand.pointDbm,
      maxRadiusM: MAX_RADIUS_M,
      signal,
      onProgress,
    })
    const cover =
      candidates.length === 0 || target === 0 || demand.weights.length === 0
        ? undefined
        : await solveSpanCover(
            core,
            { weights: demand.weights, lineStarts: demand.lineStarts, spans },
            {
              choose: target,
              costs: candidates.map(({ costCny }) => costCny),
              budget: budgetCny,
              xM: Float64Array.from(candidates, ({ x }) => x),
              yM: Float64Array.from(candidates, ({ y }) => y),
              minSpacingM: input.minSpacingM ?? MIN_SPACING_M,
              forbidden: shareFirst(candidates, spans, demand.weights),
              seed,
              signal,
              onProgress,
            },
          )
    const worth = weights.leastGainPeople * demand.scale
    const chosen = cover ? Array.from(cover.chosen).filter((_, i) => cover.gains[i] >= worth) : []
    const objective = cover ? cover.gains.reduce((sum, gain) => sum + (gain >= worth ? gain : 0), 0) / demand.scale : 0
    const upperBound = Math.max(objective, (cover?.upperBound ?? 0) / demand.scale)
    const picks = claim(core, demand, spans, candidates, chosen)
    const coverageEndsAtRank = picks.length
    const spent = picks.reduce((sum, { candidate }) => sum + candidate.costCny, 0)
    const relief = reliefPicks(core, coverage, weights.peoplePerStation, target - picks.length, costs, budgetCny, spent)
    picks.push(...relief.picks)

    const { inverse } = projection(grid.crs)
    const placed: Placed[] = picks.map(({ candidate }) => {
      const { sites } = coverage.network
      const [lon, lat] =
        candidate.site >= 0 ? [sites[candidate.site].lon, sites[candidate.site].lat] : inverse(candidate.x, candidate.y)
      return { candidate, lon, lat }
    })
    const after = await mapAfter(core, coverage, placed, terrain, signal)
    const proposals = proposalsOf(coverage, villages, picks, placed)
    const stoppedBecause: StopReason =
      proposals.length === target
        ? 'target'
        : relief.stoppedByBudget || cover?.stoppedBecause === 'budget'
          ? 'budget'
          : candidates.length === 0
            ? 'no-candidates'
            : 'saturated'
    const count = (origin: Candidate['origin']): number => candidates.filter((c) => c.origin === origin).length
    return {
      target,
      proposals,
      objective,
      upperBound,
      optimalityGap: upperBound > 0 ? (upperBound - objective) / upperBound : 0,
      boundMethod: cover?.boundMethod ?? 'none',
      costCny: proposals.at(-1)?.cumulativeCostCny ?? 0,
      stoppedBecause,
      coverageEndsAtRank,
      candidates: { structure: count('structure'), 'public-point': count('public-point'), lattice: count('lattice') },
      weights,
      costsId: costs.id,
      after,
      warnings: [...relief.warnings, ...costWarnings(candidates, costs)],
    }
  } finally {
    core.arena.release(mark)
    if (!input.core) await core.close()
  }
}

function costWarnings(candidates: Candidate[], costs: Costs): string[] {
  const warnings: string[] = []
  if (costs === DEFAULT_COSTS) warnings.push(`Unit costs are the placeholders ${costs.id}; give local ones.`)
  if (candidates.some(({ nearestSiteM }) => nearestSiteM === Number.POSITIVE_INFINITY)) {
    warnings.push('No site stands in the area: the backhaul fibre of new ones is not in the costs.')
  }
  return warnings
}

/** What each chosen candidate adds after those before it: residents by the kernel, villages whose last failing point it covers. */
function claim(core: Core, demand: Demand, spans: Spans, candidates: Candidate[], chosen: number[]): Pick[] {
  const { arena, kernels } = core
  const mark = arena.mark()
  const taken = arena.u8(demand.weights.length)
  taken.view.fill(0)
  const longest = chosen.reduce((most, c) => Math.max(most, spans.offsets[c + 1] - spans.offsets[c]), 1)
  const pairs = arena.u32(2 * longest)
  const open = new Map<number, number>()
  for (const village of demand.pointVillage) open.set(village, (open.get(village) ?? 0) + 1)
  const picks = chosen.map((c): Pick => {
    const view = pairs.view
    const [from, to] = [spans.offsets[c], spans.offsets[c + 1]]
    let gainVillages = 0
    const done = taken.view
    for (let k = from; k < to; k++) {
      view[2 * (k - from)] = spans.start[k]
      view[2 * (k - from) + 1] = spans.end[k]
      const point = spans.start[k] - demand.placed.pointBase
      if (point < 0 || done[spans.start[k]]) continue
      const village = demand.pointVillage[point]
      const left = open.get(village)! - 1
      open.set(village, left)
      if (left === 0) gainVillages++
    }
    const gainPeople = kernels.claimSpans(pairs.ptr, to - from, demand.people.ptr, taken.ptr)
    const reason = gainVillages > 0 ? 'village' : 'coverage'
    return { candidate: candidates[c], reason, gainPeople, gainVillages, reliefPeople: 0 }
  })
  arena.release(mark)
  return picks
}

/** Stations for crowded sites, on bands that stand there not yet, within what is left of the target and the budget. */
function reliefPicks(
  core: Core,
  coverage: CoverageMap,
  limit: number,
  count: number,
  costs: Costs,
  budgetCny: number | undefined,
  spentCny: number,
): { picks: Pick[]; stoppedByBudget: boolean; warnings: string[] } {
  const { network, grid, rat } = coverage
  if (count <= 0) return { picks: [], stoppedByBudget: false, warnings: [] }
  const stations = new Uint32Array(network.sites.length)
  for (const station of network.stations) if (station.rat === rat) stations[station.site]++
  const bandsAt = new Map<number, Set<string>>()
  for (const cell of network.cells) {
    const site = network.stations[cell.station].site
    let bands = bandsAt.get(site)
    if (!bands) bandsAt.set(site, (bands = new Set()))
    bands.add(cell.band)
  }
  const { forward } = projection(grid.crs)
  const picks: Pick[] = []
  let spent = spentCny
  let full = 0
  for (const { site, people } of reliefStations(
    peopleBySite(core, coverage),
    stations,
    limit,
    Number.POSITIVE_INFINITY,
  )) {
    if (picks.length >= count) break
    const bands = bandsAt.get(site)
    const band = CAPACITY_BANDS.find((name) => !bands?.has(name))
    if (!band) {
      full++
      continue
    }
    const costCny = stationCostCny(costs, band, true, 0)
    if (budgetCny !== undefined && spent + costCny > budgetCny) return { picks, stoppedByBudget: true, warnings: [] }
    spent += costCny
    bands?.add(band)
    const [x, y] = forward(network.sites[site].lon, network.sites[site].lat)
    const candidate: Candidate = {
      origin: 'structure',
      x,
      y,
      band,
      heightM: BANDS[band].heightM.urban,
      azimuthsDeg: [0, 120, 240],
      tiltDeg: BANDS[band].tiltDeg.urban,
      surroundings: 'town',
      site,
      nearestSiteM: 0,
      costCny,
    }
    picks.push({ candidate, reason: 'capacity', gainPeople: 0, gainVillages: 0, reliefPeople: people })
  }
  const warnings =
    full > 0 && picks.length < count
      ? [`${full} more stations would be needed at sites that carry every capacity band already: they need new sites.`]
      : []
  return { picks, stoppedByBudget: false, warnings }
}

/** The map with all proposals built: the stronger of what stands and what is proposed, cell by cell. */
async function mapAfter(
  core: Core,
  coverage: CoverageMap,
  placed: Placed[],
  terrain: TerrainLoss | undefined,
  signal: AbortSignal | undefined,
): Promise<CoverageMap> {
  const { grid, rule, network } = coverage
  let server = network.cells.length + 1
  const masts = placed.map(({ candidate }) => {
    const mast = candidateMast(candidate, server)
    server += candidate.azimuthsDeg.length
    return mast
  })
  const added = await bestServer(core, grid, [{ masts, noiseDbm: -125 }], {
    model: modelOf(coverage.calibrated ?? coverage.model),
    floorDbm: coverage.floorDbm,
    maxRadiusM: MAX_RADIUS_M,
    load: coverage.load,
    thresholdDbm: rule.rsrpDbm,
    sigmaDb: coverage.sigmaDb,
    terrain,
    signal,
  })
  const { arena, kernels } = core
  const mark = arena.mark()
  const base = [arena.put(coverage.rsrpDbm), arena.put(coverage.server), arena.put(coverage.probability)] as const
  kernels.overlayMap(
    base[0].ptr,
    base[1].ptr,
    base[2].ptr,
    arena.put(added.rsrpDbm).ptr,
    arena.put(added.server).ptr,
    arena.put(added.probability).ptr,
    coverage.rsrpDbm.length,
  )
  const after: CoverageMap = {
    ...coverage,
    rsrpDbm: base[0].view.slice(),
    server: base[1].view.slice(),
    probability: base[2].view.slice(),
    network: withProposals(network, placed),
    evaluations: added.evaluations,
  }
  arena.release(mark)
  return after
}

/** Rows of the plan: places named by the village they stand in, running totals, four equal quarters. */
function proposalsOf(coverage: CoverageMap, villages: Village[], picks: Pick[], placed: Placed[]): Proposal[] {
  const { grid, zones, network } = coverage
  let [people, passing, cost] = [0, 0, 0]
  return picks.map(({ candidate, reason, gainPeople, gainVillages, reliefPeople }, i) => {
    people += gainPeople
    passing += gainVillages
    cost += candidate.costCny
    const column = Math.min(grid.columns - 1, Math.max(0, Math.floor((candidate.x - grid.originX) / grid.cellSizeM)))
    const row = Math.min(grid.rows - 1, Math.max(0, Math.floor((grid.originY - candidate.y) / grid.cellSizeM)))
    const zone = zones.zone[row * grid.columns + column]
    const village = zone > 0 ? villages[zone - 1] : undefined
    return {
      rank: i + 1,
      kind: 'station',
      lon: placed[i].lon,
      lat: placed[i].lat,
      county: village?.county ?? '',
      township: village?.township ?? '',
      village: village?.name ?? '',
      villageCode: village?.code ?? '',
      reason,
      band: candidate.band,
      heightM: candidate.heightM,
      azimuthsDeg: candidate.azimuthsDeg,
      sharesSite: candidate.site >= 0 ? network.sites[candidate.site].id : null,
      gainPeople,
      gainVillages,
      reliefPeople,
      costCny: candidate.costCny,
      cumulativePeople: people,
      cumulativeVillages: passing,
      cumulativeCostCny: cost,
      quarter: 1 + Math.floor((4 * i) / picks.length),
    }
  })
}
