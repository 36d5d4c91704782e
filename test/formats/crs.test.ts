import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readVillages } from '../../src/area/read-villages'
import { fromLonLatTo, isGeographic, missingShiftM, projDefinition, toLonLatFrom } from '../../src/formats/crs'

/** Places by gdaltransform (GDAL 3.6.2) in WGS-84 degrees. */
const PLACES: [crs: string, x: number, y: number, lon: number, lat: number][] = [
  ['EPSG:2326', 836694, 819069, 114.181008841222, 22.3105952094111],
  ['EPSG:31467', 3500000, 5500000, 8.99895896839123, 49.6367082617087],
  ['EPSG:27700', 400000, 300000, -2.00143311550089, 52.5977924308338],
  ['EPSG:31370', 150000, 170000, 4.36875214090419, 50.8404112831179],
  ['EPSG:28992', 155000, 463000, 5.38720350841377, 52.1551723011922],
]
const metres = ([lon, lat]: number[], [lon2, lat2]: number[]) =>
  Math.hypot((lon - lon2) * 111_320 * Math.cos((lat * Math.PI) / 180), (lat - lat2) * 111_132)

describe('coordinate systems', () => {
  it.each(PLACES)('%s lies where GDAL says', (crs, x, y, lon, lat) => {
    expect(metres(toLonLatFrom(crs, 'a')(x, y), [lon, lat])).toBeLessThan(2)
    expect(missingShiftM(crs)).toBe(0)
  })

  it('knows degrees from metres, and says what is missing', () => {
    expect(['EPSG:4326', 'EPSG:4314', 'EPSG:4490'].every(isGeographic)).toBe(true)
    expect(['EPSG:2326', 'EPSG:54009', 'EPSG:3857', 'EPSG:4547'].some(isGeographic)).toBe(false)
    expect(missingShiftM('EPSG:2401')).toBeGreaterThan(5)
    expect(projDefinition('EPSG:999999')).toBeUndefined()
  })

  it('takes a PROJ string and WKT with names in any case, and shifts by the name of the datum', () => {
    const wkt =
      'PROJCS["HK",GEOGCS["Hong Kong 1980",DATUM["Hong_Kong_1980",SPHEROID["International 1924",6378388,297]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["Latitude_Of_Origin",22.3121333333333],PARAMETER["Central_Meridian",114.178555555556],PARAMETER["Scale_Factor",1],PARAMETER["False_Easting",836694.05],PARAMETER["False_Northing",819069.8],UNIT["metre",1]]'
    expect(metres(toLonLatFrom(wkt, 'a')(836694, 819069), PLACES[0].slice(3) as number[])).toBeLessThan(2)
    expect(missingShiftM(wkt)).toBe(0)
    expect(missingShiftM(wkt.replace('Hong_Kong_1980', 'Nowhere_1900'))).toBe(Infinity)
    const proj = '+proj=moll +lon_0=0 +datum=WGS84 +units=m'
    expect(toLonLatFrom(proj, 'a')(...fromLonLatTo(proj, 'a')(118.5, 24.9))[0]).toBeCloseTo(118.5, 9)
  })

  it.each([
    'epsg:2326',
    'urn:ogc:def:crs:EPSG::2326',
    'urn:ogc:def:crs:EPSG:9.9:2326',
    '+init=epsg:2326',
    'http://www.opengis.net/def/crs/EPSG/0/2326',
  ])('takes %s for the code that it names', (name) => {
    expect(metres(toLonLatFrom(name, 'a')(836694, 819069), PLACES[0].slice(3) as number[])).toBeLessThan(2)
    expect([isGeographic(name), missingShiftM(name)]).toEqual([false, 0])
  })

  it('takes CRS84 for degrees, and Esri codes for what they are', () => {
    for (const name of ['OGC:CRS84', 'urn:ogc:def:crs:OGC:1.3:CRS84', 'CRS84']) expect(isGeographic(name)).toBe(true)
    expect(toLonLatFrom('ESRI:54009', 'a')(11176972, 3055705)[0]).toBeCloseTo(118.53, 2)
  })

  it('takes of a compound system the part that lies flat', () => {
    const flat =
      'PROJCS["Amersfoort [old] / RD New",GEOGCS["Amersfoort",DATUM["Amersfoort",SPHEROID["Bessel 1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Oblique_Stereographic"],PARAMETER["latitude_of_origin",52.1561605555556],PARAMETER["central_meridian",5.38763888888889],PARAMETER["scale_factor",0.9999079],PARAMETER["false_easting",155000],PARAMETER["false_northing",463000],UNIT["metre",1]]'
    const whole = `COMPD_CS["RD + NAP",${flat},VERT_CS["NAP height",VERT_DATUM["NAP",2005],UNIT["metre",1]]]`
    expect(metres(toLonLatFrom(whole, 'a')(155000, 463000), PLACES[4].slice(3) as number[])).toBeLessThan(2)
    expect([isGeographic(whole), missingShiftM(whole)]).toEqual([false, 0])
    expect(
      isGeographic(
        'COMPOUNDCRS["x",GEOGCRS["WGS 84",DATUM["WGS84",ELLIPSOID["WGS 84",6378137,298.257223563]]],VERTCRS["h"]]',
      ),
    ).toBe(true)
  })

  const hasGdal = spawnSync('gdaltransform', ['--version']).status === 0
  it.skipIf(!hasGdal)(
    'agrees with GDAL within 2 m in codes of all kinds, or says what is missing',
    { timeout: 60_000 },
    () => {
      const codes = [
        2154, 2056, 3035, 3826, 25833, 26910, 26986, 2193, 28355, 3006, 3067, 2180, 5070, 3347, 31983, 32145, 7844,
        4314,
      ]
      const places: Record<number, number[]> = {
        26986: [-71, 42],
        2193: [174, -41],
        28355: [147, -36],
        31983: [-45, -22],
        7844: [147, -36],
      }
      for (const code of codes) {
        const [lon, lat] =
          places[code] ??
          (code === 5070 || code === 3347
            ? [-95, 40]
            : code === 3826
              ? [121, 24]
              : code === 26910 || code === 32145
                ? [-73, 44]
                : [9, 50])
        const [x, y] = fromLonLatTo(`EPSG:${code}`, 'a')(lon, lat)
        const { stdout } = spawnSync('gdaltransform', ['-s_srs', `EPSG:${code}`, '-t_srs', 'EPSG:4326', '-output_xy'], {
          input: `${x} ${y}\n`,
          encoding: 'utf8',
        })
        const off = metres([lon, lat], stdout.trim().split(' ').map(Number))
        expect(off <= 2 || missingShiftM(`EPSG:${code}`) > 0, `EPSG:${code} is off by ${off} m`).toBe(true)
      }
    },
  )

  const cases = new URL('../../../shared/data/cases/input/', import.meta.url)
  it.skipIf(!existsSync(cases))('reads a Lambert projection that names no latitude of origin', async () => {
    const bytes = new Uint8Array(readFileSync(new URL('lcc_without_lat0.zip', cases)))
    const { villages } = await readVillages({ name: 'lcc.zip', bytes }, { checkNeighbours: false })
    const lats = villages.flatMap(({ geometry }) =>
      (geometry.coordinates.flat(Infinity) as number[]).filter((_, i) => i % 2),
    )
    expect(lats.reduce((least, lat) => Math.min(least, lat), 90)).toBeCloseTo(42, 0)
    expect(lats.reduce((most, lat) => Math.max(most, lat), 0)).toBeCloseTo(46.3, 0)
  })
})
