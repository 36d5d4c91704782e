import type { Village } from '../../src/area/village'
import type { CoverageMap } from '../../src/coverage/coverage-map'
import { ruleOf } from '../../src/coverage/rule'
import type { Grid } from '../../src/grid/grid'
import { projection } from '../../src/grid/projection'
import type { Cell, Network, Station } from '../../src/network/network'

/** Ten by ten cells of 100 m near Quanzhou. */
export const GRID: Grid = {
  crs: 'EPSG:32650',
  originX: 650000,
  originY: 2750000,
  cellSizeM: 100,
  columns: 10,
  rows: 10,
}

/** Degrees of a place given in cells from the upper left corner. */
export function at(column: number, row: number): [lon: number, lat: number] {
  return projection(GRID.crs).inverse(GRID.originX + column * 100, GRID.originY - row * 100)
}

export function box(west: number, north: number, east: number, south: number) {
  return {
    type: 'Polygon' as const,
    coordinates: [[at(west, north), at(east, north), at(east, south), at(west, south), at(west, north)]],
  }
}

/** Two villages, the left and the right half, 550 people each. */
export function twoVillages(): Village[] {
  return [0, 5].map((west, i) => {
    const [lon, lat] = at(west + 2.5, 5)
    return {
      code: `v${i + 1}`,
      name: `Village ${i + 1}`,
      kind: 'village',
      townshipCode: `t${i + 1}`,
      township: `Town ${i + 1}`,
      countyCode: 'c',
      county: 'County',
      population: 550,
      households: 200,
      geometry: box(west, 0, west + 5, 10),
      publicPoints: [{ type: 'committee', lon, lat, estimated: false }],
      synthetic: true,
    }
  })
}

/** A map by a picture: `#` covered (−80 dBm, certain), `.` nothing. */
export function mapOf(picture: string[], network: Network = noNetwork()): CoverageMap {
  const marks = picture.join('')
  const n = GRID.columns * GRID.rows
  const covered = Uint8Array.from({ length: n }, (_, i) => Number(marks[i] === '#'))
  return {
    grid: GRID,
    rule: ruleOf('cn-5g-dt-105'),
    model: 'test',
    sigmaDb: 8,
    floorDbm: -115,
    rsrpDbm: Float32Array.from(covered, (c) => (c ? -80 : NaN)),
    server: Uint32Array.from(covered),
    sinrDb: Float32Array.from(covered, (c) => (c ? 10 : NaN)),
    load: 0.5,
    rat: '5g',
    evaluations: 0,
    warnings: [],
    probability: Float32Array.from(covered),
    zones: {
      grid: GRID,
      zone: Uint32Array.from({ length: n }, (_, i) => (i % 10 < 5 ? 1 : 2)),
      spans: { offsets: new Uint32Array(3), start: new Uint32Array(0), end: new Uint32Array(0) },
      edges: { offsets: new Uint32Array(3), cell: new Uint32Array(0), fraction: new Float32Array(0) },
    },
    people: new Float32Array(n).fill(11),
    peopleEstimated: false,
    gigabit: null,
    network,
  }
}

export const LEFT_HALF = Array.from({ length: 10 }, () => '#####.....')

export function noNetwork(): Network {
  return { sites: [], stations: [], cells: [], rejected: [], warnings: [], synthetic: true }
}

export function stationOf(id: string, site: number, operator: string): Station {
  return { id, site, operator, rat: '5g', built: NaN }
}

export function cellOf(id: string, station: number): Cell {
  return {
    id,
    station,
    band: 'n28',
    frequencyMhz: 773,
    azimuthDeg: NaN,
    mechanicalTiltDeg: 0,
    electricalTiltDeg: 0,
    heightM: 30,
    epreDbm: 21,
    gainDbi: 15,
    horizontalBeamwidthDeg: 65,
    verticalBeamwidthDeg: 9,
    lossDb: 0.5,
    indoor: false,
  }
}
