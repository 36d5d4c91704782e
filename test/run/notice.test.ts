import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readInputs } from '../../src/run/inputs'

const folder = mkdtempSync(join(tmpdir(), 'gigaplan-notice-'))
afterAll(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const feature = (geometry: object, properties = {}) => ({ type: 'Feature', properties, geometry })
const collection = (...features: object[]) => ({ type: 'FeatureCollection', features })
const square = (lon: number, lat: number, side: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, lat],
      [lon + side, lat],
      [lon + side, lat + side],
      [lon, lat + side],
      [lon, lat],
    ],
  ],
})
const villages = [put('v.geojson', collection(feature(square(118, 25, 0.1), { name: 'A', code: '1' })))]

const codesOf = async (settings: object) =>
  (await readInputs({ villages, ...settings })).warnings.map(({ code, values }) => [
    code,
    (values as { file?: string }).file,
  ])

test('inputs that lie nowhere near the villages are named', async () => {
  const far = {
    fibre: [put('olt.csv', 'name,lon,lat,ports\nO,-3.1,51.2,8\n')],
    routes: put(
      'r.geojson',
      collection(
        feature({
          type: 'LineString',
          coordinates: [
            [8, 47],
            [8.1, 47],
          ],
        }),
      ),
    ),
    candidates: put('c.csv', 'name,lon,lat\nC,8,47\n'),
    places: put('p.geojson', collection(feature({ type: 'Point', coordinates: [8, 47] }, { scene: 'school' }))),
    forbidden: [put('z.geojson', collection(feature(square(8, 47, 1))))],
  }
  const told = (await codesOf(far)).filter(([code]) => code === 'input-outside').map(([, file]) => file)
  expect(told).toEqual(['olt.csv', 'r.geojson', 'c.csv', 'p.geojson', 'z.geojson'])
})

test('inputs beside or around the villages are not', async () => {
  const near = {
    fibre: [put('near.csv', 'name,lon,lat,ports\nO,118.05,25.05,8\n')],
    forbidden: [put('around.geojson', collection(feature(square(100, 10, 40))))],
  }
  expect((await codesOf(near)).map(([code]) => code)).not.toContain('input-outside')
})

test('a declared system whose shift is not known is told with its file', async () => {
  const sites = [put('s.csv', 'name,x,y\nS,2099000,2870000\n')]
  expect(await codesOf({ sites, datum: { sites: 'EPSG:2379' } })).toContainEqual(['crs-off-unknown', 's.csv'])
  expect((await codesOf({ sites, datum: { sites: 'EPSG:4549' } })).map(([code]) => code)).not.toContain(
    'crs-off-unknown',
  )
})
