// Quality of a map: dominance, overlap, rates, the level that a rule is tested on.

import { milliwattX4 } from './decibel'
import {
  SERVICE_DOWNLINK_BEARS,
  SERVICE_DOWNLINK_MBPS,
  SERVICE_LOSS_DB,
  SERVICE_LOSS_RATIO,
  SERVICE_STRIDE,
  SERVICE_UPLINK_DB,
  SERVICE_UPLINK_MBPS,
  SERVICE_UPLINK_NEED_DB,
} from './layout'
import { log2x4 } from './math'
import { phiX4 } from './normal'

/** dB of a power ratio: 10·lg 2 per octave. */
const DB_PER_OCTAVE: f32 = 3.01029996
/** Cells within so many dB of the strongest overlap with it. */
const OVERLAP_DB: f32 = 6
/** Dominance is not told beyond; also where there is no second cell. */
const ALONE_DB: f32 = 99
/** 0.75·log2(1 + SINR), at most 7.4 bit/s/Hz. */
const SHANNON_SHARE: f32 = 0.75
const MOST_EFFICIENCY: f32 = 7.4

/** Spectral efficiency at a SINR in dB, bit/s/Hz: min(0.75·log2(1 + SINR), 7.4). */
function efficiencyX4(sinrDb: v128): v128 {
  const linear = f32x4.add(milliwattX4(sinrDb), f32x4.splat(1))
  return f32x4.pmin(f32x4.mul(log2x4(linear), f32x4.splat(SHANNON_SHARE)), f32x4.splat(MOST_EFFICIENCY))
}

/** One field of four service records. */
// @ts-ignore: decorator
@inline
function fieldX4(a: usize, b: usize, c: usize, d: usize, field: usize): v128 {
  const ab = v128.shuffle<f32>(v128.load32_zero(a + field), v128.load32_zero(b + field), 0, 4, 1, 5)
  const cd = v128.shuffle<f32>(v128.load32_zero(c + field), v128.load32_zero(d + field), 0, 4, 1, 5)
  return v128.shuffle<f32>(ab, cd, 0, 1, 4, 5)
}

/** 1 where a runner-up is within 6 dB of the strongest. */
function closeX4(level: v128, runner: v128): v128 {
  return v128.and(f32x4.ge(runner, f32x4.sub(level, f32x4.splat(OVERLAP_DB))), f32x4.splat(1))
}

/**
 * Before a frequency layer is laid over the result (`mergeLayer`): where its strongest cell beats `best`, the margin to its second
 * (dB) and the number of its cells within 6 dB (1 to 4, 4 meaning four or more) stand; clears the runners-up.
 * `count` values, a multiple of 4; `plane` bytes between the runners-up.
 */
export function mergeRunners(
  best: usize,
  layerBest: usize,
  runners: usize,
  plane: usize,
  margin: usize,
  overlap: usize,
  count: i32,
): i32 {
  const silent = f32x4.splat(-1000)
  const end = (<usize>count) << 2
  for (let at: usize = 0; at < end; at += 16) {
    const level = v128.load(layerBest + at)
    const better = f32x4.gt(level, v128.load(best + at))
    const second = runners + at
    if (v128.any_true(better)) {
      const next = v128.load(second)
      const cells = f32x4.add(
        f32x4.add(f32x4.splat(1), closeX4(level, next)),
        f32x4.add(closeX4(level, v128.load(second + plane)), closeX4(level, v128.load(second + 2 * plane))),
      )
      const over = f32x4.pmin(f32x4.sub(level, next), f32x4.splat(ALONE_DB))
      v128.store(margin + at, v128.bitselect(over, v128.load(margin + at), better))
      v128.store(overlap + at, v128.bitselect(cells, v128.load(overlap + at), better))
    }
    v128.store(second, silent)
    v128.store(second + plane, silent)
    v128.store(second + 2 * plane, silent)
  }
  return 0
}

