import { PATTERN_COLUMNS, PATTERN_MOST_DEPRESSION_DEG, PATTERN_ROWS, PATTERN_STEPS_PER_DEGREE } from './layout'

/** Four neighbouring pairs of table entries, each at `base + at[lane]`, as their first and second elements. */
// @ts-ignore: decorator
@inline
function firsts(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 2, 4, 6)
}
// @ts-ignore: decorator
@inline
function seconds(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 1, 3, 5, 7)
}

/**
 * Attenuation of an antenna table (layout.ts) in four directions, dB, bilinear between its entries; depressions beyond the table get its rim.
 * @param azimuth rad, −π … π; depression rad
 */
export function patternLossX4(table: usize, azimuth: v128, depression: v128): v128 {
  const perRadian = f32x4.splat(<f32>(<f64>PATTERN_STEPS_PER_DEGREE * 57.29577951308232))
  const zero = f32x4.splat(0)
  // The last column and row are reached with a share of one from those before them.
  const x = f32x4.pmin(
    f32x4.pmax(f32x4.add(f32x4.mul(azimuth, perRadian), f32x4.splat(<f32>(180.0 * <f64>PATTERN_STEPS_PER_DEGREE))), zero),
    f32x4.splat(<f32>(<i32>PATTERN_COLUMNS - 1)),
  )
  const y = f32x4.pmin(
    f32x4.pmax(
      f32x4.add(f32x4.mul(depression, perRadian), f32x4.splat(<f32>(<f64>PATTERN_MOST_DEPRESSION_DEG * <f64>PATTERN_STEPS_PER_DEGREE))),
      zero,
    ),
    f32x4.splat(<f32>(<i32>PATTERN_ROWS - 1)),
  )
  const column = f32x4.pmin(f32x4.floor(x), f32x4.splat(<f32>(<i32>PATTERN_COLUMNS - 2)))
  const row = f32x4.pmin(f32x4.floor(y), f32x4.splat(<f32>(<i32>PATTERN_ROWS - 2)))
  const fx = f32x4.sub(x, column)
  const fy = f32x4.sub(y, row)
  // A small whole f32 plus 1.5·2^23 carries its integer in the low bits.
  const magic = f32x4.splat(12582912)
  const bits = i32x4.splat(0x4b400000)
  const width = i32x4.splat(PATTERN_COLUMNS)
  const at = i32x4.shl(
    i32x4.add(
      i32x4.mul(i32x4.sub(f32x4.add(row, magic), bits), width),
      i32x4.sub(f32x4.add(column, magic), bits),
    ),
    2,
  )
  const below = <usize>PATTERN_COLUMNS << 2
  const p0 = table + <usize>i32x4.extract_lane(at, 0)
  const p1 = table + <usize>i32x4.extract_lane(at, 1)
  const p2 = table + <usize>i32x4.extract_lane(at, 2)
  const p3 = table + <usize>i32x4.extract_lane(at, 3)
  const upper01 = v128.load64_lane(p1, v128.load64_zero(p0), 1)
  const upper23 = v128.load64_lane(p3, v128.load64_zero(p2), 1)
  const lower01 = v128.load64_lane(p1 + below, v128.load64_zero(p0 + below), 1)
  const lower23 = v128.load64_lane(p3 + below, v128.load64_zero(p2 + below), 1)
  const a = firsts(upper01, upper23)
  const c = firsts(lower01, lower23)
  const upper = f32x4.add(a, f32x4.mul(fx, f32x4.sub(seconds(upper01, upper23), a)))
  const lower = f32x4.add(c, f32x4.mul(fx, f32x4.sub(seconds(lower01, lower23), c)))
  return f32x4.add(upper, f32x4.mul(fy, f32x4.sub(lower, upper)))
}
