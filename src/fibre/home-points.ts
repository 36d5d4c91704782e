import type { Position } from 'geojson'
import type { Village } from '../area/village'
import type { Grid } from '../grid/grid'
import { projection } from '../grid/projection'

/** Places that stand for homes: every village has at least one. All arrays have one entry per point. */
export interface HomePoints {
  /** Index of the village. */
  village: Uint32Array
  /** Degrees, WGS-84. */
  lon: Float64Array
  lat: Float64Array
  /** Households that the point stands for; fractions are kept. */
  households: Float64Array
}

/** The people of the raster, from which homes are placed. */
export interface PeopleCells {
  grid: Grid
  /** Per cell 1 + index of the village, 0 outside (`Zones.zone`). */
  zone: Uint32Array
  /** Residents per cell. */
  people: Float32Array
}

/** Persons per household where a village gives residents only: 751 699 / 270 444, Hui'an, census 2020. */
export const HOUSEHOLD_SIZE = 2.78

/** Households of a village; from residents where they are not given; 0 where neither is known. */
export function householdsOf(village: Village, householdSize = HOUSEHOLD_SIZE): number {
  if (Number.isFinite(village.households)) return village.households
  return Number.isFinite(village.population) ? village.population / householdSize : 0
}

/** One point per village: the committee, else any public point, else the middle of its outline. */
export function homesAtVillagePoints(villages: Village[], householdSize = HOUSEHOLD_SIZE): HomePoints {
  const places = villages.map((v) => {
    const point = v.publicPoints.find((p) => p.type === 'committee') ?? v.publicPoints[0]
    return point ? [point.lon, point.lat] : middleOf(v)
  })
  return {
    village: Uint32Array.from(villages, (_, i) => i),
    lon: Float64Array.from(places, (p) => p[0]),
    lat: Float64Array.from(places, (p) => p[1]),
    households: Float64Array.from(villages, (v) => householdsOf(v, householdSize)),
  }
}

/**
 * Homes where the people are: the cells of a village are gathered in square blocks of `blockM` metres, each block one point at the mean place
 * of its people (of its cells where nobody lives there) with its share of the village's households. A village without a cell keeps its public point.
 * @returns the points, and `pointOfCell`: per cell 1 + index of its point, 0 outside the villages
 */
export function homesOnCells(
  villages: Village[],
  cells: PeopleCells,
  blockM = 500,
  householdSize = HOUSEHOLD_SIZE,
): { points: HomePoints; pointOfCell: Uint32Array } {
  const { grid, zone, people } = cells
  const size = Math.max(1, Math.round(blockM / grid.cellSizeM))
  const blockColumns = Math.ceil(grid.columns / size)
  const blocks = blockColumns * Math.ceil(grid.rows / size)
  const pointOfKey = new Map<number, number>()
  const pointOfCell = new Uint32Array(zone.length)
  const village: number[] = []
  const sums: number[] = [] // four per point: people, people·column, people·row, and below it the cells for empty blocks
  const cellSums: number[] = []
  const villagePeople = new Float64Array(villages.length)
  for (let row = 0, cell = 0; row < grid.rows; row++) {
    const blockRow = Math.floor(row / size) * blockColumns
    let lastKey = -1
    let point = 0
    for (let column = 0; column < grid.columns; column++, cell++) {
      const z = zone[cell]
      if (z === 0) continue
      const key = (z - 1) * blocks + blockRow + Math.floor(column / size)
      if (key !== lastKey) {
        lastKey = key
        point = pointOfKey.get(key) ?? -1
        if (point < 0) {
          point = village.push(z - 1) - 1
          pointOfKey.set(key, point)
          sums.push(0, 0, 0)
          cellSums.push(0, 0, 0)
        }
      }
      pointOfCell[cell] = point + 1
      const p = people[cell] > 0 ? people[cell] : 0
      villagePeople[z - 1] += p
      sums[3 * point] += p
      sums[3 * point + 1] += p * column
      sums[3 * point + 2] += p * row
      cellSums[3 * point]++
      cellSums[3 * point + 1] += column
      cellSums[3 * point + 2] += row
    }
  }
  const villageCells = new Float64Array(villages.length)
  village.forEach((v, i) => {
    villageCells[v] += cellSums[3 * i]
  })
  const { inverse } = projection(grid.crs)
  const lon: number[] = []
  const lat: number[] = []
  const households: number[] = []
  village.forEach((v, i) => {
    const from = sums[3 * i] > 0 ? sums : cellSums
    const column = from[3 * i + 1] / from[3 * i] + 0.5
    const row = from[3 * i + 2] / from[3 * i] + 0.5
    const place = inverse(grid.originX + column * grid.cellSizeM, grid.originY - row * grid.cellSizeM)
    lon.push(place[0])
    lat.push(place[1])
    // Spread evenly over the village where the raster says that nobody lives in it.
    const share = villagePeople[v] > 0 ? sums[3 * i] / villagePeople[v] : cellSums[3 * i] / villageCells[v]
    households.push(householdsOf(villages[v], householdSize) * share)
  })
  const single = homesAtVillagePoints(villages, householdSize)
  villages.forEach((_, v) => {
    if (villageCells[v] > 0) return
    village.push(v)
    lon.push(single.lon[v])
    lat.push(single.lat[v])
    households.push(single.households[v])
  })
  return {
    points: {
      village: Uint32Array.from(village),
      lon: Float64Array.from(lon),
      lat: Float64Array.from(lat),
      households: Float64Array.from(households),
    },
    pointOfCell,
  }
}

function middleOf(village: Village): Position {
  const rings =
    village.geometry.type === 'Polygon'
      ? [village.geometry.coordinates[0]]
      : village.geometry.coordinates.map((p) => p[0])
  const ring = rings.reduce((a, b) => (b.length > a.length ? b : a))
  let west = Infinity
  let east = -Infinity
  let south = Infinity
  let north = -Infinity
  for (const [x, y] of ring) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return [(west + east) / 2, (south + north) / 2]
}
