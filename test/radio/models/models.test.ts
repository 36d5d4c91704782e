import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ruleOf } from '../../../src/coverage/rule'
import { freeSpaceLossDb } from '../../../src/radio/free-space'
import { MODELS, modelOf, PATH_MODELS } from '../../../src/radio/models/models'
import type { PathModel } from '../../../src/radio/models/path-model'

const link = { heightM: 35, frequencyMhz: 773, surroundings: 'country', rxHeightM: 1.5 } as const

describe.each(PATH_MODELS.map((model): [string, PathModel] => [model.name, model]))('%s', (name, model) => {
  test('names its source and stands in the page on propagation', () => {
    expect(model.source.length).toBeGreaterThan(10)
    expect(readFileSync('docs/propagation.md', 'utf8')).toContain(`\`${name}\``)
    expect(modelOf(name)).toBe(model)
  })

  test('is never below free space, in town and country, for phones and roofs', () => {
    const place = fc.record({
      heightM: fc.double({ min: 8, max: 150, noNaN: true }),
      frequencyMhz: fc.constantFrom(470, 773, 1842.5, 2595, 3450),
      surroundings: fc.constantFrom('town' as const, 'country' as const),
      rxHeightM: fc.constantFrom(1.5, 3, 6, 10),
    })
    fc.assert(
      fc.property(place, fc.double({ min: 10, max: 20_000, noNaN: true }), (at, distanceM) => {
        expect(model.loss(at)(distanceM)).toBeGreaterThanOrEqual(freeSpaceLossDb(distanceM, at.frequencyMhz) - 1e-9)
      }),
      { numRuns: 40 },
    )
  })

  // From 2 km on: nearer, ITM over flat ground is the free space along the slope.
  test('a higher receiver loses no more', () => {
    for (const distanceM of [2000, 5000]) {
      expect(model.loss({ ...link, rxHeightM: 6 })(distanceM)).toBeLessThanOrEqual(model.loss(link)(distanceM) + 1e-9)
    }
  })
})

test('a name that is none, and an object that is no model, are refused with what was expected', () => {
  expect(() => modelOf('hatta')).toThrow(`expected one of ${MODELS.join(', ')}`)
  expect(() => modelOf({ name: 'mine', source: 'me' } as unknown as PathModel)).toThrow(/loss is undefined.*function/)
})

test('the height of a receiver is held to what the models were made for', () => {
  const rule = ruleOf()
  expect(ruleOf({ ...rule, receiver: { heightM: 6 } }).receiver).toEqual({ heightM: 6 })
  expect(() => ruleOf({ ...rule, receiver: { heightM: 0 } })).toThrow(/receiver.heightM is 0/)
  expect(() => ruleOf({ ...rule, receiver: { heightM: 120 } })).toThrow(/up to 22.5/)
})
