// The elementary functions in which the equations of the Irregular Terrain Model are written, on the polynomials of math.ts.
import { LOG10_2, LOG2E, exp2, log2 } from './math'

// @ts-ignore: decorator
@inline
export function ln(x: f64): f64 {
  return log2(x) * 0.6931471805599453
}
// @ts-ignore: decorator
@inline
export function lg(x: f64): f64 {
  return log2(x) * LOG10_2
}
// @ts-ignore: decorator
@inline
export function expOf(x: f64): f64 {
  return exp2(x * LOG2E)
}
// @ts-ignore: decorator
@inline
export function cubeRoot(x: f64): f64 {
  return exp2(log2(x) * (1.0 / 3.0))
}
// @ts-ignore: decorator
@inline
export function excess(a: f64, b: f64): f64 {
  return a > b ? a - b : 0.0
}
