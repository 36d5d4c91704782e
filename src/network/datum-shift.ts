import Flatbush from 'flatbush'
import { type Datum, gcj02ToWgs84, isMainlandChina, wgs84ToGcj02 } from '../area/datum'
import { insideRing, type Ring } from '../area/rings'
import type { Village } from '../area/village'
import { type Warning, warn } from '../formats/warning'
import type { Network } from './network'
import { distanceM } from './network-builder'

/** Fewer sites outside than this say nothing. */
const LEAST_OUTSIDE = 8

/**
 * Looks whether sites and villages are shifted against each other as GCJ-02 is against WGS-84 (some 560 m at Quanzhou).
 * The sites of a city stand within its villages; where the frames differ, those near the edge fall out on one side. So the sites
 * outside are counted as they stand, moved from GCJ-02 to WGS-84, and moved the other way: a shift is told where moving
 * brings back more than half of them, and more than chance does (3 standard deviations).
 * @param declared what the inputs were read as: an input that was declared GCJ-02 and looks shifted the other way is in WGS-84
 * @returns a warning that names the input and how to declare it, or undefined where nothing looks shifted or there
 *   is no mainland China in it
 */
export function datumShiftWarning(
  network: Network,
  villages: readonly Village[],
  declared: { sites?: Datum; villages?: Datum } = {},
): Warning | undefined {
  const near = network.sites.filter(({ lon, lat }) => isMainlandChina(lon, lat))
  if (near.length < LEAST_OUTSIDE || villages.length === 0) return undefined
  const inside = areaTest(villages)
  const outside = (move: (lon: number, lat: number) => [lon: number, lat: number]) =>
    near.reduce((count, { lon, lat }) => count + Number(!inside(...move(lon, lat))), 0)
  const asIs = outside((lon, lat) => [lon, lat])
  if (asIs < LEAST_OUTSIDE) return undefined
  const [sitesShifted, villagesShifted] = [outside(gcj02ToWgs84), outside(wgs84ToGcj02)]
  const better = Math.min(sitesShifted, villagesShifted)
  if (better * 2 > asIs || asIs - better < 3 * Math.sqrt(asIs + better)) return undefined
  const [shifted, other] =
    sitesShifted < villagesShifted ? (['sites', 'villages'] as const) : (['villages', 'sites'] as const)
  const { lon, lat } = near[0]
  const metres = Math.round(distanceM(near[0], ...wgs84ToGcj02(lon, lat)))
  const found = { outside: asIs, sites: near.length, better, shifted, other, metres }
  if (declared[other] !== 'gcj02') return warn('datum-shift', found)
  return warn(declared[shifted] === 'gcj02' ? 'datum-shift-both' : 'datum-shift-declared', found)
}

function areaTest(villages: readonly Village[]): (lon: number, lat: number) => boolean {
  const polygons: Ring[][] = villages.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  )
  const index = new Flatbush(polygons.length)
  for (const [shell] of polygons) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const [x, y] of shell) {
      west = Math.min(west, x)
      east = Math.max(east, x)
      south = Math.min(south, y)
      north = Math.max(north, y)
    }
    index.add(west, south, east, north)
  }
  index.finish()
  return (lon, lat) =>
    index
      .search(lon, lat, lon, lat)
      .some(
        (i) => insideRing(lon, lat, polygons[i][0]) && !polygons[i].slice(1).some((hole) => insideRing(lon, lat, hole)),
      )
}
