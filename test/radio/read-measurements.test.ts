import { expect, test } from 'vitest'
import type { Network } from '../../src/network/network'
import { readMeasurements } from '../../src/radio/calibration/read-measurements'
import { sentences } from '../sentences'
import { driveNetwork } from './drive-test'

const network = driveNetwork()
const file = (text: string) => ({ name: 'drive.csv', bytes: new TextEncoder().encode(text) })

test('a drive test with the headers of an exporter', async () => {
  const text = `采样点经度,采样点纬度,NR SS-RSRP(dBm),小区标识,室内外,地物
118.101,25.101,-92.5,S0-1,室外,Forest
118.102,25.102,-101,s0-2,室内,
118.103,,-90,S0-1,,
118.104,25.104,-90,S99-1,,
118.105,25.105,x,S0-1,,
118.106,25.106,-300,S0-1,,
`
  const { measurements, rejected, warnings } = await readMeasurements(file(text), network)
  expect(measurements).toMatchObject([
    { lon: 118.101, lat: 25.101, rsrpDbm: -92.5, cell: 'S0-1', indoor: false, landCover: 'forest' },
    { rsrpDbm: -101, cell: 'S0-2', indoor: true },
  ])
  expect(rejected.map(({ row, field }) => [row, field])).toEqual([
    [4, 'lat'],
    [5, 'cell'],
    [6, 'rsrp'],
    [7, 'rsrp'],
  ])
  expect(sentences(warnings)).toEqual([])
})

test('hundredths of dBm and report indices are understood and told', async () => {
  const table = (levels: number[]) =>
    `lon,lat,rsrp,cell\n${levels.map((level) => `118.1,25.1,${level},S0-1`).join('\n')}\n`
  const hundredths = await readMeasurements(file(table([-10500, -9800])), network)
  expect(hundredths.measurements.map((m) => m.rsrpDbm)).toEqual([-105, -98])
  expect(hundredths.warnings).toHaveLength(1)
  const indices = await readMeasurements(file(table([52, 17])), network)
  expect(indices.measurements.map((m) => m.rsrpDbm)).toEqual([-104.5, -139.5])
  expect(sentences(indices.warnings)[0]).toContain('TS 38.133')
})

test('a cell is found by station and number, by its whole identity, or by a number that only one station has', async () => {
  const nr: Network = { ...network, stations: network.stations.map((station) => ({ ...station })), cells: [] }
  nr.stations[0].id = '1559436'
  nr.cells = ['1559436-501', '1559436-502', 'S1-501'].map((id, i) => ({
    ...network.cells[i],
    id,
    station: id.startsWith('S1') ? 1 : 0,
  }))
  const text = `lon,lat,rsrp,gNodeBID,NCI
118.1,25.1,-90,1559436,502
118.1,25.1,-91,,460-00-1559436-501
118.1,25.1,-92,,${1559436 * 4096 + 501}
118.1,25.1,-93,,502
118.1,25.1,-94,,501
`
  const { measurements, rejected } = await readMeasurements(file(text), nr)
  expect(measurements.map((m) => m.cell)).toEqual(['1559436-502', '1559436-501', '1559436-501', '1559436-502'])
  expect(rejected.map((r) => r.row)).toEqual([6]) // two stations have a cell 501
})

test('a table that cannot serve is told apart from one that holds nothing usable', async () => {
  await expect(readMeasurements(file('lon,lat,pci\n1,2,3\n'), network)).rejects.toThrow('no column for rsrp, cell')
  await expect(readMeasurements(file('lon,lat,rsrp,cell\n1,2,-90,Z\n'), network)).rejects.toThrow('none of 1 rows')
})
