import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { against, type Schema } from '../report/against-schema'
import { runBuilt } from './packed'

const square = (lon: number, lat: number, size: number) => ({
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
const feature = (geometry: object, properties: object) => ({ type: 'Feature', properties, geometry })
const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })
const village = (code: string, county: string, lon: number) =>
  feature(square(lon, 24.9, 0.05), { code, name: `Village ${code}`, county, population: 1200 })

let dir: string
const write = (name: string, content: string): string => {
  writeFileSync(join(dir, name), content)
  return name
}
const INPUTS = ['--villages', 'villages.geojson', '--sites', 'sites.csv', '--cell-size', '200', '--quiet', '--force']
const run = (...flags: string[]) => runBuilt(dir, 'run', ...INPUTS, '--target', '6', '--out', 'out', ...flags)

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'gigaplan rules '))
  write(
    'villages.geojson',
    collection(village('350500000001', '安溪县', 118.5), village('350500000002', '永春县', 118.55)),
  )
  write(
    'sites.csv',
    'site,cell,lon,lat,band,azimuth,height,rat\nA,A1,118.51,24.91,n28,0,35,5G\nA,A2,118.51,24.91,n28,120,35,5G\n',
  )
})

describe('a plan under rules, from files to files', () => {
  const rows = (name: string) => {
    const [header, ...lines] = readFileSync(join(dir, name), 'utf8').trim().split(/\r?\n/)
    const keys = header.split(',')
    return lines.map((line) => Object.fromEntries(line.split(',').map((text, i) => [keys[i], text])))
  }

  test('project file: list, zone, quotas, capacity; then the plan is kept, one proposal refused, and both runs compared', () => {
    write('list.csv', '编号,经度,纬度,造价(万元),必建,产权\nH1,118.52,24.93,8,是,村委会\nH2,118.9,24.93,8,,\n')
    write('zones.geojson', collection(feature(square(118.56, 24.91, 0.02), { name: '水库' })))
    write(
      'gigaplan.yaml',
      'villages: villages.geojson\nsites: sites.csv\ncell-size: 200\ntarget: 6\ncandidates: list.csv\nforbidden: zones.geojson\n' +
        'quotas:\n  county:\n    安溪县: { max: 3 }\n    永春县: { min: 2 }\nquarter-capacity: 1\nspacing: 400\nout: first\n',
    )
    const first = runBuilt(dir, 'run', 'gigaplan.yaml')
    expect(first.stderr).toMatch(/1 of 2 candidates lies outside the area/)
    expect(first.stderr).toMatch(/candidates lie in the 1 forbidden zone/)
    expect(first.stderr).toMatch(/exceed what can be built in the four quarters/)
    expect(first.status).toBe(0)
    const plan = rows('first/plan.csv')
    expect(plan[0]).toMatchObject({ candidate: 'H1', owner: '村委会', cost_cny: '80000', year: '1', quarter: '1' })
    expect(plan.filter(({ county }) => county === '安溪县').length).toBeLessThanOrEqual(3)
    expect(plan.filter(({ county }) => county === '永春县').length).toBeGreaterThanOrEqual(2)
    for (const { lon, lat } of plan) {
      const inside = Number(lon) > 118.56 && Number(lon) < 118.58 && Number(lat) > 24.91 && Number(lat) < 24.93
      expect(inside).toBe(false)
    }
    write('refused.csv', 'rank,reason\n2,owner\n')
    const again = [
      'plan',
      'gigaplan.yaml',
      '--keep',
      'first/plan.csv',
      '--keep-ranks',
      '1-3',
      '--refused',
      'refused.csv',
    ]
    const second = runBuilt(dir, ...again, '--out', 'second')
    expect(second.stderr).toMatch(/1 place is refused \(1 of the stations to be kept\): that costs/)
    expect(second.status).toBe(0)
    const replanned = rows('second/plan.csv')
    const place = ({ lon, lat, band }: Record<string, string>) => `${lon} ${lat} ${band}`
    expect([0, 1].map((i) => place(replanned[i]))).toEqual([plan[0], plan[2]].map(place))
    expect(replanned.map(place)).not.toContain(place(plan[1]))
    const compared = runBuilt(dir, 'compare', 'first', 'second', '--json')
    const { proposals } = JSON.parse(compared.stdout)
    expect(proposals.both.length).toBeGreaterThanOrEqual(2)
    expect(proposals.onlyA.map(({ rankA }: { rankA: number }) => rankA)).toContain(2)
  })
})