/**
 * Before `mergeLayer`: what a frequency layer's strongest cell gives, each the largest over the layers so far: downlink and uplink
 * rate, Mbit/s (`downlink` and `uplink` may be 0), and the level that the rule is tested on, dBm (`tested` may be 0):
 * threshold + spare, all behind the rule's wall or car body. The spare is how far the levels may fall, server and interferers together (what
 * shadows a place shadows all that it hears): min(level − threshold, 10·lg((S/need − load·I)/N), uplink SINR − need), dB.
 * A layer under `floorDbm` gives nothing. `services` has a record for each server.
 */
export function mergeService(
  layerBest: usize,
  layerServer: usize,
  layerSum: usize,
  downlink: usize,
  uplink: usize,
  tested: usize,
  count: i32,
  load_: f32,
  noiseMw: f32,
  floorDbm: f32,
  thresholdDbm: f32,
  services: usize,
): i32 {
  const loadV = f32x4.splat(load_)
  const noise = f32x4.splat(noiseMw)
  const floor = f32x4.splat(floorDbm)
  const threshold = f32x4.splat(thresholdDbm)
  const perOctave = f32x4.splat(DB_PER_OCTAVE)
  const silent = f32x4.splat(-1000)
  const end = (<usize>count) << 2
  for (let at: usize = 0; at < end; at += 16) {
    const outdoors = v128.load(layerBest + at)
    const heard = f32x4.ge(outdoors, floor)
    if (!v128.any_true(heard)) continue
    const server = layerServer + at
    const a = services + <usize>load<u32>(server) * SERVICE_STRIDE
    const b = services + <usize>load<u32>(server, 4) * SERVICE_STRIDE
    const c = services + <usize>load<u32>(server, 8) * SERVICE_STRIDE
    const d = services + <usize>load<u32>(server, 12) * SERVICE_STRIDE
    const level = f32x4.sub(outdoors, fieldX4(a, b, c, d, SERVICE_LOSS_DB))
    const others = f32x4.mul(v128.load(layerSum + at), fieldX4(a, b, c, d, SERVICE_LOSS_RATIO))
    const disturbance = f32x4.add(f32x4.mul(others, loadV), noise)
    const sinr = f32x4.sub(level, f32x4.mul(log2x4(disturbance), perOctave))
    const sinrUp = f32x4.add(level, fieldX4(a, b, c, d, SERVICE_UPLINK_DB))
    if (downlink) {
      const rate = f32x4.mul(efficiencyX4(sinr), fieldX4(a, b, c, d, SERVICE_DOWNLINK_MBPS))
      v128.store(downlink + at, f32x4.pmax(v128.load(downlink + at), v128.and(rate, heard)))
    }
    if (uplink) {
      const rate = f32x4.mul(efficiencyX4(sinrUp), fieldX4(a, b, c, d, SERVICE_UPLINK_MBPS))
      v128.store(uplink + at, f32x4.pmax(v128.load(uplink + at), v128.and(rate, heard)))
    }
    if (tested) {
      const bears = f32x4.mul(milliwattX4(level), fieldX4(a, b, c, d, SERVICE_DOWNLINK_BEARS))
      const left = f32x4.pmax(f32x4.sub(bears, f32x4.mul(others, loadV)), f32x4.splat(1e-30))
      const downSpare = f32x4.mul(f32x4.sub(log2x4(left), log2x4(noise)), perOctave)
      const upSpare = f32x4.sub(sinrUp, fieldX4(a, b, c, d, SERVICE_UPLINK_NEED_DB))
      const spare = f32x4.pmin(f32x4.sub(level, threshold), f32x4.pmin(downSpare, upSpare))
      const value = v128.bitselect(f32x4.add(threshold, spare), silent, heard)
      v128.store(tested + at, f32x4.pmax(v128.load(tested + at), value))
    }
  }
  return 0
}

