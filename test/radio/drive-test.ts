import type { Cell, Network } from '../../src/network/network'
import { depressionToDeg, sectorGainDb } from '../../src/radio/antenna'
import type { Measurement } from '../../src/radio/calibration/samples'
import { localVector } from '../../src/radio/calibration/samples'
import { SPM_DEFAULTS } from '../../src/radio/spm'

/** What a generated drive test is made of. */
export interface Truth {
  k1: number
  k2: number
  landCoverDb: Record<string, number>
  /** Correlated shadowing and what is left of fast fading, dB. */
  shadowDb: number
  noiseDb: number
  /** Azimuths at which antennas really point, by cell id, where they differ from the table. */
  azimuthDeg: Record<string, number>
  seed: number
  /** Only the strongest cell of each place is recorded, as a handset does; otherwise all that a scanner hears. */
  servingOnly?: boolean
  /** Distance between the streets that are driven, metres. */
  streetM?: number
}

const LON = 118.1
const LAT = 25.1
const METRES_PER_DEGREE = 111_195
const LON_SCALE = Math.cos((LAT * Math.PI) / 180)

function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** Sixteen three-sector stations of one band, about 1.1 km apart, each turned a little. */
export function driveNetwork(band = 'n41', frequencyMhz = 2565): Network {
  const network: Network = { sites: [], stations: [], cells: [], rejected: [], warnings: [], synthetic: true }
  for (let i = 0; i < 16; i++) {
    const east = (i % 4) * 1100 + (Math.floor(i / 4) % 2) * 550
    const north = Math.floor(i / 4) * 950
    network.sites.push({
      id: `S${i}`,
      lon: LON + east / METRES_PER_DEGREE / LON_SCALE,
      lat: LAT + north / METRES_PER_DEGREE,
    })
    network.stations.push({ id: `S${i}`, site: i, rat: '5g', operator: 'A', built: 2022 })
    for (let sector = 0; sector < 3; sector++) {
      const cell: Cell = {
        id: `S${i}-${sector + 1}`,
        station: i,
        band,
        frequencyMhz,
        azimuthDeg: (sector * 120 + ((i * 37) % 60)) % 360,
        mechanicalTiltDeg: 2,
        electricalTiltDeg: 4,
        heightM: 25 + ((i * 7) % 15),
        epreDbm: 19.9,
        gainDbi: 18,
        horizontalBeamwidthDeg: 65,
        verticalBeamwidthDeg: 8,
        lossDb: 0.5,
        indoor: false,
      }
      network.cells.push(cell)
    }
  }
  return network
}

/** Land cover in patches of 400 m. */
function coverAt(east: number, north: number): string {
  const kinds = ['farmland', 'village', 'forest', 'suburban']
  return kinds[(Math.floor(east / 400) * 3 + Math.floor(north / 400) * 5 + 1000) % 4]
}

/** A drive along parallel streets, a place every 12 m, with levels as the truth has them. */
export function driveTest(network: Network, truth: Truth): Measurement[] {
  const next = random(truth.seed)
  const rows: Measurement[] = []
  const shadow = new Float64Array(network.sites.length)
  const keep = Math.exp(-12 / 50)
  const streetM = truth.streetM ?? 400
  for (let street = 0; street * streetM < 3600; street++) {
    for (let step = 0; step < 360; step++) {
      const east = -400 + step * 12
      const north = -400 + street * streetM
      const lon = LON + east / METRES_PER_DEGREE / LON_SCALE
      const lat = LAT + north / METRES_PER_DEGREE
      const landCover = coverAt(east + 2000, north + 2000)
      for (let s = 0; s < shadow.length; s++)
        shadow[s] = keep * shadow[s] + Math.sqrt(1 - keep * keep) * truth.shadowDb * normal(next)
      const heard: Measurement[] = []
      for (const cell of network.cells) {
        const siteIndex = network.stations[cell.station].site
        const site = network.sites[siteIndex]
        const { distanceM, bearingDeg } = localVector(site.lon, site.lat, lon, lat)
        const azimuthDeg = truth.azimuthDeg[cell.id] ?? cell.azimuthDeg
        const depression = depressionToDeg(cell.heightM, 1.5, distanceM)
        const gain = cell.gainDbi + sectorGainDb(cell, bearingDeg - azimuthDeg, depression)
        const lgD = Math.log10(Math.max(distanceM, 10))
        const lgH = Math.log10(cell.heightM)
        const loss =
          truth.k1 +
          truth.k2 * lgD +
          SPM_DEFAULTS.k3 * lgH +
          SPM_DEFAULTS.k5 * lgD * lgH +
          (truth.landCoverDb[landCover] ?? 0)
        const rsrpDbm = cell.epreDbm + gain - cell.lossDb - loss + shadow[siteIndex] + truth.noiseDb * normal(next)
        if (rsrpDbm > -118) heard.push({ lon, lat, rsrpDbm, cell: cell.id, landCover })
      }
      heard.sort((a, b) => b.rsrpDbm - a.rsrpDbm)
      rows.push(...heard.slice(0, truth.servingOnly ? 1 : 24))
    }
  }
  return rows
}
