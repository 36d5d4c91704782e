import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { readPopulation } from '../../../src/area/read-population'
import { filesAt } from '../../../src/formats/from-disk'
import type { InputFile } from '../../../src/formats/input-file'
import { valueReader } from '../../../src/formats/rasters/geo-raster'
import { readRaster } from '../../../src/formats/rasters/read-raster'
import { readTerrain } from '../../../src/terrain/read-terrain'

const text = (name: string, content: string): InputFile => ({ name, bytes: new TextEncoder().encode(content) })
const bytesOf = (name: string, values: ArrayBufferView): InputFile => ({
  name,
  bytes: new Uint8Array(values.buffer as ArrayBuffer),
})
const error = (code: string) => expect.objectContaining({ code })

describe('ASCII grids', () => {
  it('are read from the north, by corner or middle, with nodata', async () => {
    const head = 'ncols 3\nnrows 2\ncellsize 0.1\nNODATA_value -9999\n'
    const values = '1 2.5 -3\n4e1 -9999 nan\n'
    const corner = await readRaster(
      text('a.asc', `xllcorner 118\nyllcorner 25\n${head}`.replace(/^(.*\n.*\n)(ncols.*\nnrows.*\n)/, '$2$1') + values),
    )
    expect([...corner.data]).toEqual([1, 2.5, -3, 40, -9999, Number.NaN])
    expect(corner).toMatchObject({ crs: 'EPSG:4326', width: 3, height: 2, originX: 118, nodata: -9999 })
    expect(corner.originY).toBeCloseTo(25.2, 9)
    const at = valueReader(corner)
    expect([at(118.05, 25.15), at(118.25, 25.15), at(118.05, 25.05), at(118.15, 25.05)]).toEqual([
      1,
      -3,
      40,
      Number.NaN,
    ])
    const middle = await readRaster(
      text('b.asc', `ncols 3\nnrows 2\nxllcenter 118.05\nyllcenter 25.05\ncellsize 0.1\n${values}`),
    )
    expect(middle.originX).toBeCloseTo(118, 9)
    expect(middle.originY).toBeCloseTo(25.2, 9)
  })

  it('say what is wrong with them', async () => {
    const head = 'ncols 300\nnrows 200\nxllcorner 118\nyllcorner 25\ncellsize 0.001\n'
    await expect(readRaster(text('a.asc', `${head}1 2 3\n`))).rejects.toThrow(error('file-damaged'))
    await expect(readRaster(text('a.asc', `${head}${'1 x '.repeat(40_000)}`))).rejects.toThrow(error('file-damaged'))
    await expect(readRaster(text('a.asc', 'ncols 3\nnrows 2\n1 2 3 4 5 6\n'))).rejects.toThrow(error('no-georeference'))
    const metres = 'ncols 1\nnrows 1\nxllcorner 500000\nyllcorner 2766000\ncellsize 30\n7\n'
    await expect(readRaster(text('a.asc', metres))).rejects.toThrow(error('crs-unknown'))
    await expect(readRaster(text('a.img', 'EHFA_HEADER_TAG and more'))).rejects.toThrow(/Erdas Imagine.*gdal_translate/)
  })
})

describe('grids of plain numbers', () => {
  const head = (more: string) => `NROWS 2\nNCOLS 3\nULXMAP 118.05\nULYMAP 25.15\nXDIM 0.1\nYDIM 0.1\n${more}`
  it.each([
    ['NBITS 16\nBYTEORDER I\nNODATA -32768\n', new Int16Array([1, 2, -3, 4, -32768, 6])],
    ['NBITS 8\n', new Uint8Array([1, 2, 253, 4, 5, 6])],
    ['NBITS 16\nPIXELTYPE UNSIGNEDINT\n', new Uint16Array([1, 2, 65533, 4, 5, 6])],
    ['NBITS 32\nPIXELTYPE FLOAT\n', new Float32Array([1, 2, -3.5, 4, 5, 6])],
  ])('%j', async (more, values) => {
    const raster = await readRaster({ ...bytesOf('a.bil', values), beside: [text('a.hdr', head(more))] })
    expect([...raster.data]).toEqual([...values])
    expect(raster).toMatchObject({ crs: 'EPSG:4326', width: 3, height: 2 })
    expect([raster.originX, raster.originY].map((degrees) => Number(degrees.toFixed(9)))).toEqual([118, 25.2])
  })

  it('are read in every layout of their bands', async () => {
    const bands = {
      bil: [1, 2, 3, 11, 12, 13, 4, 5, 6, 14, 15, 16],
      bip: [1, 11, 2, 12, 3, 13, 4, 14, 5, 15, 6, 16],
      bsq: [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16],
    }
    for (const [layout, values] of Object.entries(bands)) {
      const header = text('a.hdr', head(`NBANDS 2\nNBITS 8\nLAYOUT ${layout.toUpperCase()}\n`))
      expect([
        ...(await readRaster({ ...bytesOf(`a.${layout}`, new Uint8Array(values)), beside: [header] })).data,
      ]).toEqual([1, 2, 3, 4, 5, 6])
    }
  })

  it('need a header, and all of their values', async () => {
    await expect(readRaster(bytesOf('a.bil', new Int16Array([1, 0, 3])))).rejects.toThrow(error('no-georeference'))
    const short = { ...bytesOf('a.bil', new Int16Array(5)), beside: [text('a.hdr', head('NBITS 16\n'))] }
    await expect(readRaster(short)).rejects.toThrow(error('file-damaged'))
    const huge = {
      ...bytesOf('a.bil', new Int16Array(5)),
      beside: [text('a.hdr', 'NROWS 99999\nNCOLS 99999\nULXMAP 1\nULYMAP 1\nXDIM 0.001\nYDIM 0.0001\n')],
    }
    await expect(readRaster(huge)).rejects.toThrow(error('file-too-large'))
    const two = [text('p.asc', 'ncols 1\nnrows 1\nxllcorner 118\nyllcorner 25\ncellsize 0.1\n7\n')]
    await expect(readPopulation([...two, ...two])).rejects.toThrow(/second raster/)
  })
})

