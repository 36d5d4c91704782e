import { expect, test } from 'vitest'
import { refusalsByKind } from '../../src/constraints/refusals-by-kind'

const terminal = (rank: number) => ({
  rank,
  lon: 118 + rank,
  lat: 25,
  villageCode: '',
  extends: null,
  ports: 1,
  costCny: 1,
})
// Stations 1 to 40, terminals 41 and 42.
const terminals = [terminal(41), terminal(42)]

test('a rank means what the plan has there; a place alone is refused for both', () => {
  const place = { lon: 118, lat: 25 }
  const refusals = [
    { rank: 7 },
    { rank: 41, radiusM: 50 },
    place,
    { ...place, kind: 'olt' as const },
    { site: 'S1' },
    { site: 'OLT' },
  ]
  const { stations, fibre } = refusalsByKind(refusals, undefined, terminals, ['OLT'])
  expect(stations.refused).toEqual([{ rank: 7 }, place, { site: 'S1' }])
  expect(fibre.refused).toEqual([{ lon: 159, lat: 25, radiusM: 50 }, place, { ...place, kind: 'olt' }, { site: 'OLT' }])
  // A line of the plan names its place too: a station's is no refusal of fibre.
  expect(refusalsByKind([{ rank: 7, ...place }], undefined, terminals).fibre.refused).toEqual([])
})

test('ranks to keep: those of the terminals are not asked of the stations', () => {
  expect(refusalsByKind([], [[1, 42]], terminals).stations.keepRanks).toEqual([[1, 40]])
  expect(refusalsByKind([], [[41, 41]], terminals).stations.keepRanks).toEqual([])
  expect(
    refusalsByKind(
      [],
      [
        [1, 10],
        [41, 43],
      ],
      terminals,
    ),
  ).toMatchObject({
    stations: {
      keepRanks: [
        [1, 10],
        [41, 43],
      ],
    },
    fibre: {
      keepRanks: [
        [1, 10],
        [41, 43],
      ],
    },
  })
  expect(refusalsByKind([], undefined, terminals).stations.keepRanks).toBeUndefined()
  expect(refusalsByKind([], [[1, 30]], []).stations.keepRanks).toEqual([[1, 30]])
})
