import { describe, expect, it } from 'vitest'
import type { Place } from '../../src/area/places'
import { boardOfRun } from '../../src/assess/board-run'
import { assignGigabit } from '../../src/fibre/assign-gigabit'
import type { Fibre } from '../../src/fibre/terminal'
import { at, cellOf, LEFT_HALF, mapOf, noNetwork, stationOf, twoVillages } from './small-map'

const [lon, lat] = at(2.5, 5)
const fibre: Fibre = {
  terminals: [
    {
      id: 'o',
      lon,
      lat,
      operator: '',
      ponClass: 'N1',
      portKind: 'olt_pon_port',
      ports: 20,
      ports10g: 10,
      splits: [64],
      takeUp: 0.5,
    },
  ],
  portKind: 'olt_pon_port',
  rejected: [],
  warnings: [],
  synthetic: true,
}
const network = {
  ...noNetwork(),
  stations: [stationOf('a', 0, '移动')],
  sites: [{ id: 's', lon, lat }],
  cells: [{ ...cellOf('c', 0), epreDbm: 32.2 }],
}
const hospital: Place = {
  id: 'h',
  name: '',
  scene: 'hospital',
  weight: 8,
  geometry: { type: 'Point', coordinates: [lon, lat] },
  synthetic: true,
}

describe('boardOfRun', () => {
  const villages = twoVillages()
  const coverage = mapOf(LEFT_HALF, network)
  const gigabit = assignGigabit({
    villages,
    fibre,
    cells: { grid: coverage.grid, zone: coverage.zones.zone, people: coverage.people },
  })
  coverage.gigabit = gigabit.mask
  const nbIot = mapOf(LEFT_HALF, network)
  const board = boardOfRun({
    coverage,
    villages,
    administrativeVillages: { covered: 1, total: 2 },
    fibre,
    gigabit,
    places: [hospital],
    nbIot,
    facts: { residents: { value: 500, year: 2022 } },
    plannedStations: 1,
  })
  const value = (code: string) => board.indicators.find((i) => i.code === code)

  it('fills the board from the run and the facts, the facts before the run for residents', () => {
    expect(value('gnb_per_10k')).toMatchObject({ value: 20, after: 40, year: 2022 })
    expect(value('home_gigabit_cov')).toMatchObject({ value: 320 / 400, pass: true })
    expect(value('pon10g_share')).toMatchObject({ value: 0.5, pass: true })
    expect(value('key_place_5g')).toMatchObject({ value: 1, pass: true })
    expect(value('V5G-reach')).toMatchObject({ value: 0.5, pass: false })
    expect(value('V-gigabit')?.value).toBe(0.5)
    expect(value('towns_5g')?.value).toBe(0.5)
    expect(value('towns_nb_iot')?.value).toBe(0.5)
    expect(value('V-deep')?.value).toBe(0.5)
    expect(value('V20')?.value).toBe(0.5)
    expect(value('u500_share')?.missing).toEqual(['fixed_users_500m', 'fixed_users'])
  })

  it('holds the tables behind it', () => {
    expect(board.places[0].gigabit).toBe(true)
    expect(board.scenes).toHaveLength(1)
    expect(board.towns).toHaveLength(2)
    expect(board.nbIot?.areaKm2).toMatchObject({ ce0: 0.5, total: 1 })
    expect(board.sharing.stations).toEqual({ total: 1, shared: 0, rate: 0 })
  })

  it('gives households by the people of the cells: all 320 lines are used, the mask follows', () => {
    expect(gigabit.city.covered).toBe(320)
    expect(gigabit.city.households).toBeCloseTo(400, 6)
    expect(gigabit.counties[0].covered).toBeCloseTo(gigabit.city.covered, 9)
    expect(gigabit.townships.reduce((s, t) => s + t.covered, 0)).toBeCloseTo(gigabit.city.covered, 9)
    expect(gigabit.mask?.[0]).toBe(1)
    expect(gigabit.mask?.reduce((a, b) => a + b, 0)).toBe(75)
    expect(gigabit.villages.map((v) => [v.hasGigabit, v.reason])).toEqual([
      [true, ''],
      [false, 'ports-used-up'],
    ])
  })

  it('says what the plan changes', () => {
    const full = mapOf(
      LEFT_HALF.map(() => '##########'),
      network,
    )
    const more = { ...fibre, terminals: [...fibre.terminals, { ...fibre.terminals[0], id: 'p' }] }
    const after = {
      coverage: full,
      administrativeVillages: { covered: 2, total: 2 },
      fibre: more,
      gigabit: assignGigabit({ villages, fibre: more }),
    }
    const { indicators } = boardOfRun({
      coverage,
      villages,
      administrativeVillages: { covered: 1, total: 2 },
      fibre,
      gigabit,
      plannedStations: 1,
      after,
    })
    const of = (code: string) => indicators.find((i) => i.code === code)
    expect([of('V5G-reach')?.value, of('V5G-reach')?.after]).toEqual([0.5, 1])
    expect([of('V-gigabit')?.value, of('V-gigabit')?.after]).toEqual([0.5, 1])
    expect([of('towns_5g')?.value, of('towns_5g')?.after]).toEqual([0.5, 1])
    expect([of('home_gigabit_cov')?.value, of('home_gigabit_cov')?.after]).toEqual([0.8, 1.6])
    expect(of('pon10g_share')?.after).toBeNull()
  })

  it('leaves out what was not given', () => {
    const bare = boardOfRun({ coverage, villages, administrativeVillages: { covered: 1, total: 2 } })
    expect(bare.nbIot).toBeNull()
    const missing = (code: string) => bare.indicators.find((i) => i.code === code)?.missing
    expect(missing('key_place_5g')).toEqual(['key_places_reached', 'key_places'])
    expect(missing('home_gigabit_cov')).toEqual(['gigabit_capability_households'])
    expect(missing('V-gigabit')).toEqual(['villages_gigabit'])
  })

  it('takes nothing of 5G from a map of 4G, whoever calls it', () => {
    const input = {
      villages,
      administrativeVillages: { covered: 1, total: 2 },
      places: [hospital],
      plannedStations: 7,
      facts: { residents: { value: 10_000 } },
    }
    const figureOf = (code: string, coverage: ReturnType<typeof mapOf>): number | null =>
      boardOfRun({ ...input, coverage }).indicators.find((indicator) => indicator.code === code)!.value
    const as4g = { ...mapOf(LEFT_HALF, network), rat: '4g' as const }
    expect(figureOf('key_place_5g', mapOf(LEFT_HALF, network))).not.toBeNull()
    expect(figureOf('key_place_5g', as4g)).toBeNull()
    const { indicators } = boardOfRun({ ...input, coverage: as4g })
    const per10k = indicators.find(({ code }) => code === 'gnb_per_10k')!
    // The seven are of the map's generation: no 5G station is planned.
    expect(per10k.after ?? per10k.value).toBe(per10k.value)
  })
})
