import { villagesGiven } from '../area/given-villages'
import type { Village, Villages } from '../area/village'
import { knownOptions, numberArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import type { Grid } from './grid'
import { projection, utmCrsAt } from './projection'

/** Beyond this many cells a run would not fit the 4 GiB of the core. */
export const MAX_CELLS = 120_000_000

export interface GridOptions {
  /** Side of a cell, metres; 50 by default (practice of Ofcom and FCC is 50 to 100). */
  cellSizeM?: number
  /** `EPSG:n`, projected, metres; the UTM zone of the area's middle by default. */
  crs?: string
  /** Metres added on each side; none by default. */
  marginM?: number
}

/**
 * The grid that holds all villages: origin and extent snapped outward to whole cells, so that two runs with the same cell
 * size lie on the same lattice.
 * @throws InputError `no-villages`, `bad-cell-size`, `grid-too-large`, `crs-unknown`
 */
export function gridFor(input: Village[] | Villages, options: GridOptions = {}): Grid {
  const villages = villagesGiven(input)
  knownOptions(options, ['cellSizeM', 'crs', 'marginM'], 'gridFor')
  const { cellSizeM = 50, crs, marginM = 0 } = options
  numberArgument(marginM, 'marginM', 'metres, 0 or more', { low: 0 })
  if (!(typeof cellSizeM === 'number' && cellSizeM > 0)) {
    throw new InputError(
      'bad-cell-size',
      'cellSizeM',
      `The cell size is ${cellSizeM}; expected metres above 0, such as 50.`,
    )
  }
  const [west, south, east, north] = lonLatBounds(villages)
  const name = crs ?? utmCrsAt((west + east) / 2, (south + north) / 2)
  const { forward } = projection(name)
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const village of villages) {
    for (const [lon, lat] of positionsOf(village)) {
      const [x, y] = forward(lon, lat)
      minX = Math.min(minX, x)
      maxX = Math.max(maxX, x)
      minY = Math.min(minY, y)
      maxY = Math.max(maxY, y)
    }
  }
  const left = Math.floor((minX - marginM) / cellSizeM)
  const right = Math.ceil((maxX + marginM) / cellSizeM)
  const bottom = Math.floor((minY - marginM) / cellSizeM)
  const top = Math.ceil((maxY + marginM) / cellSizeM)
  const columns = Math.max(1, right - left)
  const rows = Math.max(1, top - bottom)
  if (columns * rows > MAX_CELLS) {
    const fitting = Math.ceil(cellSizeM * Math.sqrt((columns * rows) / MAX_CELLS))
    throw new InputError(
      'grid-too-large',
      'cellSizeM',
      `Cells of ${cellSizeM} m make a grid of ${columns} × ${rows}; at most ${MAX_CELLS} cells fit.`,
      `Use cells of ${fitting} m or more.`,
    )
  }
  return { crs: name, originX: left * cellSizeM, originY: top * cellSizeM, cellSizeM, columns, rows }
}

/** All ring positions of a village, longitude and latitude. */
function* positionsOf({ geometry }: Village): Generator<number[]> {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  for (const rings of polygons) for (const ring of rings) yield* ring
}

/**
 * West, south, east, north of all villages, degrees. Where they lie on both sides of the antimeridian, east is above 180: 179.9 to 180.1
 * is the Fiji of two sides.
 */
export function lonLatBounds(villages: Village[]): [west: number, south: number, east: number, north: number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  // The same with longitudes from 0 to 360.
  let [west360, east360] = [Infinity, -Infinity]
  for (const village of villages) {
    for (const [lon, lat] of positionsOf(village)) {
      const lon360 = lon < 0 ? lon + 360 : lon
      west = Math.min(west, lon)
      east = Math.max(east, lon)
      west360 = Math.min(west360, lon360)
      east360 = Math.max(east360, lon360)
      south = Math.min(south, lat)
      north = Math.max(north, lat)
    }
  }
  return east - west > 180 && east360 - west360 < east - west
    ? [west360, south, east360, north]
    : [west, south, east, north]
}
