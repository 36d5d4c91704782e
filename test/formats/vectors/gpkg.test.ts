import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Feature, Geometry } from 'geojson'
import initSqlJs from 'sql.js'
import { describe, expect, it } from 'vitest'
import { readVillages } from '../../../src/area/read-villages'
import { readGpkg } from '../../../src/formats/vectors/gpkg'
import { readWkb } from '../../../src/formats/vectors/wkb'
import { readSites } from '../../../src/network/read-sites'
import { sentences } from '../../sentences'
import { has } from '../debian'

const square = (x: number, name: string): Feature => ({
  type: 'Feature',
  properties: { code: `c${x}`, name },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, 25],
        [x + 0.1, 25],
        [x + 0.1, 25.1],
        [x, 25.1],
        [x, 25],
      ],
    ],
  },
})
const site = (lon: number): Feature => ({
  type: 'Feature',
  properties: { 基站名称: `站${lon}`, 频段: '700M' },
  geometry: { type: 'Point', coordinates: [lon, 25.05] },
})

/** A GeoPackage made by GDAL: one layer after another, in a system. */
function gpkgOf(layers: Record<string, { features: Feature[]; crs: string }>): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan-'))
  try {
    const out = join(folder, 'a.gpkg')
    let add: string[] = []
    for (const [name, { features, crs }] of Object.entries(layers)) {
      const json = join(folder, `${name}.geojson`)
      writeFileSync(json, JSON.stringify({ type: 'FeatureCollection', features }))
      const args = ['-f', 'GPKG', ...add, '-t_srs', crs, '-nln', name, out, json]
      const { status, stderr } = spawnSync('ogr2ogr', args, { encoding: 'utf8' })
      if (status !== 0) throw new Error(stderr)
      add = ['-update', '-append']
    }
    return new Uint8Array(readFileSync(out))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The smallest GeoPackage: what `readGpkg` looks at, made with sql.js itself. */
async function tinyGpkg(geometry: Uint8Array): Promise<Uint8Array> {
  const SQL = await initSqlJs()
  const database = new SQL.Database(new Uint8Array()) as unknown as {
    run(sql: string, values?: unknown[]): void
    export(): Uint8Array
  }
  database.run('CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INT)')
  database.run(
    'CREATE TABLE gpkg_spatial_ref_sys (srs_id INT, organization TEXT, organization_coordsys_id INT, definition TEXT)',
  )
  database.run("INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326, '')")
  database.run("INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 4326)")
  database.run('CREATE TABLE v (fid INTEGER, name TEXT, geom BLOB)')
  database.run('INSERT INTO v VALUES (1, ?, ?)', ['湖头', geometry])
  return database.export()
}

/** Well-known binary of a geometry, little-endian, without Z. */
function wkb(geometry: Geometry): Uint8Array {
  const out: number[] = []
  const u32 = (n: number) => out.push(n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24)
  const f64 = (n: number) => out.push(...new Uint8Array(Float64Array.of(n).buffer))
  const kinds = [
    'Point',
    'LineString',
    'Polygon',
    'MultiPoint',
    'MultiLineString',
    'MultiPolygon',
    'GeometryCollection',
  ]
  const write = (one: Geometry) => {
    out.push(1)
    u32(kinds.indexOf(one.type) + 1)
    const line = (positions: number[][]) => {
      u32(positions.length)
      for (const position of positions) position.forEach(f64)
    }
    const all = (parts: Geometry[]) => {
      u32(parts.length)
      parts.forEach(write)
    }
    if (one.type === 'Point') one.coordinates.forEach(f64)
    else if (one.type === 'LineString') line(one.coordinates)
    else if (one.type === 'Polygon') {
      u32(one.coordinates.length)
      one.coordinates.forEach(line)
    } else if (one.type === 'GeometryCollection') all(one.geometries)
    else {
      const type = one.type.slice(5) as 'Point'
      all((one.coordinates as number[][]).map((coordinates) => ({ type, coordinates })))
    }
  }
  write(geometry)
  return Uint8Array.from(out)
}

const header = [0x47, 0x50, 0, 1, 0xe6, 0x10, 0, 0]

describe('well-known binary', () => {
  const number = fc.integer({ min: -180, max: 180 })
  const position = fc.tuple(number, number)
  const positions = fc.array(position, { minLength: 0, maxLength: 5 })
  const geometry = fc.oneof(
    position.map((coordinates) => ({ type: 'Point' as const, coordinates })),
    positions.map((coordinates) => ({ type: 'LineString' as const, coordinates })),
    positions.map((coordinates) => ({ type: 'MultiPoint' as const, coordinates })),
    fc.array(positions, { maxLength: 3 }).map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
    fc.array(positions, { maxLength: 3 }).map((coordinates) => ({ type: 'MultiLineString' as const, coordinates })),
    fc.array(fc.array(positions, { maxLength: 2 }), { maxLength: 2 }).map((coordinates) => ({
      type: 'MultiPolygon' as const,
      coordinates,
    })),
  )

  it('comes back whatever the geometry', () => {
    fc.assert(
      fc.property(geometry, (one) => {
        expect(readWkb(wkb(one as Geometry))).toEqual(one)
      }),
    )
  })

  it('drops Z and M as ISO and PostGIS write them', () => {
    const point = (code: number[], extra: number[]) =>
      Uint8Array.from([1, ...code, ...extra, ...new Uint8Array(Float64Array.of(118, 25, 7, 8).buffer)])
    const plain = { type: 'Point', coordinates: [118, 25] }
    expect(readWkb(point([0xe9, 3, 0, 0], []))).toEqual(plain)
    expect(readWkb(point([1, 0, 0, 0xc0], []))).toEqual(plain)
    expect(readWkb(point([1, 0, 0, 0xa0], [0xe6, 0x10, 0, 0]))).toEqual(plain)
  })

  it('ends with an error, in little memory, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          readWkb(Uint8Array.from([1, ...bytes]))
        } catch (error) {
          expect(error).toSatisfy((e) => e instanceof RangeError || e instanceof TypeError)
        }
      }),
    )
  })
})

