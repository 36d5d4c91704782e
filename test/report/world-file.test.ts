import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projection } from '../../src/grid/projection'
import { reportFiles } from '../../src/report/report-files'
import { has } from '../formats/debian'
import { madeUpRun } from './made-up-run'

const data = madeUpRun({ side: 6, cellSizeM: 100 })
const files = new Map((await reportFiles(data, { width: 640 })).map(({ name, content }) => [name, content]))
/** The north-west corner of all villages, projected. */
const { forward } = projection(data.summary.grid.crs)
const positions = data.villages.features.flatMap(({ geometry }) => geometry.coordinates.flat(2) as unknown as number[])
const corners: [number, number][] = []
for (let i = 0; i + 1 < positions.length; i += 2) corners.push(forward(positions[i], positions[i + 1]))

test('the world file of coverage.png holds the villages inside the map, square pixels, no rotation', () => {
  const [width, , , height, left, top] = String(files.get('coverage.pgw')).trim().split('\n').map(Number)
  expect(height).toBe(-width)
  const west = Math.min(...corners.map(([x]) => x))
  const north = Math.max(...corners.map(([, y]) => y))
  // A margin of 1.5 % on each side of the longer side; two lines of text above.
  expect((west - left) / width).toBeGreaterThan(0)
  expect((west - left) / width).toBeLessThan(0.03 * 640)
  expect((top - north) / width).toBeGreaterThan(22)
  expect((top - north) / width).toBeLessThan(22 + 0.03 * 640)
})

test.skipIf(!has('gdalinfo'))('GDAL places coverage.png by it, in the system of the grid', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan-'))
  try {
    for (const name of ['coverage.png', 'coverage.pgw', 'coverage.png.aux.xml']) {
      writeFileSync(join(folder, name), files.get(name)!)
    }
    const { stdout } = spawnSync('gdalinfo', ['-json', join(folder, 'coverage.png')], { encoding: 'utf8' })
    const info = JSON.parse(stdout)
    const [pixel] = String(files.get('coverage.pgw')).split('\n').map(Number)
    expect(info.geoTransform[1]).toBeCloseTo(pixel, 9)
    expect(info.stac['proj:epsg']).toBe(Number(data.summary.grid.crs.slice(5)))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
