import type { Village } from '../area/village'
import type { Grid } from '../grid/grid'
import { projection } from '../grid/projection'
import { cellAt } from './cells-of'

/** The built-up cells of a township. */
export interface Town {
  townshipCode: string
  township: string
  county: string
  cells: number[]
}

export interface TownRow {
  townshipCode: string
  township: string
  county: string
  areaKm2: number
  /** Share of the built-up area where the rule holds, 0…1. */
  share: number
  continuous: boolean
}

/** People per km² from which a cell counts as built up: the density by which the Chinese census of 2000 told towns from country. */
export const BUILT_UP_PER_KM2 = 1500

const SEAT_RADIUS_M = 500

/**
 * The built-up area of every township: its cells with at least `perKm2` people; where it has none, its cells within 500 m of a public point of its
 * most populous village.
 * @param zone per cell 1 + index of the village (`Zones.zone`)
 * @param people residents per cell
 */
export function townsOf(
  grid: Grid,
  zone: Uint32Array,
  people: Float32Array,
  villages: Village[],
  perKm2 = BUILT_UP_PER_KM2,
): Town[] {
  const towns = new Map<string, Town & { seat: Village }>()
  const townOfVillage = villages.map((v) => {
    // Without townships every village is one of its own; without codes they are told apart by name.
    const township = v.townshipCode || v.township || v.code
    const key = `${v.countyCode || v.county}\n${township}`
    let town = towns.get(key)
    if (!town) {
      town = { townshipCode: township, township: v.township || v.name, county: v.county, cells: [], seat: v }
      towns.set(key, town)
    }
    if (v.population > town.seat.population) town.seat = v
    return town
  })
  const least = (perKm2 * grid.cellSizeM ** 2) / 1e6
  zone.forEach((z, cell) => {
    if (z > 0 && people[cell] >= least) townOfVillage[z - 1].cells.push(cell)
  })
  return [...towns.values()].map((whole) => {
    const { seat, ...town } = whole
    const own = (z: number) => z > 0 && townOfVillage[z - 1] === whole
    return town.cells.length > 0 ? town : { ...town, cells: cellsAround(grid, seat, (cell) => own(zone[cell])) }
  })
}

/**
 * Share of each town's built-up area where `value` holds on average, and whether it is continuous.
 * @param value per cell 0…1: a probability of coverage, or 1 where a limit holds
 * @param target 0.95: "continuous" is 95 % of the area
 */
export function townContinuity(grid: Grid, towns: Town[], value: (cell: number) => number, target = 0.95): TownRow[] {
  return towns.map(({ cells, ...town }) => {
    const share = cells.length > 0 ? cells.reduce((sum, cell) => sum + value(cell), 0) / cells.length : 0
    return { ...town, areaKm2: (cells.length * grid.cellSizeM ** 2) / 1e6, share, continuous: share >= target }
  })
}

function cellsAround(grid: Grid, village: Village, own: (cell: number) => boolean): number[] {
  const point = village.publicPoints[0]
  const middle = point ? cellAt(grid, projection(grid.crs), point.lon, point.lat) : -1
  if (middle < 0) return []
  const reach = Math.floor(SEAT_RADIUS_M / grid.cellSizeM)
  const row = Math.floor(middle / grid.columns)
  const column = middle % grid.columns
  const cells: number[] = []
  for (let r = Math.max(0, row - reach); r <= Math.min(grid.rows - 1, row + reach); r++) {
    for (let c = Math.max(0, column - reach); c <= Math.min(grid.columns - 1, column + reach); c++) {
      const cell = r * grid.columns + c
      if (Math.hypot(r - row, c - column) <= reach && own(cell)) cells.push(cell)
    }
  }
  return cells
}
