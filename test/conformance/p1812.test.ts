import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pathLossP1812 } from '../../src/radio/p1812/p1812'
import { VECTORS, vectorText } from './reference'

interface Case {
  frequencyGhz: number
  timePercent: number
  txHeightM: number
  rxHeightM: number
  polarization: 'horizontal' | 'vertical'
  lossDb: number
}

/** Reads one profile of the ITU-R study group 3 databank with its measurement rows. */
function readProfile(name: string) {
  const lines = vectorText(`p1812/${name}`).split(/\r?\n/)
  const field = (label: string) => Number(lines.find((line) => line.startsWith(label))!.split(',')[1])
  const first = lines.findIndex((line) => line.startsWith('Number of Points')) + 1
  const count = field('Number of Points')
  const rows = lines.slice(first, first + count).map((line) => line.split(',').map(Number))
  const begin = lines.findIndex((line) => line.startsWith('{Begin of Measurements'))
  const end = lines.findIndex((line) => line.startsWith('{End of Measurements'))
  const cases: Case[] = lines.slice(begin + 1, end).map((line) => {
    const columns = line.split(',').map(Number)
    return {
      frequencyGhz: columns[0] / 1000,
      txHeightM: columns[1],
      rxHeightM: columns[3],
      polarization: columns[4] === 1 ? 'horizontal' : 'vertical',
      timePercent: columns[14],
      lossDb: columns[17],
    }
  })
  return {
    profile: {
      distanceKm: rows.map((row) => row[0]),
      heightM: rows.map((row) => row[1]),
      clutterHeightM: rows.map((row) => row[3]),
      zone: rows.map((row) => row[4] as 1 | 3 | 4),
    },
    cases,
    txLon: field('Tx LON:'),
    txLat: field('Tx LAT:'),
    rxLon: field('Rx LON:'),
    rxLat: field('Rx LAT:'),
    deltaN: field('Average annual values dN'),
    n0: field('Average annual sea-level'),
  }
}

const SKIPPED = new Set([
  'Lbd', // overwritten in the reference program by eq. (61) where p is small
  'htc', // written twice, above sea level and above the smooth surface
  'hrc',
])

/** Values of a log by name; of a name that stands twice, the second. */
function readLog(path: string): Map<string, number> {
  const values = new Map<string, number>()
  for (const line of vectorText(path).split(/\r?\n/)) {
    const columns = line.split(',')
    if (columns.length >= 4 && !line.includes('w.r.t.'))
      values.set(columns[0].replace(/\s*\(.*$/, '').trim(), Number(columns[3]))
  }
  return values
}

describe.skipIf(!VECTORS)('ITU-R P.1812-8 validation profiles (skipped where the vectors are absent)', () => {
  const files = VECTORS ? readdirSync(`${VECTORS}p1812`).filter((file) => file.endsWith('.csv')) : []
  test('all profiles are here', () => {
    expect(files).toHaveLength(13)
  })

  test.each(files)('%s', (file) => {
    const { profile, cases, ...place } = readProfile(file)
    expect(cases.length).toBeGreaterThanOrEqual(3)
    for (const [index, { lossDb, ...link }] of cases.entries()) {
      const result = pathLossP1812(profile, { locationPercent: 50, sigmaLocationDb: 0, ...link, ...place })
      expect(Math.abs(result.lossDb - lossDb)).toBeLessThan(1e-6)
      const logPath = `p1812/logs/${file.replace('.csv', '')}_${index}_log.csv`
      const log = readLog(logPath)
      let compared = 0
      for (const [term, value] of Object.entries(result.terms)) {
        const logged = log.get(term)
        if (logged === undefined || SKIPPED.has(term)) continue
        compared++
        const error = Math.abs(value - logged) / Math.max(1, Math.abs(logged))
        expect(error, `${file} case ${index}: ${term} is ${value}, logged ${logged}`).toBeLessThan(1e-6)
      }
      expect(compared).toBeGreaterThanOrEqual(40)
    }
  })
})
