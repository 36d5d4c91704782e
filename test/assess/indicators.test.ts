import { describe, expect, it } from 'vitest'
import { runFacts, runFallbacks } from '../../src/assess/board-facts'
import { BOARD_PROFILES, boardOf, factsOf, readFacts } from '../../src/assess/indicators'
import type { Fibre } from '../../src/fibre/terminal'
import { noNetwork, stationOf } from './small-map'

const find = (board: ReturnType<typeof boardOf>, code: string) => board.find((i) => i.code === code)!

describe('the board', () => {
  it('gives the figures of the letter: 27.25 and 32.88 per 10,000, 229.4 % never clipped, at least 30 % at 500 Mbps', () => {
    const facts = factsOf({
      stations_5g: { value: 24198, year: 2023, source: 'letter' },
      residents: { value: 8879000, year: 2022, source: 'yearbook' },
      gigabit_capability_households: { value: 3492000, year: 2023 },
      urban_households: { value: 1522232, year: 2023 },
      u500_share: { value: 0.3, year: 2023, atLeast: true },
    })
    const board = boardOf(facts, { ...facts, stations_5g: { value: 29198 } })
    const g4 = find(board, 'gnb_per_10k')
    expect(g4.value).toBeCloseTo(27.25, 2)
    expect(g4.after).toBeCloseTo(32.88, 2)
    expect(g4).toMatchObject({ threshold: 12, pass: true, year: 2022, source: 'letter; yearbook', missing: [] })
    expect(g4.margin).toBeCloseTo(15.25, 2)
    const g1 = find(board, 'home_gigabit_cov')
    expect(g1.value).toBeCloseTo(2.294, 3)
    expect(g1.pass).toBe(true)
    expect(find(board, 'u500_share')).toMatchObject({
      value: 0.3,
      atLeast: true,
      threshold: 0.25,
      pass: true,
      missing: [],
    })
    expect(find(board, 'gnb_per_10k_fujian_2025')).toMatchObject({ pass: false })
    expect(find(board, 'gnb_per_10k_fujian_2025').after).toBeGreaterThan(30)
  })

  it('names what is missing instead of a value', () => {
    const board = boardOf({})
    expect(find(board, 'u5g_share')).toMatchObject({
      value: null,
      pass: null,
      margin: null,
      missing: ['users_5g', 'mobile_users'],
    })
    expect(find(board, 'u1000')).toMatchObject({ threshold: null, missing: ['fixed_users_1000m'] })
    expect(find(boardOf({ u1000: { value: 7 } }), 'u1000')).toMatchObject({ value: 7, pass: null, missing: [] })
  })

  it('does not fail an indicator on a figure that is only a lower bound', () => {
    expect(find(boardOf({ u500_share: { value: 0.2, atLeast: true } }), 'u500_share').pass).toBeNull()
    expect(find(boardOf({ u500_share: { value: 0.2 } }), 'u500_share').pass).toBe(false)
  })

  it('has no value where the denominator is zero', () => {
    expect(find(boardOf({ stations_5g: { value: 5 }, residents: { value: 0 } }), 'gnb_per_10k').value).toBeNull()
  })

  it('has dated profiles and every code once', () => {
    const codes = BOARD_PROFILES.flatMap((p) => p.indicators.map((i) => i.code))
    expect(new Set(codes).size).toBe(codes.length)
    for (const profile of BOARD_PROFILES) expect(profile.date).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(BOARD_PROFILES[0].indicators.map((i) => i.number)).toEqual(['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8'])
  })
})

describe('facts', () => {
  const network = {
    ...noNetwork(),
    stations: [stationOf('a', 0, ''), { ...stationOf('b', 0, ''), rat: 'nb-iot' as const }],
  }
  const terminal = {
    id: 'o',
    lon: 0,
    lat: 0,
    operator: '',
    ponClass: 'N1',
    portKind: 'olt_pon_port',
    ports: 16,
    ports10g: 4,
    splits: [64],
    takeUp: 0.5,
  } as const
  const fibre: Fibre = {
    terminals: [{ ...terminal, splits: [64] }],
    portKind: 'olt_pon_port',
    rejected: [],
    warnings: [],
    synthetic: true,
  }

  it('of a run: stations by technology, planned ones added, ports by kind', () => {
    const facts = runFacts({ network, population: 100, households: 40, fibre, plannedStations: 5 })
    expect(facts.stations_5g.value).toBe(6)
    expect(facts.stations_nb_iot.value).toBe(1)
    expect([facts.pon_ports.value, facts.pon_ports_10g.value, facts.gigabit_capability_households.value]).toEqual([
      16, 4, 128,
    ])
    expect(facts.key_places).toBeUndefined()
    expect(runFallbacks({ network, population: 100, households: NaN })).toEqual({
      residents: { value: 100, source: 'villages of the run' },
    })
  })

  it('never take households for PON ports', () => {
    const facts = runFacts({
      network,
      population: 1,
      households: 1,
      fibre: { ...fibre, portKind: 'household_capability' },
    })
    expect(facts.pon_ports).toBeUndefined()
    expect(find(boardOf(facts), 'pon10g_share').missing).toEqual(['pon_ports_10g', 'pon_ports'])
  })

  it('from a file are figures of 0 or more, texts passed over', () => {
    expect(factsOf({ fixed_users: 12, note: 'a text', list: [1] })).toEqual({ fixed_users: { value: 12 } })
    expect(() => factsOf({ fixed_users: { value: -1 } }, 'facts.json')).toThrow(
      'The value of fixed_users is -1; expected a number of 0 or more.',
    )
    expect(() => factsOf({ fixed_users: { value: 'many' } })).toThrow('"many"')
    expect(() => factsOf([])).toThrow('holds a list')
    expect(() => readFacts({ name: 'facts.json', bytes: new TextEncoder().encode('{') })).toThrow(
      'facts.json is not valid JSON',
    )
  })
})
