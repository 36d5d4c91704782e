import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { gzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/formats/input-error'
import { valueReader } from '../../src/formats/rasters/geo-raster'
import { readTerrain } from '../../src/terrain/read-terrain'
import { sentences } from '../sentences'

/** A 3″ tile that slopes: metres = row number, with one void. */
function slope(): Uint8Array {
  const bytes = new Uint8Array(1201 * 1201 * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < 1201 * 1201; i++) view.setInt16(2 * i, Math.floor(i / 1201))
  view.setInt16(0, -32768)
  return bytes
}

describe('readTerrain', () => {
  it('reads .hgt: row 0 north, samples on the degree lines, voids counted', async () => {
    const { tiles, warnings } = await readTerrain({ name: 'N24E118.hgt', bytes: slope() })
    const [tile] = tiles
    expect(tile).toMatchObject({ crs: 'EPSG:4326', width: 1201, height: 1201, nodata: -32768 })
    expect(valueReader(tile)(118.5, 25)).toBe(0)
    expect(valueReader(tile)(118.5, 24)).toBe(1200)
    expect(valueReader(tile)(118, 25)).toBe(1)
    expect(valueReader(tile)(117.9, 24.5)).toBeNaN()
    expect(sentences(warnings)).toEqual([
      'N24E118.hgt: 1 of 1442401 samples (0.1 %) are void; they are filled from around them, by distance.',
    ])
  })

  it('takes for a void what another tile knows there, before it fills by distance', async () => {
    const head = (name: string, west: number, rows: string) => ({
      name,
      bytes: new TextEncoder().encode(
        `ncols 4\nnrows 1\nxllcorner ${west}\nyllcorner 25\ncellsize 0.01\nnodata_value -9999\n${rows}\n`,
      ),
    })
    // The two overlap by two samples; each has a collar of nodata there, and one sample is void in both.
    const tiles = [head('west.asc', 118, '10 20 -9999 -9999'), head('east.asc', 118.02, '-9999 500 600 700')]
    for (const area of [undefined, [118, 25, 118.06, 25.01] as const]) {
      const read = await readTerrain(tiles, { area })
      expect([...read.tiles[0].data].map(Math.round)).toEqual([10, 20, 260, 500])
      expect([...read.tiles[1].data]).toEqual([500, 500, 600, 700])
      expect(sentences(read.warnings)).toHaveLength(2)
    }
  })

  it.each([
    ['N24E118.hgt', 118, 24],
    ['S24W118.hgt', -118, -24],
  ])('a sample of %s reaches half a sample to every side of its degree line', async (name, west, south) => {
    const bytes = new Uint8Array(1201 * 1201 * 2)
    const view = new DataView(bytes.buffer)
    for (let i = 0; i < 1201 * 1201; i++) view.setInt16(2 * i, (i % 1201) + 2 * Math.floor(i / 1201))
    const { tiles } = await readTerrain({ name, bytes })
    const at = valueReader(tiles[0])
    const step = 1 / 1200
    for (const [column, row] of [
      [0, 0],
      [1, 600],
      [777, 3],
      [1200, 1200],
    ]) {
      for (const [east, down] of [
        [-0.45, -0.45],
        [0.45, -0.45],
        [-0.45, 0.45],
        [0.45, 0.45],
      ]) {
        expect(at(west + (column + east) * step, south + 1 - (row + down) * step)).toBe(column + 2 * row)
      }
    }
    expect(at(west - 0.55 * step, south + 0.5)).toBeNaN()
    expect(at(west + 1 + 0.55 * step, south + 0.5)).toBeNaN()
  })

  it('reads .hgt out of zip and gzip', async () => {
    const zip = { name: 'a.hgt.zip', bytes: zipSync({ 'N24E118.hgt': slope(), 'readme.txt': new Uint8Array(3) }) }
    const gzip = { name: 'S24W118.hgt.gz', bytes: gzipSync(slope()) }
    const { tiles } = await readTerrain([zip, gzip])
    expect(tiles.map((tile) => Math.round(tile.originX * 10) / 10)).toEqual([118, -118])
    expect(tiles[1].originY).toBeCloseTo(-23, 2)
  })

  it.each([
    ['an empty file', 'a.tif', new Uint8Array(0), 'file-empty', 'a.tif is empty (0 bytes); expected data in it.'],
    [
      'text',
      'a.tif',
      new TextEncoder().encode('hello'),
      'format-unknown',
      'a.tif is a table of text (CSV); expected a raster as GeoTIFF, .hgt, .asc, or .bil or .flt with its .hdr.',
    ],
    [
      'a tile without a place in its name',
      'tile.hgt',
      slope(),
      'hgt-name',
      'tile.hgt does not tell its place; expected a name such as N24E118.hgt (south-west corner). Rename it.',
    ],
    [
      'a tile that breaks off',
      'N24E118.hgt',
      slope().subarray(0, 5000),
      'hgt-size',
      'N24E118.hgt has 5000 bytes; expected 2884802 (3″) or 25934402 (1″) for an SRTM tile. Copy it again.',
    ],
  ])('refuses %s', async (_, name, bytes, code, message) => {
    await expect(readTerrain({ name, bytes })).rejects.toMatchObject({ name: 'InputError', code, message })
  })

  it('never fails but with an InputError, whatever stands behind the magic of a TIFF', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (tail) => {
        const bytes = new Uint8Array([0x49, 0x49, 42, 0, ...tail])
        await expect(readTerrain({ name: 'a.tif', bytes })).rejects.toBeInstanceOf(InputError)
      }),
    )
  })

  const data = new URL('../../../shared/data/', import.meta.url)
  it.skipIf(!existsSync(data))('reads real elevation: Luxembourg, Mount Washington, San Francisco Bay', async () => {
    const read = (path: string) => ({
      name: path.split('/').pop()!,
      bytes: new Uint8Array(readFileSync(new URL(path, data))),
    })
    const { tiles, warnings } = await readTerrain(
      ['luxembourg/dem-30s.tif', 'vermont/dem-n44w072-3s.tif', 'bayarea/N37W122.hgt', 'bayarea/N38W122.hgt'].map(read),
    )
    expect(tiles).toHaveLength(4)
    expect(sentences(warnings)).toEqual([
      'dem-30s.tif: 3942 of 8550 samples (46.1 %) are void; they are filled from around them, by distance.',
    ])
    expect(valueReader(tiles[0])(6.13, 49.61)).toBeGreaterThan(140)
    const summit = Math.max(...Array.from({ length: 200 }, (_, i) => valueReader(tiles[1])(-71.31 + i * 1e-4, 44.2705)))
    expect(summit).toBeGreaterThan(1850)
  })
})
