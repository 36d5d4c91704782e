import KDBush from 'kdbush'
import { type Costs, towerExtraCny } from '../constraints/cost'
import type { Core, Region } from '../core/core'
import { MAX_RADIUS_M } from '../coverage/compute-coverage'
import type { CoverageMap } from '../coverage/coverage-map'
import { type Mast, placeMasts } from '../coverage/masts'
import type { Propagation } from '../coverage/propagation'
import type { LongTask } from '../formats/progress'
import { BANDS } from '../network/bands'
import { type Candidate, testedMast } from './candidate'
import type { Demand } from './demand'
import { type Free, type Spans, type Turnable, turnToDemand, weightBefore } from './footprints'
import { otherHeightsM } from './heights'
import { gatheredSpans, hashOfSpans, keepSpans, type PooledSpans, sameSpans } from './span-pool'

/** Of more candidates than these, tilts and heights are tried only where a place leads within the neighbourhood, m. */
const MANY = 8192
const NEIGHBOURHOOD_M = 800
/** … where it reaches so much per CNY of what any of them does. */
const LEADS = 0.95
/** Antenna positions that are worked on together: their windows of terrain stay small, and the workers meet seldom. */
const BATCH = 256

export interface ConfigureInput {
  coverage: CoverageMap
  propagation: Propagation
  demand: Demand
  costs: Costs
  /** Places with a band's default configuration. */
  candidates: Candidate[]
  /** Candidates that reach nothing stay too: quotas may need them. */
  keepIdle: boolean
  /** Nothing is tried and nobody left out: only what they reach as they are is asked for. */
  asTheyAre?: boolean
  /** Only candidates of one class can stand in for each other. */
  classOf(candidate: Candidate): string
}

export interface Configured {
  /** The candidates that reach anything, each with its best configuration; no two reach the same. */
  candidates: Candidate[]
  spans: Spans
}

/** The best so far of a candidate: what it reaches, and how much weight that is. */
interface Best {
  candidate: Candidate
  spans: PooledSpans
  weight: number
}

/**
 * Gives each candidate its best configuration: sectors aimed to the azimuths where most weight is reached; tilted as is usual, toward
 * the demand (at its mean angle below the horizon), or between; at one of the heights that its structure comes in: the one that
 * reaches most weighted demand per CNY, by the kernels of the map. Of many candidates tilts and heights are tried where a place
 * beats those around it. Of candidates that reach the same the cheapest stays.
 */
export async function configure(core: Core, input: ConfigureInput, task: LongTask): Promise<Configured> {
  const { candidates, costs, asTheyAre } = input
  const mark = core.arena.mark()
  const isMany = candidates.length > MANY
  const own = candidates.map((candidate, place) => ({ place, candidate }))
  const turning = { ...input, before: core.arena.put(weightBefore(input.demand.weights)) }
  let best = await bestTurned(core, turning, own, asTheyAre ? 'nothing' : isMany ? 'azimuths' : 'tilts', [], task)
  if (!asTheyAre) {
    const leading = isMany ? leaders(best) : undefined
    const positions = candidates.flatMap((candidate, place) => {
      if (leading && !leading[place]) return []
      const others = otherHeights(candidate, costs)
      return (leading ? [candidate, ...others] : others).map((at) => ({ place, candidate: at }))
    })
    best = thinned(core, await bestTurned(core, turning, positions, 'tilts', best, task), input)
  }
  const spans = gatheredSpans(
    core,
    best.map((one) => one.spans),
  )
  core.arena.release(mark)
  return { candidates: best.map(({ candidate }) => candidate), spans }
}

/** With the weight of all demand before each, one more entry. */
interface TurnInput extends ConfigureInput {
  before: Region<Float64Array>
}

/** A candidate at one height, and the place in the list that it competes for. */
interface Position {
  place: number
  candidate: Candidate
}

