/**
 * Level `a` less level `b`, f32, both taken as at least `floor` and NaN as `floor`; NaN where both are NaN.
 * @param out may be `a` or `b`
 */
export function levelDifference(a: usize, b: usize, count: u32, floor: f32, out: usize): i32 {
  for (let i: usize = 0, end = (<usize>count) << 2; i < end; i += 4) {
    const x = load<f32>(a + i)
    const y = load<f32>(b + i)
    const difference: f32 = x != x && y != y ? NaN : (x > floor ? x : floor) - (y > floor ? y : floor)
    store<f32>(out + i, difference)
  }
  return 0
}
