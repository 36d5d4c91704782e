import type { Core, Region } from '../core/core'
import { STEP_DBM, STEP_NUMBERS, STEP_STRIDE } from '../core/layout'
import { type CoverageMap, testedDbm } from '../coverage/coverage-map'
import { testSigmaDb } from '../coverage/service'
import { inverseNormalCdf } from '../radio/normal'

/** Probabilities of coverage under the hard level from which on a cell counts in part. Each widens every candidate's footprint. */
const PROBABILITIES = [0.65]

/** A level that a cell is brought to, and how much of its weight that is worth. */
export interface DemandStep {
  dbm: number
  share: number
}

/**
 * The steps in which a cell gains weight, the hard level first: at the level, `threshold + Φ⁻¹(p)·σ`, of each probability p under the
 * hard level's it counts `partialCover · p`, at the hard level whole. Covering each step is worth what it adds to the one under it: the
 * best server's probability, in steps, is maximal covering again.
 */
export function demandSteps(
  { rule, ...coverage }: Pick<CoverageMap, 'rule' | 'sigmaDb'>,
  partialCover: number,
): DemandStep[] {
  const hardDbm = rule.rsrpDbm + rule.marginDb
  const sigmaDb = testSigmaDb({ rule, ...coverage })
  const lower: DemandStep[] = []
  let counted = 0
  for (const probability of partialCover > 0 ? PROBABILITIES : []) {
    const dbm = rule.rsrpDbm + inverseNormalCdf(probability) * sigmaDb
    if (dbm >= hardDbm) break
    lower.push({ dbm, share: partialCover * probability - counted })
    counted = partialCover * probability
  }
  return [{ dbm: hardDbm, share: 1 - counted }, ...lower]
}

/** Demand of all steps: hard cells by rank, test points, then the cells of each step under the hard level. */
export interface SteppedDemand {
  /** Records of the footprint kernel, in the arena. */
  records: Region<Uint8Array>
  weights: Uint32Array
  /** First demand of each raster row, then of the points, then of each row of each further step, then the end. */
  lineStarts: Uint32Array
}

/**
 * Numbers and weighs the steps.
 * @param full weight of each demand cell in rank order
 * @param rowRanks rank of the first cell of each raster row, and of the end
 * @param points weights of the test points, numbered after the hard cells
 */
export function layOutSteps(
  core: Core,
  coverage: CoverageMap,
  steps: readonly DemandStep[],
  mask: Region<Uint8Array>,
  full: Uint32Array,
  rowRanks: Uint32Array,
  points: Uint32Array,
): SteppedDemand {
  const { arena, kernels } = core
  const records = arena.u8(steps.length * STEP_STRIDE)
  const numbers = steps.map(() => arena.u32(full.length + 1))
  const mark = arena.mark()
  const rsrp = arena.put(testedDbm(coverage))
  const fullRegion = arena.put(full)
  const out = arena.u32(Math.max(1, full.length))
  const weights: Uint32Array[] = []
  const lines: number[] = []
  let base = 0
  steps.forEach(({ dbm, share }, s) => {
    const { ptr, view } = numbers[s]
    const ptrs = [rsrp.ptr, mask.ptr, mask.length] as const
    const count = kernels.stepDemand(...ptrs, dbm, fullRegion.ptr, share, base, ptr, out.ptr)
    weights.push(out.view.slice(0, count))
    for (let row = 0; row + 1 < rowRanks.length; row++) lines.push(view[rowRanks[row]])
    base += count
    if (s > 0) return
    weights.push(points)
    lines.push(base)
    base += points.length
  })
  arena.release(mark)
  const bytes = records.view
  const record = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  steps.forEach(({ dbm }, s) => {
    record.setFloat32(s * STEP_STRIDE + STEP_DBM, dbm, true)
    record.setUint32(s * STEP_STRIDE + STEP_NUMBERS, s === 0 ? 0 : numbers[s].ptr, true)
  })
  const all = new Uint32Array(base)
  let at = 0
  for (const part of weights) {
    all.set(part, at)
    at += part.length
  }
  return { records, weights: all, lineStarts: Uint32Array.from([...lines, base]) }
}
