import { existsSync, readFileSync } from 'node:fs'
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { joinPopulation, readPopulation } from '../../src/area/read-population'
import { readVillages } from '../../src/area/read-villages'
import type { Village } from '../../src/area/village'
import { sentences } from '../sentences'

const csv = (text: string) => ({ name: 'population.csv', bytes: strToU8(text) })
const villages = (...names: string[]) =>
  names.map((name, i) => ({ code: `c${i}`, name, population: Number.NaN, households: Number.NaN }) as Village)

describe('readPopulation', () => {
  it('joins by code, with households', async () => {
    const list = villages('A', 'B')
    const table = await readPopulation(csv('code,population,households\nc0,"1,200",400\nc1,50,20\n'))
    expect(sentences(joinPopulation(list, table))).toEqual([])
    expect(list.map(({ population, households }) => [population, households])).toEqual([
      [1200, 400],
      [50, 20],
    ])
  })

  it('joins by name without regard to case, accents and the kind of committee; tells who is left', async () => {
    const list = villages('PÉTANGE', '湖上村委会', 'Nowhere')
    const table = await readPopulation(csv('名称,常住人口\nPetange,19574\n湖上,300\nElsewhere,1\n'))
    expect(sentences(joinPopulation(list, table))).toEqual([
      'Population: 1 of 3 villages found no row in the table: Nowhere.',
      'Population: 1 of 3 rows found no village: Elsewhere.',
    ])
    expect(list.map((village) => village.population)).toEqual([19574, 300, Number.NaN])
  })

  it('does not join a name that stands twice', async () => {
    const list = villages('Same', 'Same')
    const table = await readPopulation(csv('name,population\nSame,5\n'))
    joinPopulation(list, table)
    expect(list.every((village) => Number.isNaN(village.population))).toBe(true)
  })

  it('reads the latest year of a table with one column per year, below titles', async () => {
    const table = await readPopulation(
      csv('\nYear,"2019","2020"\n"Specification",\n"Dippach",4333,4449\n"Garnich",2167,-3\n'),
    )
    expect(table.rows).toEqual([{ code: '', name: 'Dippach', population: 4449, households: Number.NaN }])
    expect(sentences(table.warnings)).toEqual([
      'population.csv: residents are those of 2020, the latest year of the table.',
    ])
    expect(table.rejected[0]).toMatchObject({
      row: 5,
      value: '-3',
      reason: 'population is "-3"; expected a number of 0 or more, such as 1234',
    })
  })

  it('says when there is no such column', async () => {
    await expect(readPopulation(csv('a,b\n1,2'))).rejects.toThrow(
      'population.csv has no column for residents (population, 常住人口 … or a year); its columns are a, b.',
    )
  })

  const data = new URL('../../../shared/data/luxembourg/', import.meta.url)
  it.skipIf(!existsSync(data))('of Luxembourg: all communes but one by name', async () => {
    const read = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, data))) })
    const communes = await readVillages(read('communes.geojson'))
    const table = await readPopulation(read('population.csv'))
    expect(sentences(joinPopulation(communes, table))[0]).toBe(
      'Population: 1 of 102 villages found no row in the table: Redange.',
    )
    expect(communes.villages.reduce((sum, { population }) => sum + (population || 0), 0)).toBe(623203)
  })
})
