// Fast logarithms and powers with stated bounds; tests hold them to the f64 library functions.

/** 20·log10(2) and 10·log10(2): decibels per octave of amplitude and of power. */
export const DB_PER_AMPLITUDE_OCTAVE: f64 = 6.020599913279624
export const DB_PER_POWER_OCTAVE: f64 = 3.010299956639812
/** log2(e): exp(x) = exp2(x · LOG2E). */
export const LOG2E: f64 = 1.4426950408889634
/** log2(10): 10^x = exp2(x · LOG2_10). */
export const LOG2_10: f64 = 3.321928094887362
/** log10(2). */
export const LOG10_2: f64 = 0.30102999566398120

/**
 * log2 of a positive, normal x. Largest error 4e-15 + 4e-15·|log2 x|.
 * x = m·2^e with m in [√½, √2); log2 m = (2/ln 2)·atanh((m − 1)/(m + 1)), nine terms of its series.
 */
export function log2(x: f64): f64 {
  const bits = reinterpret<i64>(x)
  const e = (bits - 0x3fe6a09e667f3bcd) >> 52
  const m = reinterpret<f64>(bits - (e << 52))
  const s = (m - 1.0) / (m + 1.0)
  const z = s * s
  const z2 = z * z
  const z4 = z2 * z2
  // (2/ln 2)/(2n + 1)
  const low = 2.8853900817779268 + z * 0.9617966939259756 + z2 * (0.5770780163555854 + z * 0.4121985831111324)
  const high = 0.3205988979753252 + z * 0.2623081892525388 + z2 * (0.2219530832136867 + z * 0.1923593387851951)
  return <f64>e + s * (low + z4 * (high + z4 * 0.1697288283398780))
}

/** 2^x, x clamped to ±1000. Largest relative error 3e-15. Taylor of 2^f, f in [−½, ½], degree 12. */
export function exp2(x: f64): f64 {
  const c = max(min(x, 1000.0), -1000.0)
  const n = nearest(c)
  const f = c - n
  const f2 = f * f
  const f4 = f2 * f2
  const a = 1.0 + f * 0.6931471805599453 + f2 * (0.2402265069591007 + f * 0.0555041086648216)
  const b = 0.009618129107628477 + f * 0.0013333558146428443 + f2 * (0.00015403530393381608 + f * 0.000015252733804059841)
  const d = 0.0000013215486790144307 + f * 1.0178086009239699e-7 + f2 * (7.054911620801123e-9 + f * 4.445538271870812e-10)
  const p = a + f4 * (b + f4 * (d + f4 * 2.567843599348821e-11))
  return p * reinterpret<f64>((<i64>n + 1023) << 52)
}

/** x^y of a positive x. */
// @ts-ignore: decorator
@inline
export function power(x: f64, y: f64): f64 {
  return exp2(y * log2(x))
}

/**
 * log2 of four positive, normal f32. Largest error 1.7e-5 (1.0e-4 dB as an amplitude), no step at the octaves:
 * log2 m = (m − 1)·P(m), m in [1, 2), P(2) = 1, minimax of degree 4.
 */
// @ts-ignore: decorator
@inline
export function log2x4(x: v128): v128 {
  const e = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(x, 23), i32x4.splat(127)))
  const m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f800000))
  let p = f32x4.add(f32x4.mul(m, f32x4.splat(0.0451490507)), f32x4.splat(-0.374171913))
  p = f32x4.add(f32x4.mul(m, p), f32x4.splat(1.26722753))
  p = f32x4.add(f32x4.mul(m, p), f32x4.splat(-2.30163193))
  p = f32x4.add(f32x4.mul(m, p), f32x4.splat(2.80534434))
  return f32x4.add(e, f32x4.mul(f32x4.sub(m, f32x4.splat(1)), p))
}

/** 2^x of four f32, x within ±126. Largest relative error 3e-7. Taylor of 2^f, f in [−½, ½], degree 6. */
// @ts-ignore: decorator
@inline
export function exp2x4(x: v128): v128 {
  const n = f32x4.nearest(x)
  const f = f32x4.sub(x, n)
  let p = f32x4.add(f32x4.mul(f, f32x4.splat(1.5403530e-4)), f32x4.splat(1.3333558e-3))
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(9.6181291e-3))
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(5.5504109e-2))
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(0.24022651))
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(0.69314718))
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(1))
  // n + 1.5·2^23 has n in its low bits: shift them to the exponent.
  const bits = i32x4.sub(f32x4.add(n, f32x4.splat(12582912)), i32x4.splat(0x4b400000))
  return f32x4.mul(p, i32x4.shl(i32x4.add(bits, i32x4.splat(127)), 23))
}

/** Writes log2 of `count` f64 (`single` = 0) or f32 (1; count a multiple of 4) from `source` to `target`: the door for tests. */
export function log2Of(source: usize, target: usize, count: i32, single: i32): i32 {
  if (single) for (let i: i32 = 0; i < count; i += 4) v128.store(target + (<usize>i << 2), log2x4(v128.load(source + (<usize>i << 2))))
  else for (let i: i32 = 0; i < count; i++) store<f64>(target + (<usize>i << 3), log2(load<f64>(source + (<usize>i << 3))))
  return 0
}

/** Writes 2^x of `count` f64 or f32, as `log2Of`. */
export function exp2Of(source: usize, target: usize, count: i32, single: i32): i32 {
  if (single) for (let i: i32 = 0; i < count; i += 4) v128.store(target + (<usize>i << 2), exp2x4(v128.load(source + (<usize>i << 2))))
  else for (let i: i32 = 0; i < count; i++) store<f64>(target + (<usize>i << 3), exp2(load<f64>(source + (<usize>i << 3))))
  return 0
}
