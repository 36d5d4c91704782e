import { log2x4 } from './math'
import { phiX4 } from './normal'

/**
 * Lays one frequency layer over the result: where the layer's strongest cell beats what stands, it takes its level, its
 * server and its SINR = S / (load·I + N), I (`layerSum`, mW) being all other cells of its own frequency.
 * `count` values, a multiple of 4. Clears the layer (level −1000 dBm, sum 0) for the next one.
 */
export function mergeLayer(
  best: usize,
  server: usize,
  sinr: usize,
  layerBest: usize,
  layerServer: usize,
  layerSum: usize,
  count: i32,
  load_: f32,
  noiseMw: f32,
): i32 {
  const loadV = f32x4.splat(load_)
  const noise = f32x4.splat(noiseMw)
  const dbPerOctave = f32x4.splat(3.01029996)
  const silent = f32x4.splat(-1000)
  const end = (<usize>count) << 2
  for (let at: usize = 0; at < end; at += 16) {
    const level = v128.load(layerBest + at)
    const before = v128.load(best + at)
    const better = f32x4.gt(level, before)
    if (v128.any_true(better)) {
      const others = v128.load(layerSum + at)
      const floor = f32x4.add(f32x4.mul(others, loadV), noise)
      // The ratio from the level in dB, not from the power: one rounding less.
      const db = f32x4.sub(level, f32x4.mul(log2x4(floor), dbPerOctave))
      v128.store(best + at, v128.bitselect(level, before, better))
      v128.store(server + at, v128.bitselect(v128.load(layerServer + at), v128.load(server + at), better))
      v128.store(sinr + at, v128.bitselect(db, v128.load(sinr + at), better))
    }
    v128.store(layerBest + at, silent)
    v128.store(layerServer + at, i32x4.splat(0))
    v128.store(layerSum + at, f32x4.splat(0))
  }
  return 0
}

/**
 * Ends a map: takes the padding out of the rows, puts NaN (and server 0) where the level is under `floorDbm`, and computes
 * the probability Φ((tested − threshold)/σ), `tested` being the level or what the rule tests instead.
 */
export function finishMap(
  best: usize,
  tested: usize,
  server: usize,
  sinr: usize,
  columns: i32,
  rows: i32,
  stride: i32,
  floorDbm: f32,
  thresholdDbm: f32,
  sigmaDb: f32,
  outRsrp: usize,
  outServer: usize,
  outSinr: usize,
  outProbability: usize,
): i32 {
  const nan = f32x4.splat(NaN)
  const floor = f32x4.splat(floorDbm)
  const threshold = f32x4.splat(thresholdDbm)
  const scale = f32x4.splat(<f32>(0.7071067811865476 / sigmaDb))
  for (let row = 0; row < rows; row++) {
    const from = (<usize>(row * stride)) << 2
    const to = (<usize>(row * columns)) << 2
    for (let column = 0; column < columns; column += 4) {
      const at = from + ((<usize>column) << 2)
      const level = v128.load(best + at)
      const heard = f32x4.ge(level, floor)
      const phi = phiX4(f32x4.mul(f32x4.sub(v128.load(tested + at), threshold), scale))
      const out = to + ((<usize>column) << 2)
      const rsrp = v128.bitselect(level, nan, heard)
      const cell = v128.and(v128.load(server + at), heard)
      const quality = v128.bitselect(v128.load(sinr + at), nan, heard)
      const probability = v128.and(phi, heard)
      if (column + 4 <= columns) {
        v128.store(outRsrp + out, rsrp)
        v128.store(outServer + out, cell)
        v128.store(outSinr + out, quality)
        v128.store(outProbability + out, probability)
      } else {
        const left = columns - column
        storePart(outRsrp + out, rsrp, left)
        storePart(outServer + out, cell, left)
        storePart(outSinr + out, quality, left)
        storePart(outProbability + out, probability, left)
      }
    }
  }
  return 0
}

/** The first `count` (1 to 3) lanes. */
function storePart(at: usize, lanes: v128, count: i32): void {
  store<i32>(at, i32x4.extract_lane(lanes, 0))
  if (count > 1) store<i32>(at, i32x4.extract_lane(lanes, 1), 4)
  if (count > 2) store<i32>(at, i32x4.extract_lane(lanes, 2), 8)
}
