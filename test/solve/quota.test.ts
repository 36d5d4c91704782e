import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkQuotas, partitionsOf, type Quota } from '../../src/solve/quota'

/** What `checkQuotas` says, empty where the quotas can be met. */
function said(quotas: Quota[], candidates: number, choose: number): string {
  try {
    checkQuotas(partitionsOf(quotas, candidates), new Uint8Array(candidates).fill(1), choose)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test('two kinds of quotas that exclude each other say how many stations find no place', () => {
  // Ten candidates in Anxi; its minimum is 5, but the two operators may build 1 and 2.
  const county = { name: 'county', labels: ['Anxi'], group: new Uint32Array(10), min: [5] }
  const operator = { name: 'operator', group: Uint32Array.from({ length: 10 }, (_, i) => i % 2), max: [1, 2] }
  expect(said([county, operator], 10, 9)).toBe(
    'the minima per county and per operator cannot be met together: under the maxima of both and with the candidates there are, 2 stations that they ask for find no place; lower a minimum or raise a maximum',
  )
})

test('two kinds of quotas that need more stations together than either say how many', () => {
  // County 0 needs 2, which only operator 1 can build; operator 0 needs 2, which lie in county 1.
  const quotas = [
    { name: 'county', group: Uint32Array.of(0, 0, 1, 1), min: [2, 0] },
    { name: 'operator', group: Uint32Array.of(1, 1, 0, 0), min: [2, 0] },
  ]
  expect(said(quotas, 4, 3)).toMatch(/cannot be met together: they take 4 stations, 1 more than the 3 to choose$/)
  expect(said(quotas, 4, 4)).toBe('')
})

test('what is said to be impossible is, and what is not can be done, as trying all sets finds', () => {
  const bound = fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 3 })).map(([min, more]) => ({ min, max: min + more }))
  const places = fc.array(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 1 })), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(places, fc.array(bound, { minLength: 4, maxLength: 4 }), fc.nat({ max: 6 }), (at, bounds, choose) => {
      const quotas = [0, 1].map((kind) => {
        const [first, second] = bounds.slice(2 * kind, 2 * kind + 2)
        const group = Uint32Array.from(at, (pair) => pair[kind])
        return { name: `kind ${kind}`, group, min: [first.min, second.min], max: [first.max, second.max] }
      })
      let fewest = Infinity
      for (let bits = 0; bits < 1 << at.length; bits++) {
        const set = at.map((_, i) => i).filter((i) => bits & (1 << i))
        const holds = quotas.every(({ group, min, max }) =>
          [0, 1].every((g) => {
            const count = set.filter((i) => group[i] === g).length
            return count >= min[g] && count <= max[g]
          }),
        )
        if (holds) fewest = Math.min(fewest, set.length)
      }
      const message = said(quotas, at.length, choose)
      expect(message === '').toBe(fewest <= choose)
      const takes = /they take (\d+) stations, (\d+) more/.exec(message)
      if (takes) expect([fewest, fewest - choose]).toEqual(takes.slice(1).map(Number))
      if (/find no place/.test(message)) expect(fewest).toBe(Infinity)
    }),
  )
})
