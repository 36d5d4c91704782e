// Zonal statistics: what of each village's area and residents is covered.

import {
  ZONAL_AREA, ZONAL_AREA_EXPECTED, ZONAL_AREA_HARD, ZONAL_PEOPLE, ZONAL_PEOPLE_EXPECTED, ZONAL_PEOPLE_HARD, ZONAL_STRIDE,
} from './layout'

// @ts-ignore: decorator
@inline
function addHalves(sum: v128, values: v128): v128 {
  const low = f64x2.promote_low_f32x4(values)
  const high = f64x2.promote_low_f32x4(v128.shuffle<i32>(values, values, 2, 3, 2, 3))
  return f64x2.add(sum, f64x2.add(low, high))
}

// @ts-ignore: decorator
@inline
function total(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

/**
 * Sums of villages [first, last) into `out`, ZONAL_STRIDE bytes each: area in cells (all; with RSRP ≥ `hardDbm`; mean probability)
 * and residents (the same three). NaN RSRP is not covered, NaN probability is 0. Sums are f64 in a fixed order.
 * @param edgePeople f32 per boundary cell: the village's own residents there
 */
export function zonalSums(
  out: usize, first: i32, last: i32, spanOffsets: usize, spanStart: usize, spanEnd: usize, edgeOffsets: usize,
  edgeCell: usize, edgeFraction: usize, edgePeople: usize, rsrp: usize, probability: usize, people: usize, hardDbm: f32,
): i32 {
  const limit = f32x4.splat(hardDbm)
  for (let v = first; v < last; v++) {
    let area: f64 = 0
    let areaHard: f64 = 0
    let areaExpected: f64 = 0
    let residents: f64 = 0
    let residentsHard: f64 = 0
    let residentsExpected: f64 = 0
    const spanLast = load<u32>(spanOffsets + ((<usize>v) << 2), 4)
    for (let s = load<u32>(spanOffsets + ((<usize>v) << 2)); s < spanLast; s++) {
      const start = load<u32>(spanStart + ((<usize>s) << 2))
      const end = load<u32>(spanEnd + ((<usize>s) << 2))
      let at = (<usize>start) << 2
      const stop = (<usize>end) << 2
      const stop4 = at + ((stop - at) & ~15)
      let hardCells = i32x4.splat(0)
      let sumP = f64x2.splat(0)
      let sumQ = f64x2.splat(0)
      let sumHardQ = f64x2.splat(0)
      let sumPQ = f64x2.splat(0)
      for (; at < stop4; at += 16) {
        const hard = f32x4.ge(v128.load(rsrp + at), limit)
        const raw = v128.load(probability + at)
        const p = v128.and(raw, f32x4.eq(raw, raw))
        const q = v128.load(people + at)
        hardCells = i32x4.sub(hardCells, hard)
        sumP = addHalves(sumP, p)
        sumQ = addHalves(sumQ, q)
        sumHardQ = addHalves(sumHardQ, v128.and(q, hard))
        sumPQ = addHalves(sumPQ, f32x4.mul(p, q))
      }
      area += <f64>(end - start)
      areaHard += <f64>(
        i32x4.extract_lane(hardCells, 0) + i32x4.extract_lane(hardCells, 1) +
        i32x4.extract_lane(hardCells, 2) + i32x4.extract_lane(hardCells, 3)
      )
      areaExpected += total(sumP)
      residents += total(sumQ)
      residentsHard += total(sumHardQ)
      residentsExpected += total(sumPQ)
      for (; at < stop; at += 4) {
        const q = <f64>load<f32>(people + at)
        const raw = load<f32>(probability + at)
        const p: f64 = raw == raw ? <f64>raw : 0
        residents += q
        areaExpected += p
        residentsExpected += p * q
        if (load<f32>(rsrp + at) >= hardDbm) {
          areaHard += 1
          residentsHard += q
        }
      }
    }
    const edgeLast = load<u32>(edgeOffsets + ((<usize>v) << 2), 4)
    for (let e = load<u32>(edgeOffsets + ((<usize>v) << 2)); e < edgeLast; e++) {
      const at = (<usize>load<u32>(edgeCell + ((<usize>e) << 2))) << 2
      const fraction = <f64>load<f32>(edgeFraction + ((<usize>e) << 2))
      const q = <f64>load<f32>(edgePeople + ((<usize>e) << 2))
      const raw = load<f32>(probability + at)
      const p: f64 = raw == raw ? <f64>raw : 0
      area += fraction
      residents += q
      areaExpected += p * fraction
      residentsExpected += p * q
      if (load<f32>(rsrp + at) >= hardDbm) {
        areaHard += fraction
        residentsHard += q
      }
    }
    const row = out + <usize>v * ZONAL_STRIDE
    store<f64>(row, area, ZONAL_AREA)
    store<f64>(row, areaHard, ZONAL_AREA_HARD)
    store<f64>(row, areaExpected, ZONAL_AREA_EXPECTED)
    store<f64>(row, residents, ZONAL_PEOPLE)
    store<f64>(row, residentsHard, ZONAL_PEOPLE_HARD)
    store<f64>(row, residentsExpected, ZONAL_PEOPLE_EXPECTED)
  }
  return 0
}