const SOURCE = new URL('../../../../shared/data/cases/input/dem_truth.tif', import.meta.url)
const hasGdal = spawnSync('gdal_translate', ['--version']).status === 0
describe.skipIf(!hasGdal || !existsSync(SOURCE))('grids that GDAL wrote (skipped without GDAL or shared data)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan-grids-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const WAYS: [name: string, driver: string, crs: string, type: string][] = [
    ['a.asc', 'AAIGrid', 'EPSG:4326', 'Float32'],
    ['b.asc', 'AAIGrid', 'EPSG:32610', 'Int16'],
    ['c.bil', 'EHdr', 'EPSG:32610', 'Int16'],
    ['d.bil', 'EHdr', 'EPSG:4326', 'Float32'],
    ['e.bil', 'EHdr', 'EPSG:26910', 'Byte'],
    ['f.bil', 'EHdr', 'EPSG:3310', 'UInt16'],
    ['g.flt', 'EHdr', 'EPSG:4326', 'Float32'],
  ]
  it.each(WAYS)('%s by %s in %s of %s, as a file, as files, in a zip', async (name, driver, crs, type) => {
    const [warped, path] = [join(folder, `${name}.tif`), join(folder, name)]
    execFileSync('gdalwarp', [
      '-q',
      '-t_srs',
      crs,
      '-dstnodata',
      '-9999',
      '-ts',
      '90',
      '0',
      '-ot',
      'Float32',
      SOURCE.pathname,
      warped,
    ])
    const scale = type === 'Byte' ? ['-scale', '0', '1200', '0', '250'] : []
    const square = driver === 'AAIGrid' ? ['-co', 'FORCE_CELLSIZE=TRUE'] : []
    execFileSync('gdal_translate', ['-q', '-of', driver, '-ot', type, ...scale, ...square, warped, path], {
      stdio: 'ignore',
    })
    const stem = name.slice(0, -4)
    const all = ['hdr', 'prj'].map((ending) => `${stem}.${ending}`).filter((one) => existsSync(join(folder, one)))
    const loose = [name, ...all].map((one) => ({ name: one, bytes: new Uint8Array(readFileSync(join(folder, one))) }))
    const packed = { name: 'z.zip', bytes: zipSync(Object.fromEntries(loose.map((file) => [file.name, file.bytes]))) }
    const [given] = filesAt(path)
    const rasters = [await readRaster(given), await readRaster(packed), (await readTerrain(loose)).tiles[0]]
    const places = Array.from({ length: 100 }, (_, i) => [
      -121.88 + (i % 10) * 0.018,
      37.72 + Math.floor(i / 10) * 0.018,
    ])
    const input = places.map((place) => place.join(' ')).join('\n')
    const wanted = execFileSync('gdallocationinfo', ['-valonly', '-wgs84', path], { input, encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
    for (const raster of rasters) {
      const at = valueReader(raster)
      places.forEach(([lon, lat], i) => {
        // What lies outside of the warped square is no height.
        if (wanted[i] > -9999 && wanted[i] < 65_000)
          expect(Math.abs(at(lon, lat) - wanted[i])).toBeLessThanOrEqual(1e-3)
      })
    }
  })
})
