import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type AskedRules, brokenRules, planRowsOf } from './broken-rules'
import { runBuilt } from './packed'

const square = (lon: number, lat: number, size: number): [number, number][] => [
  [lon, lat],
  [lon + size, lat],
  [lon + size, lat + size],
  [lon, lat + size],
]
const polygon = (ring: [number, number][], properties: object) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
})
const collection = (features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })

test('quotas, quarters, budget, spacing, zones, refusals and kept stations all at once hold in the files of the run', () => {
  const dir = mkdtempSync(join(tmpdir(), 'gigaplan all rules '))
  const write = (name: string, content: string) => writeFileSync(join(dir, name), content)
  // Three villages by two, 5 km each; one station stands in a corner, the 4G sites of two operators in three others.
  const villages = [0, 1, 2, 3, 4, 5].map((i) =>
    polygon(square(118.5 + 0.05 * (i % 3), 24.9 + 0.05 * Math.floor(i / 3), 0.05), {
      code: `35050000000${i}`,
      name: `Village ${i}`,
      county: i % 3 === 0 ? '安溪县' : '永春县',
      population: 900 + 300 * i,
    }),
  )
  write('villages.geojson', collection(villages))
  write(
    'sites.csv',
    'site,cell,lon,lat,band,azimuth,height,rat,operator\nA,A1,118.51,24.91,n28,0,35,5G,中国移动\n' +
      'B,B1,118.56,24.92,b3,0,35,4G,中国移动\nC,C1,118.63,24.96,b3,0,35,4G,中国电信\nD,D1,118.52,24.98,b3,0,35,4G,中国电信\n',
  )
  const run = (out: string, ...flags: string[]) => {
    const inputs = ['--villages', 'villages.geojson', '--sites', 'sites.csv', '--cell-size', '250', '--quiet']
    const done = runBuilt(
      dir,
      'run',
      ...inputs,
      '--weights',
      'leastGainPeople=1,peoplePerStation=300',
      '--out',
      out,
      ...flags,
    )
    expect(done.stderr).toBe('')
    expect(done.status).toBe(0)
  }
  run('first', '--target', '10')
  const first = planRowsOf(join(dir, 'first/plan.csv'))
  const asked: AskedRules = {
    target: 14,
    budgetCny: 3_500_000,
    spacingM: 900,
    quarterCapacity: [3, 2, 4, 3],
    quotas: {
      county: { 安溪县: { min: 3, max: 5, maxPerQuarter: 1 }, 永春县: { max: 8 } },
      operator: { CMCC: { min: 2, max: 6, maxPerQuarter: 2 }, CTCC: { min: 1 } },
    },
    zones: [square(118.56, 24.91, 0.012), square(118.61, 24.965, 0.02)],
    refused: [{ lon: Number(first[2].lon), lat: Number(first[2].lat), radiusM: 400 }],
    keep: { file: join(dir, 'first/plan.csv'), ranks: 4 },
  }
  write('zones.geojson', collection(asked.zones.map((ring, i) => polygon(ring, { name: `zone ${i}` }))))
  write('quotas.json', JSON.stringify(asked.quotas))
  write('refused.csv', `rank,radius_m\n${first[2].rank},400\n`)
  run(
    'ruled',
    ...['--target', '14', '--budget', '3500000', '--spacing', '900', '--quarter-capacity', '3,2,4,3'],
    ...['--quotas', 'quotas.json', '--forbidden', 'zones.geojson', '--refused', 'refused.csv'],
    ...['--keep', 'first/plan.csv', '--keep-ranks', '1-4'],
  )
  const ruled = join(dir, 'ruled')
  expect(brokenRules(ruled, asked)).toEqual([])
  expect(planRowsOf(join(ruled, 'plan.csv')).length).toBeGreaterThan(6)
  // The check bites: the plan without rules stands where they refuse, and stricter ones are broken by the plan that obeys these.
  expect(brokenRules(join(dir, 'first'), asked).join('\n')).toContain('where it was refused')
  const { lon, lat } = planRowsOf(join(ruled, 'plan.csv'))[5]
  const zones = [square(Number(lon) - 0.001, Number(lat) - 0.001, 0.002)]
  const keep = { ...asked.keep!, ranks: 10 }
  const quotas = { county: { 安溪县: { max: 2, maxPerQuarter: 0 } }, operator: { CMCC: { min: 12 } } }
  const stricter = {
    ...asked,
    target: 3,
    budgetCny: 1,
    quotas,
    quarterCapacity: [1, 1, 1, 1],
    spacingM: 9000,
    zones,
    keep,
  }
  const all = brokenRules(ruled, stricter).join('\n')
  const said = [
    'for a target of 3',
    'CNY of 1',
    'stations in quarter',
    'rank 6 stands in a zone',
    'kept stations',
    ' m\n',
  ]
  for (const what of [...said, 'of 0 to 2', 'at most 0', 'of 12 to Infinity']) expect(all).toContain(what)
})
