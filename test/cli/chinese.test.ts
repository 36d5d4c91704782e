import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { main } from '../../src/cli/main'

afterEach(() => vi.restoreAllMocks())

/** Runs a command line in this process; what it prints, and its exit status. */
async function gigaplan(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const texts = { out: '', err: '' }
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((texts.out += text)))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((texts.err += text)))
  const status = await main(args)
  vi.restoreAllMocks()
  return { status, ...texts }
}

const square = (lon: number, lat: number, size = 0.05) => [
  [lon, lat],
  [lon + size, lat],
  [lon + size, lat + size],
  [lon, lat + size],
  [lon, lat],
]

const village = (properties: object, ...rings: number[][][]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: rings },
})

let dir: string
const at = (name: string) => join(dir, name)
let inputs: string[]

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'gigaplan-zh-'))
  const bow = [
    [118.7, 24.9],
    [118.75, 24.95],
    [118.75, 24.9],
    [118.7, 24.95],
    [118.7, 24.9],
  ]
  writeFileSync(
    at('villages.geojson'),
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        village({ code: '350500000001', name: '甲村', population: 1200, households: 400 }, square(118.5, 24.9)),
        village({ code: '350500000002', name: '乙村', population: 900, households: 300 }, square(118.54, 24.9)),
        village({ code: '350500000003', name: '', population: 500, households: 200 }, square(118.6, 24.9)),
        village({ name: '丁村', population: 500, households: 200 }, bow),
        village({ code: '350500000001', name: '重号村', population: 1 }, square(118.8, 24.9)),
        village({ code: '350500000006', name: '少人村', population: -4 }, square(118.8, 24.8)),
        { type: 'Feature', properties: { code: '7' }, geometry: { type: 'Point', coordinates: [118, 25] } },
      ],
    }),
  )
  writeFileSync(
    at('sites.csv'),
    [
      'site,cell,lon,lat,band,azimuth,height,rat,indoor,status,功率',
      'A,A1,118.52,24.92,,,,5G,,,240',
      'B,B1,24.92,118.56,n28,0,160,5G,,,240',
      'C,C1,118°40\'32.5"E,24°52\'26.8"N,n999,0,35,,,,240',
      'D,D1,west,24.92,n28,0,35,5G,,,240',
      'E,E1,118.53,24.92,n28,0,tall,5G,,,240',
      'F,F1,118.53,24.93,n28,400,35,5G,,,240',
      'G,G1,118.53,24.94,n28,0,35,5G,,规划,240',
      'H,H1,0,0,n28,0,35,5G,,,240',
      'I,I1,110.53,20.94,n28,0,35,5G,,,240',
    ].join('\n'),
  )
  writeFileSync(at('people.csv'), 'name,2019,2020\n甲村,1000,1100\n不存在村,5,6\n乙村,many,many\n')
  writeFileSync(at('fibre.csv'), 'id,lon,lat,ports\nO1,118.52,24.92,64\nO2,118.55,24.92,x\n')
  writeFileSync(
    at('candidates.csv'),
    'id,lon,lat,must\nL1,118.521,24.921,\nL2,100,20,\nA,118.6,24.93,\nL4,118.61,24.93,maybe\n',
  )
  writeFileSync(
    at('forbidden.geojson'),
    JSON.stringify({ type: 'FeatureCollection', features: [village({ name: '水库' }, square(118.6, 24.9, 0.02))] }),
  )
  inputs = [
    ...['--villages', at('villages.geojson'), '--sites', at('sites.csv'), '--population', at('people.csv')],
    ...['--fibre', at('fibre.csv'), '--candidates', at('candidates.csv'), '--forbidden', at('forbidden.geojson')],
    ...['--cell-size', '200', '--lang', 'zh'],
  ]
})

/** Three words of English in a row, of two letters or more: a sentence, not a name or a unit. */
const ENGLISH = /\b[A-Za-z]{2,},? [a-z]{2,},? [a-z]{2,}\b|\b(the|was|are|must|rows?|read|listed|zones?)\b [a-z]/

const englishIn = (text: string): string[] => text.split('\n').filter((line) => ENGLISH.test(line))

test('check --lang zh says nothing in English', async () => {
  const { status, out, err } = await gigaplan('check', ...inputs)
  expect(status).toBe(2)
  expect(englishIn(out)).toEqual([])
  expect(englishIn(err)).toEqual([])
  expect(err).toMatch(/^读取数据: /m)
  expect(out).toContain('候选点清单 3 个')
  expect(out.match(/^(提示 | {2}(\d+ %|全部)的| {2}影响)/gm)?.length).toBeGreaterThan(14)
  expect(out.match(/第 \d+ [行个]/g)?.length).toBeGreaterThan(6)
})

test('check --json gives codes, and sentences in the language', async () => {
  const { out } = await gigaplan('check', ...inputs, '--json')
  const { warnings, rejected } = JSON.parse(out)
  expect(warnings.length).toBeGreaterThan(14)
  for (const { code, text } of warnings) {
    expect(code).toMatch(/^[a-z-]+$/)
    expect(text).toMatch(/[\u4e00-\u9fff]/)
  }
  for (const { reason } of rejected) expect(reason).toMatch(/[\u4e00-\u9fff]/)
})

test('a run with --lang zh says nothing in English: notes, rejected.csv, summary.json, report', async () => {
  const { status, out, err } = await gigaplan('run', ...inputs, '--target', '4', '--out', at('out'), '--workers', '1')
  expect(status).toBe(0)
  expect(englishIn(out)).toEqual([])
  expect(err.match(/^提示 /gm)?.length).toBeGreaterThan(17)
  expect(englishIn(err)).toEqual([])
  expect(englishIn(readFileSync(at('out/rejected.csv'), 'utf8'))).toEqual([])
  const { inputs: read, plan } = JSON.parse(readFileSync(at('out/summary.json'), 'utf8'))
  for (const { text } of [...read.warnings, ...plan.warnings]) expect(text).toMatch(/[\u4e00-\u9fff]/)
  const report = readFileSync(at('out/report.html'), 'utf8')
  const section = report.slice(
    report.indexOf('id="method"'),
    report.indexOf('</section>', report.indexOf('id="method"')),
  )
  for (const { text } of read.warnings)
    expect(section).toContain(text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'))
  expect(englishIn(section.replaceAll(/<[^>]*>/g, '\n'))).toEqual([])
})
