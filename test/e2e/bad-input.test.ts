import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { runBuilt } from './packed'

const square = (lon: number, lat: number, size = 0.05) => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, lat],
      [lon + size, lat],
      [lon + size, lat + size],
      [lon, lat + size],
      [lon, lat],
    ],
  ],
})
const village = (code: string | undefined, geometry: object) => ({
  type: 'Feature',
  properties: { code, name: `Village ${code}`, population: 1200 },
  geometry,
})
const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })

const GOOD_VILLAGES = collection(
  village('350500000001', square(118.5, 24.9)),
  village('350500000002', square(118.55, 24.9)),
)
const HEADER = 'site,cell,lon,lat,band,azimuth,height,rat'
const GOOD_SITES = `${HEADER}\nA,A1,118.52,24.92,n28,0,35,5G\nA,A2,118.52,24.92,n28,120,35,5G\n`

let dir: string
const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(dir, name), content)
  return name
}
const run = (villages: string, sites: string, ...more: string[]) =>
  runBuilt(
    dir,
    'coverage',
    '--villages',
    villages,
    '--sites',
    sites,
    '--cell-size',
    '200',
    '--out',
    'out',
    '--quiet',
    ...more,
  )

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'gigaplan bad input '))
  write('villages.geojson', GOOD_VILLAGES)
  write('sites.csv', GOOD_SITES)
})

describe('a file that cannot be used at all ends with status 2, names the file, and writes nothing', () => {
  test.each([
    ['missing villages', 'nowhere.geojson', 'sites.csv', /nowhere\.geojson.*no such file/i],
    [
      'not JSON',
      () => write('broken.geojson', '{"type":"FeatureCollection","features":[{'),
      'sites.csv',
      /broken\.geojson/,
    ],
    [
      'wrong geometry',
      () => write('points.geojson', collection(village('1', { type: 'Point', coordinates: [118.5, 24.9] }))),
      'sites.csv',
      /points\.geojson.*(Point|polygon)/i,
    ],
    ['empty villages', () => write('empty.geojson', ''), 'sites.csv', /empty\.geojson.*empty/i],
    ['empty sites', 'villages.geojson', () => write('empty.csv', ''), /empty\.csv.*empty/i],
    ['no coordinates in the table', 'villages.geojson', () => write('nowhere.csv', 'a,b\n1,2\n'), /nowhere\.csv/],
  ] as const)('%s', (_, villages, sites, message) => {
    const name = (file: string | (() => string)): string => (typeof file === 'string' ? file : file())
    const { status, stderr, stdout } = run(name(villages), name(sites))
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('fault')
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(existsSync(join(dir, 'out', 'summary.json'))).toBe(false)
  })

  test.each([
    ['unknown rule', ['--rule', 'nope'], /No rule "nope".*cn-5g-dt-105/],
    ['unknown model', ['--model', 'nope'], /--model.*"nope".*auto/],
    ['cell size as text', ['--cell-size', 'big'], /--cell-size.*"big".*number/],
  ])('%s', (_, flags, message) => {
    const { status, stderr } = run('villages.geojson', 'sites.csv', ...flags)
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })

  test('an unknown flag', () => {
    expect(runBuilt(dir, 'run', '--wat').status).toBe(2)
  })
})

describe('a bad row costs that row only', () => {
  test('duplicate code, no code, text where a number belongs, latitude and longitude swapped, a station far outside', () => {
    write(
      'mixed.geojson',
      collection(
        village('350500000001', square(118.5, 24.9)),
        village('350500000001', square(118.55, 24.9)),
        village(undefined, square(118.6, 24.9)),
      ),
    )
    write(
      'mixed.csv',
      `${HEADER}\nA,A1,118.52,24.92,n28,0,35,5G\nB,B1,118.53,24.93,n28,north-ish,35,5G\nC,C1,not-a-number,24.93,n28,0,35,5G\nD,D1,24.94,118.54,n28,0,35,5G\nE,E1,2.35,48.85,n28,0,35,5G\n`,
    )
    const { status, stdout, stderr } = run('mixed.geojson', 'mixed.csv', '--json', '--force')
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const summary = JSON.parse(stdout)
    expect(summary.inputs.villages).toBe(2)
    expect(summary.inputs.rejected).toBeGreaterThanOrEqual(2)
    const check = runBuilt(dir, 'check', '--villages', 'mixed.geojson', '--sites', 'mixed.csv')
    expect(check.status).toBe(2)
    expect(check.stdout).toMatch(/parts of 1 village/)
    expect(check.stdout).toMatch(/not-a-number/)
    expect(check.stdout).toMatch(/outside the area/)
    expect(check.stdout).toMatch(/swapped|exchanged/i)
    expect(run('mixed.geojson', 'mixed.csv', '--strict', '--force').status).toBe(3)
  })
})

