/**
 * Takes ranges of demand for good: sums the f32 `people` of the demands of `spans` (pairs of u32, `count` of them) that were
 * not `taken` (u8) yet, marks them, and returns the sum. Called in building order it says what each proposal adds.
 */
export function claimSpans(spans: usize, count: i32, people: usize, taken: usize): f64 {
  let sum: f64 = 0
  for (let i = 0; i < count; i++) {
    const at = spans + ((<usize>i) << 3)
    const end = load<u32>(at, 4)
    for (let d = load<u32>(at); d < end; d++) {
      if (load<u8>(taken + <usize>d)) continue
      store<u8>(taken + <usize>d, 1)
      sum += <f64>load<f32>(people + ((<usize>d) << 2))
    }
  }
  return sum
}

/** Packs the f32 values of the cells whose u8 in `demand` is set, in order. */
export function packDemand(values: usize, demand: usize, cells: i32, out: usize): i32 {
  let count = 0
  for (let i = 0; i < cells; i++) {
    if (load<u8>(demand + <usize>i) == 0) continue
    store<f32>(out + ((<usize>count) << 2), load<f32>(values + ((<usize>i) << 2)))
    count++
  }
  return count
}

/** Adds each cell's `people` (f32) to `sums[server]` (f64, one per network cell and one, at 0, for none). */
export function sumByServer(server: usize, people: usize, cells: i32, sums: usize): i32 {
  for (let i = 0; i < cells; i++) {
    const at = (<usize>i) << 2
    const sum = sums + ((<usize>load<u32>(server + at)) << 3)
    store<f64>(sum, load<f64>(sum) + <f64>load<f32>(people + at))
  }
  return 0
}
