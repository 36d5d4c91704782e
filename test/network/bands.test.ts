import { describe, expect, it } from 'vitest'
import {
  BANDS,
  bandAt,
  bandByAlias,
  defaultBand,
  earfcnToBand,
  epre,
  nrArfcnToMhz,
  resourceBlocksOf,
} from '../../src/network/bands'
import type { Rat } from '../../src/network/network'

describe('bands', () => {
  it('spread the power over the resource elements', () => {
    // 40 dBm over 273 resource blocks: 4.85 dBm.
    expect(epre(10, 273)).toBeCloseTo(4.85, 2)
    expect(epre(BANDS.n28.powerW.rural, BANDS.n28.resourceBlocks)).toBeCloseTo(20.97, 2)
    expect(epre(BANDS.n8.powerW.rural, BANDS.n8.resourceBlocks)).toBeCloseTo(24.09, 2)
    expect(epre(BANDS.n78.powerW.urban, BANDS.n78.resourceBlocks)).toBeCloseTo(19.9, 1)
    expect(epre(BANDS.nb8.powerW.rural, BANDS.nb8.resourceBlocks)).toBeCloseTo(32.2, 1)
  })

  it('turn channel numbers into frequencies', () => {
    expect(nrArfcnToMhz(154600)).toBeCloseTo(773, 6)
    expect(nrArfcnToMhz(513000)).toBeCloseTo(2565, 6)
    expect(nrArfcnToMhz(630000)).toBeCloseTo(3450, 6)
    expect(nrArfcnToMhz(723333)).toBeCloseTo(4849.995, 6)
    expect(nrArfcnToMhz(-3)).toBeNaN()
    expect(earfcnToBand(1300)).toEqual({ band: 'b3', frequencyMhz: 1815 })
    expect(earfcnToBand(38400)?.band).toBe('b39')
    expect(earfcnToBand(70000)).toBeUndefined()
  })

  it('know the resource blocks of a bandwidth', () => {
    expect(resourceBlocksOf(BANDS.n78, 100)).toBe(273)
    expect(resourceBlocksOf(BANDS.n28, 30)).toBe(160)
    expect(resourceBlocksOf(BANDS.b3, 20)).toBe(100)
    // TS 38.101-1 table 5.3.2-1, the bandwidths that proportion gets wrong among them (70 MHz would be 191).
    const at30 = { 5: 11, 15: 38, 25: 65, 30: 78, 35: 92, 45: 119, 60: 162, 70: 189, 80: 217, 90: 245 }
    for (const [mhz, blocks] of Object.entries(at30)) expect(resourceBlocksOf(BANDS.n78, Number(mhz))).toBe(blocks)
    const at15 = { 5: 25, 15: 79, 25: 133, 35: 188, 45: 242, 50: 270 }
    for (const [mhz, blocks] of Object.entries(at15)) expect(resourceBlocksOf(BANDS.n28, Number(mhz))).toBe(blocks)
    for (const band of Object.values(BANDS)) expect(resourceBlocksOf(band, band.bandwidthMhz)).toBe(band.resourceBlocks)
  })

  const aliases: [string, Rat | undefined, string | undefined][] = [
    ['n28', undefined, 'n28'],
    ['N41', undefined, 'n41'],
    ['700M', undefined, 'n28'],
    ['700M', '4g', 'b28'],
    ['2.6G', undefined, 'n41'],
    ['2.6GHz', '5g', 'n41'],
    ['２.６Ｇ', undefined, 'n41'],
    ['D频段', '4g', 'b41'],
    ['D频段', '5g', 'n41'],
    ['F频段', '4g', 'b39'],
    ['FDD1800', undefined, 'b3'],
    ['FDD900', undefined, 'b8'],
    ['900M', undefined, 'n8'],
    ['900M', '2g', 'g900'],
    ['NR700', undefined, 'n28'],
    ['NR 3.5G', undefined, 'n78'],
    ['Band1800MHz', '4g', 'b3'],
    ['Band3600MHz', '5g', 'n78'],
    ['3500', undefined, 'n78'],
    ['LTE Band 20', undefined, 'b20'],
    ['B3', '4g', 'b3'],
    ['DCS1800', undefined, 'g1800'],
    ['NB-IoT 900M', undefined, 'nb8'],
    ['2.1G', '5g', 'n1'],
    ['4.9G', undefined, 'n79'],
    ['__proto__', undefined, undefined],
    ['constructor', undefined, undefined],
    ['what', undefined, undefined],
  ]
  it.each(aliases)('are called %s (%s): %s', (text, rat, id) => {
    expect(bandByAlias(text, rat)).toBe(id)
  })

  it('are found by frequency', () => {
    expect(bandAt(1817.5, '4g')?.id).toBe('b3')
    expect(bandAt(3750, '5g')?.id).toBe('n78')
    expect(bandAt(2645, '4g')?.id).toBe('b41')
    expect(bandAt(12000, '5g')).toBeUndefined()
  })

  it('have a default per radio technology that exists', () => {
    for (const rat of ['5g', '4g', '3g', '2g', 'nb-iot'] as const) expect(BANDS[defaultBand(rat)].rat).toBe(rat)
  })
})
