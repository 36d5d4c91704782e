import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { installPacked, runPacked } from './packed'

let folder: string
beforeAll(() => {
  folder = installPacked()
  const features = [0, 1, 2].map((i) => {
    const [west, south, side] = [118.5 + 0.04 * i, 24.9, 0.04]
    const ring = [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ]
    const properties = { code: `35050000100${i}`, name: `村${i}`, township: '镇', county: '县', population: 900 }
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  writeFileSync(join(folder, '村.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
  writeFileSync(join(folder, 'sites.csv'), 'site,lon,lat,band,height,tilt,power_w\nS1,118.51,24.91,n28,35,3,40\n')
  writeFileSync(join(folder, 'gigaplan.yaml'), 'villages: 村.geojson\nsites: sites.csv\ncell-size: 200\n')
  // The example as a user has it: from the package.
  const program = readFileSync('examples/whole-run.ts', 'utf8')
  expect(program.trim().split('\n').length).toBeLessThanOrEqual(20)
  writeFileSync(join(folder, 'whole-run.mjs'), program.replace('../src/node', 'gigaplan/node'))
})

test('a program of twenty lines makes a whole run with report, the same as the command line', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['whole-run.mjs', 'gigaplan.yaml', 'mine'], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect({ status, stderr: stderr.includes('Error') }).toEqual({ status: 0, stderr: false })
  expect(stdout).toMatch(/^[1-3] stations, \d+ gaps today\n$/)
  expect(readFileSync(join(folder, 'mine', 'report.html'), 'utf8')).toContain('<html lang="zh-CN"')
  const cli = runPacked(folder, 'run', 'gigaplan.yaml', '--target', '3', '--workers', '1', '--out', 'theirs', '--quiet')
  expect(cli.status).toBe(0)
  for (const name of ['villages.csv', 'plan.csv', 'coverage.tif', 'gaps.geojson', 'plan.tif']) {
    expect(existsSync(join(folder, 'mine', name)), name).toBe(true)
    expect(readFileSync(join(folder, 'mine', name)).equals(readFileSync(join(folder, 'theirs', name))), name).toBe(true)
  }
})
