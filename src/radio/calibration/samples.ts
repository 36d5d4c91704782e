import type { Cell, Network } from '../../network/network'
import { depressionToDeg, sectorGainDb, wrapDeg } from '../antenna'

/** One level measured at one place from one cell: a drive-test row, or a grid's median from measurement reports. */
export interface Measurement {
  /** Degrees, WGS-84. */
  lon: number
  lat: number
  /** SS-RSRP, dBm. */
  rsrpDbm: number
  /** `Cell.id` of the cell that was measured. */
  cell: string
  /** Measured inside a building or a tunnel: left out. */
  indoor?: boolean
  /** Id of the land-cover kind at the place (`LAND_COVER_KINDS`), where known. */
  landCover?: string
  /** Diffraction loss on the path, dB, where it is known (only the line-of-sight part of the model is fitted otherwise). */
  diffractionDb?: number
}

/** What is left out of a fit (filters of planning practice; all distances in metres, levels in dBm). */
export interface CalibrationFilters {
  minimumDistanceM: number
  maximumDistanceM: number
  maximumRsrpDbm: number
  /** Under this a receiver reports noise. */
  minimumRsrpDbm: number
  /** Half width of the main lobe that takes part in the fit, degrees. */
  lobeDeg: number
  /** Rows of one cell within one square of this size become one, their median: removes fast fading (Lee). */
  thinningM: number
}

export const CALIBRATION_FILTERS: CalibrationFilters = {
  minimumDistanceM: 100,
  maximumDistanceM: 5000,
  maximumRsrpDbm: -40,
  minimumRsrpDbm: -115,
  lobeDeg: 60,
  thinningM: 10,
}

/** A measurement with its geometry. */
export interface Sample {
  /** Index into `Network.cells`. */
  cell: number
  distanceM: number
  /** From the cell to the place, degrees clockwise from north. */
  bearingDeg: number
  depressionDeg: number
  rsrpDbm: number
  /** Radiated towards the place if the antenna points where the table says, dBm. */
  radiatedDbm: number
  landCover: string
  diffractionDb: number
  /** Within the main lobe, or the antenna is omnidirectional: takes part in the fit. */
  inLobe: boolean
}

/** How many rows were left out, and why; `nearFloor`: their mean level is too near the noise for an unbiased fit. */
export type Excluded = Record<
  'unknownCell' | 'indoor' | 'distance' | 'level' | 'invalid' | 'thinned' | 'faultyCell' | 'nearFloor',
  number
>

/** Land cover of a place of which nothing is known. */
export const UNKNOWN_COVER = 'unknown'

const METRES_PER_DEGREE = 111_195 // 6371 km · π / 180

/** Distance, metres, and bearing, degrees, over a few kilometres (locally flat; error under 0.01 % at 5 km). */
export function localVector(
  fromLon: number,
  fromLat: number,
  toLon: number,
  toLat: number,
): { distanceM: number; bearingDeg: number } {
  const scale = Math.cos((((fromLat + toLat) / 2) * Math.PI) / 180)
  const east = wrapDeg(toLon - fromLon) * METRES_PER_DEGREE * scale
  const north = (toLat - fromLat) * METRES_PER_DEGREE
  return { distanceM: Math.hypot(east, north), bearingDeg: ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360 }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/**
 * Measurements joined to the network's cells, filtered and thinned.
 * @param elevationM terrain height at a place, metres; flat ground where absent
 */
export function samplesOf(
  network: Network,
  measurements: Measurement[],
  filters: CalibrationFilters,
  rxHeightM: number,
  elevationM: (lon: number, lat: number) => number = () => 0,
): { samples: Sample[]; excluded: Excluded } {
  const byId = new Map(network.cells.map((cell, index) => [cell.id, index]))
  const excluded: Excluded = {
    unknownCell: 0,
    indoor: 0,
    distance: 0,
    level: 0,
    invalid: 0,
    thinned: 0,
    faultyCell: 0,
    nearFloor: 0,
  }
  const groups = new Map<string, { samples: Sample[] }>()
  for (const row of measurements) {
    const index = byId.get(row.cell)
    if (index === undefined) {
      excluded.unknownCell++
      continue
    }
    // Levels outside −156 … −31 dBm are not SS-RSRP at all (TS 38.133 table 10.1.6.1-1).
    if (!Number.isFinite(row.lon) || !Number.isFinite(row.lat) || !(row.rsrpDbm >= -156 && row.rsrpDbm <= -31)) {
      excluded.invalid++
      continue
    }
    const cell = network.cells[index]
    const site = network.sites[network.stations[cell.station].site]
    const { distanceM, bearingDeg } = localVector(site.lon, site.lat, row.lon, row.lat)
    if (row.indoor || cell.indoor) excluded.indoor++
    else if (!(distanceM >= filters.minimumDistanceM && distanceM <= filters.maximumDistanceM)) excluded.distance++
    else if (!(row.rsrpDbm >= filters.minimumRsrpDbm && row.rsrpDbm <= filters.maximumRsrpDbm)) excluded.level++
    else {
      const baseM = elevationM(site.lon, site.lat) + cell.heightM
      const userM = elevationM(row.lon, row.lat) + rxHeightM
      const offset = wrapDeg(bearingDeg - cell.azimuthDeg)
      const sample: Sample = {
        cell: index,
        distanceM,
        bearingDeg,
        depressionDeg: depressionToDeg(baseM, userM, distanceM),
        rsrpDbm: row.rsrpDbm,
        radiatedDbm: 0,
        landCover: row.landCover ?? UNKNOWN_COVER,
        diffractionDb: row.diffractionDb ?? 0,
        inLobe: Number.isNaN(cell.azimuthDeg) || Math.abs(offset) <= filters.lobeDeg,
      }
      sample.radiatedDbm = radiatedDbm(cell, sample)
      const scale = Math.cos((row.lat * Math.PI) / 180)
      const column = Math.floor((row.lon * METRES_PER_DEGREE * scale) / filters.thinningM)
      const line = Math.floor((row.lat * METRES_PER_DEGREE) / filters.thinningM)
      const key = `${index}:${column}:${line}`
      const group = groups.get(key)
      if (group) group.samples.push(sample)
      else groups.set(key, { samples: [sample] })
    }
  }
  const samples: Sample[] = []
  for (const group of groups.values()) {
    excluded.thinned += group.samples.length - 1
    samples.push({ ...group.samples[0], rsrpDbm: median(group.samples.map((sample) => sample.rsrpDbm)) })
  }
  return { samples, excluded }
}

/** Radiated towards a sample, dBm: EPRE + gain in its direction − losses, with the antenna at its azimuth or another. */
export function radiatedDbm(cell: Cell, sample: Sample, azimuthDeg = cell.azimuthDeg): number {
  const gain = cell.gainDbi + sectorGainDb(cell, sample.bearingDeg - azimuthDeg, sample.depressionDeg)
  return cell.epreDbm + gain - cell.lossDb
}
