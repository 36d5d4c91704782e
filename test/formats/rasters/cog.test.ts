import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/formats/input-error'
import { type CogImage, writeCog } from '../../../src/formats/rasters/cog'
import { readGeotiffUnder, readOwnGeotiff } from '../../../src/formats/rasters/geotiff'
import { has, runOn } from '../debian'

const frame = { crs: 'EPSG:32650', originX: 600000, originY: 2800000, pixelWidth: 50, pixelHeight: 50 }

/** A disc of values on nothing, larger than one tile both ways. */
function disc(width = 1100, height = 700): CogImage {
  const rsrp = new Float32Array(width * height)
  const sinr = new Float32Array(width * height)
  for (let i = 0; i < rsrp.length; i++) {
    const away = Math.hypot((i % width) - 500, Math.floor(i / width) - 300)
    rsrp[i] = away < 400 ? -60 - away / 8 : Number.NaN
    sinr[i] = away / 100
  }
  return {
    ...frame,
    width,
    height,
    bands: [
      { name: 'RSRP (dBm)', data: rsrp },
      { name: 'SINR <dB> & "more"', data: sinr },
    ],
    metadata: { synthetic: 'yes' },
  }
}

describe('writeCog', () => {
  it('comes back bit for bit, with CRS, place, nodata and band names', async () => {
    const image = disc()
    const bytes = await writeCog(image)
    for (const [i, band] of image.bands.entries()) {
      const read = await readOwnGeotiff({ name: 'a.tif', bytes }, i + 1)
      expect(read).toMatchObject({ ...frame, width: 1100, height: 700, nodata: Number.NaN, bandName: band.name })
      expect(Buffer.compare(Buffer.from(read.data.buffer), Buffer.from(band.data.buffer))).toBe(0)
    }
  })

  it('comes back from a Node Buffer amid others, which is left as it was', async () => {
    const image = disc(600, 20)
    const bytes = await writeCog(image)
    const amid = Buffer.concat([Buffer.alloc(5), bytes, Buffer.alloc(7)]).subarray(5, 5 + bytes.length)
    const read = await readOwnGeotiff({ name: 'a.tif', bytes: amid })
    expect(Buffer.compare(Buffer.from(read.data.buffer), Buffer.from(image.bands[0].data.buffer))).toBe(0)
    expect(Buffer.compare(amid, bytes)).toBe(0)
  })

  it('makes the same bytes of the same input', async () => {
    expect(await writeCog(disc(600, 20))).toEqual(await writeCog(disc(600, 20)))
  })

  it('holds any numbers of any type and size', async () => {
    const size = fc.integer({ min: 1, max: 40 })
    await fc.assert(
      fc.asyncProperty(
        size,
        size,
        fc.infiniteStream(fc.float()),
        fc.constantFrom(Float32Array, Uint32Array, Uint8Array, Int16Array),
        async (width, height, values, Type) => {
          const data = Type.from(
            [...values.take(width * height)].map((value) => (Type === Float32Array ? value : Math.abs(value) % 200)),
          )
          const bytes = await writeCog({ ...frame, width, height, bands: [{ name: 'x', data }] })
          const read = await readOwnGeotiff({ name: 'a.tif', bytes })
          expect(read.data).toEqual(data)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('refuses bands that do not fit the frame', async () => {
    const call = writeCog({ ...frame, width: 2, height: 2, bands: [{ name: 'x', data: new Float32Array(3) }] })
    await expect(call).rejects.toMatchObject({
      code: 'band-size',
      message:
        'The band x holds 3 values of Float32Array; expected 4 of Float32Array, as the first band and the frame say.',
    })
    await expect(writeCog({ ...frame, width: 1, height: 1, bands: [] })).rejects.toBeInstanceOf(InputError)
  })

  it.skipIf(!has('gdalinfo'))(
    'is read by GDAL with overviews, CRS, nodata, band names and the same values',
    async () => {
      const image = disc()
      const bytes = await writeCog(image)
      const info = JSON.parse(runOn('a.tif', bytes, 'gdalinfo', ['-json', '-stats', 'FILE']))
      expect(info.stac['proj:epsg']).toBe(32650)
      expect(info.geoTransform).toEqual([600000, 50, 0, 2800000, 0, -50])
      expect(info.metadata[''].synthetic).toBe('yes')
      expect(info.bands[0]).toMatchObject({
        description: 'RSRP (dBm)',
        noDataValue: 'NaN',
        block: [512, 512],
        type: 'Float32',
      })
      expect(info.bands[1].description).toBe('SINR <dB> & "more"')
      expect(info.bands[0].overviews.map((one: { size: number[] }) => one.size)).toEqual(
        [
          [550, 350],
          [275, 175],
        ].slice(0, info.bands[0].overviews.length),
      )
      const known = [...image.bands[0].data].filter((value) => !Number.isNaN(value))
      expect(info.bands[0].minimum).toBeCloseTo(
        known.reduce((a, b) => Math.min(a, b)),
        2,
      )
      expect(info.bands[0].mean).toBeCloseTo(known.reduce((a, b) => a + b) / known.length, 2)
    },
  )

  it.skipIf(!has('gdalinfo'))('keeps whole numbers of 32 bits and geographic frames in GDAL', async () => {
    const data = Uint32Array.from({ length: 600 * 3 }, (_, i) => 4_000_000_000 + i)
    const bytes = await writeCog({
      crs: 'EPSG:4490',
      originX: 118,
      originY: 25,
      pixelWidth: 0.001,
      pixelHeight: 0.001,
      width: 600,
      height: 3,
      nodata: 0,
      bands: [{ name: 'server', data }],
    })
    const info = JSON.parse(runOn('s.tif', bytes, 'gdalinfo', ['-json', '-stats', 'FILE']))
    expect(info.stac['proj:epsg']).toBe(4490)
    expect(info.bands[0]).toMatchObject({
      type: 'UInt32',
      noDataValue: 0,
      minimum: 4_000_000_000,
      maximum: 4_000_001_799,
    })
  })
})

describe('readGeotiff', () => {
  it('refuses a file that lies about its size', async () => {
    const bytes = await writeCog({ ...frame, width: 4, height: 4, bands: [{ name: 'x', data: new Uint8Array(16) }] })
    const view = new DataView(bytes.buffer)
    // Tags 256 and 257, width and height, in the first directory.
    for (let i = 0; i < view.getUint16(8, true); i++) {
      const at = 10 + 12 * i
      if ([256, 257].includes(view.getUint16(at, true))) view.setUint32(at + 8, 1_000_000, true)
    }
    await expect(readGeotiffUnder({ name: 'a.tif', bytes }, undefined)).rejects.toMatchObject({
      code: 'file-too-large',
      message: expect.stringContaining('a.tif holds 1000000 × 1000000 pixels'),
    })
  })

  it('refuses a damaged file', async () => {
    const bytes = (await writeCog(disc(600, 600))).subarray(0, 3000)
    await expect(readGeotiffUnder({ name: 'a.tif', bytes }, undefined)).rejects.toMatchObject({ code: 'file-damaged' })
  })

  it('says when a file has no place on Earth', async () => {
    const bytes = await writeCog({ ...frame, width: 4, height: 4, bands: [{ name: 'x', data: new Uint8Array(16) }] })
    const view = new DataView(bytes.buffer)
    for (let i = 0; i < view.getUint16(8, true); i++) {
      const at = 10 + 12 * i
      if ([33550, 33922, 34735].includes(view.getUint16(at, true))) view.setUint16(at, 65000 + (i % 100), true)
    }
    await expect(readGeotiffUnder({ name: 'a.tif', bytes }, undefined)).rejects.toMatchObject({
      code: 'no-georeference',
    })
  })
})
