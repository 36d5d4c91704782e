import { objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import { PON_CLASSES, type PonClassId } from './pon-class'

/**
 * Greatest insertion loss of a 1:n splitter, dB: the upper end of the vendors' ranges (3.3–3.8, 6.5–7.2, 10.2–10.8, 13.5–14.5, 16.5–17.5,
 * 19.5–21.0, 22.5–24.5), which is at or above the Chinese planar-splitter specification.
 */
export const SPLITTER_LOSS_DB: Record<number, number> = {
  1: 0,
  2: 3.8,
  4: 7.2,
  8: 10.8,
  16: 14.5,
  32: 17.5,
  64: 21,
  128: 24.5,
}

/** The optical link from terminal to home. Every field has a default; see `ODN_DEFAULTS`. */
export interface OdnBudget {
  ponClass: PonClassId
  /** Splitter stages, outputs each: [8, 8] is two stages of 1:8. */
  splits: number[]
  /** Loss of all splitters together, dB, where it was measured; otherwise it comes from `SPLITTER_LOSS_DB`. */
  splitLossDb?: number
  connectors: number
  connectorDb: number
  /** Kept free for repairs and ageing, dB. */
  marginDb: number
  /** Optical path penalty where the class does not hold it already, dB. */
  penaltyDb: number
  /** Loss of the fibre with its splices in the limiting direction (upstream, 1270 nm), dB per km. */
  fibreDbPerKm: number
}

/** Seven connectors of 0.5 dB, 2 dB kept for maintenance, penalty inside the class, 0.4 dB/km (10G upstream at 1270 nm). */
export const ODN_DEFAULTS: OdnBudget = {
  ponClass: 'N1',
  splits: [64],
  connectors: 7,
  connectorDb: 0.5,
  marginDb: 2,
  penaltyDb: 0,
  fibreDbPerKm: 0.4,
}

/**
 * Loss of splitter stages in series, dB.
 * @throws InputError `bad-split` for a ratio that no splitter has
 */
export function splitLossDb(splits: number[]): number {
  let sum = 0
  for (const split of splits) {
    const loss = SPLITTER_LOSS_DB[split]
    if (loss === undefined) {
      throw new InputError(
        'bad-split',
        'split',
        `A split of ${split}: expected 1, 2, 4, 8, 16, 32, 64 or 128 per stage.`,
      )
    }
    sum += loss
  }
  return sum
}

/** What the class leaves for the fibre itself once splitters, connectors, margin and penalty are taken off, dB; can be negative. */
export function fibreAllowanceDb(budget: Partial<OdnBudget>): number {
  const b = { ...ODN_DEFAULTS, ...budget }
  const splitters = b.splitLossDb ?? splitLossDb(b.splits)
  return PON_CLASSES[b.ponClass].maxDb - splitters - b.connectorDb * b.connectors - b.marginDb - b.penaltyDb
}

/**
 * Farthest route from terminal to home, km:
 * `L = (B_class − ΣIL_split − 0.5·n_conn − margin − penalty) / a_fibre`; 0 where the splitters alone use the budget up.
 * C+ with 1:4 + 1:16 (21 dB), 7 connectors, 2 dB margin, 1.5 dB penalty, 0.45 dB/km gives 8.9 km.
 */
export function odnReachKm(budget: Partial<OdnBudget>): number {
  objectArgument(budget, 'budget', 'an object of type Partial')
  const a = budget.fibreDbPerKm ?? ODN_DEFAULTS.fibreDbPerKm
  return Math.max(0, fibreAllowanceDb(budget) / a)
}

/** What a route of `routeKm` lacks, dB; 0 where the budget holds. */
export function missingDb(budget: Partial<OdnBudget>, routeKm: number): number {
  objectArgument(budget, 'budget', 'an object of type Partial')
  const a = budget.fibreDbPerKm ?? ODN_DEFAULTS.fibreDbPerKm
  return Math.max(0, routeKm * a - fibreAllowanceDb(budget))
}
