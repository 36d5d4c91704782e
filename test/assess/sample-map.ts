import type { Village } from '../../src/area/village'
import type { Core } from '../../src/core/core'
import type { CoverageMap } from '../../src/coverage/coverage-map'
import { peopleOnGrid } from '../../src/coverage/people'
import { ruleOf } from '../../src/coverage/rule'
import { zonesOf } from '../../src/coverage/zones'
import type { Grid } from '../../src/grid/grid'
import { projection } from '../../src/grid/projection'
import type { Cell, Network } from '../../src/network/network'
import { GRID } from '../coverage/shapes'

/** Longitude and latitude of a position in cells. */
export function lonLatOf(x: number, y: number, grid: Grid = GRID): { lon: number; lat: number } {
  const [lon, lat] = projection(grid.crs).inverse(grid.originX + x * grid.cellSizeM, grid.originY - y * grid.cellSizeM)
  return { lon, lat }
}

/** One station of the rule's generation at each position in cells, one cell each. */
export function networkAt(positions: [number, number][], grid: Grid = GRID): Network {
  return {
    sites: positions.map(([x, y], i) => ({ id: `site-${i}`, ...lonLatOf(x, y, grid) })),
    stations: positions.map((_, i) => ({ id: `station-${i}`, site: i, rat: '5g', operator: '', built: Number.NaN })),
    cells: positions.map((_, i) => ({ id: `cell-${i}`, station: i, band: 'n28' }) as Cell),
    rejected: [],
    warnings: [],
    synthetic: true,
  }
}

/** A coverage map with given RSRP; probability rises from 0 at −115 dBm to 1 at −95 dBm. */
export function mapOf(
  core: Core,
  villages: Village[],
  rsrp: (column: number, row: number) => number,
  { grid = GRID, network = networkAt([[0.5, 0.5]], grid) }: { grid?: Grid; network?: Network } = {},
): CoverageMap {
  const zones = zonesOf(core, grid, villages)
  const cells = grid.columns * grid.rows
  const rsrpDbm = Float32Array.from({ length: cells }, (_, i) => rsrp(i % grid.columns, Math.floor(i / grid.columns)))
  return {
    grid,
    rule: ruleOf('cn-5g-dt-105'),
    rat: '5g',
    model: 'none',
    sigmaDb: 8,
    floorDbm: -115,
    rsrpDbm,
    server: Uint32Array.from(rsrpDbm, (value) => (Number.isNaN(value) ? 0 : 1)),
    sinrDb: new Float32Array(cells),
    load: 0.5,
    probability: rsrpDbm.map((value) => (Number.isNaN(value) ? 0 : Math.max(0, Math.min(1, (value + 115) / 20)))),
    zones,
    people: peopleOnGrid(core, zones, villages),
    peopleEstimated: true,
    gigabit: null,
    network,
    evaluations: 0,
    warnings: [],
  }
}
