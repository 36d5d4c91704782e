import { badArgument, numberArgument, objectArgument } from '../formats/argument'
import type { Grid } from './grid'
import { MAX_CELLS } from './grid-for'
import { projection } from './projection'

/**
 * A grid as a program gives it, checked.
 * @throws InputError `bad-argument`, `crs-unknown`
 */
export function gridGiven(given: unknown, path = 'grid'): Grid {
  const grid = objectArgument(given, path, 'a grid, as gridFor gives it') as unknown as Grid
  const needed = { originX: 'metres', originY: 'metres', cellSizeM: 'metres above 0' } as const
  for (const [key, wanted] of Object.entries(needed) as [keyof typeof needed, string][]) {
    if (grid[key] === undefined) throw badArgument(`${path}.${key}`, undefined, wanted)
    numberArgument(grid[key], `${path}.${key}`, wanted, key === 'cellSizeM' ? { low: Number.MIN_VALUE } : {})
  }
  for (const key of ['columns', 'rows'] as const) {
    const wanted = 'a whole number of cells, 1 or more'
    if (grid[key] === undefined) throw badArgument(`${path}.${key}`, undefined, wanted)
    numberArgument(grid[key], `${path}.${key}`, wanted, { low: 1, high: MAX_CELLS, whole: true })
  }
  if (grid.columns * grid.rows > MAX_CELLS) {
    throw badArgument(path, grid.columns * grid.rows, `at most ${MAX_CELLS} cells; take larger ones`)
  }
  if (typeof grid.crs !== 'string') throw badArgument(`${path}.crs`, grid.crs, 'EPSG:n of a projected system')
  projection(grid.crs)
  return grid
}
