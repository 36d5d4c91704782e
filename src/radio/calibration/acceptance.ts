import { type Fit, LEAST_POINTS } from './fit-band'
import type { ErrorStatistics } from './statistics'

/** Errors of a fit on one land cover. */
export interface CoverErrors {
  group: string
  statistics: ErrorStatistics
}

/** Bounds of a plausible and useful fit (planning practice: |mean| ≤ 1 dB, per land cover ≤ 3, σ ≤ 8, correlation ≥ 0.6). */
const ACCEPT = { meanDb: 1, coverMeanDb: 3, sigmaDb: 8, correlation: 0.6, k2: [20, 60], offsetDb: 25 } as const
/** Cells differ as a whole by about this much, dB, so that the mean over few held-out cells may be off by chance. */
const CELL_OFFSET_DB = 3
const LEAST_CELLS = 6
/** A land cover with fewer points keeps its default offset and is not judged. */
const LEAST_COVER_POINTS = 30

/** Why a fit is not to be used; empty where it is. */
export function reasonsAgainst(
  fit: Fit,
  cells: number,
  heldCells: number,
  before: ErrorStatistics,
  held: ErrorStatistics,
  covers: CoverErrors[],
): string[] {
  const reasons: string[] = []
  const db = (value: number) => value.toFixed(1)
  if (cells < LEAST_CELLS || heldCells < 1)
    reasons.push(`${cells} cells, ${heldCells} of them held out; expected ${LEAST_CELLS} or more with one held out`)
  if (before.points < LEAST_POINTS) reasons.push(`${before.points} points; expected ${LEAST_POINTS} or more`)
  const { k2 } = fit.coefficients
  if (!(k2 >= ACCEPT.k2[0] && k2 <= ACCEPT.k2[1]))
    reasons.push(`K2 comes to ${db(k2)} dB per decade; ${ACCEPT.k2[0]} to ${ACCEPT.k2[1]} is plausible`)
  for (const [cover, offset] of Object.entries(fit.landCoverDb))
    if (Math.abs(offset) > ACCEPT.offsetDb)
      reasons.push(`the offset of ${cover} comes to ${db(offset)} dB; within ±${ACCEPT.offsetDb} is plausible`)
  if (heldCells > 0) {
    if (!(Math.abs(held.meanDb) <= Math.max(ACCEPT.meanDb, (2 * CELL_OFFSET_DB) / Math.sqrt(heldCells))))
      reasons.push(`the mean error on held-out cells is ${db(held.meanDb)} dB; ${ACCEPT.meanDb} is allowed`)
    if (!(held.sigmaDb <= ACCEPT.sigmaDb))
      reasons.push(`σ on held-out cells is ${db(held.sigmaDb)} dB; ${ACCEPT.sigmaDb} is allowed`)
    if (!(held.correlation >= ACCEPT.correlation))
      reasons.push(
        `the correlation on held-out cells is ${held.correlation.toFixed(2)}; expected ${ACCEPT.correlation}`,
      )
    if (!(held.rmsDb <= before.rmsDb))
      reasons.push(
        `the error on held-out cells, ${db(held.rmsDb)} dB, is no better than the ${db(before.rmsDb)} dB before`,
      )
  }
  for (const { group, statistics } of covers)
    if (statistics.points >= LEAST_COVER_POINTS && Math.abs(statistics.meanDb) > ACCEPT.coverMeanDb)
      reasons.push(`the mean error on ${group} is ${db(statistics.meanDb)} dB; ${ACCEPT.coverMeanDb} is allowed`)
  return reasons
}
