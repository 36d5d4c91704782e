import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readVillages } from '../../src/area/read-villages'
import { signedArea2 } from '../../src/area/rings'
import type { Village } from '../../src/area/village'
import { metresPerDegree } from '../../src/formats/crs'

const square = (lon: number, lat: number, side = 0.1) => ({
  type: 'Polygon',
  coordinates: [
    [
      [lon, lat],
      [lon + side, lat],
      [lon + side, lat + side],
      [lon, lat + side],
      [lon, lat],
    ],
  ],
})
const read = (features: [properties: Record<string, unknown>, lon?: number, lat?: number][], options = {}) => {
  const list = features.map(([properties, lon = 118, lat = 25]) => ({
    type: 'Feature',
    properties,
    geometry: square(lon, lat),
  }))
  const bytes = new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features: list }))
  return readVillages({ name: 'v.geojson', bytes }, { checkNeighbours: false, ...options })
}
const codesOf = (warnings: { code: string }[]) => warnings.map(({ code }) => code)
const byName = ({ code, name, township, county }: Village) => [code, name, township, county]

describe('one feature for each part of a village', () => {
  it('is joined where code and name are the same', async () => {
    const { villages, rejected, warnings } = await read([
      [{ code: '7', name: 'Isles' }, 118],
      [{ code: '8', name: 'Main' }, 118.5],
      [{ code: '7', name: 'Isles' }, 119],
      [{ code: '7', name: 'Isles' }, 119.05],
    ])
    expect(rejected).toEqual([])
    expect(villages.map(({ geometry }) => geometry.type)).toEqual(['MultiPolygon', 'Polygon'])
    expect(warnings).toContainEqual({
      code: 'villages-joined',
      values: { file: 'v.geojson', count: 3, total: 4, into: 1 },
    })
    // The two parts that overlap are one: 0.1° by 0.15°.
    expect(villages[0].geometry.coordinates).toHaveLength(2)
  })

  it('is not joined where names or residents differ', async () => {
    const { villages, rejected } = await read([
      [{ code: '7', name: 'A', population: 10 }],
      [{ code: '7', name: 'B', population: 10 }, 119],
      [{ code: '7', name: 'A', population: 20 }, 120],
    ])
    expect(villages).toHaveLength(1)
    expect(rejected.map(({ row }) => row)).toEqual([2, 3])
  })
})

describe('columns that only count features', () => {
  it('are no codes where they repeat', async () => {
    const { villages, rejected, warnings } = await read([
      [{ Id: 0, name: 'A' }],
      [{ Id: 0, name: 'B' }, 119],
      [{ Id: 0, name: 'C' }, 120],
    ])
    expect(rejected).toEqual([])
    expect(villages.map(({ code }) => code)).toEqual(['A', 'B', 'C'])
    expect(warnings).toContainEqual({
      code: 'villages-false-code',
      values: { file: 'v.geojson', column: 'Id', count: 2, example: '0' },
    })
  })

  it('are codes where they tell villages apart, or the user says so', async () => {
    const own = await read([[{ Id: 3, name: 'A' }], [{ Id: 4, name: 'B' }, 119]])
    expect(own.villages.map(({ code }) => code)).toEqual(['3', '4'])
    const named = await read([[{ Id: 0, name: 'A' }], [{ Id: 0, name: 'B' }, 119]], { columns: { code: 'Id' } })
    expect(named.rejected).toHaveLength(1)
    expect(codesOf(named.warnings)).not.toContain('villages-false-code')
  })
})

