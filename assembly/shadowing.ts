import { LOSS_STEP_BITS, SHADOW_COLUMN, SHADOW_ENTRY, SHADOW_ROW, SHADOW_SIGMA_NLOS, SHADOW_STRIDE, SHADOW_TABLE } from './layout'
import { phiX4 } from './normal'

/** Value `field` of a table over squared distance (layout as that of a loss table), linear between two entries. */
// @ts-ignore: decorator
@inline
function between(entry: usize, fraction: f32, field: usize): f32 {
  const low = load<f32>(entry + field)
  return low + (load<f32>(entry + field + SHADOW_ENTRY) - low) * fraction
}

/**
 * Probability P·Φ(M_LOS/σ_LOS) + (1 − P)·Φ(M_NLOS/σ_NLOS) of each cell by its server's shadowing at its distance; 0 where `tested` is NaN. The
 * two Φ of a cell share a vector.
 * @param servers records SHADOW_… by server number; @param penetrationSigmaDb joins both spreads
 */
export function shadowedProbability(
  tested: usize,
  server: usize,
  columns: i32,
  rows: i32,
  cellSizeM: f32,
  servers: usize,
  thresholdDbm: f32,
  penetrationSigmaDb: f32,
  out: usize,
): i32 {
  const root: f32 = 0.7071067811865476
  const pen2 = penetrationSigmaDb * penetrationSigmaDb
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = (<usize>(row * columns + column)) << 2
      const level = load<f32>(tested + at)
      const id = load<u32>(server + at)
      if (level != level || id == 0) {
        store<f32>(out + at, 0)
        continue
      }
      const record = servers + <usize>id * SHADOW_STRIDE
      const dx = (<f32>column + 0.5 - load<f32>(record, SHADOW_COLUMN)) * cellSizeM
      const dy = (<f32>row + 0.5 - load<f32>(record, SHADOW_ROW)) * cellSizeM
      const bits = reinterpret<i32>(max<f32>(1, dx * dx + dy * dy)) - 0x3f800000
      const fraction = <f32>(bits & ((1 << (23 - LOSS_STEP_BITS)) - 1)) / <f32>(1 << (23 - LOSS_STEP_BITS))
      const entry = <usize>load<u32>(record, SHADOW_TABLE) + <usize>(bits >> (23 - LOSS_STEP_BITS)) * SHADOW_ENTRY
      const clear = between(entry, fraction, 0)
      const gap = between(entry, fraction, 4)
      const sigmaLos = between(entry, fraction, 8)
      const sigmaNlos = load<f32>(record, SHADOW_SIGMA_NLOS)
      const spare = level - thresholdDbm
      const seen = ((spare + (1 - clear) * gap) * root) / sqrt<f32>(sigmaLos * sigmaLos + pen2)
      const unseen = ((spare - clear * gap) * root) / sqrt<f32>(sigmaNlos * sigmaNlos + pen2)
      const phi = phiX4(f32x4.replace_lane(f32x4.splat(seen), 1, unseen))
      store<f32>(out + at, clear * f32x4.extract_lane(phi, 0) + (1 - clear) * f32x4.extract_lane(phi, 1))
    }
  }
  return 0
}
