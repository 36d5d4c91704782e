/** Sets `count` f32 at `target` to `value`, 16-byte steps with a scalar tail. */
export function fillF32(target: usize, count: i32, value: f32): i32 {
  const v = f32x4.splat(value)
  const end = target + ((<usize>count) << 2)
  const end4 = target + ((<usize>(count & ~3)) << 2)
  while (target < end4) {
    v128.store(target, v)
    target += 16
  }
  while (target < end) {
    store<f32>(target, value)
    target += 4
  }
  return 0
}
