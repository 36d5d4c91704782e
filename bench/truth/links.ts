import { elevationAt, terrainPath } from '../../src/grid/terrain-profile'
import { CALIBRATION_FILTERS, samplesOf } from '../../src/radio/calibration/samples'
import type { MeasuredSet } from './sets'

export const RX_M = 1.5
/** Samples of the profiles, m. */
const STEP_M = 30
/** The terrain that an effective height is taken over reaches to 15 km (Hata 1980, after Okumura). */
const FARTHEST_M = 15_000

/** A measured path: what the antenna sent toward the place, what arrived, and the ground between them. */
export interface Link {
  /** Index into the set's cells. */
  cell: number
  lon: number
  lat: number
  frequencyMhz: number
  mastM: number
  distanceM: number
  rsrpDbm: number
  radiatedDbm: number
  /** From the mast to the receiver, both ends included. */
  distanceKm: Float64Array
  heightM: Float64Array
  /** Mean terrain of 3 to 15 km from the mast toward the receiver, as far as the raster goes; NaN where it has none. */
  meanM: number
}

/** The measured paths of a set that are at least so long, a place and cell once, rows as its authors kept them. */
export function linksOf(set: MeasuredSet, minimumM: number): Link[] {
  const { network, measurements, surface } = set
  const height = surface.terrain && elevationAt(surface.terrain)
  const elevation = height && ((lon: number, lat: number) => height(lon, lat) || 0)
  const filters = {
    ...CALIBRATION_FILTERS,
    minimumDistanceM: minimumM,
    maximumDistanceM: 100_000,
    minimumRsrpDbm: -156,
    thinningM: 1e-3,
  }
  const byPlace = new Map<string, { lon: number; lat: number; cell: string; levels: number[] }>()
  for (const { lon, lat, cell, rsrpDbm } of measurements) {
    const key = `${lon} ${lat} ${cell}`
    const place = byPlace.get(key)
    if (place) place.levels.push(rsrpDbm)
    else byPlace.set(key, { lon, lat, cell, levels: [rsrpDbm] })
  }
  const links: Link[] = []
  for (const { lon, lat, cell: id, levels } of byPlace.values()) {
    const [sample] = samplesOf(network, [{ lon, lat, cell: id, rsrpDbm: levels[0] }], filters, RX_M, elevation).samples
    if (!sample) continue
    const cell = network.cells[sample.cell]
    const { lon: fromLon, lat: fromLat } = network.sites[network.stations[cell.station].site]
    const ground = (share: number) => height?.(fromLon + (lon - fromLon) * share, fromLat + (lat - fromLat) * share)
    const path = surface.terrain
      ? terrainPath(surface.terrain, [fromLon, fromLat], [lon, lat], STEP_M)
      : flatPath(sample.distanceM)
    const shared = {
      cell: sample.cell,
      lon,
      lat,
      frequencyMhz: cell.frequencyMhz,
      mastM: cell.heightM,
      distanceM: sample.distanceM,
      radiatedDbm: sample.radiatedDbm,
      distanceKm: path.distanceKm,
      heightM: path.heightM,
      meanM: meanTerrainM(ground, sample.distanceM),
    }
    for (const rsrpDbm of levels) links.push({ ...shared, rsrpDbm })
  }
  return links
}

function flatPath(distanceM: number) {
  const steps = Math.max(4, Math.ceil(distanceM / STEP_M))
  return {
    distanceKm: Float64Array.from({ length: steps + 1 }, (_, i) => (distanceM * i) / steps / 1000),
    heightM: new Float64Array(steps + 1),
  }
}

/** @param ground height at a share of the way to the receiver; undefined without terrain */
function meanTerrainM(ground: (share: number) => number | undefined, distanceM: number): number {
  let sum = 0
  let count = 0
  for (let at = 3000; at <= FARTHEST_M; at += STEP_M) {
    const value = ground(at / distanceM)
    if (value === undefined || Number.isNaN(value)) continue
    sum += value
    count++
  }
  return sum / count
}
