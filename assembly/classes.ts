/**
 * Classes onto the grid: for each cell of rows `rowFrom … rowTo` the kind that most of `samples × samples` places in it have
 * (nearest pixel of `source`, u8 codes, `width × height`; kind of a code by the 256-byte table `kinds`, 0 = not known). Ties
 * go to the lower kind. Positions come from a mesh as in `warpRows`. A cell of which nothing is known keeps what stands, so
 * that tiles are laid one over another.
 * @param tally 256 u32 of scratch
 * @returns cells written
 */
export function classRows(
  source: usize,
  width: i32,
  height: i32,
  kinds: usize,
  samples: i32,
  mesh: usize,
  meshColumns: i32,
  meshStep: i32,
  columns: i32,
  stride: i32,
  rowFrom: i32,
  rowTo: i32,
  out: usize,
  tally: usize,
): i32 {
  let written = 0
  const part = 1.0 / <f64>samples
  memory.fill(tally, 0, 1024)
  for (let row = rowFrom; row < rowTo; row++) {
    for (let column = 0; column < columns; column++) {
      let best: u32 = 0
      let most: u32 = 0
      for (let j: i32 = 0; j < samples; j++) {
        const my = (<f64>row + (<f64>j + 0.5) * part) / <f64>meshStep
        const top = <i32>floor(my)
        const fy = my - <f64>top
        for (let i: i32 = 0; i < samples; i++) {
          const mx = (<f64>column + (<f64>i + 0.5) * part) / <f64>meshStep
          const left = <i32>floor(mx)
          const fx = mx - <f64>left
          const a = mesh + ((<usize>(top * meshColumns + left)) << 4)
          const b = a + ((<usize>meshColumns) << 4)
          const x =
            (load<f64>(a) * (1 - fx) + load<f64>(a, 16) * fx) * (1 - fy) +
            (load<f64>(b) * (1 - fx) + load<f64>(b, 16) * fx) * fy
          const y =
            (load<f64>(a, 8) * (1 - fx) + load<f64>(a, 24) * fx) * (1 - fy) +
            (load<f64>(b, 8) * (1 - fx) + load<f64>(b, 24) * fx) * fy
          if (!(x >= 0 && y >= 0 && x < <f64>width && y < <f64>height)) continue
          const kind = <u32>load<u8>(kinds + <usize>load<u8>(source + <usize>(<i32>y * width + <i32>x)))
          if (kind == 0) continue
          const count = load<u32>(tally + (<usize>kind << 2)) + 1
          store<u32>(tally + (<usize>kind << 2), count)
          if (count > most || (count == most && kind < best)) {
            most = count
            best = kind
          }
        }
      }
      if (most == 0) continue
      memory.fill(tally, 0, 1024)
      store<u8>(out + <usize>(row * stride + column), <u8>best)
      written++
    }
  }
  return written
}

/** A value for each cell by its class: f32 of the 256 at `table`. */
export function valuesByClass(classes: usize, count: i32, table: usize, out: usize): i32 {
  for (let i = 0; i < count; i++) {
    const value = load<f32>(table + (<usize>load<u8>(classes + <usize>i) << 2))
    store<f32>(out + ((<usize>i) << 2), value)
  }
  return count
}

/** Marks the sea (u8 1, else 0): cells of the class `water` whose ground is not above `highestM` or not known. Returns how many. */
export function seaCells(classes: usize, heights: usize, count: i32, water: i32, highestM: f32, out: usize): i32 {
  let sea = 0
  for (let i = 0; i < count; i++) {
    const is = <i32>load<u8>(classes + <usize>i) == water && !(load<f32>(heights + ((<usize>i) << 2)) > highestM)
    store<u8>(out + <usize>i, is ? 1 : 0)
    if (is) sea++
  }
  return sea
}
