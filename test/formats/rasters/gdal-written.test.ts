import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { valueReader } from '../../../src/formats/rasters/geo-raster'
import { readRaster } from '../../../src/formats/rasters/read-raster'
import { randomFrom } from '../../random'

const SOURCE = new URL('../../../../shared/data/cases/input/dem_truth.tif', import.meta.url)
const hasGdal = spawnSync('gdal_translate', ['--version']).status === 0

const SYSTEMS = [
  'EPSG:4326',
  'EPSG:32610',
  'EPSG:3310',
  'EPSG:3857',
  'ESRI:54009',
  'EPSG:2227',
  'EPSG:6414',
  'EPSG:4269',
  '+proj=laea +lat_0=38 +lon_0=-122 +datum=WGS84',
  '+proj=omerc +lat_0=37.8 +lonc=-121.8 +alpha=30 +k=1 +x_0=0 +y_0=0 +datum=WGS84',
  '+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-122 +datum=WGS84',
  '+proj=sinu +R=6371007.181',
  '+proj=cea +lon_0=0 +lat_ts=30 +datum=WGS84',
  '+proj=eqdc +lat_0=38 +lon_0=-120 +lat_1=37 +lat_2=39 +ellps=GRS80 +towgs84=0,0,0',
]

interface Way {
  crs: string
  place: 'plain' | 'point' | 'turned' | 'southUp'
  flags: string[]
}

/** A way to write a raster: type, byte order, packing, predictor, blocks, bands, nodata, scale and place. */
function wayOf(pick: <T>(of: readonly T[]) => T): Way {
  const type = pick(['Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Float32', 'Float64'])
  const order = pick(['LITTLE', 'BIG'])
  const packing = pick(['NONE', 'LZW', 'DEFLATE', 'ZSTD', 'PACKBITS', ...(order === 'LITTLE' ? ['LERC_DEFLATE'] : [])])
  const options = [`ENDIANNESS=${order}`, `COMPRESS=${packing}`, `INTERLEAVE=${pick(['PIXEL', 'BAND'])}`]
  options.push(`BIGTIFF=${pick(['YES', 'NO', 'NO'])}`, `SPARSE_OK=${pick(['TRUE', 'FALSE'])}`)
  options.push(...pick([['TILED=YES', 'BLOCKXSIZE=64', 'BLOCKYSIZE=32'], ['BLOCKYSIZE=7'], []]))
  if (['LZW', 'DEFLATE', 'ZSTD'].includes(packing)) {
    // Predictor 3 of big-endian files is written wrongly by GDAL 3.6.
    options.push(`PREDICTOR=${pick(['1', '2', type.startsWith('Float') && order === 'LITTLE' ? '3' : '2'])}`)
  }
  const flags = ['-ot', type, '-a_nodata', pick(['none', '0', '255', '3.1', 'nan', '-3.4e38'])]
  for (let band = pick([1, 1, 3]); band > 0; band--) flags.push('-b', '1')
  if (type === 'Byte') {
    const bits = pick(['8', '4', '1'])
    const most = 2 ** Number(bits) - 1
    flags.push('-scale', '0', '1200', '0', String(most))
    if (!options.some((one) => one === 'PREDICTOR=2')) options.push(`NBITS=${packing.startsWith('LERC') ? '8' : bits}`)
  }
  const scale = pick(['', '', '0.1', '0.0001', '2', '-1'])
  if (scale !== '') flags.push('-a_scale', scale, '-a_offset', pick(['0', '1000', '-0.5']))
  const place = pick(['plain', 'point', 'turned', 'southUp'] as const)
  if (place === 'point') flags.push('-mo', 'AREA_OR_POINT=Point')
  return { crs: pick(SYSTEMS), place, flags: [...flags, ...options.flatMap((option) => ['-co', option])] }
}

describe.skipIf(!hasGdal || !existsSync(SOURCE))(
  'rasters that GDAL wrote (skipped without GDAL or shared data)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'gigaplan-written-'))
    afterAll(() => rmSync(folder, { recursive: true }))
    const run = (command: string, args: string[], input?: string) =>
      execFileSync(command, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })

    /** A source of the way's system; turned or mirrored by its own geotransform. */
    function sourceOf({ crs, place }: Way, turn: number): string {
      const plain = join(folder, 'plain.tif')
      const warp = ['-q', '-overwrite', '-t_srs', crs, '-r', 'bilinear', '-dstnodata', '-9999', '-ot', 'Float64']
      run('gdalwarp', [...warp, '-ts', '211', '0', SOURCE.pathname, plain])
      if (place === 'plain' || place === 'point') return plain
      const path = join(folder, 'turned.vrt')
      run('gdal_translate', ['-q', '-of', 'VRT', plain, path])
      const text = readFileSync(path, 'utf8')
      const [x, w, , y, , h] = /<GeoTransform>(.*?)<\/GeoTransform>/.exec(text)![1].split(',').map(Number)
      const rows = Number(/rasterYSize="(\d+)"/.exec(text)![1])
      const [c, s] = [Math.cos(turn), Math.sin(turn)]
      const affine =
        place === 'southUp' ? [x, w, 0, y + rows * h, 0, -h] : [x, w * c, w * s * 0.9, y, w * s, -w * c * 0.9]
      writeFileSync(path, text.replace(/<GeoTransform>.*?</, `<GeoTransform>${affine.join()}<`))
      return path
    }

    it('equal gdallocationinfo at 100 points in 40 random combinations', { timeout: 240_000 }, async () => {
      const next = randomFrom(20261201)
      const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]
      for (let i = 0; i < 40; i++) {
        const way = wayOf(pick)
        const path = join(folder, `${i}.tif`)
        run('gdal_translate', ['-q', ...way.flags, sourceOf(way, next() * 2 * Math.PI), path])
        if (next() < 0.3) run('gdaladdo', ['-q', path, '2', '4'])
        const label = `${i} ${way.crs} ${way.place} ${way.flags.join(' ')}`
        const { size, geoTransform: g, coordinateSystem, bands } = JSON.parse(run('gdalinfo', ['-json', path]))
        const pixels = Array.from({ length: 100 }, () => [Math.floor(next() * size[0]), Math.floor(next() * size[1])])
        const middles = pixels.map(([c, r]) => [
          g[0] + g[1] * (c + 0.5) + g[2] * (r + 0.5),
          g[3] + g[4] * (c + 0.5) + g[5] * (r + 0.5),
        ])
        const text = (rows: number[][]) => rows.map((row) => row.join(' ')).join('\n')
        const transform = ['-s_srs', coordinateSystem.wkt, '-t_srs', 'EPSG:4326', '-output_xy']
        const places = run('gdaltransform', transform, text(middles)).trim().split('\n')
        const raw = run('gdallocationinfo', ['-valonly', '-b', '1', path], text(pixels)).trim().split('\n').map(Number)
        const { scale = 1, offset = 0, noDataValue } = bands[0]
        const at = valueReader(await readRaster({ name: 'written.tif', bytes: new Uint8Array(readFileSync(path)) }))
        places.forEach((place, k) => {
          const [lon, lat] = place.split(' ').map(Number)
          const isVoid = raw[k] === noDataValue || Math.fround(raw[k]) === Math.fround(noDataValue ?? Number.NaN)
          const wanted = isVoid || Number.isNaN(raw[k]) ? Number.NaN : raw[k] * scale + offset
          const value = at(lon, lat)
          if (Number.isNaN(wanted)) expect(value, label).toBeNaN()
          else expect(Math.abs(value - wanted), label).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(wanted)))
        })
      }
    })
  },
)
