import KDBush from 'kdbush'
import { describe, expect, test } from 'vitest'
import { isDenseIn, surroundingsIn, surroundingsOf } from '../../src/coverage/surroundings'

/** So many sites on a circle about (0, 0). */
const ring = (sites: number, radiusM: number): [number, number][] =>
  Array.from({ length: sites }, (_, i) => {
    const turn = (2 * Math.PI * i) / sites
    return [radiusM * Math.cos(turn), radiusM * Math.sin(turn)]
  })

function indexOf(places: [number, number][]): KDBush {
  const index = new KDBush(places.length)
  for (const [x, y] of places) index.add(x, y)
  return index.finish()
}

describe('town and country by the density of sites', () => {
  test.each([
    ['11 sites within 2 km are country', 11, 1999, 'country', false],
    ['12 are a town', 12, 1999, 'town', false],
    ['beyond 2 km none counts', 200, 2001, 'country', false],
    ['89 are a town', 89, 1999, 'town', false],
    ['90 are a dense town', 90, 1999, 'town', true],
  ] as const)('%s', (_, sites, radiusM, surroundings, dense) => {
    const places = ring(sites, radiusM)
    expect(surroundingsIn(indexOf(places), 0, 0)).toBe(surroundings)
    expect(isDenseIn(indexOf(places), 0, 0)).toBe(dense)
    const [x, y] = [0, 1].map((axis) => places.map((place) => place[axis]))
    expect(surroundingsOf(x, y, [0, 9000], [0, 0])).toEqual([surroundings, 'country'])
  })

  test('without sites all is country', () => {
    expect(surroundingsOf([], [], [0], [0])).toEqual(['country'])
  })
})
