import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { landCoverAt } from '../../src/grid/land-cover-at'
import { KIND_ORDER, kindNumbers, LAND_COVER_KINDS, landCoverKind } from '../../src/terrain/land-cover'
import { LAND_COVER_SCHEMES, landCoverSchemeOf } from '../../src/terrain/land-cover-scheme'
import { readLandCover } from '../../src/terrain/read-land-cover'

test('codes of both classifications stand for kinds with heights and offsets', () => {
  expect(landCoverKind('worldcover', 10)).toMatchObject({ id: 'forest', heightM: 15 })
  expect(landCoverKind('worldcover', 80)).toMatchObject({ id: 'water', heightM: 0 })
  expect(landCoverKind('glc-fcs30', 190)?.id).toBe('suburban')
  expect(landCoverKind('glc-fcs30', 250)).toBeUndefined()
  for (const kind of LAND_COVER_KINDS.values()) {
    expect(kind.heightM).toBeGreaterThanOrEqual(0)
    expect(Math.abs(kind.offsetDb)).toBeLessThan(20)
  }
})

test('the classification is told from the codes where only one has them', () => {
  expect(landCoverSchemeOf([0, 10, 30, 40, 50, 80, 95])).toBe('worldcover')
  expect(landCoverSchemeOf([10, 11, 20, 52, 190, 210])).toBe('glc-fcs30')
  expect(landCoverSchemeOf([11, 21, 22, 41, 52, 81, 82, 95])).toBe('nlcd')
  expect(landCoverSchemeOf([111, 112, 211, 311, 523])).toBe('corine')
  expect(() => landCoverSchemeOf([77, 78, 79])).toThrow('expected those of ESA WorldCover')
})

test('where codes fit several with other meanings it asks; what is declared or said decides', () => {
  const shared = [10, 20, 30, 40, 50, 60, 80, 90]
  expect(() => landCoverSchemeOf(shared)).toThrow(
    expect.objectContaining({
      code: 'land-cover-ambiguous',
      message: expect.stringMatching(/10 is forest or farmland/),
    }),
  )
  expect(() => landCoverSchemeOf([1, 2, 4, 5, 7, 8])).toThrow(expect.objectContaining({ code: 'land-cover-ambiguous' }))
  expect(landCoverSchemeOf(shared, {}, 'worldcover')).toBe('worldcover')
  expect(landCoverSchemeOf(shared, { text: 'n50_25_2020lc030.tif' })).toBe('globeland30')
  expect(landCoverSchemeOf(shared, { text: 'fromglc10v01_24_118.tif' })).toBe('from-glc')
  expect(landCoverSchemeOf(shared, { text: 'ESA_WorldCover_10m_2021_v200_N24E117_Map.tif' })).toBe('worldcover')
  expect(landCoverSchemeOf([1, 2, 4, 5, 7, 8], { text: 'CLCD_v01_2022_albert.tif' })).toBe('clcd')
  expect(landCoverSchemeOf([1, 2, 4, 5, 7, 8], { text: '50R_20220101-20230101.tif' })).toBe('esri')
  expect(landCoverSchemeOf([1, 2, 12, 23, 40, 44], { text: 'U2018_CLC2018_V2020_20u1.tif' })).toBe('corine')
  const colours = new Map([
    [1, '1a5bab'],
    [2, '358221'],
    [5, 'ffdb5c'],
    [7, 'ed022a'],
    [11, 'c6ad8d'],
  ])
  expect(landCoverSchemeOf([1, 2, 5, 7], { colours })).toBe('esri')
  expect(() => landCoverSchemeOf([11, 21, 41], {}, 'worldcover')).toThrow(
    expect.objectContaining({
      code: 'land-cover-unknown',
      message: expect.stringMatching(/expected those of ESA WorldCover/),
    }),
  )
})

test('every code of every classification stands for a kind that there is', () => {
  const { schemes } = JSON.parse(
    readFileSync(new URL('../../data/land-cover/land-cover-2024.json', import.meta.url), 'utf8'),
  )
  expect(LAND_COVER_SCHEMES).toEqual(Object.keys(schemes))
  for (const scheme of LAND_COVER_SCHEMES) {
    const { codes, nodata, colours = {} } = schemes[scheme]
    for (const code of Object.keys(codes)) {
      expect(landCoverKind(scheme, Number(code)), `${scheme} ${code}`).toBeDefined()
      expect(nodata).not.toContain(Number(code))
    }
    for (const colour of Object.values(colours)) expect(colour).toMatch(/^[0-9a-f]{6}$/)
  }
})

