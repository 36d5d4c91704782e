import { expect, test } from 'vitest'
import type { StationColumns } from '../../src/output/report-data'
import { stationModel } from '../../src/report/model'

test.each([1, 255, 256, 257, 1000])('each of %i operators, band sets and generations keeps its name', (count) => {
  const stations = Array.from(
    { length: count },
    (_, i) => ({ id: `s${i}`, lon: 0, lat: 0, operator: `op${i}`, rat: `rat${i}`, bands: `b${i}` }) as StationColumns,
  )
  const model = stationModel(stations, () => [0, 0])
  const names = (list: string[], indices: ArrayLike<number>) => Array.from(indices, (at) => list[at])
  expect(names(model.operators, model.operator)).toEqual(stations.map(({ operator }) => operator))
  expect(names(model.bandSets, model.bands)).toEqual(stations.map(({ bands }) => bands))
  expect(names(model.rats, model.rat)).toEqual(stations.map(({ rat }) => rat))
})
