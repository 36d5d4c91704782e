import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSites } from '../../src/network/read-sites'
import { sentences } from '../sentences'

const read = (text: string) => readSites({ name: 't.csv', bytes: new TextEncoder().encode(text) })

describe('registers of public bodies', () => {
  it('reads the sites of ARCEP: a station per technology, bands of 5G by their columns, semicolons and decimal commas', async () => {
    const { sites, stations, cells } = await read(
      'nom_op;num_site;x_lambert_93;y_lambert_93;latitude;longitude;site_3g;site_4g;site_5g;site_5g_700_m_hz;site_5g_3500_m_hz\n' +
        'Orange;1A;687035;6985761;49,97028;2,81944;0;1;0;0;0\n' +
        'Orange;1B;422853;6249263;43,28861;-0,41389;0;1;1;1;1\n',
    )
    expect(sites).toHaveLength(2)
    expect(sites[1]).toMatchObject({ lon: -0.41389, lat: 43.28861 })
    expect(stations.map(({ id, rat, operator }) => [id, rat, operator])).toEqual([
      ['1A', '4g', 'Orange'],
      ['1B', '4g', 'Orange'],
      ['1B-Orange-5g', '5g', 'Orange'],
    ])
    expect(cells.filter(({ station }) => station === 2).map(({ band }) => band)).toEqual(['n28', 'n78'])
  })

  it('reads Lambert 93 where ARCEP gives nothing else', async () => {
    const { sites } = await read('nom_op;num_site;x_lambert_93;y_lambert_93;site_5g\nOrange;1A;687035;6985761;1\n')
    expect(sites[0].lon).toBeCloseTo(2.819, 2)
    expect(sites[0].lat).toBeCloseTo(49.97, 2)
  })

  it('reads frequencies in Hz, as ACMA gives them, and does not take a state for a status', async () => {
    const { cells, columns, unused } = await read(
      'SITE_ID,LATITUDE,LONGITUDE,STATE,FREQUENCY,AZIMUTH,HEIGHT\n10001,-33.8688,151.2093,NSW,3575000000,120,32\n10001,-33.8688,151.2093,NSW,763000000,240,32\n',
    )
    expect(cells.map(({ band, azimuthDeg, heightM }) => [band, azimuthDeg, heightM])).toEqual([
      ['n78', 120, 32],
      ['n28', 240, 32],
    ])
    expect(columns).toContainEqual({ from: 'FREQUENCY', to: 'frequency' })
    expect(unused).toEqual(['STATE'])
  })

  const brussels = new URL('../../../shared/data/brussels/antennas.csv', import.meta.url)
  it.skipIf(!existsSync(brussels))(
    'reads the antennas of Brussels: real height, power, tilt; a power of 0.0 is told',
    async () => {
      const { cells, rejected, warnings } = await readSites({
        name: 'antennas.csv',
        bytes: new Uint8Array(readFileSync(brussels)),
      })
      expect(cells).toHaveLength(26)
      expect(rejected).toEqual([])
      expect(cells[0]).toMatchObject({ heightM: 7.93, azimuthDeg: 297, gainDbi: 6.15, horizontalBeamwidthDeg: 168 })
      expect(cells[1]).toMatchObject({ heightM: 29.67, electricalTiltDeg: 6, band: 'n78' })
      expect(sentences(warnings)).toContain(
        'antennas.csv: 1 of 26 rows gives no power; the default of the band was taken.',
      )
      expect(sentences(warnings)).toContain(
        'antennas.csv: All tilts are 0 or below; 25 of 26 rows were turned to positive downward.',
      )
    },
  )
})
