import { expect, test } from 'vitest'
import { wgs84ToGcj02 } from '../../src/area/datum'
import { readCandidates } from '../../src/constraints/read-candidates'

const csv = (text: string, name = 'list.csv') => ({ name, bytes: new TextEncoder().encode(text) })

test('a list by Chinese headers: costs in 万元, several bands, height limits, operator, must', async () => {
  const list = await readCandidates(
    csv(
      '候选点编号,名称,经度,纬度,造价(万元),最低挂高,限高,产权单位,运营商,频段,类型,是否必建\n' +
        'H1,县医院楼顶,118.1,25.1,8.5,20,35,县医院,中国移动,700M/2.6G,楼顶,是\n' +
        'H2,,118.2,25.2,,,,,,,新建塔,\n',
    ),
  )
  expect(list.rejected).toEqual([])
  expect(list.candidates).toEqual([
    {
      id: 'H1',
      name: '县医院楼顶',
      lon: 118.1,
      lat: 25.1,
      costCny: 85000,
      minHeightM: 20,
      maxHeightM: 35,
      owner: '县医院',
      operator: 'CMCC',
      bands: ['n28', 'n41'],
      kind: 'rooftop',
      wish: 'must',
    },
    expect.objectContaining({ id: 'H2', costCny: Number.NaN, bands: [], kind: 'tower', wish: undefined }),
  ])
})

test('points of GeoJSON, in a declared datum', async () => {
  const [lon, lat] = wgs84ToGcj02(118.6, 24.9)
  const feature = {
    type: 'Feature',
    properties: { id: 7, height: 30 },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  }
  const file = csv(JSON.stringify({ type: 'FeatureCollection', features: [feature] }), 'list.geojson')
  const [candidate] = (await readCandidates(file, { datum: 'gcj02' })).candidates
  expect(candidate.id).toBe('7')
  expect(candidate.lon).toBeCloseTo(118.6, 8)
  expect(candidate.lat).toBeCloseTo(24.9, 8)
  expect([candidate.minHeightM, candidate.maxHeightM]).toEqual([30, 30])
})

test('rows that cannot be used are told with row, field and value; the rest is kept', async () => {
  const list = await readCandidates(
    csv(
      'id,lon,lat,cost_cny,min_height_m,max_height_m,band,type,must,must_not\n' +
        'A,118.1,25.1,,,,,,,\n' +
        'B,,25.1,,,,,,,\n' +
        'C,118.1,25.1,cheap,,,,,,\n' +
        'D,118.1,25.1,,40,30,,,,\n' +
        'E,118.1,25.1,,,,n999,,,\n' +
        'F,118.1,25.1,,,,,igloo,,\n' +
        'G,118.1,25.1,,,,,,yes,yes\n' +
        'A,118.3,25.1,,,,,,,\n' +
        'H,118.1,25.1,-5,,,,,,\n',
    ),
  )
  expect(list.candidates.map(({ id }) => id)).toEqual(['A'])
  expect(list.rejected.map(({ row, field, value }) => [row, field, value])).toEqual([
    [3, 'lon', ''],
    [4, 'cost_cny', 'cheap'],
    [5, 'min_height_m', '40…30'],
    [6, 'band', 'n999'],
    [7, 'type', 'igloo'],
    [8, 'must', 'yes, yes'],
    [9, 'id', 'A'],
    [10, 'cost_cny', '-5'],
  ])
  expect(list.rejected[7].reason).toMatch(/expected CNY/)
})

test('an empty list, a list of nothing usable, and a contradiction between rows are told', async () => {
  await expect(readCandidates(csv('id,lon,lat\n'))).rejects.toThrow(/list\.csv is an empty list/)
  await expect(readCandidates(csv('id,lon,lat\nA,,25\n'))).rejects.toThrow(/none of 1 rows can be used.*row 2, lon/)
  await expect(readCandidates(csv('id,x1\nA,1\n'))).rejects.toThrow(/no column for longitude and latitude/)
  await expect(readCandidates(csv('id,lon,lat,must\nA,118.1,25.1,yes\nA,118.1,25.1,must-not\n'))).rejects.toThrow(
    'row 2 says must for A, row 3 says must-not',
  )
})
