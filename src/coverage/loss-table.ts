import { LOSS_ENTRIES, LOSS_STEP_BITS } from '../core/layout'

/** Squared distance, m², at entry i of a loss table: 2^⌊i/32⌋ · (1 + (i mod 32)/32). */
export function squaredDistanceM2(entry: number): number {
  const steps = 1 << LOSS_STEP_BITS
  return 2 ** Math.floor(entry / steps) * (1 + (entry % steps) / steps)
}

/** A model as the link kernel reads it: loss in dB over squared distance, 32 linear pieces an octave, from 1 m to 131 km. */
export function lossTable(lossDb: (distanceM: number) => number): Float32Array {
  return Float32Array.from({ length: LOSS_ENTRIES }, (_, i) => lossDb(Math.sqrt(squaredDistanceM2(i))))
}

/** The largest distance, m, at which a table still gives at most `lossDb`; 0 where it never does. */
export function reachM(table: Float32Array, lossDb: number): number {
  let last = table.length - 1
  while (last >= 0 && table[last] > lossDb) last--
  if (last < 0) return 0
  if (last === table.length - 1) return Math.sqrt(squaredDistanceM2(last))
  const part = (lossDb - table[last]) / (table[last + 1] - table[last])
  const [near, far] = [squaredDistanceM2(last), squaredDistanceM2(last + 1)]
  return Math.sqrt(near + part * (far - near))
}
