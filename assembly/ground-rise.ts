// How far the ground under an antenna stands above the mean ground of 3 to 15 km, by azimuth: with the antenna's height above ground it is
// the effective height (Okumura 1968; Hata 1980; ITU-R P.1546-6 §3.1).
import { RISE_AZIMUTHS, STATUS_ARGUMENT } from './layout'
import { at32 } from './words'

/** Between these distances the mean is taken, m; where the raster ends before, from a fifth of what there is (P.1546-6 annex 5 §4.3). */
const FROM_M: f64 = 3000
const TO_M: f64 = 15000
const NEAR_SHARE: f64 = 0.2
/** Ground is looked at so often, m, or once a cell. */
const STEP_M: f64 = 100

/** Ground between four cell centres, so that it does not leap where a mast moves by a millimetre; at the rim that of the cell. */
function groundAt(dem: usize, columns: i32, rows: i32, stride: i32, x: f64, y: f64): f64 {
  const column = min(max(x, 0), <f64>(columns - 1))
  const row = min(max(y, 0), <f64>(rows - 1))
  const west = min(<i32>column, columns - 2)
  const north = min(<i32>row, rows - 2)
  const right = column - <f64>west
  const down = row - <f64>north
  const at = dem + ((<usize>(north * stride + west)) << 2)
  const below = at + ((<usize>stride) << 2)
  const upper = known(load<f32>(at)) * (1 - right) + known(load<f32>(at, 4)) * right
  const lower = known(load<f32>(below)) * (1 - right) + known(load<f32>(below, 4)) * right
  return upper * (1 - down) + lower * down
}

// @ts-ignore: decorator
@inline
function known(ground: f32): f64 {
  return ground == ground ? <f64>ground : 0
}

/**
 * Writes RISE_AZIMUTHS f32 to `out`: the site's ground less the mean ground in each direction, m, from the direction of growing columns
 * toward that of growing rows. Unknown ground (NaN) counts as sea level.
 * @param dem f32 heights in m, columns × rows; `stride` values a row
 * @param siteColumn column of the antenna, fractional, 0 at the outer edge of column 0
 */
export function groundRise(
  dem: usize, columns: i32, rows: i32, stride: i32, cellSizeM: f64, siteColumn: f64, siteRow: f64, out: usize,
): i32 {
  if (columns < 2 || rows < 2 || stride < columns) return STATUS_ARGUMENT
  const ownM = groundAt(dem, columns, rows, stride, siteColumn - 0.5, siteRow - 0.5)
  const step = max(STEP_M, cellSizeM) / cellSizeM
  for (let k: i32 = 0; k < RISE_AZIMUTHS; k++) {
    const angle = (2 * Math.PI * k) / RISE_AZIMUTHS
    const along = Math.cos(angle)
    const across = Math.sin(angle)
    let end = TO_M / cellSizeM
    if (along > 1e-9) end = min(end, (<f64>columns - siteColumn) / along)
    else if (along < -1e-9) end = min(end, -siteColumn / along)
    if (across > 1e-9) end = min(end, (<f64>rows - siteRow) / across)
    else if (across < -1e-9) end = min(end, -siteRow / across)
    let begin = FROM_M / cellSizeM
    if (begin > end - step) begin = NEAR_SHARE * end
    let sum: f64 = 0
    let length: f64 = 0
    // Each stretch by the ground in its middle; the last one is as long as the raster lets it be.
    for (let s = begin; s < end; s += step) {
      const part = min(step, end - s)
      const middle = s + part / 2
      sum += part * groundAt(dem, columns, rows, stride, siteColumn + middle * along - 0.5, siteRow + middle * across - 0.5)
      length += part
    }
    store<f32>(at32(out, <u32>k), length > 0 ? <f32>(ownM - sum / length) : <f32>0)
  }
  return RISE_AZIMUTHS
}
