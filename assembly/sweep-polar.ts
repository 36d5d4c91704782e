// Sweeps whose state is a running maximum: every step of four rays is evaluated, four lanes at a time.
import { RISE_AZIMUTHS, RISE_FIRST_AZIMUTH } from './layout'
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

const TURN: f64 = 6.283185307179586

/** The effective height of an antenna in a direction, m: between the two azimuths beside it. */
function heightToward(rise: usize, along: f32, across: f32): f64 {
  const turn = Math.atan2(<f64>across, <f64>along) / TURN
  const position = (turn < 0.0 ? turn + 1.0 : turn) * <f64>RISE_AZIMUTHS
  const whole = <i32>position
  const first = rise + (<usize>RISE_FIRST_AZIMUTH << 2)
  const low = <f64>load<f32>(first + (<usize>(whole % RISE_AZIMUTHS) << 2))
  const high = <f64>load<f32>(first + (<usize>((whole + 1) % RISE_AZIMUTHS) << 2))
  return low + (position - <f64>whole) * (high - low)
}

/**
 * Adds to each step of four rays what the effective height toward them does to the model's loss: linear in the logarithm of the height
 * between three heights, as the Hata family is, and never more than to free space.
 * @param rise SWEEP_OPTION_RISE_HEIGHTS
 * @param gains SWEEP_OPTION_RISE_GAINS
 */
export function addRise(target: usize, steps: i32, direction: usize, rise: usize, gains: usize, radius: i32): void {
  const lowM = <f64>load<f32>(rise)
  const middleM = <f64>load<f32>(rise, 4)
  const mostM = <f64>load<f32>(rise, 8)
  // Step 0 is nobody's: the shares of the four rays are laid out there.
  for (let lane: i32 = 0; lane < 4; lane++) {
    const heightM = heightToward(rise, load<f32>(direction + (<usize>lane << 2)), load<f32>(direction + (<usize>lane << 2), 16))
    const risenM = min(middleM, max(lowM, heightM))
    const share = middleM > lowM ? Math.log(risenM / lowM) / Math.log(middleM / lowM) : 0.0
    store<f32>(target + (<usize>lane << 2), <f32>share)
  }
  const first = v128.load(target)
  for (let lane: i32 = 0; lane < 4; lane++) {
    const heightM = heightToward(rise, load<f32>(direction + (<usize>lane << 2)), load<f32>(direction + (<usize>lane << 2), 16))
    const risenM = min(mostM, max(middleM, heightM))
    const share = mostM > middleM ? Math.log(risenM / middleM) / Math.log(mostM / middleM) : 0.0
    store<f32>(target + (<usize>lane << 2), <f32>share)
  }
  const second = v128.load(target)
  const upper = gains + (<usize>(radius + 2) << 2)
  const floor = upper + (<usize>(radius + 2) << 2)
  for (let s: i32 = 1; s <= steps; s++) {
    const at = target + (<usize>s << 4)
    const low = f32x4.mul(first, v128.load32_splat(gains + (<usize>s << 2)))
    const high = f32x4.mul(second, v128.load32_splat(upper + (<usize>s << 2)))
    const gain = f32x4.pmax(f32x4.add(low, high), v128.load32_splat(floor + (<usize>s << 2)))
    v128.store(at, f32x4.add(v128.load(at), gain))
  }
}
