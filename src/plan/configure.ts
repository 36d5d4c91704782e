import KDBush from 'kdbush'
import { AIM_BEARINGS, AIM_REACHES, MAST_SECTOR, MAST_SECTORS, MAST_STRIDE } from '../../assembly/layout'
import type { Core, KernelTask } from '../core/core'
import { MAX_RADIUS_M } from '../coverage/compute-coverage'
import type { CoverageMap } from '../coverage/coverage-map'
import { type PlacedMasts, placeMasts } from '../coverage/masts'
import type { Propagation } from '../coverage/propagation'
import { strideOf } from '../coverage/tiles'
import type { LongTask } from '../formats/progress'
import { BANDS } from '../network/bands'
import { MAX_ATTENUATION_DB } from '../radio/antenna'
import { aimedAzimuths, aimedTilt } from './aim'
import { type Candidate, testedMast } from './candidate'
import { type Costs, towerExtraCny } from './cost'
import type { Demand } from './demand'
import { footprintsOf, type Spans } from './footprints'
import { otherHeightsM } from './heights'

/** Of more candidates than these, tilts and heights are tried only where a place leads within the neighbourhood, m. */
const MANY = 8192
const NEIGHBOURHOOD_M = 800
/** … where it reaches so much per CNY of what any of them does. */
const LEADS = 0.95
/** Antenna positions that are worked on together: bounds the scratch of one batch. */
const BATCH = 1024

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

/** The best so far of a candidate: `pairs` are its ranges of demand. */
interface Best {
  candidate: Candidate
  pairs: Uint32Array
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
  const isMany = candidates.length > MANY
  const own = candidates.map((candidate, place) => ({ place, candidate }))
  const aimed = await bestDirections(core, input, own, asTheyAre ? 'none' : isMany ? 'azimuths' : 'all', [], task)
  if (asTheyAre) return gathered(aimed)
  const leading = isMany ? leaders(aimed) : undefined
  const positions = candidates.flatMap((candidate, place) => {
    if (leading && !leading[place]) return []
    const others = otherHeights(candidate, costs)
    return (leading ? [candidate, ...others] : others).map((at) => ({ place, candidate: at }))
  })
  return gathered(thinned(await bestDirections(core, input, positions, 'all', aimed, task), input))
}

/** What is tried of the directions of a position: nothing, azimuths, or azimuths and tilts. */
type Tried = 'none' | 'azimuths' | 'all'

/** An antenna position to try for the candidate of a place. */
interface Position {
  place: number
  candidate: Candidate
}

