import { describe, expect, it } from 'vitest'
import { neighbourFaults } from '../../src/area/neighbours'
import type { Village } from '../../src/area/village'
import { sentences } from '../sentences'

const box = (name: string, west: number, south: number, east: number, north: number) =>
  ({
    code: name,
    name,
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
  }) as unknown as Village

describe('neighbourFaults', () => {
  it('finds nothing where neighbours share their edges', () => {
    const faults = neighbourFaults([
      box('A', 118, 25, 118.1, 25.1),
      box('B', 118.1, 25, 118.2, 25.1),
      box('C', 118, 25.1, 118.2, 25.2),
    ])
    expect(sentences(faults.warnings)).toEqual([])
  })

  it('counts overlaps and names the worst', () => {
    const { overlaps, warnings } = neighbourFaults([
      box('A', 118, 25, 118.1, 25.1),
      box('B', 118.099, 25.02, 118.2, 25.08),
      box('C', 118.19, 25.03, 118.3, 25.05),
    ])
    expect(overlaps.count).toBe(2)
    // 0.001° × 0.06° and 0.01° × 0.02° at 25° N.
    expect(overlaps.areaM2 / 1e6).toBeCloseTo(0.1009 * 6.646 + 1.009 * 2.215, 1)
    expect(overlaps.worst).toEqual(['B', 'C'])
    expect(sentences(warnings)).toEqual([
      '2 pairs of neighbouring villages overlap, 290.6 ha in all (worst: B and C); their land is shared between them.',
    ])
  })

  it('counts slits between neighbours, not lakes', () => {
    const ring = (inner: number) => [
      box('W', 118, 25, 118.05, 25.3),
      box('E', 118.05 + inner, 25, 118.2, 25.3),
      box('S', 118.05, 25, 118.05 + inner, 25.1),
      box('N', 118.05, 25.2, 118.05 + inner, 25.3),
    ]
    expect(neighbourFaults(ring(0.002)).gaps).toMatchObject({ count: 1, areaM2: expect.closeTo(2.236e6, -5) })
    expect(neighbourFaults(ring(0.1)).gaps.count).toBe(0)
  })
})
