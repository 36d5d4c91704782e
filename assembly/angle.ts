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
