/** acos in four lanes, |error| ≤ 6.8e-5 rad (Abramowitz & Stegun 4.4.45): at most 0.02 dB through a 6.5° vertical pattern. */
export function acosX4(x: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(x), f32x4.splat(1))
  let p = f32x4.splat(-0.0187293)
  p = f32x4.add(f32x4.mul(p, a), f32x4.splat(0.074261))
  p = f32x4.add(f32x4.mul(p, a), f32x4.splat(-0.2121144))
  p = f32x4.add(f32x4.mul(p, a), f32x4.splat(1.5707288))
  const positive = f32x4.mul(p, f32x4.sqrt(f32x4.sub(f32x4.splat(1), a)))
  const negative = f32x4.sub(f32x4.splat(3.14159265), positive)
  return v128.bitselect(negative, positive, i32x4.shr_s(x, 31))
}

/** asin in four lanes, the same bound. */
export function asinX4(x: v128): v128 {
  return f32x4.sub(f32x4.splat(1.57079633), acosX4(x))
}

/**
 * atan2(y, x) in four lanes, |error| ≤ 1.2e-5 rad (Abramowitz & Stegun 4.4.49 on [0, 1]); 0 where both are 0.
 */
export function atan2X4(y: v128, x: v128): v128 {
  const across = f32x4.abs(y)
  const along = f32x4.abs(x)
  const larger = f32x4.pmax(f32x4.pmax(across, along), f32x4.splat(1e-30))
  const ratio = f32x4.div(f32x4.pmin(across, along), larger)
  const square = f32x4.mul(ratio, ratio)
  let p = f32x4.splat(0.0208351)
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-0.085133))
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(0.180141))
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-0.3302995))
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(0.999866))
  const first = f32x4.mul(p, ratio)
  const octant = v128.bitselect(f32x4.sub(f32x4.splat(1.57079633), first), first, f32x4.gt(across, along))
  const half = v128.bitselect(f32x4.sub(f32x4.splat(3.14159265), octant), octant, i32x4.shr_s(x, 31))
  return v128.or(half, v128.and(y, i32x4.splat(0x80000000)))
}
