import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../src/candidates/candidate'
import { otherHeightsM, structureHeightM } from '../../src/candidates/heights'

describe('where antennas find room on a structure', () => {
  test('a platform below the highest in the country, beside it on a roof in town, the usual height where none is known', () => {
    expect(structureHeightM('country', 45, 40)).toBe(40)
    expect(structureHeightM('country', 28, 40)).toBe(23)
    expect(structureHeightM('town', 28, 30)).toBe(28)
    expect(structureHeightM('country', Number.NaN, 40)).toBe(40)
  })

  test('on a low mast there is no platform below', () => {
    expect(structureHeightM('country', 20, 40)).toBe(15)
    expect(structureHeightM('country', 19, 40)).toBe(19)
    expect(structureHeightM('country', 6, 40)).toBe(6)
  })
})

describe('other heights to try', () => {
  const candidate = (more: Partial<Candidate>): Candidate =>
    ({ kind: 'tower', surroundings: 'country', heightM: 40, ...more }) as Candidate
  const limits = { minHeightM: 35, maxHeightM: 45 } as Candidate['listed']

  test('a new tower comes in 30, 40 and 50 m, within the limits of a list', () => {
    expect(otherHeightsM(candidate({}))).toEqual([30, 50])
    expect(otherHeightsM(candidate({ heightM: 45, listed: limits }))).toEqual([40])
  })

  test('a standing tower has one platform farther down; a roof and a kept proposal stay as they are', () => {
    expect(otherHeightsM(candidate({ kind: 'structure', heightM: 38 }))).toEqual([33])
    expect(otherHeightsM(candidate({ kind: 'structure', heightM: 38, listed: limits }))).toEqual([])
    expect(otherHeightsM(candidate({ kind: 'structure', heightM: 19 }))).toEqual([])
    expect(otherHeightsM(candidate({ kind: 'structure', surroundings: 'town', heightM: 28 }))).toEqual([])
    expect(otherHeightsM(candidate({ kind: 'rooftop', surroundings: 'town' }))).toEqual([])
    expect(otherHeightsM(candidate({ kept: {} as Candidate['kept'] }))).toEqual([])
  })
})
