import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readVillages } from '../../src/area/read-villages'
import { type Ring, signedArea2 } from '../../src/area/rings'
import { randomFrom } from '../random'

const QUERY = 'SELECT ST_Area(ST_MakeValid(geometry)) FROM probe'
const folder = mkdtempSync(join(tmpdir(), 'gigaplan-ogr-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Square degrees of the land of features, by OGR: each part made valid, the parts of one feature joined. */
function byOgr(parts: { id: number; coordinates: Ring[] }[]): Map<number, number> {
  const path = join(folder, 'parts.geojson')
  const features = parts.map(({ id, coordinates }) => ({
    type: 'Feature',
    properties: { id },
    // GEOS takes no ring whose ends do not meet.
    geometry: { type: 'Polygon', coordinates: coordinates.map(closed) },
  }))
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features }))
  const sql = 'SELECT id AS id, ST_Area(ST_Union(ST_MakeValid(geometry))) AS area FROM parts GROUP BY id'
  const text = execFileSync('ogr2ogr', ['-f', 'CSV', '/vsistdout/', path, '-dialect', 'SQLite', '-sql', sql], {
    encoding: 'utf8',
  })
  return new Map(
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map((cell) => Number(cell.replaceAll('"', ''))) as [number, number]),
  )
}

const closed = (ring: Ring): Ring => (String(ring[0]) === String(ring.at(-1)) ? ring : [...ring, [...ring[0]]])

function hasOgr(): boolean {
  const path = join(folder, 'probe.geojson')
  const geometry = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  }
  writeFileSync(
    path,
    JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry }] }),
  )
  const { stdout } = spawnSync('ogrinfo', ['-ro', '-q', '-dialect', 'SQLite', '-sql', QUERY, path], {
    encoding: 'utf8',
  })
  return /= 0\.5/.test(stdout ?? '')
}

/**
 * Ring lists of the kinds that are met in files. Rings of one list that share an edge are left out: a hole along its shell's edge stays a hole here, as with OGR's method
 * STRUCTURE, and its default, LINEWORK, fills it.
 */
function partOf(random: () => number): Ring[] {
  const at = (): [number, number] => [118 + random() * 0.2, 25 + random() * 0.2]
  const star = ([x, y]: [number, number], size: number, corners = 3 + Math.floor(random() * 12)): Ring =>
    closed(
      Array.from({ length: corners }, (_, i) => {
        const angle = (2 * Math.PI * (i + 0.8 * random())) / corners
        const radius = size * (0.4 + 0.6 * random())
        return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
      }),
    )
  const scaled = (ring: Ring, [x, y]: [number, number], by: number): Ring =>
    ring.map(([a, b]) => [x + (a - x) * by, y + (b - y) * by])
  /** A rectangle or triangle whose corners and edges meet those of others. */
  const onLattice = (): Ring => {
    const whole = (most: number) => Math.floor(random() * most)
    const [x, y, w, h] = [whole(5), whole(5), 1 + whole(4), 1 + whole(4)]
    const corners = [
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
    ].slice(0, random() < 0.7 ? 4 : 3)
    return closed(corners.map(([a, b]) => [118 + a / 64, 25 + b / 64]))
  }
  const middle = at()
  const shell = star(middle, 0.1)
  const kinds: (() => Ring[])[] = [
    () => [shell],
    () => [shell, scaled(shell, middle, 0.5)],
    () => [shell, scaled(shell, middle, 0.7), scaled(shell, middle, 0.3)],
    () => [scaled(shell, middle, 0.4), shell],
    () => [shell, star([middle[0] + 0.3, middle[1]], 0.08), star([middle[0], middle[1] + 0.3], 0.08)],
    () => [shell, star(at(), 0.08)],
    () => [shell, star(at(), 0.05), star(at(), 0.05)],
    () => [closed(Array.from({ length: 4 + Math.floor(random() * 6) }, at))],
    () => [closed([at(), at(), at(), at()]), star(at(), 0.03)],
    () => [shell.slice(0, -1)],
    () => [shell.flatMap((position) => [position, [...position]])],
    () => [[...shell].reverse(), scaled(shell, middle, 0.5)],
    () => [[...shell.slice(0, 2), [shell[1][0] + 0.05, shell[1][1] + 0.02], ...shell.slice(1)]],
    () => [[...shell, ...shell.slice(1)]],
    () => [onLattice()],
    () => [onLattice()],
    () => [onLattice()],
  ]
  return kinds[Math.floor(random() * kinds.length)]()
}

describe.skipIf(!hasOgr())('polygons beside OGR (skipped without ogr2ogr and SpatiaLite)', () => {
  it('have the area of MakeValid to a millionth, in 200 files of faults', { timeout: 240_000 }, async () => {
    const random = randomFrom(20261201)
    const parts: { id: number; coordinates: Ring[] }[] = []
    const files = Array.from({ length: 200 }, (_, id) => {
      const own = Array.from({ length: 1 + Math.floor(random() * 2.5) }, () => partOf(random))
      for (const coordinates of own) parts.push({ id, coordinates })
      const polygons = own.map((coordinates) => ({ type: 'Polygon', coordinates }))
      const geometry =
        random() < 0.2
          ? { type: 'GeometryCollection', geometries: polygons }
          : own.length === 1
            ? polygons[0]
            : { type: 'MultiPolygon', coordinates: own }
      return { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { name: `v${id}` }, geometry }] }
    })
    const wanted = byOgr(parts)
    const off: string[] = []
    for (const [id, file] of files.entries()) {
      const bytes = new TextEncoder().encode(JSON.stringify(file))
      const { geometry } = (await readVillages({ name: `${id}.geojson`, bytes })).villages[0]
      const rings = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat()
      const area = rings.reduce((sum, ring) => sum + signedArea2(ring), 0) / 2
      const share = area / wanted.get(id)!
      if (!(Math.abs(share - 1) <= 1e-6))
        off.push(`${id}: ${share} of OGR's, ${JSON.stringify(file.features[0].geometry).slice(0, 1000)}`)
    }
    expect(off).toEqual([])
  })
})
