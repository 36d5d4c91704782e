import { type MipModel, type MipRun, startMip } from '../core/mip'
import type { PlacedCover } from './cover-instance'
import type { CheckedRules } from './cover-rules'
import { classesOf } from './demand-runs'
import type { ReducedGains } from './relaxation'

/** The size up to which the exact solver is worth its thread: beyond, it was not through its first relaxation in 25 s. */
const MOST_PAIRS = 250_000
const MOST_CELLS = 4_000_000
const MOST_CONFLICTS = 50_000
/** Of the sum of all weights: what the solver's tolerance (1e-6 per variable) may hide, with room. */
const TOLERANCE = 1e-7

export interface ExactRun {
  /** The best plan of the solver so far, must-haves first; undefined before it has one. */
  chosen(): Uint32Array | undefined
  /** No plan that obeys the rules covers more. */
  upperBound(): number
  proven(): boolean
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/** Whether the exact solver may be worth a try, before anything is settled. */
export function isSmall({ spans, offsets, candidates }: PlacedCover): boolean {
  const view = spans.view.subarray(0, 2 * offsets.view[candidates])
  let cells = 0
  for (let s = 0; s < view.length; s += 2) cells += view[s + 1] - view[s]
  return cells <= MOST_CELLS
}

/** 1 chosen in any plan that is no worse, 2 in none, 0 open: by the gains that prove the bound, and by the spacing. */
function decided(rules: CheckedRules, objective: number, { bound, gains }: ReducedGains): Uint8Array {
  const { usable, fixed, neighbours } = rules
  const state = new Uint8Array(usable.length)
  for (let i = 0; i < usable.length; i++) {
    if (!usable[i] || bound + Math.min(0, gains[i]) < objective) state[i] = 2
    else if (bound - Math.max(0, gains[i]) < objective) state[i] = 1
  }
  for (const id of fixed) state[id] = 1
  if (neighbours) {
    const blocked = state.slice()
    for (let i = 0; i < usable.length; i++) {
      if (state[i] !== 1) continue
      for (let k = neighbours.offsets[i]; k < neighbours.offsets[i + 1]; k++) {
        if (state[neighbours.ids[k]] !== 1) blocked[neighbours.ids[k]] = 2
      }
    }
    return blocked
  }
  return state
}

/** Rows of a program as they are written down one after the other. */
function rowWriter() {
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  const lower: number[] = []
  const upper: number[] = []
  return {
    add(entries: readonly (readonly [number, number])[], from: number, to: number): void {
      for (const [column, value] of entries) {
        indices.push(column)
        values.push(value)
      }
      starts.push(indices.length)
      lower.push(from)
      upper.push(to)
    },
    done: () => ({
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
      rowLower: Float64Array.from(lower),
      rowUpper: Float64Array.from(upper),
    }),
  }
}

/**
 * Starts the exact solver on what is left to decide: candidates that the linear bound rules in or out are settled, demand that the
 * same open candidates cover is one row (a program with a row per demand is not solved at all: Cordeau, Furini and Ljubić 2019).
 * Undefined where that is too large, or where no thread can be had.
 */
export async function startExact(
  placed: PlacedCover,
  rules: CheckedRules,
  plan: { chosen: ArrayLike<number>; objective: number },
  reduced: ReducedGains,
  timeLimitMs: number,
): Promise<ExactRun | undefined> {
  const { candidates, slots } = placed
  const state = decided(rules, plan.objective, reduced)
  const offsets = placed.offsets.view
  const spans = placed.spans.view
  const weight = placed.weight.view
  const covered = new Uint8Array(slots)
  let constant = 0
  let cells = 0
  const open: number[] = []
  const settled = Array.from(rules.fixed)
  const isFixed = new Set(settled)
  for (let i = 0; i < candidates; i++) {
    if (state[i] === 0) open.push(i)
    if (state[i] === 1 && !isFixed.has(i)) settled.push(i)
    if (state[i] === 2) continue
    for (let s = offsets[i] * 2; s < offsets[i + 1] * 2; s += 2) {
      if (state[i] === 0) cells += spans[s + 1] - spans[s]
      else {
        for (let slot = spans[s]; slot < spans[s + 1]; slot++) {
          if (!covered[slot]) constant += weight[slot]
          covered[slot] = 1
        }
      }
    }
  }
  if (cells > MOST_CELLS || settled.length > rules.choose) return undefined

  const rowOffsets = new Uint32Array(open.length + 1)
  const demand = new Uint32Array(cells)
  let n = 0
  open.forEach((i, at) => {
    for (let s = offsets[i] * 2; s < offsets[i + 1] * 2; s += 2) {
      for (let slot = spans[s]; slot < spans[s + 1]; slot++) if (!covered[slot] && weight[slot] > 0) demand[n++] = slot
    }
    rowOffsets[at + 1] = n
  })
  const { classOf, classes } = classesOf({ offsets: rowOffsets, demand: demand.subarray(0, n) }, slots)
  const worth = new Float64Array(classes)
  for (let slot = 0; slot < slots; slot++) if (classOf[slot] > 0) worth[classOf[slot]] += weight[slot]
  const coverers: number[][] = Array.from({ length: classes }, () => [])
  let pairs = 0
  open.forEach((_, at) => {
    for (let k = rowOffsets[at]; k < rowOffsets[at + 1]; k++) {
      const list = coverers[classOf[demand[k]]]
      if (list.length > 0 && list[list.length - 1] === at) continue
      list.push(at)
      pairs++
    }
  })
  if (pairs > MOST_PAIRS) return undefined
  const wanted = coverers.map((_, k) => k).filter((k) => coverers[k].length > 0)

  const total = open.length + wanted.length
  const model = {
    gain: new Float64Array(total),
    whole: new Uint8Array(total),
    start: new Float64Array(total),
  }
  const inPlan = new Set(Array.from(plan.chosen))
  open.forEach((i, at) => {
    model.whole[at] = 1
    model.start[at] = inPlan.has(i) ? 1 : 0
  })
  const rows = rowWriter()
  wanted.forEach((k, at) => {
    const column = open.length + at
    model.gain[column] = worth[k]
    model.start[column] = coverers[k].some((i) => model.start[i] === 1) ? 1 : 0
    rows.add([...coverers[k].map((i) => [i, 1] as const), [column, -1]], 0, Infinity)
  })
  const all = open.map((_, at) => [at, 1] as const)
  rows.add(all, 0, rules.choose - settled.length)
  const { costs, budget, neighbours, partitions } = rules
  if (costs && budget < Infinity) {
    const spent = settled.reduce((sum, i) => sum + costs[i], 0)
    rows.add(
      open.map((i, at) => [at, costs[i]] as const),
      -Infinity,
      budget - spent + Math.abs(budget) * 1e-12,
    )
  }
  for (const { group, groups, min, max } of partitions) {
    const had = new Int32Array(groups)
    for (const i of settled) had[group[i]]++
    const members: (readonly [number, number])[][] = Array.from({ length: groups }, () => [])
    open.forEach((i, at) => {
      members[group[i]].push([at, 1])
    })
    for (let g = 0; g < groups; g++) rows.add(members[g], min[g] - had[g], max[g] - had[g])
  }
  if (neighbours) {
    const place = new Map(open.map((i, at) => [i, at]))
    let conflicts = 0
    for (const [i, at] of place) {
      for (let k = neighbours.offsets[i]; k < neighbours.offsets[i + 1]; k++) {
        const other = place.get(neighbours.ids[k])
        if (other === undefined || other <= at) continue
        if (++conflicts > MOST_CONFLICTS) return undefined
        rows.add(
          [
            [at, 1],
            [other, 1],
          ],
          -Infinity,
          1,
        )
      }
    }
  }
  const program: MipModel = { ...model, ...rows.done() }
  const run: MipRun | undefined = await startMip(program, timeLimitMs)
  if (!run) return undefined
  return {
    chosen() {
      const { values } = run.best
      return values && Uint32Array.from([...settled, ...open.filter((_, at) => values[at] > 0.5)])
    },
    upperBound: () => Math.max(plan.objective, constant + run.best.upperBound + TOLERANCE * placed.total),
    proven: () => run.best.proven,
    ended: run.ended,
    stop: run.stop,
  }
}
