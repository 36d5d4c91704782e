/** Samples of a ray outward, `steps` steps of one cell from the antenna: 4 neighbouring rays in the lanes of a vector. */

/** Values, nodata (NaN) as sea level. */
// @ts-ignore: decorator
@inline
function known(v: v128): v128 {
  return v128.and(v, f32x4.eq(v, v))
}

/**
 * Writes steps + 1 vectors of heights, sampled bilinearly between cell centres, to `target`. Beyond the raster its edge goes on.
 * @param stride values from one row to the next
 * @param siteColumn fractional column of the antenna, 0 at the outer edge of the raster
 * @param directions four cosines (columns), four sines (rows), f32
 * @param bounded false where no sample can leave the raster
 */
export function sampleRays(
  dem: usize, columns: i32, rows: i32, stride: i32, siteColumn: f64, siteRow: f64, directions: usize, steps: i32, bounded: bool, target: usize,
): void {
  const baseColumn = <i32>min(max(Math.floor(siteColumn - 0.5), 0), <f64>(columns - 1))
  const baseRow = <i32>min(max(Math.floor(siteRow - 0.5), 0), <f64>(rows - 1))
  // Coordinates relative to a cell next to the antenna: small numbers keep their places in f32.
  const x0 = f32x4.splat(<f32>(siteColumn - 0.5 - <f64>baseColumn))
  const y0 = f32x4.splat(<f32>(siteRow - 0.5 - <f64>baseRow))
  const magic = f32x4.splat(12582912)
  const magicBits = i32x4.splat(0x4b400000)
  const width = i32x4.splat(stride)
  const base = dem + ((<usize>(baseRow * stride + baseColumn)) << 2)
  const below = <usize>stride << 2
  const cosines = v128.load(directions)
  const sines = v128.load(directions, 16)
  const end = target + (<usize>(steps + 1) << 4)
  let s = f32x4.splat(0)
  const one = f32x4.splat(1)
  const xLow = f32x4.splat(<f32>-baseColumn)
  const yLow = f32x4.splat(<f32>-baseRow)
  const xHigh = f32x4.splat(<f32>(columns - 1 - baseColumn))
  const yHigh = f32x4.splat(<f32>(rows - 1 - baseRow))
  const xCell = f32x4.splat(<f32>(columns - 2 - baseColumn))
  const yCell = f32x4.splat(<f32>(rows - 2 - baseRow))
  do {
    let x = f32x4.add(x0, f32x4.mul(s, cosines))
    let y = f32x4.add(y0, f32x4.mul(s, sines))
    let xi: v128
    let yi: v128
    if (bounded) {
      x = f32x4.pmin(f32x4.pmax(x, xLow), xHigh)
      y = f32x4.pmin(f32x4.pmax(y, yLow), yHigh)
      xi = f32x4.pmin(f32x4.floor(x), xCell)
      yi = f32x4.pmin(f32x4.floor(y), yCell)
    } else {
      xi = f32x4.floor(x)
      yi = f32x4.floor(y)
    }
    const fx = f32x4.sub(x, xi)
    const fy = f32x4.sub(y, yi)
    // A small whole f32 plus 1.5·2^23 carries its integer in the low bits.
    const column = i32x4.sub(f32x4.add(xi, magic), magicBits)
    const row = i32x4.sub(f32x4.add(yi, magic), magicBits)
    const at = i32x4.shl(i32x4.add(i32x4.mul(row, width), column), 2)
    const p0 = base + <usize>i32x4.extract_lane(at, 0)
    const p1 = base + <usize>i32x4.extract_lane(at, 1)
    const p2 = base + <usize>i32x4.extract_lane(at, 2)
    const p3 = base + <usize>i32x4.extract_lane(at, 3)
    const north01 = v128.load64_lane(p1, v128.load64_zero(p0), 1)
    const north23 = v128.load64_lane(p3, v128.load64_zero(p2), 1)
    const south01 = v128.load64_lane(p1 + below, v128.load64_zero(p0 + below), 1)
    const south23 = v128.load64_lane(p3 + below, v128.load64_zero(p2 + below), 1)
    const a = v128.shuffle<f32>(north01, north23, 0, 2, 4, 6)
    const b = v128.shuffle<f32>(north01, north23, 1, 3, 5, 7)
    const c = v128.shuffle<f32>(south01, south23, 0, 2, 4, 6)
    const d = v128.shuffle<f32>(south01, south23, 1, 3, 5, 7)
    let height = blend(a, b, c, d, fx, fy)
    if (v128.any_true(f32x4.ne(height, height))) height = blend(known(a), known(b), known(c), known(d), fx, fy)
    v128.store(target, height)
    s = f32x4.add(s, one)
    target += 16
  } while (target < end)
}

// @ts-ignore: decorator
@inline
function blend(a: v128, b: v128, c: v128, d: v128, fx: v128, fy: v128): v128 {
  const north = f32x4.add(a, f32x4.mul(fx, f32x4.sub(b, a)))
  const south = f32x4.add(c, f32x4.mul(fx, f32x4.sub(d, c)))
  return f32x4.add(north, f32x4.mul(fy, f32x4.sub(south, north)))
}

/** The value of the cell nearest to each sample of one ray (categories are not interpolated), f64, NaN as 0. */
export function sampleNearest(
  raster: usize, columns: i32, rows: i32, stride: i32, siteColumn: f64, siteRow: f64, cosine: f32, sine: f32, steps: i32, bytes: i32, target: usize,
): void {
  for (let s: i32 = 0; s <= steps; s++) {
    const column = min(max(<i32>Math.floor(siteColumn + <f64>s * <f64>cosine), 0), columns - 1)
    const row = min(max(<i32>Math.floor(siteRow + <f64>s * <f64>sine), 0), rows - 1)
    const at = <usize>(row * stride + column)
    let value: f64 = bytes == 4 ? <f64>load<f32>(raster + (at << 2)) : <f64>load<u8>(raster + at)
    if (value != value) value = 0
    store<f64>(target + (<usize>s << 3), value)
  }
}