test('an output folder with files of others is left alone', () => {
  const other = mkdtempSync(join(dir, 'other-'))
  writeFileSync(join(other, 'thesis.docx'), 'x')
  const { status, stderr } = runBuilt(
    dir,
    'coverage',
    '--villages',
    'villages.geojson',
    '--sites',
    'sites.csv',
    '--out',
    other,
  )
  expect(status).toBe(2)
  expect(stderr).toMatch(/thesis\.docx/)
  expect(readdirSync(other)).toEqual(['thesis.docx'])
})

test('check on good input says what it understood and ends with 0', () => {
  const { status, stdout } = runBuilt(dir, 'check', '--villages', 'villages.geojson', '--sites', 'sites.csv')
  expect(stdout).toMatch(/azimuth → azimuth/)
  // Nothing is wrong with it, but what it does not say is guessed, and the guesses are told.
  expect(stdout).not.toMatch(/Nothing is wrong|cannot be used/)
  expect(stdout).toMatch(/4 guesses can move the result/)
  expect(stdout).toMatch(/up to 12 dB at all: sites.csv: 2 of 2 rows give no power/)
  expect(status).toBe(0)
})

test('check lists all that is wrong with all inputs, by kind, the first 20 of each', () => {
  const rows = Array.from({ length: 25 }, (_, i) => `A,B${i},0,0,n28,0,35,5G`)
  write('many.csv', `${HEADER}\nA,A1,118.52,24.92,n28,0,35,5G\n${rows.join('\n')}\nA,A2,118.52,24.92,n28,400,35,5G\n`)
  write('places.json', 'no places')
  const args = ['check', '--villages', 'villages.geojson', '--sites', 'many.csv', '--places', 'places.json']
  const { status, stdout } = runBuilt(dir, ...args, '--fibre', 'none.csv')
  expect(status).toBe(2)
  expect(stdout).toContain('2 inputs cannot be used:')
  expect(stdout).toContain('none.csv: There is no such file.')
  expect(stdout).toContain('places.json is not JSON; it begins with "no places".')
  expect(stdout).toContain('26 rows cannot be used, 2 kinds of problem:')
  expect(stdout).toContain('many.csv: lon (25)\n  row 3: the position is 0, 0; expected degrees of a real place\n')
  expect(stdout).toContain('  row 22: the position is 0, 0; expected degrees of a real place\n  … and 5 more\n')
  expect(stdout).toContain('row 28: azimuth is "400"; expected 0 to 360 degrees')
  const json = JSON.parse(runBuilt(dir, ...args, '--json', '--quiet').stdout)
  expect(json.problems.map(({ field, count }: { field: string; count: number }) => [field, count])).toEqual([
    ['lon', 25],
    ['azimuth', 1],
  ])
  expect(json.unusable).toHaveLength(1)
})

test('check tells mapping, counts, extent, datum, people and what a run will take, in Chinese too', () => {
  const { stdout } = runBuilt(dir, 'check', '--villages', 'villages.geojson', '--sites', 'sites.csv', '--lang', 'zh')
  expect(stdout).toContain('村界  2 个村，常住人口 2,400')
  expect(stdout).toContain('118.5…118.6 °E, 24.9…24.95 °N; 格式 geojson，坐标系 wgs84')
  expect(stdout).toContain('站点  1 个站址，1 个基站，2 个小区')
  expect(stdout).toMatch(/运行 {2}约需 \d+ s 处理器时间、\d+ MB 内存/)
  expect(stdout).toContain('以下 4 项推定会影响结果')
})
