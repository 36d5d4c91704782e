import { expect, test } from 'vitest'
import { openCore } from '../../src/core/core'

/** Values of every magnitude, with the ends of octaves among them. */
const inputs = Array.from({ length: 4000 }, (_, i) =>
  i < 400 ? 2 ** (i / 4 - 50) : 1.3 ** ((i - 2200) / 40) * (1 + (i % 7) / 7),
)

test('log2 and 2^x keep their stated bounds in f64', async () => {
  const { arena, kernels } = await openCore()
  const source = arena.put(Float64Array.from(inputs))
  const target = arena.f64(inputs.length)
  kernels.log2Of(source.ptr, target.ptr, inputs.length, 0)
  let worst = 0
  const logs = target.view.slice()
  inputs.forEach((x, i) => {
    worst = Math.max(worst, Math.abs(logs[i] - Math.log2(x)) / (1 + Math.abs(Math.log2(x))))
  })
  expect(worst).toBeLessThan(4e-15)
  const powers = arena.put(logs)
  kernels.exp2Of(powers.ptr, target.ptr, inputs.length, 0)
  const back = target.view
  // 2^x of x with an error of one unit in its last place: |x|·2.2e-16·ln 2 on top of the kernel's own.
  inputs.forEach((_, i) => {
    expect(Math.abs(back[i] / 2 ** logs[i] - 1)).toBeLessThan(3e-15)
  })
})

test('log2 and 2^x keep their stated bounds in f32', async () => {
  const { arena, kernels } = await openCore()
  const singles = Float32Array.from(inputs)
  const source = arena.put(singles)
  const target = arena.f32(inputs.length)
  kernels.log2Of(source.ptr, target.ptr, inputs.length, 1)
  singles.forEach((x, i) => {
    const exact = Math.log2(x)
    expect(Math.abs(target.view[i] - exact)).toBeLessThan(1.7e-5 + Math.abs(exact) * 6e-8)
  })
  const exponents = Float32Array.from(inputs, (_, i) => (i - 2000) / 16)
  const powers = arena.put(exponents)
  kernels.exp2Of(powers.ptr, target.ptr, inputs.length, 1)
  exponents.forEach((x, i) => {
    expect(Math.abs(target.view[i] / 2 ** x - 1)).toBeLessThan(3e-7)
  })
})
