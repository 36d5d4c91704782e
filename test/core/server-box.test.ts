import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BOX_BOTTOM, BOX_LEFT, BOX_RIGHT, BOX_TOP } from '../../assembly/layout'
import { openCore } from '../../src/core/core'

const core = await openCore()

test('serverBox is the least box of the cells of a number', () => {
  const map = fc.integer({ min: 1, max: 9 }).chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      server: fc.array(fc.nat(3), { minLength: columns, maxLength: columns * 8 }).map((cells) => {
        return Uint32Array.from(cells.slice(0, cells.length - (cells.length % columns)))
      }),
      cut: fc.record({ left: fc.nat(4), top: fc.nat(4) }),
    }),
  )
  fc.assert(
    fc.property(map, ({ columns, server, cut }) => {
      const rows = server.length / columns
      const [left, top] = [Math.min(cut.left, columns), Math.min(cut.top, rows)]
      const mark = core.arena.mark()
      const out = core.arena.i32(4)
      const at = core.arena.put(server).ptr
      const count = core.kernels.serverBox(at, columns, left, columns, top, rows, 2, out.ptr)
      const cells = Array.from(server.keys()).filter(
        (i) => server[i] === 2 && i % columns >= left && Math.floor(i / columns) >= top,
      )
      expect(count).toBe(cells.length)
      if (count > 0) {
        const view = out.view
        const [across, down] = [cells.map((i) => i % columns), cells.map((i) => Math.floor(i / columns))]
        expect([view[BOX_LEFT / 4], view[BOX_RIGHT / 4]]).toEqual([Math.min(...across), Math.max(...across) + 1])
        expect([view[BOX_TOP / 4], view[BOX_BOTTOM / 4]]).toEqual([Math.min(...down), Math.max(...down) + 1])
      }
      core.arena.release(mark)
    }),
  )
})