describe('a plan of several years, from the command line', () => {
  test('each year with its own budget; the first is the plan of its target alone; the report and compare tell the years', () => {
    const one = run('--target', '2', '--budget', '900000', '--out', 'one')
    expect(one.status).toBe(0)
    const alone = readFileSync(join(dir, 'one', 'plan.csv'), 'utf8').trim()
    const two = run('--target', '2,2', '--budget', '900000,400000', '--out', 'years')
    expect(two.status).toBe(0)
    expect(two.stdout).toMatch(/│ 2 +│ 1 +│/)
    expect(readFileSync(join(dir, 'years', 'plan.csv'), 'utf8').startsWith(`${alone}\n`)).toBe(true)
    const summary = JSON.parse(readFileSync(join(dir, 'years', 'summary.json'), 'utf8'))
    expect(summary.plan.years.map(({ budgetCny }: { budgetCny: number }) => budgetCny)).toEqual([900000, 400000])
    for (const { costCny, budgetCny } of summary.plan.years) expect(costCny).toBeLessThanOrEqual(budgetCny)
    const schema: Schema = JSON.parse(readFileSync('data/schema/summary.schema.json', 'utf8'))
    expect(against(schema, summary)).toEqual([])
    expect(readFileSync(join(dir, 'years', 'report.html'), 'utf8')).toContain('Year by year')
    const compared = runBuilt(dir, 'compare', 'one', 'years')
    expect(compared.stdout).toContain('target: 2 → 2 + 2')
    expect(compared.status).toBe(0)
    const wrong = run('--target', '5,000')
    expect(wrong.stderr).toMatch(/"5,000" reads as 2 numbers; write thousands without commas: 5000/)
    expect(wrong.status).toBe(2)
  })
})

describe('rules that cannot be obeyed end with status 2, one exact message, and nothing written', () => {
  const plan = 'rank,lon,lat,kind,reason,band,height_m,azimuths,shares_site,cost_cny\n'
  test.each([
    [
      'unmet quota',
      () => ['--quotas', write('q.yaml', 'county: { 安溪县: { min: 9 } }')],
      /quotas.*9, 3 more than the 6/,
    ],
    ['unknown county', () => ['--quotas', write('q.csv', '区县,下限\n安西县,1\n')], /"安西县"; did you mean 安溪县/],
    ['budget too small', () => ['--budget', '100'], /budget of 100 is \d+ below the cheapest candidate/],
    [
      'all outside',
      () => ['--candidates', write('far.csv', 'id,lon,lat\nX,2.35,48.85\n')],
      /None of the 1 listed candidates lies in the area/,
    ],
    ['empty list', () => ['--candidates', write('none.csv', 'id,lon,lat\n')], /none\.csv is an empty list/],
    [
      'must and must not',
      () => ['--candidates', write('both.csv', 'id,lon,lat,must,must_not\nX,118.52,24.92,1,\nY,118.52,24.92,,1\n')],
      /must-have X stands on the same place as Y/,
    ],
    [
      'zones over everything',
      () => ['--forbidden', write('all.geojson', collection(feature(square(118, 24, 2), {})))],
      /forbidden zones hold all \d+ candidates/,
    ],
    [
      'plan of another area',
      () => ['--keep', write('paris.csv', `${plan}1,2.35,48.85,station,village,n28,40,0,,1\n`)],
      /None of the 1 kept proposals lies in the area.*Name the plan of this area/,
    ],
    [
      'costs misspelt',
      () => ['--costs', write('c.json', '{"id":"x","newTowrCny":1}')],
      /newTowrCny.*did you mean newTowerCny/,
    ],
    ['ranks', () => ['--keep-ranks', 'first'], /--keep-ranks.*"first" is no range of ranks/],
  ] as const)('%s', (_, flags, message) => {
    const { status, stderr, stdout } = run(...flags())
    expect(stderr).toMatch(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(existsSync(join(dir, 'out', 'summary.json'))).toBe(false)
  })
})