describe('levels of boundaries', () => {
  it.each([
    [{ ADM2_EN: 'County', ADM3_EN: 'Town', ADM4_EN: 'Village', ADM4_PCODE: 'P4', ADM3_PCODE: 'P3' }],
    [{ adm4_pcode: 'P4', adm4_name: 'Village', adm3_name: 'Town', adm2_name: 'County' }],
    [{ GID_0: 'PHL', NAME_0: 'Philippines', NAME_2: 'County', NAME_3: 'Town', NAME_4: 'Village', GID_4: 'P4' }],
    [{ NAME_1: 'County', NAME_2: 'Town', NAME_3: 'Village', ID_3: 'P4' }],
  ])('are taken from the deepest up: %j', async (properties) => {
    const { villages } = await read([[properties]])
    expect(byName(villages[0])).toEqual(['P4', 'Village', 'Town', 'County'])
  })

  it('take no second column of a join for the level above', async () => {
    const { villages } = await read([[{ name: 'A', name_1: 'A', code: '1', id_1: '5' }]])
    expect(byName(villages[0])).toEqual(['1', 'A', '', ''])
    expect(villages[0].townshipCode).toBe('')
  })

  const cases = new URL('../../../shared/data/cases/input/', import.meta.url)
  it.skipIf(!existsSync(cases))(
    'islands and collections of the cases have the area of MakeValid (skipped without shared data)',
    async () => {
      // km² by OGR's MakeValid.
      const areas = async (name: string) => {
        const bytes = new Uint8Array(readFileSync(new URL(name, cases)))
        const { villages } = await readVillages({ name, bytes })
        return villages.map(({ geometry }) => {
          const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
          return polygons.flat().reduce((sum, ring) => {
            const { xPerDeg, yPerDeg } = metresPerDegree(ring[0][1])
            return sum + (signedArea2(ring) / 2) * xPerDeg * yPerDeg * 1e-6
          }, 0)
        })
      }
      const islands = await areas('islands_as_rings.geojson')
      for (const [i, area] of [111.93, 44.77, 107.57].entries())
        expect(Math.abs(islands[i] / area - 1)).toBeLessThan(0.01)
      expect(Math.abs((await areas('geometrycollection.geojson'))[0] / 111.91 - 1)).toBeLessThan(0.01)
    },
  )

  it.skipIf(!existsSync(cases))('of the case (skipped without shared data)', async () => {
    const bytes = new Uint8Array(readFileSync(new URL('cod_ab_headers.geojson', cases)))
    const { villages } = await readVillages({ name: 'cod_ab_headers.geojson', bytes })
    expect(byName(villages[0])).toEqual(['PH175320001', 'Abongan', 'Taytay', ''])
  })
})

describe('positions that only look wrong', () => {
  it('of the far north stand beside those of the south', async () => {
    const russia = { type: 'MultiPolygon', coordinates: [square(40, 55).coordinates, square(50, 80.5).coordinates] }
    const feature = { type: 'Feature', properties: { name: 'Russia' }, geometry: russia }
    const bytes = new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
    const { villages, rejected } = await readVillages({ name: 'v.geojson', bytes })
    expect(rejected).toEqual([])
    expect(villages[0].geometry.coordinates).toHaveLength(2)
  })

  it('around a pole are land', async () => {
    const ring = [
      [-180, -90],
      [180, -90],
      [180, -80],
      [90, -70],
      [0, -75],
      [-90, -72],
      [-180, -80],
      [-180, -90],
    ]
    const feature = {
      type: 'Feature',
      properties: { name: 'Antarctica' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }
    const bytes = new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
    const { villages, rejected } = await readVillages({ name: 'v.geojson', bytes })
    expect(rejected).toEqual([])
    expect(villages[0].geometry).toEqual({ type: 'Polygon', coordinates: [ring] })
  })

  it('that miss the edge of the globe by a rounding are put on it', async () => {
    const geometry = {
      type: 'Polygon',
      coordinates: [
        [
          [179, -17],
          [180.00000000000006, -17],
          [180.00000000000006, -16],
          [179, -16],
          [179, -17],
        ],
      ],
    }
    const bytes = new TextEncoder().encode(
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: { name: 'Rabi' }, geometry }],
      }),
    )
    const { villages, rejected } = await readVillages({ name: 'v.geojson', bytes })
    expect(rejected).toEqual([])
    expect(
      Math.max(
        ...villages[0].geometry.coordinates.flat(2).map((value) => Number(Array.isArray(value) ? value[0] : value)),
      ),
    ).toBe(180)
  })
})
