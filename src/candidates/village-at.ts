import type { Village } from '../area/village'
import type { CoverageMap } from '../coverage/coverage-map'
import { nearestCell } from '../grid/grid'

/** The village with the largest share of the cell in which a projected place lies; undefined outside all. */
export function villageAt(
  { grid, zones }: CoverageMap,
  villages: Village[],
  x: number,
  y: number,
): Village | undefined {
  const { column, row } = nearestCell(grid, x, y)
  const zone = zones.zone[row * grid.columns + column]
  return zone > 0 ? villages[zone - 1] : undefined
}