/** Turns each position to the demand and returns the best of each place, beside those `known`; what it reaches stays in the arena. */
async function bestTurned(
  core: Core,
  { coverage, propagation, demand, before }: TurnInput,
  positions: Position[],
  free: Free,
  known: readonly Best[],
  { signal, onProgress }: LongTask,
): Promise<Best[]> {
  const { arena } = core
  const { grid } = coverage
  const { terrain } = propagation
  const { floorDbm, pointDbm, placed: where } = demand
  const turnableOf = turnables(coverage, free)
  const best = known.slice()
  for (let from = 0; from < positions.length; ) {
    const mark = arena.mark()
    const offered = positions.slice(from, from + BATCH).map(({ candidate }) => turnableOf(candidate))
    const masts = offered.map(({ mast }) => mast)
    const placed = placeMasts(core, grid, propagation, masts, { floorDbm, maxRadiusM: MAX_RADIUS_M })
    const count = terrain ? terrain.batch(placed.radiusCells, 0) : offered.length
    await terrain?.run(masts, placed, 0, count, { signal })
    const options = { grid, demand: where, before, terrain, pointDbm, signal }
    const turned = await turnToDemand(core, offered.slice(0, count), placed, options)
    const better: Best[] = []
    turned.forEach(({ weight, tiltDeg, azimuthsDeg, pairs, count }, i) => {
      const { place, candidate } = positions[from + i]
      const rival: Best | undefined = best[place]
      if (rival && weight * rival.candidate.costCny <= rival.weight * candidate.costCny) return
      const aimed = azimuthsDeg ? { ...candidate, azimuthsDeg, tiltDeg } : candidate
      best[place] = { candidate: aimed, spans: { at: pairs, count }, weight }
      better.push(best[place])
    })
    const kept = keepSpans(
      core,
      mark,
      better.map(({ spans }) => spans),
    )
    better.forEach((one, i) => {
      one.spans = kept[i]
    })
    from += count
    onProgress?.({ stage: 'plan', done: from, total: positions.length })
  }
  return best
}

/** Candidates as they are turned to the demand; those that are kept stay as they are. */
function turnables(coverage: CoverageMap, free: Free): (candidate: Candidate) => Turnable {
  // Few differ in their sectors: made for each anew they would be most of what a plan leaves on the heap.
  const alike = new Map<string, Mast>()
  return (candidate) => {
    const { x, y, heightM, azimuthsDeg, tiltDeg, band, surroundings, kept } = candidate
    const key = `${band} ${surroundings} ${tiltDeg} ${azimuthsDeg.join()}`
    let like = alike.get(key)
    if (!like) {
      alike.set(key, (like = testedMast({ ...candidate, azimuthsDeg: [Number.NaN, ...azimuthsDeg] }, coverage)))
    }
    const { horizontalBeamwidthDeg: beamwidthDeg } = BANDS[band]
    return { mast: { ...like, x, y, heightM }, free: kept ? 'nothing' : free, tiltDeg, beamwidthDeg }
  }
}

/** A candidate at the other heights that it can have; only what is built new costs by its height. */
function otherHeights(candidate: Candidate, costs: Costs): Candidate[] {
  const { kind, listed, heightM } = candidate
  const byHeight = kind === 'tower' && !(listed && !Number.isNaN(listed.costCny))
  return otherHeightsM(candidate).map((height) => ({
    ...candidate,
    heightM: height,
    costCny: candidate.costCny + (byHeight ? towerExtraCny(costs, height, heightM) : 0),
  }))
}

/** 1 for each place that reaches about as much weight per CNY as any within the neighbourhood. */
function leaders(best: Best[]): Uint8Array {
  const index = new KDBush(Math.max(1, best.length))
  for (const { candidate } of best) index.add(candidate.x, candidate.y)
  if (best.length === 0) index.add(0, 0)
  index.finish()
  const worth = best.map(({ weight, candidate }) => weight / Math.max(1, candidate.costCny))
  return Uint8Array.from(best, ({ candidate: { x, y } }, i) =>
    Number(index.within(x, y, NEIGHBOURHOOD_M).every((other) => LEADS * worth[other] <= worth[i])),
  )
}

/** Without those that reach nothing, and of those that reach the same only the cheapest; must-haves and kept ones stay. */
function thinned(core: Core, all: Best[], { keepIdle, classOf }: ConfigureInput): Best[] {
  const stays = ({ candidate }: Best): boolean => candidate.kept !== undefined || candidate.listed?.wish === 'must'
  const alike = new Map<number, Best[]>()
  const dropped = new Set<Best>()
  for (const one of all) {
    if (stays(one)) continue
    if (one.spans.count === 0) {
      if (!keepIdle) dropped.add(one)
      continue
    }
    const key = hashOfSpans(core, one.spans)
    const others = alike.get(key) ?? []
    const twin = others.findIndex(
      ({ spans, candidate }) => sameSpans(core, spans, one.spans) && classOf(candidate) === classOf(one.candidate),
    )
    if (twin < 0) alike.set(key, [...others, one])
    else if (one.candidate.costCny < others[twin].candidate.costCny) {
      dropped.add(others[twin])
      others[twin] = one
    } else dropped.add(one)
  }
  return all.filter((one) => !dropped.has(one))
}
