import type { Village } from '../../src/area/village'
import type { Core } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import { ruleOf } from '../../src/coverage/rule'
import { cellAtXy } from '../../src/grid/grid'
import { gridFor } from '../../src/grid/grid-for'
import { projection } from '../../src/grid/projection'
import type { Network } from '../../src/network/network'
import type { CalibratedModel } from '../../src/radio/calibration/calibrated-model'
import type { LandCover } from '../../src/terrain/read-land-cover'
import type { Terrain } from '../../src/terrain/terrain'

export interface Surface {
  terrain?: Terrain
  landCover?: LandCover
}

/** Side of the map's cells, m. */
export const CELL_M = 25
/** So low a floor that every place has a level. */
const FLOOR_RULE = { ...ruleOf(), rsrpDbm: -190 }

/** The land that a map spans: the places, the masts and 500 m around them. */
function landAround(places: readonly { lon: number; lat: number }[]): Village {
  const lon = places.map((place) => place.lon)
  const lat = places.map((place) => place.lat)
  const pad = 0.005
  const [west, east] = [Math.min(...lon) - pad, Math.max(...lon) + pad]
  const [south, north] = [Math.min(...lat) - pad, Math.max(...lat) + pad]
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const geometry = { type: 'Polygon' as const, coordinates: [ring] }
  const names = { code: '1', name: '1', townshipCode: '1', township: '1', countyCode: '1', county: '1' }
  return {
    ...names,
    kind: 'village',
    population: Number.NaN,
    households: Number.NaN,
    geometry,
    publicPoints: [],
    synthetic: true,
  }
}

/** The network with one of its cells alone, the masts of the others kept as sites. */
function withOneCell(network: Network, cell: number): Network {
  return { ...network, cells: network.cells.map((each, i) => ({ ...each, indoor: i !== cell })) }
}

/**
 * Levels of one cell at places, dBm, as `gigaplan coverage` maps them: the whole of the product is in the figure, snapping and antenna
 * pattern included. NaN where the map has none.
 */
export async function mappedLevels(
  core: Core,
  network: Network,
  cell: number,
  places: readonly { lon: number; lat: number }[],
  model: string | CalibratedModel,
  surface: Surface,
): Promise<number[]> {
  const area = landAround([...places, ...network.sites])
  const grid = gridFor([area], { cellSizeM: CELL_M })
  const rule = { ...FLOOR_RULE, rat: network.stations[network.cells[cell].station].rat }
  const map = await computeCoverage({
    ...surface,
    core,
    grid,
    network: withOneCell(network, cell),
    villages: [area],
    rule,
    model,
  })
  const { forward } = projection(grid.crs)
  return places.map(({ lon, lat }) => {
    const at = cellAtXy(grid, ...forward(lon, lat))
    return at < 0 ? Number.NaN : map.rsrpDbm[at]
  })
}
