import { listArgument, objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import { type GeoRaster, pixelAt } from '../formats/rasters/geo-raster'
import type { Terrain } from '../terrain/terrain'

/** Mean Earth radius as the ITU-R models take it, kilometres. */
const EARTH_RADIUS_KM = 6371
const DEG = Math.PI / 180
/** No path gets more samples than this; a longer one is sampled more coarsely. */
const MOST_SAMPLES = 20_000

/** Heights along a great circle between two places. */
export interface TerrainPath {
  /** From the first place, kilometres. */
  distanceKm: Float64Array
  /** Metres above sea level. */
  heightM: Float64Array
  /** Samples where no tile has a value, taken as sea level. */
  voids: number
}

/** Great-circle distance, kilometres, on a sphere of 6371 km (haversine). */
export function greatCircleKm(from: [lon: number, lat: number], to: [lon: number, lat: number]): number {
  const dLat = (to[1] - from[1]) * DEG
  const dLon = (to[0] - from[0]) * DEG
  const a = Math.sin(dLat / 2) ** 2 + Math.cos(from[1] * DEG) * Math.cos(to[1] * DEG) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)))
}

/** Bilinear value of a raster at a position in its pixels; NaN outside and next to pixels that are not known. */
function bilinear(tile: GeoRaster, px: number, py: number): number {
  const column = px - 0.5
  const row = py - 0.5
  // Within half a pixel of the edge the nearest pixel's centre counts.
  if (!(column >= -0.5 && row >= -0.5 && column <= tile.width - 0.5 && row <= tile.height - 0.5)) return Number.NaN
  const c = Math.min(Math.max(column, 0), tile.width - 1)
  const r = Math.min(Math.max(row, 0), tile.height - 1)
  const c0 = Math.min(Math.floor(c), Math.max(0, tile.width - 2))
  const r0 = Math.min(Math.floor(r), Math.max(0, tile.height - 2))
  const c1 = Math.min(c0 + 1, tile.width - 1)
  const r1 = Math.min(r0 + 1, tile.height - 1)
  const at = (i: number, j: number) => {
    const value = tile.data[j * tile.width + i]
    return value === tile.nodata ? Number.NaN : value
  }
  const u = c - c0
  const v = r - r0
  // A weight of zero must not let an unknown neighbour through.
  const mix = (a: number, b: number, t: number) => (t === 0 ? a : t === 1 ? b : a + (b - a) * t)
  return mix(mix(at(c0, r0), at(c1, r0), u), mix(at(c0, r1), at(c1, r1), u), v)
}

/**
 * A function that gives the height of the terrain at a place, metres above sea level; NaN where no tile has a value. Where
 * tiles overlap the earlier one stands.
 */
export function elevationAt(terrain: Terrain): (lon: number, lat: number) => number {
  listArgument(terrain?.tiles, 'terrain.tiles', 'the rasters that readTerrain gives')
  objectArgument(terrain, 'terrain', 'what readTerrain gives')
  const tiles = terrain.tiles.map((tile) => ({ tile, toPixel: pixelAt(tile) }))
  return (lon, lat) => {
    for (const { tile, toPixel } of tiles) {
      const value = bilinear(tile, ...toPixel(lon, lat))
      if (!Number.isNaN(value)) return value
    }
    return Number.NaN
  }
}

/**
 * Terrain along the great circle from one place to another, evenly sampled, both ends included.
 * @param from longitude and latitude, degrees, WGS-84
 * @param stepM distance between samples, metres; shortened so that it fits the path
 * @throws InputError `bad-argument` where a place is not on the globe or both are the same
 */
export function terrainPath(
  terrain: Terrain,
  from: [lon: number, lat: number],
  to: [lon: number, lat: number],
  stepM = 30,
): TerrainPath {
  for (const [name, [lon, lat]] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90))
      throw new InputError(
        'bad-argument',
        name,
        `${name} is ${lon},${lat}; expected longitude −180…180, latitude −90…90.${Math.abs(lat) > 90 && Math.abs(lon) <= 90 ? ' Are they swapped?' : ''}`,
      )
  const total = greatCircleKm(from, to)
  if (!(total > 0.001)) throw new InputError('bad-argument', 'to', `from and to are the same place, ${to.join(',')}.`)
  const intervals = Math.min(MOST_SAMPLES, Math.max(4, Math.ceil((total * 1000) / stepM)))
  const height = elevationAt(terrain)
  const angle = total / EARTH_RADIUS_KM
  const unit = ([lon, lat]: [number, number]) => [
    Math.cos(lat * DEG) * Math.cos(lon * DEG),
    Math.cos(lat * DEG) * Math.sin(lon * DEG),
    Math.sin(lat * DEG),
  ]
  const a = unit(from)
  const b = unit(to)
  const path: TerrainPath = {
    distanceKm: new Float64Array(intervals + 1),
    heightM: new Float64Array(intervals + 1),
    voids: 0,
  }
  for (let i = 0; i <= intervals; i++) {
    const t = i / intervals
    const wa = Math.sin((1 - t) * angle) / Math.sin(angle)
    const wb = Math.sin(t * angle) / Math.sin(angle)
    const [x, y, z] = [0, 1, 2].map((k) => wa * a[k] + wb * b[k])
    const lon = i === 0 ? from[0] : i === intervals ? to[0] : Math.atan2(y, x) / DEG
    const lat = i === 0 ? from[1] : i === intervals ? to[1] : Math.atan2(z, Math.hypot(x, y)) / DEG
    const value = height(lon, lat)
    path.distanceKm[i] = total * t
    path.heightM[i] = Number.isNaN(value) ? 0 : value
    if (Number.isNaN(value)) path.voids++
  }
  return path
}
