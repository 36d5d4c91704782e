import type { Band, Scene } from './bands'
import type { RowContext } from './cell-row'
import type { Fault } from './position'
import { figureAt } from './row-figures'
import { note } from './tally'

/** The columns of downtilt. */
export const TILTS = ['tilt_m', 'tilt_e', 'tilt_e0', 'tilt'] as const

/**
 * Mechanical and electrical downtilt of a row, degrees. The whole tilt is mechanical + electrical + preset; where a table states the
 * whole and not every part, what the parts leave is electrical.
 */
export function tiltsOf(
  context: RowContext,
  fields: string[],
  band: Band,
  scene: Scene,
): { mechanical: number; electrical: number } | Fault {
  const { tally, tiltFactor } = context
  const values: Partial<Record<(typeof TILTS)[number], number>> = {}
  let turned = false
  for (const key of TILTS) {
    const value = figureAt(context, fields, key, 'degrees', 'degrees, such as 6')
    if (typeof value === 'object') return value
    if (value === undefined) continue
    values[key] = value === 0 ? 0 : value * tiltFactor
    if (tiltFactor < 0 && value < 0) turned = true
  }
  if (turned) note(tally, 'rows-tilt-sign')
  if (Math.abs(tiltFactor) < 1 && TILTS.some((key) => values[key])) note(tally, 'rows-tilt-tenth')
  const { tilt_m: mechanical, tilt_e: electrical, tilt_e0: preset, tilt: total } = values
  if (mechanical === undefined && electrical === undefined && preset === undefined) {
    if (total === undefined) note(tally, 'rows-tilt')
    const taken = total ?? band.tiltDeg[scene]
    if (taken > 25 || taken < -10) note(tally, 'rows-tilt-range', String(taken))
    return { mechanical: 0, electrical: taken }
  }
  const sum = (mechanical ?? 0) + (electrical ?? 0) + (preset ?? 0)
  const parts = { mechanical: mechanical ?? 0, electrical: (electrical ?? 0) + (preset ?? 0) }
  const whole = mechanical !== undefined && electrical !== undefined
  if (total !== undefined && !whole && total - sum > 0.5) {
    // The table has one part and the whole: what is left is the other part.
    return mechanical === undefined
      ? { mechanical: total - parts.electrical, electrical: parts.electrical }
      : { mechanical, electrical: total - mechanical }
  }
  if (total !== undefined && Math.abs(total - sum) > 0.5) {
    // Some tables count the preset into the electrical tilt; the whole tells which.
    if (Math.abs(total - sum + (preset ?? 0)) <= 0.5) return { ...parts, electrical: electrical ?? 0 }
    note(tally, 'rows-tilt-sum', `${total} against ${sum}`)
  }
  if (whole === false && total === undefined)
    note(tally, mechanical === undefined ? 'rows-tilt-no-mechanical' : 'rows-tilt-no-electrical')
  if (sum > 25 || sum < -10) note(tally, 'rows-tilt-range', String(sum))
  return parts
}
