import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openCore } from '../../src/core/core'

const core = await openCore()

test('overlayWindow takes the stronger of two levels with its server and probability, cell by cell', () => {
  const level = fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -120, max: -60 }))
  const shape = fc.record({ columns: fc.integer({ min: 1, max: 9 }), rows: fc.integer({ min: 1, max: 6 }) })
  const map = shape.chain(({ columns, rows }) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.constant(rows),
      width: fc.integer({ min: 1, max: columns }),
      below: fc.array(level, { minLength: columns * rows, maxLength: columns * rows }),
      above: fc.array(level, { minLength: columns * rows, maxLength: columns * rows }),
      left: fc.nat(8),
    }),
  )
  fc.assert(
    fc.property(map, ({ columns, rows, width, below, above, left: wanted }) => {
      const left = Math.min(wanted, columns - width)
      const { arena, kernels } = core
      const mark = arena.mark()
      const put = [
        arena.put(Float32Array.from(below)),
        arena.put(Uint32Array.from(below, () => 1)),
        arena.put(Float32Array.from(below, () => 0.25)),
      ]
      const over = [
        arena.put(Float32Array.from(above.slice(0, width * rows))),
        arena.put(Uint32Array.from(above, () => 7)),
        arena.put(Float32Array.from(above, () => 0.75)),
      ]
      const at = put.map(({ ptr }) => ptr + 4 * left)
      kernels.overlayWindow(at[0], at[1], at[2], columns, over[0].ptr, over[1].ptr, over[2].ptr, width, rows)
      below.forEach((before, i) => {
        const [column, row] = [(i % columns) - left, Math.floor(i / columns)]
        const value = column >= 0 && column < width ? above[row * width + column] : Number.NaN
        const wins = !Number.isNaN(value) && !(value <= before)
        expect([put[0].view[i], put[1].view[i], put[2].view[i]]).toEqual(wins ? [value, 7, 0.75] : [before, 1, 0.25])
      })
      arena.release(mark)
    }),
  )
})
