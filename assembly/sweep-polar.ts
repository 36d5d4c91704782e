// Sweeps whose state is a running maximum: every step of four rays is evaluated, four lanes at a time.
import { DB_PER_AMPLITUDE_OCTAVE, log2x4 } from './math'

/**
 * Line of sight over the effective Earth: 1 or 0 for each step of four rays.
 * Slopes are metres per step from the antenna, less the bulge: a receiver is seen where its slope reaches the largest before it.
 * @param samples steps + 1 vectors of heights
 * @param inverse 1/s for each step s, f32, from s = 0 (unused)
 * @param curvatureM bulge at one step, step²/(2·ae), m
 */
export function losRays(
  samples: usize, target: usize, steps: i32, inverse: usize, antennaM: f32, rxHeightM: f32, curvatureM: f32,
): void {
  const antenna = f32x4.splat(antennaM)
  const rx = f32x4.splat(rxHeightM)
  const one = f32x4.splat(1)
  const bend = f32x4.splat(curvatureM)
  let drop = bend
  let highest = f32x4.splat(-1e30)
  const end = samples + (<usize>steps << 4)
  do {
    samples += 16
    target += 16
    inverse += 4
    const inv = v128.load32_splat(inverse)
    const ground = f32x4.sub(v128.load(samples), antenna)
    const slope = f32x4.sub(f32x4.mul(ground, inv), drop)
    const seen = f32x4.ge(f32x4.sub(f32x4.mul(f32x4.add(ground, rx), inv), drop), highest)
    v128.store(target, v128.and(seen, one))
    highest = f32x4.pmax(highest, slope)
    drop = f32x4.add(drop, bend)
  } while (samples < end)
}

/**
 * Loss over free space of one knife edge, the one that the antenna sees highest before the receiver: P.526 section 4.1,
 * J(ν) = 6.9 + 20·lg(√((ν − 0.1)² + 1) + ν − 0.1), 0 where ν ≤ −0.78.
 * With slopes from the antenna sE of the edge and sR of the receiver (metres per step over the flattened Earth), the edge stands
 * (sE − sR)·xE over the path and ν = (sE − sR)·√(nuFactor·D·xE/(D − xE)), x and D in steps.
 * @param nuFactor 2/(λ·step), 1/m²
 */
export function edgeRays(
  samples: usize, target: usize, steps: i32, inverse: usize, antennaM: f32, rxHeightM: f32, curvatureM: f32, nuFactor: f32,
): void {
  const antenna = f32x4.splat(antennaM)
  const rx = f32x4.splat(rxHeightM)
  const one = f32x4.splat(1)
  const tenth = f32x4.splat(0.1)
  const bend = f32x4.splat(curvatureM)
  const perOctave = f32x4.splat(<f32>DB_PER_AMPLITUDE_OCTAVE)
  const base = f32x4.splat(6.9)
  const least = f32x4.splat(-0.78)
  const nuScale = f32x4.splat(nuFactor)
  let drop = bend
  let highest = f32x4.splat(-1e12)
  let edgeAt = f32x4.splat(0.5)
  let s = one
  const end = samples + (<usize>steps << 4)
  do {
    samples += 16
    target += 16
    inverse += 4
    const inv = v128.load32_splat(inverse)
    const ground = f32x4.sub(v128.load(samples), antenna)
    const slope = f32x4.sub(f32x4.mul(ground, inv), drop)
    const receiver = f32x4.sub(f32x4.mul(f32x4.add(ground, rx), inv), drop)
    const weight = f32x4.sqrt(f32x4.div(f32x4.mul(f32x4.mul(nuScale, s), edgeAt), f32x4.sub(s, edgeAt)))
    const nu = f32x4.mul(f32x4.sub(highest, receiver), weight)
    // The bound keeps ν² finite before the first edge; it lies under the cut-off.
    const v = f32x4.sub(f32x4.pmax(nu, f32x4.splat(-1)), tenth)
    const root = f32x4.add(f32x4.sqrt(f32x4.add(f32x4.mul(v, v), one)), v)
    const loss = f32x4.add(base, f32x4.mul(perOctave, log2x4(root)))
    v128.store(target, v128.and(loss, f32x4.gt(nu, least)))
    const higher = f32x4.gt(slope, highest)
    edgeAt = v128.bitselect(s, edgeAt, higher)
    highest = f32x4.pmax(highest, slope)
    drop = f32x4.add(drop, bend)
    s = f32x4.add(s, one)
  } while (samples < end)
}
