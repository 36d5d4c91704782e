import { measureOf, type Place } from '../area/places'
import { cellsOf } from '../assess/cells-of'
import type { Grid } from '../grid/grid'
import type { PlanWeights } from './plan'

/** What key places and roads count as, in people, at the cells of a grid on which they lie; a cell may be listed more than once. */
export interface PlacePeople {
  cell: number[]
  /** Index of the place. */
  place: number[]
  people: number[]
  total: number
}

/**
 * Key places as people: `placePeople` each, shared over the points of a place and over the cells of an area (a part beyond the grid
 * keeps its share), `roadPeoplePerKm` for a line, road or rail. Sampled as `assessPlaces` samples them.
 */
export function placePeopleOf(
  grid: Grid,
  places: readonly Place[],
  weigh: Pick<PlanWeights, 'placePeople' | 'roadPeoplePerKm'>,
): PlacePeople {
  const all: PlacePeople = { cell: [], place: [], people: [], total: 0 }
  for (const [place, { geometry }] of places.entries()) {
    const line = measureOf(geometry) === 'length'
    if ((line ? weigh.roadPeoplePerKm : weigh.placePeople) === 0) continue
    const { cell, weight, outside } = cellsOf(grid, geometry)
    const parts = weight.reduce((sum, w) => sum + w, outside)
    const each = line ? weigh.roadPeoplePerKm / 1000 : weigh.placePeople / parts
    cell.forEach((c, i) => {
      all.cell.push(c)
      all.place.push(place)
      all.people.push(weight[i] * each)
      all.total += weight[i] * each
    })
  }
  return all
}
