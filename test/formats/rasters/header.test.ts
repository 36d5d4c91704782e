import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { valueReader } from '../../../src/formats/rasters/geo-raster'
import { readGeotiffUnder } from '../../../src/formats/rasters/geotiff'
import { elevationAt } from '../../../src/grid/terrain-profile'
import { readTerrain } from '../../../src/terrain/read-terrain'
import { sentences } from '../../sentences'

const cases = new URL('../../../../shared/data/cases/input/', import.meta.url)
const fileOf = (path: string | URL) => ({
  name: String(path).split('/').pop()!,
  bytes: new Uint8Array(readFileSync(path)),
})

/** Metres at three places, by gdallocationinfo on dem_truth.tif. */
const PLACES: [lon: number, lat: number, metres: number][] = [
  [-121.85, 37.85, 336],
  [-121.8, 37.8, 511],
  [-121.75, 37.72, 153],
]

describe.skipIf(!existsSync(cases))('elevation files whose header says more than origin and pixel', () => {
  it.each([
    'dem_truth.tif',
    'dem_feet.tif',
    'dem_scale_offset.tif',
    'dem_nodata_34e38.tif',
    'dem_nodata_9999_9.tif',
    'dem_epsg26910.tif',
  ])('%s gives metres where they are', async (name) => {
    const height = elevationAt(await readTerrain(fileOf(new URL(name, cases))))
    // The second place lies in the void of the nodata files, and pixels of UTM lie elsewhere.
    const loose = name.includes('nodata') ? 120 : name.includes('26910') ? 15 : 6
    for (const [lon, lat, metres] of PLACES) expect(Math.abs(height(lon, lat) - metres)).toBeLessThan(loose)
  })

  it('turns a rotated raster', async () => {
    const raster = (await readGeotiffUnder(fileOf(new URL('dem_rotated.tif', cases)), undefined))!
    const at = valueReader(raster)
    expect([at(-121.8, 37.8), at(-121.85, 37.85)].map(Math.round)).toEqual(
      gdalValues(new URL('dem_rotated.tif', cases).pathname, [
        [-121.8, 37.8],
        [-121.85, 37.85],
      ]) ?? [549, 359],
    )
  })

  it('fills a void of SRTM as GDAL does', async () => {
    const raw = (await readGeotiffUnder(fileOf(new URL('dem_srtm_void_real.tif', cases)), undefined))!
    const truth = (await readGeotiffUnder(fileOf(new URL('dem_srtm_void_filled_truth.tif', cases)), undefined))!
    const { tiles, warnings } = await readTerrain(fileOf(new URL('dem_srtm_void_real.tif', cases)))
    expect(sentences(warnings)[0]).toMatch(/are void; they are filled from around them, by distance/)
    let squares = 0
    let voids = 0
    for (let i = 0; i < raw.data.length; i++) {
      if (raw.data[i] !== -32768) continue
      voids++
      squares += (tiles[0].data[i] - truth.data[i]) ** 2
    }
    expect(voids).toBeGreaterThan(1000)
    // Void ground of 1,000 m: the two ways of weighing differ by some ten metres.
    expect(Math.sqrt(squares / voids)).toBeLessThan(40)
  })

  const hasGdal = spawnSync('gdal_translate', ['--version']).status === 0
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan-raster-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Ways to write one raster; `gdallocationinfo` tells what each holds. */
  const WAYS: string[][] = []
  for (const type of ['Int16', 'Int32', 'UInt16', 'Float32', 'Float64']) {
    for (const endian of ['LITTLE', 'BIG']) {
      for (const packing of ['NONE', 'LZW', 'DEFLATE', 'ZSTD', 'LZW 2', 'DEFLATE 2', 'DEFLATE 3']) {
        const [compression, predictor] = packing.split(' ')
        if (predictor === '3' && !type.startsWith('Float')) continue
        // GDAL 3.6 writes these with their planes in the wrong order, and reads them wrongly itself.
        if (predictor === '3' && endian === 'BIG') continue
        WAYS.push([type, endian, compression, predictor ?? '1', WAYS.length % 2 ? 'YES' : 'NO'])
      }
    }
  }
  it.skipIf(!hasGdal)('reads what GDAL writes in every order, packing and predictor', { timeout: 60_000 }, async () => {
    const places = Array.from({ length: 25 }, (_, i) => [-121.89 + (i % 5) * 0.04, 37.71 + Math.floor(i / 5) * 0.04])
    for (const [type, endian, compression, predictor, tiled] of WAYS) {
      const path = join(folder, `${type}-${endian}-${compression}-${predictor}.tif`)
      const options = [
        `ENDIANNESS=${endian}`,
        `COMPRESS=${compression}`,
        `TILED=${tiled}`,
        'BLOCKXSIZE=64',
        'BLOCKYSIZE=64',
      ]
      if (predictor !== '1') options.push(`PREDICTOR=${predictor}`)
      if (tiled === 'NO') options.splice(3)
      const flags = options.flatMap((option) => ['-co', option])
      execFileSync('gdal_translate', [
        '-q',
        '-a_nodata',
        'none',
        '-ot',
        type,
        ...flags,
        new URL('dem_truth.tif', cases).pathname,
        path,
      ])
      const at = valueReader((await readGeotiffUnder(fileOf(path), undefined))!)
      const values = places.map(([lon, lat]) => at(lon, lat))
      expect(values, path.split('/').pop()).toEqual(gdalValues(path, places))
    }
  })

  it.skipIf(!hasGdal)('obeys sign, tie point, longitudes of 0 to 360 and the unit', async () => {
    const source = new URL('dem_truth.tif', cases).pathname
    const made = (name: string, ...flags: string[]) => {
      const path = join(folder, name)
      execFileSync('gdal_translate', ['-q', ...flags, source, path])
      return path
    }
    const edges = ['-121.900416666666672', '37.900416666666665', '-121.700416666666672', '37.700416666666665']
    const east = edges.map((edge, i) => (i % 2 ? edge : String(Number(edge) + 360)))
    const plain = made('plain.tif')
    const southUp = join(folder, 'south-up.tif')
    execFileSync('gdalwarp', ['-q', '-te', edges[0], edges[1], edges[2], edges[3], '-ts', '240', '240', plain, southUp])
    for (const path of [southUp, made('lon360.tif', '-a_ullr', ...east)]) {
      const height = elevationAt(await readTerrain(fileOf(path)))
      for (const [lon, lat, metres] of PLACES) expect(Math.abs(height(lon, lat) - metres), path).toBeLessThan(6)
    }
  })

  it.skipIf(!hasGdal)('reads of a raster of 36,000² pixels what lies under the area', { timeout: 60_000 }, async () => {
    // A tile of 3 degrees at 10 m, as ESA WorldCover comes, with the source in its middle.
    const path = join(folder, 'large.tif')
    const small = join(folder, 'small.tif')
    const source = new URL('dem_truth.tif', cases).pathname
    execFileSync('gdal_translate', [
      '-q',
      '-ot',
      'Byte',
      '-scale',
      '0',
      '1200',
      '10',
      '90',
      '-a_nodata',
      '0',
      source,
      small,
    ])
    const extent = ['-te', '-123', '36', '-120', '39', '-ts', '36000', '36000']
    const options = ['TILED=YES', 'COMPRESS=DEFLATE', 'SPARSE_OK=TRUE'].flatMap((option) => ['-co', option])
    execFileSync('gdalwarp', ['-q', ...extent, ...options, small, path])
    const raster = (await readGeotiffUnder(fileOf(path), [-121.81, 37.79, -121.8, 37.8]))!
    expect(raster.width * raster.height).toBeLessThan(5e6)
    const places = [
      [-121.805, 37.795],
      [-121.8005, 37.7999],
    ]
    expect(places.map(([lon, lat]) => valueReader(raster)(lon, lat))).toEqual(gdalValues(path, places))
    expect(await readGeotiffUnder(fileOf(path), [10, 50, 11, 51])).toBeUndefined()
  })
})

/** Values at places by GDAL; undefined where it is not installed. */
function gdalValues(path: string, places: number[][]): number[] | undefined {
  const input = places.map(([lon, lat]) => `${lon} ${lat}`).join('\n')
  const { stdout, status } = spawnSync('gdallocationinfo', ['-valonly', '-wgs84', path], { input, encoding: 'utf8' })
  return status === 0 ? stdout.trim().split('\n').map(Number) : undefined
}
