import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Core, openCore } from '../../src/core/core'
import { RISE_AZIMUTHS } from '../../src/core/layout'

let core: Core
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

/** Heights by azimuth of a mast in the middle of a square raster. */
function heights(
  side: number,
  cellSizeM: number,
  groundM: (x: number, y: number) => number,
  antennaM: number,
): Float32Array {
  const mark = core.arena.mark()
  const middle = side / 2
  const dem = core.arena.put(
    Float32Array.from({ length: side * side }, (_, i) =>
      groundM(((i % side) + 0.5 - middle) * cellSizeM, (Math.floor(i / side) + 0.5 - middle) * cellSizeM),
    ),
  )
  const out = core.arena.f32(RISE_AZIMUTHS)
  core.kernels.groundRise(dem.ptr, side, side, side, cellSizeM, middle, middle, out.ptr)
  const values = out.view.map((ground) => antennaM + Math.max(0, ground))
  core.arena.release(mark)
  return values
}

test('on a hill that ends before 3 km the whole hill counts', () => {
  const over = heights(400, 100, (x, y) => (Math.hypot(x, y) < 2500 ? 300 : 20), 30)
  for (const height of over) expect(height).toBeCloseTo(310, 3)
})

test('on a slope it is the drop to the middle of 3 to 15 km below, and no less than the mast above', () => {
  const over = heights(400, 100, (x) => 1000 - 0.02 * x, 30)
  // Toward growing columns the ground falls by 0.02 · 9 km.
  expect(over[0]).toBeCloseTo(30 + 180, 1)
  expect(over[RISE_AZIMUTHS / 2]).toBe(30)
  expect(over[RISE_AZIMUTHS / 6]).toBeCloseTo(30 + 90, 1)
})

test('where the raster ends the mean is of what there is', () => {
  // 10 km to the rim: 3 to 10 km.
  expect(heights(200, 100, (x) => 1000 - 0.02 * x, 30)[0]).toBeCloseTo(30 + 0.02 * 6500, 0)
  // 2 km: from a fifth on.
  expect(heights(40, 100, (x) => 1000 - 0.02 * x, 30)[0]).toBeCloseTo(30 + 0.02 * 1200, 0)
})

test('unknown ground counts as sea level', () => {
  const over = heights(400, 100, (x, y) => (Math.hypot(x, y) < 500 ? 100 : Number.NaN), 30)
  for (const height of over) expect(height).toBeCloseTo(130, 3)
})
