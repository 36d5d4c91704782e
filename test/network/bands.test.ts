import { describe, expect, it } from 'vitest'
import { bandByAlias } from '../../src/network/band-names'
import { BANDS, bandAt, defaultBand, epre, resourceBlocksOf } from '../../src/network/bands'
import { channelsOf, earfcnToBand, nrArfcnToMhz } from '../../src/network/channels'
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
    // TS 38.104 table 5.4.2.1-1: the ends of the three ranges.
    expect(nrArfcnToMhz(599999)).toBe(2999.995)
    expect(nrArfcnToMhz(600000)).toBe(3000)
    expect(nrArfcnToMhz(2016666)).toBe(24249.99)
    expect(nrArfcnToMhz(2016667)).toBe(24250.08)
    expect(nrArfcnToMhz(3279165)).toBe(99999.96)
    expect(nrArfcnToMhz(3279166)).toBeNaN()
    expect(earfcnToBand(1300)).toEqual({ band: 'b3', frequencyMhz: 1815 })
    expect(earfcnToBand(38400)?.band).toBe('b39')
    expect(earfcnToBand(80000)).toBeUndefined()
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
    ['78', '5g', 'n78'],
    ['28', '5g', 'n28'],
    ['3', '4g', 'b3'],
    ['20', '4g', 'b20'],
    ['8', '2g', 'g900'],
    ['1', '3g', 'u2100'],
    ['5', '3g', 'u5'],
    ['n20', '5g', 'n20'],
    ['n257', '5g', 'n257'],
    ['n71', undefined, 'n71'],
    ['B13', '4g', 'b13'],
    ['L1800', '4g', 'b3'],
    ['L700', '4g', 'b28'],
    ['LTE800', '4g', 'b5'],
    ['Band 66', '4g', 'b66'],
    ['E-UTRA 20', '4g', 'b20'],
    ['NR 700', '5g', 'n28'],
    ['2600 (B7)', '4g', 'b7'],
    ['FDD2600', '4g', 'b7'],
    ['2600', '4g', 'b41'],
    ['PCS 1900', '4g', 'b2'],
    ['AWS', '4g', 'b4'],
    ['C-Band', '5g', 'n78'],
    ['B3', '5g', 'n3'],
    ['n3', '4g', 'b3'],
    ['B8', '2g', 'g900'],
    ['U2100', undefined, 'u2100'],
    ['G850', undefined, 'g850'],
    ['28GHz', '5g', 'n257'],
    ['n80', '5g', undefined],
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
    expect(bandAt(634, '5g')?.id).toBe('n71')
    expect(bandAt(3840, '5g')?.id).toBe('n77')
    expect(bandAt(26500, '5g')?.id).toBe('n258')
    expect(bandAt(5900, '4g')?.id).toBe('b46')
  })

  it('have a default per radio technology that exists', () => {
    for (const rat of ['5g', '4g', '3g', '2g', 'nb-iot'] as const) expect(BANDS[defaultBand(rat)].rat).toBe(rat)
  })

  it('hold what their standards list', () => {
    const count = (rat: Rat) => Object.values(BANDS).filter((band) => band.rat === rat).length
    // TS 38.104 V19.4.0: 59 bands of FR1 with a downlink, 7 of FR2; 3 satellite bands. TS 36.104: 73. TS 25.104: 21. TS 45.005: 11.
    expect(['5g', '4g', '3g', '2g', 'nb-iot'].map((rat) => count(rat as Rat))).toEqual([69, 73, 21, 11, 34])
    expect(BANDS.n71).toMatchObject({ downlinkMhz: [617, 652], uplinkMhz: [663, 698], duplex: 'FDD' })
    expect(BANDS.n77).toMatchObject({
      downlinkMhz: [3300, 4200],
      frequencyMhz: 3750,
      duplex: 'TDD',
      resourceBlocks: 273,
    })
    expect(BANDS.n261).toMatchObject({ downlinkMhz: [27500, 28350], subcarrierKhz: 120, resourceBlocks: 66 })
    expect(BANDS.b66).toMatchObject({ downlinkMhz: [2110, 2200], uplinkMhz: [1710, 1780] })
    expect(BANDS.n80).toBeUndefined()
  })

  it('have settings that a cell can have', () => {
    for (const band of Object.values(BANDS)) {
      const [low, high] = band.downlinkMhz
      expect(band.frequencyMhz, band.id).toBeGreaterThanOrEqual(low)
      expect(band.frequencyMhz, band.id).toBeLessThanOrEqual(high)
      expect(Number.isFinite(epre(band.powerW.rural, band.resourceBlocks)), band.id).toBe(true)
      expect(bandByAlias(band.id, band.rat), band.id).toBe(band.id)
    }
  })

  // Check values: EARFCN of the standard's table 5.7.3-1 and of public calculators; UARFCN of TS 25.101 table 5.1A; ARFCN of TS 45.005 §2.
  it.each([
    ['4g', 900, 1960, 'b2'],
    ['4g', 2175, 2132.5, 'b4'],
    ['4g', 5110, 739, 'b12'],
    ['4g', 5230, 751, 'b13'],
    ['4g', 5925, 867.5, 'b18'],
    ['4g', 6525, 1503.4, 'b21'],
    ['4g', 10140, 1474, 'b32'],
    ['4g', 42590, 3500, 'b42'],
    ['4g', 55990, 3625, 'b48'],
    ['4g', 66886, 2155, 'b66'],
    ['4g', 68761, 634.5, 'b71'],
    ['4g', 19575, 1842.5, 'b3'],
    ['nb-iot', 3736, 953.6, 'nb8'],
    ['3g', 10700, 2140, 'u2100'],
    ['3g', 3011, 942.2, 'u900'],
    ['3g', 4387, 877.4, 'u5'],
    ['3g', 437, 1937.5, 'u2'],
    ['3g', 1887, 2112.5, 'u4'],
    ['2g', 62, 947.4, 'g900'],
    ['2g', 975, 925.2, 'g900'],
    ['2g', 1023, 934.8, 'g900'],
    ['2g', 128, 869.2, 'g850'],
    ['2g', 885, 1879.8, 'g1800'],
    ['2g', 512, 1805.2, 'g1800'],
  ] as const)('%s channel %d is %d MHz in %s', (rat, channel, frequencyMhz, band) => {
    expect(channelsOf(rat, channel)[0]).toEqual({ frequencyMhz, band })
  })

  it('read every LTE channel back into the band that it lies in', () => {
    for (let earfcn = 0; earfcn < 76000; earfcn++) {
      const channel = earfcnToBand(earfcn)
      if (!channel) continue
      const [low, high] = BANDS[channel.band].downlinkMhz
      expect(channel.frequencyMhz >= low && channel.frequencyMhz < high, String(earfcn)).toBe(true)
    }
  })
})
