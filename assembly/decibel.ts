/** 2^x in four lanes for x ≥ −126 (below, 2^−126): x = i + f, |f| ≤ ½, Taylor of degree 6; relative error ≤ 2e-7. */
export function exp2x4(x: v128): v128 {
  x = f32x4.pmax(x, f32x4.splat(-126))
  const i = f32x4.nearest(x)
  const f = f32x4.sub(x, i)
  let p = f32x4.splat(1.54035304e-4)
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1.33335581e-3))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(9.61812911e-3))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(5.55041087e-2))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.240226507))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.693147181))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1))
  // 1.5·2²³ + i holds i in its low mantissa bits: shifted left they add to the exponent.
  const bits = f32x4.add(i, f32x4.splat(12582912))
  return i32x4.add(p, i32x4.shl(bits, 23))
}

/** Power in mW of levels in dBm, four lanes. */
export function milliwattX4(levelDbm: v128): v128 {
  return exp2x4(f32x4.mul(levelDbm, f32x4.splat(0.332192809)))
}
