import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPlaces } from '../../src/area/places'
import { runFacts } from '../../src/assess/board-facts'
import { boardOf, readFacts } from '../../src/assess/indicators'
import { readFibre } from '../../src/fibre/read-fibre'
import { capabilityHouseholds } from '../../src/fibre/terminal'
import { readSites } from '../../src/network/read-sites'

const folder = 'data/quanzhou/'
const file = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(folder + name)) })

// The published figures of the city, from the embedded data alone.
describe.skipIf(!existsSync(`${folder}facts.json`))('the demo and the letter', () => {
  it('agree: 24,198; 15,684; 3.492 M; 229.4 %; 30 % at 500 Mbps; 27.25 before and 32.88 after', async () => {
    const network = await readSites([file('stations.csv.gz'), file('nb-iot.csv.gz')])
    const fibre = await readFibre(file('fibre.csv.gz'))
    expect(fibre.rejected).toEqual([])
    expect(fibre.terminals.reduce((s, t) => s + capabilityHouseholds(t), 0)).toBe(3_492_000)
    const run = { network, population: Number.NaN, households: Number.NaN, fibre }
    const facts = { ...readFacts(file('facts.json')), ...runFacts(run) }
    expect(facts.stations_5g.value).toBe(24_198)
    expect(facts.stations_nb_iot.value).toBe(15_684)
    const board = boardOf(facts, { ...facts, ...runFacts({ ...run, plannedStations: 5000 }) })
    const of = (code: string) => board.find((i) => i.code === code)
    expect(of('gnb_per_10k')?.value).toBeCloseTo(27.25, 2)
    expect(of('gnb_per_10k')?.after).toBeCloseTo(32.88, 2)
    expect((of('home_gigabit_cov')?.value ?? 0) * 100).toBeCloseTo(229.4, 1)
    expect(of('u500_share')).toMatchObject({ value: 0.3, atLeast: true, threshold: 0.25, pass: true })
    expect(of('app_cases')).toMatchObject({ value: 179, pass: true })
  })

  it('has key places of every kind, all marked synthetic', async () => {
    const { places, rejected } = await readPlaces(file('places.geojson.gz'))
    expect(rejected).toEqual([])
    expect(places.every((p) => p.synthetic)).toBe(true)
    const scenes = new Set(places.map((p) => p.scene))
    for (const scene of ['township-seat', 'park', 'hospital', 'railway-station', 'highway', 'tea-garden', 'farm']) {
      expect(scenes).toContain(scene)
    }
  })
})