const cases = new URL('../../../shared/data/cases/input/', import.meta.url)
const hasGdal = spawnSync('gdal_translate', ['--version']).status === 0
describe.skipIf(!existsSync(cases))('rasters of land cover (skipped without shared data)', () => {
  const bytesOf = (path: string | URL) => new Uint8Array(readFileSync(path))
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan-cover-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('GlobeLand30 and WorldCover of the same ground agree where both know it', async () => {
    const globeland = bytesOf(new URL('landcover_globeland30.tif', cases))
    const one = await readLandCover({ name: 'landcover_globeland30.tif', bytes: globeland })
    const other = await readLandCover({
      name: 'landcover_worldcover_truth.tif',
      bytes: bytesOf(new URL('landcover_worldcover_truth.tif', cases)),
    })
    expect([one.scheme, other.scheme]).toEqual(['globeland30', 'worldcover'])
    const [a, b] = [landCoverAt(one), landCoverAt(other)]
    for (let i = 0; i < 100; i++) {
      const [lon, lat] = [118.54 + (i % 10) * 0.018, 24.83 + Math.floor(i / 10) * 0.018]
      expect(a(lon, lat)).toBe(b(lon, lat))
    }
    await expect(readLandCover({ name: 'cover.tif', bytes: globeland })).rejects.toThrow(
      expect.objectContaining({ code: 'land-cover-ambiguous' }),
    )
    expect((await readLandCover({ name: 'cover.tif', bytes: globeland }, { scheme: 'from-glc' })).scheme).toBe(
      'from-glc',
    )
  })

  test.skipIf(!hasGdal)('metadata and colour tables tell; codes above 255 are read', async () => {
    const source = new URL('landcover_globeland30.tif', cases).pathname
    const made = (name: string, ...flags: string[]) => {
      execFileSync('gdal_translate', ['-q', ...flags, source, join(folder, name)])
      return { name, bytes: bytesOf(join(folder, name)) }
    }
    expect((await readLandCover(made('said.tif', '-mo', 'product=GlobeLand30 V2020'))).scheme).toBe('globeland30')
    const vrt = join(folder, 'coloured.vrt')
    execFileSync('gdal_translate', ['-q', '-of', 'VRT', source, vrt])
    const entry = (hex: string) =>
      `<Entry c1="${[0, 2, 4]
        .map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
        .join('" c2="')
        .replace(/" c2="(\d+)$/, '" c3="$1')}" c4="255"/>`
    const worldcover: Record<number, string> = {
      10: '006400',
      20: 'ffbb22',
      30: 'ffff4c',
      40: 'f096ff',
      50: 'fa0000',
      60: 'b4b4b4',
      70: 'f0f0f0',
      80: '0064c8',
      90: '0096a0',
    }
    const table = Array.from({ length: 101 }, (_, i) => entry(worldcover[i] ?? '000000')).join('')
    const text = readFileSync(vrt, 'utf8').replace(/<ColorInterp>.*?<\/ColorInterp>/, '')
    writeFileSync(
      vrt,
      text.replace(/(<VRTRasterBand[^>]*>)/, `$1<ColorInterp>Palette</ColorInterp><ColorTable>${table}</ColorTable>`),
    )
    execFileSync('gdal_translate', ['-q', vrt, join(folder, 'coloured.tif')])
    expect((await readLandCover({ name: 'c.tif', bytes: bytesOf(join(folder, 'coloured.tif')) })).scheme).toBe(
      'worldcover',
    )
    const wide = await readLandCover(
      made('CLC2018.tif', '-ot', 'UInt16', '-scale', '10', '80', '311', '312', '-a_nodata', '0'),
    )
    expect(wide.scheme).toBe('corine')
    expect(landCoverAt(wide)(118.6, 24.9)).toBe('forest')
  })
})

test('pixel codes become numbers of kinds, 0 where not known', () => {
  const numbers = kindNumbers('worldcover')
  expect(KIND_ORDER[numbers[50] - 1].id).toBe('suburban')
  expect(KIND_ORDER[numbers[80] - 1].id).toBe('water')
  expect(numbers[0]).toBe(0)
  expect(numbers[255]).toBe(0)
})
