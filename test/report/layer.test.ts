import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Grid } from '../../src/grid/grid'
import { type LayerId, layerLattice, layerOf, layerValue } from '../../src/report/layer'
import type { Frame } from '../../src/report/shapes'

const size = fc.record({
  columns: fc.integer({ min: 4, max: 60 }),
  rows: fc.integer({ min: 4, max: 60 }),
  cellSizeM: fc.constantFrom(20, 50, 100),
  mostPixels: fc.integer({ min: 4, max: 900 }),
})

test('a pixel of a layer shows the cell that lies under its middle', () => {
  fc.assert(
    fc.property(size, ({ columns, rows, cellSizeM, mostPixels }) => {
      const grid: Grid = { crs: 'EPSG:32650', originX: 600_000, originY: 2_800_000, cellSizeM, columns, rows }
      const frame = { westM: grid.originX - 130, northM: grid.originY + 70, unitM: 7 } as Frame
      const lattice = layerLattice(grid, frame, mostPixels)
      expect(lattice.columns * lattice.rows).toBeLessThanOrEqual(mostPixels)
      const mask = new Uint16Array(lattice.columns * lattice.rows).fill(1)
      const shown = (of: (column: number, row: number) => number) => {
        const data = Float32Array.from({ length: columns * rows }, (_, i) => of(i % columns, Math.floor(i / columns)))
        return layerOf('rsrp' as LayerId, data, grid, lattice, mask, undefined, { first: 0, step: 1, steps: 60 })
      }
      const [column, row] = [shown((c) => c), shown((_, r) => r)]
      mask.forEach((_, i) => {
        const middle = (at: number, start: number) => start + (at + 0.5) * lattice.scale
        const eastM = frame.westM + frame.unitM * middle(i % lattice.columns, lattice.left)
        const southM = frame.northM - frame.unitM * middle(Math.floor(i / lattice.columns), lattice.top)
        // An even block's middle is a corner of four cells; any of them is right.
        const off = (metres: number, cell: number) => Math.abs(metres / cellSizeM - (cell + 0.5))
        expect(off(eastM - grid.originX, layerValue(column, column.values[i]))).toBeLessThan(0.5 + 1e-6)
        expect(off(grid.originY - southM, layerValue(row, row.values[i]))).toBeLessThan(0.5 + 1e-6)
      })
    }),
    { numRuns: 60 },
  )
})
