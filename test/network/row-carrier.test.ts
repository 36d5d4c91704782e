import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSites } from '../../src/network/read-sites'
import { sentences } from '../sentences'

const read = (text: string, defaultBands?: string[]) =>
  readSites({ name: 't.csv', bytes: new TextEncoder().encode(text) }, { defaultBands })
const cases = new URL('../../../shared/data/cases/', import.meta.url)
const missing = !existsSync(cases)
const readCase = (name: string) => readSites({ name, bytes: new Uint8Array(readFileSync(new URL(name, cases))) })

describe('the carrier of a row', () => {
  it.each([
    // radio, band, frequency, channel → band, MHz
    ['5G', 'n71', '622', '', 'n71', 622],
    ['5G', 'n77', '3840', '', 'n77', 3840],
    ['5G', '', '634', '', 'n71', 634],
    ['5G', '', '26500', '', 'n258', 26500],
    ['5G', '', '0.7', '', 'n85', 700],
    ['5G', 'n78', '3.45 GHz', '', 'n78', 3450],
    ['5G', '', '3450000', '', 'n78', 3450],
    ['LTE', '', '1842500000', '', 'b3', 1842.5],
    ['LTE', '3', '', '', 'b3', 1842.5],
    ['NR', '78', '', '630000', 'n78', 3450],
    ['NR', '', '', '2073333', 'n261', 27650.04],
    ['NR', 'n41', '504990', '', 'n41', 2524.95],
    ['LTE', '', '', '5230', 'b13', 751],
    ['LTE', '', '', '68761', 'b71', 634.5],
    ['LTE', 'B39', '', '1890', 'b39', 1890],
    ['UMTS', '', '', '3011', 'u900', 942.2],
    ['GSM', '', '', '62', 'g900', 947.4],
    ['GSM', 'PCS1900', '', '512', 'g1900', 1930.2],
    ['GSM', '', '', '700', 'g1800', 1842.8],
    ['LTE', 'B3', '1800', '', 'b3', 1800],
    ['LTE', 'B8', '900', '', 'b8', 945],
    ['5G', 'n78', '2565', '', 'n41', 2565],
    ['5G', '', '12000', '', 'n96', 12000],
    ['NR', 'B3', '', '', 'n3', 1842.5],
  ])('%s, band "%s", frequency "%s", channel "%s" is %s at %d MHz', async (rat, band, frequency, channel, id, mhz) => {
    const { cells } = await read(`lon,lat,radio,band,frequency,arfcn\n118,25,${rat},${band},${frequency},${channel}\n`)
    expect([cells[0].band, cells[0].frequencyMhz]).toEqual([id, mhz])
  })

  it.each([
    [
      'n78',
      '2565',
      'states a frequency outside the named band (first: n78, 2565). The frequency was taken; its own band gives the defaults.',
    ],
    [
      '',
      '12000',
      'states a frequency that no band of its technology has (first: 12000). It was taken; the nearest band gives the defaults.',
    ],
    ['n28', '718', 'states a frequency of the uplink (first: 718, n28); the downlink paired with it was taken.'],
    ['n41', '504990', 'gives a channel number where a frequency is expected (first: 504990); it was converted to MHz.'],
    ['n41', '200', 'states a frequency or channel number that no band has (first: 200); it was not used.'],
  ])('says what it made of band "%s" at "%s"', async (band, frequency, sentence) => {
    const { warnings } = await read(`lon,lat,band,frequency\n118,25,${band},${frequency}\n`)
    expect(sentences(warnings)).toContain(`t.csv: 1 of 1 rows ${sentence}`)
  })

  it('rejects rows without band and frequency where others have one, or takes the default that is named', async () => {
    const text = 'lon,lat,radio,band\n118,25,5G,n28\n118.1,25,5G,\n118.2,25,LTE,?\n'
    const { cells, rejected } = await read(text)
    expect(cells.map(({ band }) => band)).toEqual(['n28'])
    expect(rejected.map(({ row, field }) => [row, field])).toEqual([
      [3, 'band'],
      [4, 'band'],
    ])
    const named = await read(text, ['n41', 'B1'])
    expect(named.cells.map(({ band }) => band)).toEqual(['n28', 'n41', 'b1'])
    await expect(read(text, ['fast'])).rejects.toMatchObject({ code: 'band-unknown', path: 'defaultBands' })
  })

  it('asks for a default band where the table has no column for one', async () => {
    const { cells, warnings } = await read('lon,lat\n118,25\n')
    expect(cells[0].band).toBe('n78')
    expect(sentences(warnings).join()).toContain('name the right band with --default-band')
    expect((await read('lon,lat\n118,25\n', ['n28'])).cells[0].band).toBe('n28')
  })

  it.skipIf(missing)('takes every stated frequency of the cases', async () => {
    const all = await readCase('bands/frequencies.csv')
    expect(all.cells.map(({ frequencyMhz }) => frequencyMhz)).toEqual([
      634, 26500, 460, 3550, 4100, 2350, 1960, 622, 5900, 6500,
    ])
    expect(new Set((await readCase('bands/n71-622.csv')).cells.map((cell) => cell.frequencyMhz))).toEqual(
      new Set([622]),
    )
    expect(new Set((await readCase('bands/n77-3840.csv')).cells.map((cell) => cell.frequencyMhz))).toEqual(
      new Set([3840]),
    )
    const three = [await readCase('bands/one634.csv'), await readCase('bands/one773.csv')]
    expect(three.map(({ cells }) => cells[0].frequencyMhz)).toEqual([634, 773])
  })

  it.skipIf(missing)('knows the ordinary bands of the United States and Europe', async () => {
    const { cells, rejected } = await readCase('bands/us-eu.csv')
    expect(rejected).toEqual([])
    expect(cells.map(({ band }) => band)).toEqual('n71 n71 n77 b13 b14 n5 b66 n25 n7 n20 n66 n261 b12 b2'.split(' '))
  })

  it.skipIf(missing)('reads bands as planners write them', async () => {
    const { cells, rejected } = await readCase('input/bands_text.csv')
    expect(rejected).toEqual([])
    expect(cells.map(({ band }) => band)).toEqual(
      'b13 b3 b28 b66 n77 n71 n257 n20 n28 b5 b20 b20 b3 n78 n28 b2 b4 n78'.split(' '),
    )
  })
})