/** For each place the better of what is known and of the positions, each with its better directions. */
async function bestDirections(
  core: Core,
  { coverage, propagation, demand }: ConfigureInput,
  positions: Position[],
  tried: Tried,
  known: Best[],
  { signal, onProgress }: LongTask,
): Promise<Best[]> {
  const { grid } = coverage
  const { arena } = core
  const { terrain } = propagation
  const { cellDbm, pointDbm, placed: where } = demand
  const mark = arena.mark()
  const stride = strideOf(grid)
  const weights = arena.put(demand.weights)
  const before = new Float64Array(demand.weights.length + 1)
  for (let j = 0; j < demand.weights.length; j++) before[j + 1] = before[j] + demand.weights[j]
  const reach = { floorDbm: demand.floorDbm, maxRadiusM: MAX_RADIUS_M }
  const best = known.slice()

  for (let from = 0; from < positions.length; from += BATCH) {
    const outer = arena.mark()
    const batch = positions.slice(from, from + BATCH)
    const rounds = batch.map(({ candidate }) => testedMast({ ...candidate, azimuthsDeg: [Number.NaN] }, coverage))
    const placed = placeMasts(core, grid, propagation, rounds, reach)
    for (let first = 0; first < batch.length; ) {
      const last = terrain ? first + terrain.batch(placed.radiusCells, first) : batch.length
      const inner = arena.mark()
      await terrain?.run(rounds, placed, first, last, { signal })
      const roses = Array.from({ length: last - first }, () => arena.f64(AIM_BEARINGS * AIM_REACHES + 2))
      const aims = roses.map((rose, i): KernelTask => {
        const band = BANDS[batch[first + i].candidate.band]
        const args = [
          ...[placed.masts.ptr + (first + i) * MAST_STRIDE, placed.sectors.ptr, grid.columns, grid.rows, stride],
          ...[grid.cellSizeM, terrain?.heightM.ptr ?? 0, cellDbm, pointDbm, band.horizontalBeamwidthDeg],
          ...[MAX_ATTENUATION_DB, where.rank.ptr, weights.ptr, where.pointRow.ptr, where.pointColumn.ptr],
          ...[where.pointBase, 0, rose.ptr],
        ]
        return { kernel: 'aimDemand', args, scratchArg: 16 }
      })
      await core.run(aims, { scratchBytes: stride * 4, signal, stage: 'plan' })
      const options = roses.flatMap((rose, i) =>
        directionsOf(batch[first + i].candidate, rose.view, tried).map((candidate) => ({
          position: first + i,
          candidate,
        })),
      )
      const masts = options.map(({ candidate }) => testedMast(candidate, coverage))
      const aimed = placeMasts(core, grid, propagation, masts, reach)
      for (const [i, { position }] of options.entries()) takeWindow(core, placed, position, aimed, i)
      const shared = { grid, terrain, demand: where, pointDbm, signal }
      const footprints = await footprintsOf(core, { ...shared, masts, placed: aimed })
      footprints.forEach((pairs, i) => {
        const { position, candidate } = options[i]
        let weight = 0
        for (let k = 0; k < pairs.length; k += 2) weight += before[pairs[k + 1]] - before[pairs[k]]
        const { place } = batch[position]
        const rival: Best | undefined = best[place]
        if (!rival || weight * rival.candidate.costCny > rival.weight * candidate.costCny) {
          best[place] = { candidate, pairs, weight }
        }
      })
      arena.release(inner)
      onProgress?.({ stage: 'plan', done: from + last, total: positions.length })
      first = last
    }
    arena.release(outer)
  }
  arena.release(mark)
  return best
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

/** A candidate with its sectors aimed at the demand, tilted as is usual, and as the demand around it lies. */
function directionsOf(candidate: Candidate, rose: Float64Array, tried: Tried): Candidate[] {
  const aimedDeg = aimedTilt(rose)
  if (tried === 'none' || candidate.kept || Number.isNaN(aimedDeg)) return [candidate]
  const azimuthsDeg = aimedAzimuths(rose)
  const usualDeg = candidate.tiltDeg
  const tilts = tried === 'azimuths' ? [usualDeg] : [usualDeg, aimedDeg, Math.round((usualDeg + aimedDeg) / 2)]
  return [...new Set(tilts)].map((tiltDeg) => ({ ...candidate, azimuthsDeg, tiltDeg }))
}

/** Gives mast `to` what mast `from` at the same place and height has: its loss table and window of terrain loss. */
function takeWindow(core: Core, source: PlacedMasts, from: number, target: PlacedMasts, to: number): void {
  const records = new DataView(core.arena.memory.buffer)
  const at = target.masts.ptr + to * MAST_STRIDE
  const sector = records.getUint32(at + MAST_SECTOR, true)
  const sectors = records.getUint32(at + MAST_SECTORS, true)
  const bytes = new Uint8Array(core.arena.memory.buffer)
  bytes.copyWithin(at, source.masts.ptr + from * MAST_STRIDE, source.masts.ptr + (from + 1) * MAST_STRIDE)
  records.setUint32(at + MAST_SECTOR, sector, true)
  records.setUint32(at + MAST_SECTORS, sectors, true)
}

/** Without those that reach nothing, and of those that reach the same only the cheapest; must-haves and kept ones stay. */
function thinned(all: Best[], { keepIdle, classOf }: ConfigureInput): Best[] {
  const stays = ({ candidate }: Best): boolean => candidate.kept !== undefined || candidate.listed?.wish === 'must'
  const alike = new Map<number, Best[]>()
  const dropped = new Set<Best>()
  for (const one of all) {
    if (stays(one)) continue
    if (one.pairs.length === 0) {
      if (!keepIdle) dropped.add(one)
      continue
    }
    const key = hashOf(one.pairs)
    const others = alike.get(key) ?? []
    const twin = others.findIndex(
      ({ pairs, candidate }) =>
        pairs.length === one.pairs.length &&
        pairs.every((v, k) => v === one.pairs[k]) &&
        classOf(candidate) === classOf(one.candidate),
    )
    if (twin < 0) alike.set(key, [...others, one])
    else if (one.candidate.costCny < others[twin].candidate.costCny) {
      dropped.add(others[twin])
      others[twin] = one
    } else dropped.add(one)
  }
  return all.filter((one) => !dropped.has(one))
}

/** FNV-1a over words. */
function hashOf(words: Uint32Array): number {
  let hash = 0x811c9dc5
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193)
  return hash >>> 0
}

function gathered(all: Best[]): Configured {
  const offsets = new Uint32Array(all.length + 1)
  all.forEach(({ pairs }, i) => {
    offsets[i + 1] = offsets[i] + pairs.length / 2
  })
  const start = new Uint32Array(offsets[all.length])
  const end = new Uint32Array(offsets[all.length])
  all.forEach(({ pairs }, i) => {
    for (let k = 0; k < pairs.length; k += 2) {
      start[offsets[i] + k / 2] = pairs[k]
      end[offsets[i] + k / 2] = pairs[k + 1]
    }
    // Twice the footprints of 100,000 candidates would be hundreds of megabytes.
    all[i].pairs = new Uint32Array(0)
  })
  return {
    candidates: all.map(({ candidate }) => candidate),
    spans: { offsets, start, end },
  }
}
