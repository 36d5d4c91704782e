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
    expect(check.stdout).toMatch(/350500000001/)
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
  expect(stdout).toMatch(/Nothing is wrong/)
  expect(status).toBe(0)
})