describe('GeoPackage', () => {
  it('reads the smallest one; a geometry that breaks off is one rejected row', async () => {
    const good = await tinyGpkg(Uint8Array.from([...header, ...wkb(square(118, '').geometry)]))
    const { villages } = await readVillages({ name: 'v.gpkg', bytes: good })
    expect(villages[0].name).toBe('湖头')
    const bad = await readGpkg({
      name: 'v.gpkg',
      bytes: await tinyGpkg(Uint8Array.from([...header, 1, 3, 0, 0, 0, 9])),
    })
    expect(bad.features).toEqual([])
    expect(bad.rejected[0].reason).toMatch(
      /^the geometry of feature 1 cannot be read: .+; expected points, lines or polygons$/,
    )
  })

  it('says when a file is damaged or holds no layer', async () => {
    const good = await tinyGpkg(Uint8Array.from([...header, ...wkb(site(118).geometry)]))
    await expect(readGpkg({ name: 'v.gpkg', bytes: good.slice(0, 3000) })).rejects.toMatchObject({
      code: 'file-damaged',
    })
    await expect(readGpkg({ name: 'v.gpkg', bytes: good }, 'w')).rejects.toMatchObject({
      code: 'layer-missing',
      message: 'v.gpkg has no layer "w"; it has v.',
    })
  })

  it.skipIf(!has('ogr2ogr'))('reads what GDAL writes: several layers, each in its own system', async () => {
    const bytes = gpkgOf({
      villages: { features: [square(118, '湖头'), square(118.1, '湖上')], crs: 'EPSG:4547' },
      sites: { features: [site(118.05)], crs: 'EPSG:4326' },
      albers: {
        features: [square(118, '远')],
        crs: '+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +datum=WGS84 +units=m',
      },
    })
    const whole = await readVillages({ name: 'a.gpkg', bytes })
    expect(whole.villages.map(({ name }) => name)).toEqual(['湖头', '湖上'])
    expect(whole.villages[0].publicPoints[0]).toMatchObject({
      lon: expect.closeTo(118.05, 4),
      lat: expect.closeTo(25.05, 4),
    })
    expect(sentences(whole.warnings)).toContain(
      'a.gpkg has 3 layers; "villages" was read. Others: albers, sites (write a.gpkg:albers to read that one).',
    )
    const albers = await readVillages({ name: 'a.gpkg', bytes, part: 'albers' })
    expect(albers.villages[0].publicPoints[0].lon).toBeCloseTo(118.05, 4)
    const { sites, stations } = await readSites({ name: 'a.gpkg', bytes, part: 'sites' })
    expect(sites[0].lon).toBeCloseTo(118.05, 9)
    expect(stations[0].id).toBe('站118.05')
  })
})
