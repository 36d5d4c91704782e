import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { filesAt } from '../src/formats/from-disk'
import type { Grid } from '../src/grid/grid'
import { projection } from '../src/grid/projection'
import { elevationAt } from '../src/grid/terrain-profile'
import { readTerrain } from '../src/terrain/read-terrain'
import { type FractalTerrain, meanSlope } from './terrain'

/** SRTM of Andorra, 1″, beside the repository; not part of the project. */
const FILE = join(import.meta.dirname, '../../shared/data/andorra/N42E001.hgt.zip')
const SIDE_M = 40_000
const CELL_M = 30

/** 40 km of real mountains in cells of 30 m, 42.5° N 1.5° E; undefined where the file is absent. Voids take the height west of them. */
export async function realMountains(): Promise<FractalTerrain | undefined> {
  if (!existsSync(FILE)) return undefined
  const height = elevationAt(await readTerrain(filesAt(FILE)))
  const crs = 'EPSG:32631'
  const { forward, inverse } = projection(crs)
  const [x, y] = forward(1.5, 42.5)
  const side = Math.floor(SIDE_M / CELL_M)
  const grid: Grid = {
    crs,
    originX: x - SIDE_M / 2,
    originY: y + SIDE_M / 2,
    cellSizeM: CELL_M,
    columns: side,
    rows: side,
  }
  const heightM = new Float32Array(side * side)
  let last = 0
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const value = height(...inverse(grid.originX + (column + 0.5) * CELL_M, grid.originY - (row + 0.5) * CELL_M))
      if (!Number.isNaN(value)) last = value
      heightM[row * side + column] = last
    }
  }
  return { grid, heightM, meanSlopeDeg: meanSlope(heightM, side, CELL_M) }
}
