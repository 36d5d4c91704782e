import type { Village } from '../../src/area/village'
import type { GeoRaster } from '../../src/formats/rasters/geo-raster'
import { BANDS, epre } from '../../src/network/bands'
import type { Network } from '../../src/network/network'
import type { Terrain } from '../../src/terrain/terrain'

const SIDE = 0.04

/** Three villages in a row, 4 km each; one station stands in the west, people live mostly in the east. */
export function village(index: number, population: number): Village {
  const [west, south] = [118.5 + index * SIDE, 24.9]
  return {
    code: `35050000000${index}`,
    name: ['West', 'Middle', 'East'][index],
    kind: 'village',
    townshipCode: '350500001',
    township: 'Town',
    countyCode: '350500',
    county: 'County',
    population,
    households: population / 2.78,
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [west + SIDE, south],
          [west + SIDE, south + SIDE],
          [west, south + SIDE],
          [west, south],
        ],
      ],
    },
    publicPoints: [{ type: 'committee', lon: west + SIDE / 2, lat: south + SIDE / 2, estimated: false }],
    synthetic: true,
  }
}
export const villages = [village(0, 500), village(1, 1000), village(2, 3000)]

export function networkOf(...stations: { lon: number; lat: number; band: string }[]): Network {
  const network: Network = { sites: [], stations: [], cells: [], rejected: [], warnings: [], synthetic: true }
  for (const [i, { lon, lat, band }] of stations.entries()) {
    network.sites.push({ id: `S${i}`, lon, lat })
    network.stations.push({ id: `T${i}`, site: i, rat: BANDS[band].rat, operator: '', built: 2023 })
    for (const azimuthDeg of [0, 120, 240]) {
      network.cells.push({
        id: `T${i}-${azimuthDeg}`,
        station: i,
        band,
        frequencyMhz: BANDS[band].frequencyMhz,
        azimuthDeg,
        mechanicalTiltDeg: 0,
        electricalTiltDeg: 3,
        heightM: 35,
        epreDbm: epre(240, BANDS[band].resourceBlocks),
        gainDbi: 15,
        horizontalBeamwidthDeg: 65,
        verticalBeamwidthDeg: 9,
        lossDb: 0.5,
        indoor: false,
      })
    }
  }
  return network
}
export const west = { lon: 118.52, lat: 24.92, band: 'n28' }
export const eastStructure = { lon: 118.6, lat: 24.92, band: 'g900' }

/** Hills over the three villages: ridges from north to south, 0 to 300 m, on pixels of 0.001°. */
export function hills(): Terrain {
  const [width, height] = [140, 60]
  const data = Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return 150 * (1 + Math.sin(x / 7) * Math.cos(y / 11))
  })
  const tile: GeoRaster = {
    name: 'hills',
    crs: 'EPSG:4326',
    width,
    height,
    originX: 118.49,
    originY: 24.95,
    pixelWidth: 0.001,
    pixelHeight: 0.001,
    data,
    nodata: null,
  }
  return { tiles: [tile], synthetic: true, warnings: [] }
}
