/** Numbers the demand: `rank[i]` = cells before i with `demand` (u8) not 0, and one more entry; returns how many there are. */
export function rankCells(demand: usize, cells: i32, rank: usize): i32 {
  let before: u32 = 0
  for (let i = 0; i < cells; i++) {
    store<u32>(rank + ((<usize>i) << 2), before)
    before += load<u8>(demand + <usize>i) != 0 ? 1 : 0
  }
  store<u32>(rank + ((<usize>cells) << 2), before)
  return before
}

/**
 * Marks the demand, where a cell is not covered hard (`rsrp` < `cellDbm` or NaN): u8 2 where `extra` people (f32 per cell, 0 for
 * none) lie on it, else 1 where it lies in a village (`zone` ≠ 0). Writes its weight to `weights` in rank order and returns the
 * count: `peopleWeight · (people + extra)`, in a village `+ areaWeight`, rounded, at least 1.
 */
export function markDemand(
  rsrp: usize,
  zone: usize,
  people: usize,
  extra: usize,
  cells: i32,
  cellDbm: f32,
  peopleWeight: f64,
  areaWeight: f64,
  demand: usize,
  weights: usize,
): i32 {
  let count = 0
  for (let i = 0; i < cells; i++) {
    const at = (<usize>i) << 2
    const inVillage = load<u32>(zone + at) != 0
    const more = extra ? <f64>load<f32>(extra + at) : 0
    const open = (inVillage || more > 0) && !(load<f32>(rsrp + at) >= cellDbm)
    store<u8>(demand + <usize>i, open ? (more > 0 ? 2 : 1) : 0)
    if (!open) continue
    const land = inVillage ? areaWeight : 0
    const weight = nearest((<f64>load<f32>(people + at) + more) * peopleWeight + land)
    store<u32>(weights + ((<usize>count) << 2), <u32>max(weight, 1))
    count++
  }
  return count
}

/**
 * The demand of one step of probability: of the cells in `demand` (u8 not 0, in rank order weighing `full`) those that do not reach
 * `dbm` today, each weighing `share` of it, rounded. Writes the weights to `weights`, to `numbers` (by rank, one more entry) `base`
 * plus how many of the step lie before, and returns how many there are.
 */
export function stepDemand(
  rsrp: usize,
  demand: usize,
  cells: i32,
  dbm: f32,
  full: usize,
  share: f64,
  base: u32,
  numbers: usize,
  weights: usize,
): i32 {
  let rank: usize = 0
  let count: u32 = 0
  for (let i = 0; i < cells; i++) {
    if (!load<u8>(demand + <usize>i)) continue
    store<u32>(numbers + (rank << 2), base + count)
    if (!(load<f32>(rsrp + ((<usize>i) << 2)) >= dbm)) {
      store<u32>(weights + ((<usize>count) << 2), <u32>nearest(<f64>load<u32>(full + (rank << 2)) * share))
      count++
    }
    rank++
  }
  store<u32>(numbers + (rank << 2), base + count)
  return count
}
