import { expect, test } from 'vitest'
import { demandScale } from '../../src/candidates/demand-scale'

test('whole people always fit into 32 bits, up to thousandths of them where there are few', () => {
  expect(demandScale({ residents: 1000 }, 100)).toBe(1000)
  expect(demandScale({ residents: 8.8e6, villagePeople: 4e6 }, 1e7)).toBe(100)
  expect(demandScale({ residents: 3.9e9 }, 1e7)).toBe(1)
})

test('absurd weights are told: which, and by how much', () => {
  expect(() => demandScale({ residents: 1e7, villagePeople: 2e13 }, 1e6)).toThrow(
    'counts as 20,000,000,000,000 people, 5,000 times what a plan can count; villagePeople makes up 20,000,000,000,000 of them: lower it.',
  )
})
