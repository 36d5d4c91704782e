import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { insidePoint, nodeSegments, traceFaces } from '../../data/quanzhou/build/arrangement'
import { bordersOf, labelFaces, polygonsOf, regionsOf, ringsOf } from '../../data/quanzhou/build/borders'
import { doubleArea } from '../../data/quanzhou/build/frame'
import { apportion, randomFrom } from '../../data/quanzhou/build/random'

const square = (x: number, y: number, size: number, flag: number) =>
  [
    [x, y, x + size, y],
    [x + size, y, x + size, y + size],
    [x + size, y + size, x, y + size],
    [x, y + size, x, y],
  ].flatMap((s) => [...s, flag])

describe('noding and faces', () => {
  it('leaves no two edges that cross, whatever the segments', () => {
    const segment = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(segment, { minLength: 2, maxLength: 14 }), (list) => {
        const { x, y, edges } = nodeSegments(list.flatMap((s) => [...s, 1]))
        const side = (a: number, b: number, c: number) =>
          Math.sign((x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]))
        for (let e = 0; e < edges.length; e += 2) {
          for (let f = e + 2; f < edges.length; f += 2) {
            const [a, b, c, d] = [edges[e], edges[e + 1], edges[f], edges[f + 1]]
            expect(side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0).toBe(false)
          }
        }
        // Euler: vertices − edges + bounded faces = components, and each component has one outer cycle.
        const faces = traceFaces({ x, y, edges, flags: [] })
        const linked = new Set(edges).size
        const outer = faces.doubleArea.filter((area) => area <= 0).length
        expect(linked - edges.length / 2 + faces.doubleArea.length - outer).toBe(outer)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('finds the three faces of two squares that overlap, and a point in each', () => {
    const faces = traceFaces(nodeSegments([...square(0, 0, 100, 1), ...square(50, 50, 100, 2)]))
    expect(faces.doubleArea.filter((a) => a > 0).sort((a, b) => a - b)).toEqual([5000, 15000, 15000])
    faces.doubleArea.forEach((area, id) => {
      if (area <= 0) return
      const [px, py] = insidePoint(faces, id)
      expect(px > 50 && py > 50 && px < 100 && py < 100).toBe(area === 5000)
    })
  })

  it('gives a region its hole', () => {
    const faces = traceFaces(nodeSegments([...square(0, 0, 100, 1), ...square(40, 40, 20, 2)]))
    const label = labelFaces(faces, (px, py) => (px > 40 && px < 60 && py > 40 && py < 60 ? 1 : 0))
    expect(regionsOf(faces, label).regions.filter((r) => r.label >= 0).length).toBe(2)
    const borders = bordersOf(faces, label)
    const { noded } = borders
    const rings = (ringsOf(borders, (l) => l).get(0) ?? []).map((ring) =>
      ring.map((h) => [noded.x[noded.edges[h]], noded.y[noded.edges[h]]]),
    )
    expect(polygonsOf(rings).map((p) => p.map(doubleArea))).toEqual([[20_000, -800]])
  })
})

describe('seeded numbers', () => {
  it('repeat for a seed and differ between seeds', () => {
    const draw = (seed: string) => {
      const random = randomFrom(seed)
      return Array.from({ length: 5 }, () => random())
    }
    expect(draw('a')).toEqual(draw('a'))
    expect(draw('a')).not.toEqual(draw('b'))
    expect(draw('a').every((v) => v >= 0 && v < 1)).toBe(true)
  })

  it('apportion adds up and stays within one of the exact share', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), weights, (total, list) => {
        const parts = apportion(total, list)
        const all = list.reduce((a, b) => a + b, 0)
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
        for (let i = 0; i < list.length; i++) {
          expect(Math.abs(parts[i] - (total * list[i]) / all)).toBeLessThan(1)
        }
      }),
      { seed: 2 },
    )
  })
})