/** Takes the padding out of a layer's rows and puts NaN where `best` is under `floorDbm`. */
export function finishLayer(
  values: usize,
  best: usize,
  columns: i32,
  rows: i32,
  stride: i32,
  floorDbm: f32,
  out: usize,
): i32 {
  for (let row = 0; row < rows; row++) {
    const from = (<usize>(row * stride)) << 2
    const to = (<usize>(row * columns)) << 2
    for (let column = 0; column < columns; column++) {
      const at = (<usize>column) << 2
      store<f32>(out + to + at, load<f32>(best + from + at) >= floorDbm ? load<f32>(values + from + at) : NaN)
    }
  }
  return 0
}

/**
 * SS-RSRQ = N·RSRP/RSSI (TS 38.215 §5.1.3), dB, from the SINR at one load of all cells: per resource element RSSI/(12·N) = load·S + load·I + N,
 * so RSRQ = −10·lg(12·(load + 1/SINR)). `count` values; NaN stays NaN. May work in place.
 */
export function rsrqOf(sinr: usize, out: usize, count: i32, load_: f32): i32 {
  const twelveLoads = f32x4.splat(12 * load_)
  const twelve = f32x4.splat(12)
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2
    const db = v128.load(sinr + at)
    const ratio = f32x4.add(twelveLoads, f32x4.mul(twelve, milliwattX4(f32x4.neg(db))))
    const rsrq = f32x4.neg(f32x4.mul(log2x4(ratio), f32x4.splat(DB_PER_OCTAVE)))
    v128.store(out + at, v128.bitselect(rsrq, db, f32x4.eq(db, db)))
  }
  return 0
}

/** Address of a server's loss; that of no server where the table does not know it. */
// @ts-ignore: decorator
@inline
function lossAt(losses: usize, servers: u32, server: u32): usize {
  return losses + (server < servers ? (<usize>server) << 2 : 0)
}

/**
 * The same map by another test: behind a wall or in a car (`losses`, f32 dB by server number, 0 for none), or with a SINR asked for too
 * (`sinr` 0 for not): where it is under `sinrDb` the level counts as −1000 dBm. Writes the level and Φ((level − threshold)/σ), 0 where unheard.
 * `count` values, the regions with room for a multiple of 4.
 */
export function otherTest(
  tested: usize,
  server: usize,
  losses: usize,
  servers: u32,
  sinr: usize,
  sinrDb: f32,
  thresholdDbm: f32,
  sigmaDb: f32,
  count: i32,
  outLevel: usize,
  outProbability: usize,
): i32 {
  const threshold = f32x4.splat(thresholdDbm)
  const scale = f32x4.splat(<f32>(0.7071067811865476 / sigmaDb))
  const silent = f32x4.splat(-1000)
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2
    let level = v128.load(tested + at)
    const heard = f32x4.eq(level, level)
    if (losses) {
      const a = lossAt(losses, servers, load<u32>(server + at))
      const b = lossAt(losses, servers, load<u32>(server + at, 4))
      const c = lossAt(losses, servers, load<u32>(server + at, 8))
      const d = lossAt(losses, servers, load<u32>(server + at, 12))
      level = f32x4.sub(level, fieldX4(a, b, c, d, 0))
    }
    if (sinr) {
      const poor = f32x4.lt(v128.load(sinr + at), f32x4.splat(sinrDb))
      level = v128.bitselect(silent, level, v128.and(poor, heard))
    }
    v128.store(outLevel + at, level)
    const probability = phiX4(f32x4.mul(f32x4.sub(level, threshold), scale))
    v128.store(outProbability + at, v128.and(probability, heard))
  }
  return 0
}

/** 1 where four or more cells overlap at a level of `leastDbm` or more, else 0. */
export function overlapMask(overlap: usize, rsrp: usize, leastDbm: f32, count: i32, out: usize): i32 {
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 2
    const crowded = load<u8>(overlap + <usize>i) >= 4 && load<f32>(rsrp + at) >= leastDbm
    store<f32>(out + at, crowded ? 1 : 0)
  }
  return 0
}
