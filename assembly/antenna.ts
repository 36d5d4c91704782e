import { asinX4, atan2X4 } from './angle'
import {
  SECTOR_AZIMUTH,
  SECTOR_BEHIND,
  SECTOR_DOWN_EAST,
  SECTOR_FORWARD_EAST,
  SECTOR_K_HORIZONTAL,
  SECTOR_K_VERTICAL,
  SECTOR_MAX_HORIZONTAL,
  SECTOR_MAX_VERTICAL,
  SECTOR_PATTERN,
  SECTOR_RIGHT_EAST,
  SECTOR_TILT,
} from './layout'
import { patternLossX4 } from './pattern'

/** Attenuation, dB, at `turn` off the boresight (positive to the right) and `depression` under the horizon of the antenna, rad. */
// @ts-ignore: decorator
@inline
export function attenuationX4(sector: usize, turn: v128, depression: v128): v128 {
  const off = f32x4.sub(depression, v128.load32_splat(sector, SECTOR_TILT))
  const pattern = <usize>load<u32>(sector, SECTOR_PATTERN)
  if (pattern) return patternLossX4(pattern, turn, off)
  // TR 38.901 table 7.3-1.
  const maxHorizontal = v128.load32_splat(sector, SECTOR_MAX_HORIZONTAL)
  const horizontal = f32x4.pmin(
    f32x4.mul(v128.load32_splat(sector, SECTOR_K_HORIZONTAL), f32x4.mul(turn, turn)),
    maxHorizontal,
  )
  const vertical = f32x4.pmin(
    f32x4.mul(v128.load32_splat(sector, SECTOR_K_VERTICAL), f32x4.mul(off, off)),
    v128.load32_splat(sector, SECTOR_MAX_VERTICAL),
  )
  return f32x4.pmin(f32x4.add(horizontal, vertical), maxHorizontal)
}

/** How far right of a sector's boresight `azimuth` (clockwise from north) lies, −π … π rad. */
// @ts-ignore: decorator
@inline
export function turnX4(sector: usize, azimuth: v128): v128 {
  const turn = f32x4.sub(azimuth, v128.load32_splat(sector, SECTOR_AZIMUTH))
  const turns = f32x4.nearest(f32x4.mul(turn, f32x4.splat(0.159154943)))
  return f32x4.sub(turn, f32x4.mul(turns, f32x4.splat(6.28318531)))
}

/** Of a sector without mechanical tilt, toward `azimuth` and `depression`, rad. */
// @ts-ignore: decorator
@inline
export function uprightAttenuationX4(sector: usize, azimuth: v128, depression: v128): v128 {
  return attenuationX4(sector, turnX4(sector, azimuth), depression)
}

/** Four unit vectors along one of the antenna's axes, whose three components start at `axis`. */
// @ts-ignore: decorator
@inline
function dot(sector: usize, axis: usize, east: v128, south: v128, down: v128): v128 {
  return f32x4.add(
    f32x4.add(f32x4.mul(east, v128.load32_splat(sector + axis)), f32x4.mul(south, v128.load32_splat(sector + axis, 4))),
    f32x4.mul(down, v128.load32_splat(sector + axis, 8)),
  )
}

/**
 * Of any sector, toward unit vectors: the tilt turns the antenna's own axes. Behind it, where the horizontal pattern alone reaches the limit of
 * both, no angle has to be known.
 */
// @ts-ignore: decorator
@inline
export function tiltedAttenuationX4(sector: usize, east: v128, south: v128, down: v128): v128 {
  const forward = dot(sector, SECTOR_FORWARD_EAST, east, south, down)
  const across = f32x4.add(
    f32x4.mul(east, v128.load32_splat(sector + SECTOR_RIGHT_EAST)),
    f32x4.mul(south, v128.load32_splat(sector + SECTOR_RIGHT_EAST, 4)),
  )
  const edge = f32x4.mul(f32x4.abs(across), v128.load32_splat(sector, SECTOR_BEHIND))
  if (i32x4.all_true(f32x4.lt(forward, edge))) return v128.load32_splat(sector, SECTOR_MAX_HORIZONTAL)
  const downward = dot(sector, SECTOR_DOWN_EAST, east, south, down)
  const turn = atan2X4(across, forward)
  return attenuationX4(sector, turn, asinX4(downward))
}
