import type { Geometry, Position } from 'geojson'
import { cellAtXy, type Grid } from '../grid/grid'
import { type Projection, projection } from '../grid/projection'

/** Cells under a geometry, each with its weight: 1 per point, metres of line, or 1 per cell of an area. `outside`: weight beyond the grid. */
export interface CellsOf {
  cell: number[]
  weight: number[]
  outside: number
}

type Add = (cell: number, weight: number) => void

/** Index of the cell at a place in degrees; −1 outside the grid. */
export function cellAt(grid: Grid, plane: Projection, lon: number, lat: number): number {
  const [x, y] = plane.forward(lon, lat)
  return cellAtXy(grid, x, y)
}

/**
 * Samples a geometry (degrees, WGS-84) on a grid: points as they are, lines in steps of at most half a cell, areas by the cells whose centre lies
 * in them.
 */
export function cellsOf(grid: Grid, geometry: Geometry): CellsOf {
  const out: CellsOf = { cell: [], weight: [], outside: 0 }
  const plane = projection(grid.crs)
  const add: Add = (cell, weight) => {
    if (cell < 0) {
      out.outside += weight
      return
    }
    out.cell.push(cell)
    out.weight.push(weight)
  }
  switch (geometry.type) {
    case 'Point':
      add(cellAt(grid, plane, geometry.coordinates[0], geometry.coordinates[1]), 1)
      break
    case 'MultiPoint':
      for (const [lon, lat] of geometry.coordinates) add(cellAt(grid, plane, lon, lat), 1)
      break
    case 'LineString':
      sampleLine(grid, plane, geometry.coordinates, add)
      break
    case 'MultiLineString':
      for (const line of geometry.coordinates) sampleLine(grid, plane, line, add)
      break
    case 'Polygon':
      sampleArea(grid, plane, geometry.coordinates, add)
      break
    case 'MultiPolygon':
      for (const rings of geometry.coordinates) sampleArea(grid, plane, rings, add)
  }
  return out
}

function sampleLine(grid: Grid, plane: Projection, line: Position[], add: Add): void {
  for (let i = 1; i < line.length; i++) {
    const [ax, ay] = plane.forward(line[i - 1][0], line[i - 1][1])
    const [bx, by] = plane.forward(line[i][0], line[i][1])
    const length = Math.hypot(bx - ax, by - ay)
    const steps = Math.max(1, Math.ceil(length / (grid.cellSizeM / 2)))
    for (let s = 0; s < steps; s++) {
      const t = (s + 0.5) / steps
      add(cellAtXy(grid, ax + t * (bx - ax), ay + t * (by - ay)), length / steps)
    }
  }
}

/** Even-odd fill by cell centres; an area too small to hold a centre is the cell of its first corner. */
function sampleArea(grid: Grid, plane: Projection, rings: Position[][], add: Add): void {
  const paths = rings.map((ring) => ring.map(([lon, lat]) => plane.forward(lon, lat)))
  const ys = paths.flatMap((path) => path.map((p) => p[1]))
  const rowAt = (y: number) => Math.floor((grid.originY - y) / grid.cellSizeM)
  const columnAfter = (x: number) => Math.ceil((x - grid.originX) / grid.cellSizeM - 0.5)
  const south = ys.reduce((a, b) => Math.min(a, b), Infinity)
  const north = ys.reduce((a, b) => Math.max(a, b), -Infinity)
  let cells = 0
  for (let row = rowAt(north); row <= rowAt(south); row++) {
    const y = grid.originY - (row + 0.5) * grid.cellSizeM
    const crossings: number[] = []
    for (const path of paths) {
      for (let i = 1; i < path.length; i++) {
        const [ax, ay] = path[i - 1]
        const [bx, by] = path[i]
        if (ay > y !== by > y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax))
      }
    }
    crossings.sort((a, b) => a - b)
    for (let i = 1; i < crossings.length; i += 2) {
      for (let column = columnAfter(crossings[i - 1]); column < columnAfter(crossings[i]); column++) {
        const inside = row >= 0 && row < grid.rows && column >= 0 && column < grid.columns
        add(inside ? row * grid.columns + column : -1, 1)
        cells++
      }
    }
  }
  if (cells === 0 && paths[0]?.length) add(cellAtXy(grid, paths[0][0][0], paths[0][0][1]), 1)
}
