import type { Village } from '../area/village'
import type { CoverageMap } from '../coverage/coverage-map'

/** The village with the largest share of the cell in which a projected place lies; undefined outside all. */
export function villageAt(
  { grid, zones }: CoverageMap,
  villages: Village[],
  x: number,
  y: number,
): Village | undefined {
  const column = Math.min(grid.columns - 1, Math.max(0, Math.floor((x - grid.originX) / grid.cellSizeM)))
  const row = Math.min(grid.rows - 1, Math.max(0, Math.floor((grid.originY - y) / grid.cellSizeM)))
  const zone = zones.zone[row * grid.columns + column]
  return zone > 0 ? villages[zone - 1] : undefined
}
