import type { Village } from '../../src/area/village'
import type { Outlines } from '../../src/coverage/outlines'
import type { Grid } from '../../src/grid/grid'
import { projection } from '../../src/grid/projection'
import type { Ring } from '../core/polygon-twin'

export const GRID: Grid = {
  crs: 'EPSG:32650',
  originX: 600_000,
  originY: 2_760_000,
  cellSizeM: 50,
  columns: 24,
  rows: 18,
}

/** Villages given as polygons in cells of the grid, as the zone kernels take them. */
export function outlinesInCells(villages: Ring[][][]): Outlines {
  const points: number[] = []
  const ringOffsets = [0]
  const ringSigns: number[] = []
  const villageOffsets = [0]
  for (const polygons of villages) {
    for (const rings of polygons) {
      rings.forEach((ring, r) => {
        points.push(...ring.flat())
        let sum = 0
        ring.forEach(([x1, y1], i) => {
          const [x0, y0] = ring[(i + ring.length - 1) % ring.length]
          sum += x0 * y1 - x1 * y0
        })
        ringSigns.push(sum < 0 === (r === 0) ? 1 : -1)
        ringOffsets.push(points.length / 2)
      })
    }
    villageOffsets.push(ringSigns.length)
  }
  return {
    points: Float64Array.from(points),
    ringOffsets: Uint32Array.from(ringOffsets),
    ringSigns: Int32Array.from(ringSigns),
    villageOffsets: Uint32Array.from(villageOffsets),
  }
}

/** A village whose outline is given in cells of a grid. */
export function villageInCells(polygons: Ring[][], fields: Partial<Village> = {}, grid: Grid = GRID): Village {
  const { inverse } = projection(grid.crs)
  const lonLat = ([x, y]: [number, number]): [number, number] =>
    inverse(grid.originX + x * grid.cellSizeM, grid.originY - y * grid.cellSizeM)
  return {
    code: '350500000000',
    name: 'a',
    kind: 'village',
    townshipCode: '350500000',
    township: 't',
    countyCode: '350500',
    county: 'c',
    population: 1000,
    households: 360,
    geometry: {
      type: 'MultiPolygon',
      coordinates: polygons.map((rings) => rings.map((ring) => [...ring, ring[0]].map(lonLat))),
    },
    publicPoints: [],
    synthetic: true,
    ...fields,
  }
}

/** A simple polygon around a middle: radii at equal angles. */
export function star(x: number, y: number, radii: number[]): Ring {
  return radii.map((radius, i) => {
    const angle = (2 * Math.PI * i) / radii.length
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })
}

/** A partition of [0, width] × [0, height] into `across · down` quadrilaterals with shifted inner corners. */
export function partition(width: number, height: number, across: number, down: number, shifts: number[]): Ring[][][] {
  const corner = (i: number, j: number): [number, number] => {
    const shiftX = i === 0 || i === across ? 0 : shifts[(2 * (j * (across + 1) + i)) % shifts.length]
    const shiftY = j === 0 || j === down ? 0 : shifts[(2 * (j * (across + 1) + i) + 1) % shifts.length]
    return [((i + shiftX) * width) / across, ((j + shiftY) * height) / down]
  }
  return Array.from({ length: across * down }, (_, v) => {
    const i = v % across
    const j = Math.floor(v / across)
    return [[[corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)]]]
  })
}
