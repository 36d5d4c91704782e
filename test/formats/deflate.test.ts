import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { deflated } from '../../src/formats/deflate'

test('what is deflated inflates to the same, with Node’s zlib and with what browsers have, byte for byte alike', async () => {
  const stretch = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 200_000 }))
  const noise = fc.uint8Array({ maxLength: 3000 })
  await fc.assert(
    fc.asyncProperty(fc.array(stretch, { maxLength: 6 }), noise, async (stretches, noisy) => {
      const bytes = Buffer.concat([...stretches.map(([value, n]) => Buffer.alloc(n, value)), noisy])
      const packed = await deflated(bytes)
      expect(Buffer.compare(inflateSync(packed), bytes)).toBe(0)
      vi.stubGlobal('process', undefined)
      try {
        expect(Buffer.compare(await deflated(bytes), packed)).toBe(0)
      } finally {
        vi.unstubAllGlobals()
      }
    }),
    { numRuns: 20 },
  )
})
