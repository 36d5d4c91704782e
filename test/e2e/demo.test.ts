import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Summary } from '../../src/output/summary'
import { mapFigures } from '../../src/output/summary'
import { against, type Schema } from '../report/against-schema'
import { type Ended, installPacked, runPacked } from './packed'

const facts = JSON.parse(readFileSync('data/quanzhou/facts.json', 'utf8'))

describe('the packed tarball in an empty folder plans Quanzhou', () => {
  let folder: string
  let ended: Ended
  let summary: Summary
  beforeAll(() => {
    folder = installPacked()
    // A coarse grid keeps the test short; figures that depend on it are only bounded.
    ended = runPacked(folder, 'demo', '--cell-size', '200', '--out', 'out 计划', '--workers', '2')
    summary = JSON.parse(readFileSync(join(folder, 'out 计划', 'summary.json'), 'utf8'))
  })

  test('ends well and says where the report is, the coverage before and after, and the first ten', () => {
    expect(ended.status).toBe(0)
    expect(ended.stdout).toContain(join(folder, 'out 计划', 'report.html'))
    expect(ended.stdout).toMatch(/before.*after/)
    expect(ended.stdout).toMatch(/The first 10:/)
    expect(ended.stdout).toMatch(/│ 10 +│/)
  })

  test('summary.json holds the published totals and a plan of 5,000', () => {
    expect(summary.synthetic).toBe(true)
    expect(summary.inputs.villages).toBe(2572)
    expect(summary.inputs.stations).toBe(24198)
    expect(summary.inputs.stationsByRat?.['nb-iot']).toBe(15684)
    expect(summary.inputs.rejected).toBe(0)
    expect(facts).toBeTruthy()
    expect(summary.plan?.proposed).toBe(5000)
    expect(summary.plan?.upperBound).toBeGreaterThanOrEqual(summary.plan!.objective)
    const { area, population, villages } = mapFigures(summary)
    for (const share of [area.hard, area.expected, population.hard, population.expected]) {
      expect(share).toBeGreaterThan(0.4)
      expect(share).toBeLessThan(0.999)
    }
    expect(villages.byKind?.village.total).toBe(2046)
    expect(summary.plan!.after.area.hard).toBeGreaterThan(area.hard)
  })

  test('an exact solver that is installed beside the package closes what the linear bound leaves open', () => {
    writeFileSync(
      join(folder, 'exact.mjs'),
      `import { maximalCover } from 'gigaplan'
      let state = 7
      const next = () => (state = (state * 48271) % 2147483647) / 2147483647
      const demand = []
      const offsets = new Uint32Array(31)
      for (let i = 0; i < 30; i++) {
        for (let j = 0; j < 60; j++) if (next() < 0.15) demand.push(j)
        offsets[i + 1] = demand.length
      }
      const weights = Array.from({ length: 60 }, () => 1 + Math.floor(next() * 100))
      const rows = { offsets, demand: Uint32Array.from(demand) }
      console.log(JSON.stringify(await maximalCover({ weights, rows, choose: 7, timeLimitMs: 60000 })))`,
    )
    const { status, stdout } = spawnSync(process.execPath, [join(folder, 'exact.mjs')], { encoding: 'utf8' })
    expect(status).toBe(0)
    const { objective, upperBound } = JSON.parse(stdout)
    expect(upperBound).toBe(objective)
    expect(objective).toBeGreaterThan(0)
  })

  test('summary.json conforms to its published schema', () => {
    const schema = JSON.parse(readFileSync('data/schema/summary.schema.json', 'utf8')) as Schema
    expect(against(schema, summary)).toEqual([])
    expect(against(schema, { ...summary, gaps: { count: -1 } }).length).toBeGreaterThan(2)
  })

  test('every file of a run is there', () => {
    const files = readdirSync(join(folder, 'out 计划'))
    for (const name of [
      'summary.json',
      'villages.csv',
      'villages.geojson',
      'townships.csv',
      'counties.csv',
      'stations.csv',
      'coverage.tif',
      'server.tif',
      'coverage.png',
      'gaps.geojson',
      'plan.geojson',
      'plan.csv',
      'rejected.csv',
      'report.html',
    ]) {
      expect(files).toContain(name)
    }
    expect(files.filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('one worker writes the same bytes as two, and a second run the same as the first', () => {
    const again = runPacked(folder, 'demo', '--cell-size', '200', '--out', 'again', '--workers', '1', '--quiet')
    expect(again.status).toBe(0)
    for (const name of ['villages.csv', 'coverage.tif', 'server.tif', 'gaps.geojson', 'plan.csv', 'plan.geojson']) {
      const [a, b] = ['out 计划', 'again'].map((dir) => readFileSync(join(folder, dir, name)))
      expect(a.equals(b), name).toBe(true)
    }
    const without = ({ timingsMs: _, peakRssMb: __, ...rest }: Summary) => rest
    const other = JSON.parse(readFileSync(join(folder, 'again', 'summary.json'), 'utf8')) as Summary
    expect(without(other)).toEqual(without(summary))
  })
})
