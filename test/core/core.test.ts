import { expect, test } from 'vitest'
import { openCore } from '../../src/core/core'

test.each([1, 2])('a batch writes the same values with %i workers', async (workers) => {
  const core = await openCore({ workers })
  try {
    const rows = 37
    const columns = 13
    const region = core.arena.f32(rows * columns)
    const tasks = Array.from({ length: rows }, (_, row) => ({
      kernel: 'fillF32' as const,
      args: [region.ptr + row * columns * 4, columns, row] as [number, number, number],
    }))
    await core.run(tasks)
    expect([...region.view]).toEqual(Array.from({ length: rows * columns }, (_, i) => Math.floor(i / columns)))
  } finally {
    await core.close()
  }
})

test('an aborted batch rejects with the reason of the signal', async () => {
  const core = await openCore({ workers: 2 })
  try {
    const region = core.arena.f32(4)
    const signal = AbortSignal.abort(new Error('stop'))
    await expect(core.run([{ kernel: 'fillF32', args: [region.ptr, 4, 1] }], { signal })).rejects.toThrow('stop')
  } finally {
    await core.close()
  }
})

test('memory grows under regions handed out before', async () => {
  const core = await openCore()
  const first = core.arena.put(new Float32Array([1, 2, 3]))
  core.arena.f32(1_000_000)
  expect([...first.view]).toEqual([1, 2, 3])
})
