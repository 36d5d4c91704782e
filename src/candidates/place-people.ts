import { measureOf, type Place } from '../area/places'
import { cellsOf } from '../assess/cells-of'
import type { PlanWeights } from '../constraints/plan-weights'
import type { Grid } from '../grid/grid'

/** What key places and roads count as, in people, at the cells of a grid on which they lie; a cell may be listed more than once. */
export interface PlacePeople {
  cell: number[]
  /** Index of the place. */
  place: number[]
  people: number[]
  total: number
}

/** The weight of a highway, a school, a bus station (data/places/scenes.json): a place of twice the weight counts twice. */
const USUAL_WEIGHT = 5

/**
 * Key places as people, for one of weight 5: `placePeople` each, shared over the points of a place and over the cells of an area (a
 * part beyond the grid keeps its share), `roadPeoplePerKm` for a line, road or rail. Sampled as `assessPlaces` samples them.
 */
export function placePeopleOf(
  grid: Grid,
  places: readonly Place[],
  weigh: Pick<PlanWeights, 'placePeople' | 'roadPeoplePerKm'>,
): PlacePeople {
  const all: PlacePeople = { cell: [], place: [], people: [], total: 0 }
  for (const [place, { geometry, weight: own }] of places.entries()) {
    const line = measureOf(geometry) === 'length'
    const people = ((line ? weigh.roadPeoplePerKm : weigh.placePeople) * own) / USUAL_WEIGHT
    if (people === 0) continue
    const { cell, weight, outside } = cellsOf(grid, geometry)
    const parts = weight.reduce((sum, w) => sum + w, outside)
    const each = line ? people / 1000 : people / parts
    cell.forEach((c, i) => {
      all.cell.push(c)
      all.place.push(place)
      all.people.push(weight[i] * each)
      all.total += weight[i] * each
    })
  }
  return all
}
