import { exp2x4 } from './decibel'

/** Standard normal distribution Φ(x√2) in four lanes: erfc by Abramowitz & Stegun 7.1.26 (|error| ≤ 1.5e-7 before f32 rounding). */
export function phiX4(x: v128): v128 {
  const one = f32x4.splat(1)
  const a = f32x4.abs(x)
  const t = f32x4.div(one, f32x4.add(one, f32x4.mul(a, f32x4.splat(0.3275911))))
  let p = f32x4.splat(1.061405429)
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.453152027))
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.421413741))
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-0.284496736))
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.254829592))
  const tail = f32x4.mul(
    f32x4.mul(f32x4.mul(p, t), f32x4.splat(0.5)),
    exp2x4(f32x4.mul(f32x4.mul(a, a), f32x4.splat(-1.44269504))),
  )
  return v128.bitselect(tail, f32x4.sub(one, tail), i32x4.shr_s(x, 31))
}
