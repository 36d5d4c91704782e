import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Village } from '../../src/area/village'
import { assess } from '../../src/assess/assess'
import { DEFAULT_COSTS } from '../../src/constraints/cost'
import { licencesOf } from '../../src/constraints/licences'
import { openCore } from '../../src/core/core'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import type { CoverageMap } from '../../src/coverage/coverage-map'
import { gridFor } from '../../src/grid/grid-for'
import { BANDS, epre } from '../../src/network/bands'
import type { Network } from '../../src/network/network'
import { mapAfter } from '../../src/plan/map-after'
import type { Proposal } from '../../src/plan/plan'
import { planStations } from '../../src/plan/plan-stations'
import type { Terrain } from '../../src/terrain/terrain'
import { openWhatIf } from '../../src/what-if/open-what-if'
import { chooserOf } from '../../src/what-if/station-choice'
import type { WhatIf } from '../../src/what-if/what-if'
import type { WhatIfFigures } from '../../src/what-if/what-if-villages'

const SIDE = 0.04
const ACROSS = 4

/** Sixteen square villages of 4 km, people mostly in the east. */
const villages = Array.from({ length: ACROSS * ACROSS }, (_, i): Village => {
  const [west, south] = [118.5 + (i % ACROSS) * SIDE, 24.9 + Math.floor(i / ACROSS) * SIDE]
  const corner = (dx: number, dy: number): [number, number] => [west + dx * SIDE, south + dy * SIDE]
  return {
    code: `3505000000${String(i).padStart(2, '0')}`,
    name: `V${i}`,
    kind: i % 3 ? 'village' : 'community',
    townshipCode: '350500001',
    township: 'Town',
    countyCode: '350500',
    county: 'County',
    population: 200 + 137 * i,
    households: 100,
    geometry: {
      type: 'Polygon',
      coordinates: [[corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)]],
    },
    publicPoints: [
      { type: 'committee', lon: west + SIDE / 2, lat: south + SIDE / 2, estimated: false },
      { type: 'school', lon: west + SIDE / 5, lat: south + SIDE / 4, estimated: false },
    ],
    synthetic: true,
  }
})

const network: Network = { sites: [], stations: [], cells: [], rejected: [], warnings: [], synthetic: true }
for (const [i, { lon, lat, band }] of [
  { lon: 118.52, lat: 24.92, band: 'n28' },
  { lon: 118.6, lat: 24.99, band: 'g900' },
  { lon: 118.63, lat: 25.03, band: 'n41' },
].entries()) {
  network.sites.push({ id: `S${i}`, lon, lat })
  network.stations.push({ id: `T${i}`, site: i, rat: BANDS[band].rat, operator: '', built: 2023 })
  network.cells.push({
    id: `T${i}-1`,
    station: i,
    band,
    frequencyMhz: BANDS[band].frequencyMhz,
    azimuthDeg: 90,
    mechanicalTiltDeg: 0,
    electricalTiltDeg: 3,
    heightM: 30,
    epreDbm: epre(40, BANDS[band].resourceBlocks),
    gainDbi: 15,
    horizontalBeamwidthDeg: 65,
    verticalBeamwidthDeg: 9,
    lossDb: 0.5,
    indoor: false,
  })
}

/** Hills. */
const terrain: Terrain = {
  tiles: [
    {
      name: 'hills',
      bandName: '',
      crs: 'EPSG:4326',
      width: 100,
      height: 100,
      originX: 118.45,
      originY: 25.12,
      pixelWidth: 0.0027,
      pixelHeight: 0.0027,
      nodata: null,
      data: Float32Array.from({ length: 10_000 }, (_, i) => 60 + 55 * Math.sin(i / 7) * Math.cos(i / 311)),
    },
  ],
  synthetic: true,
  warnings: [],
}

async function opened() {
  const core = await openCore()
  const grid = gridFor(villages, { cellSizeM: 200 })
  const coverage = await computeCoverage({ grid, network, villages, terrain, core })
  const plan = await planStations({ coverage, villages, terrain, target: 6, core })
  return { core, grid, coverage, plan }
}
const { core, grid, coverage, plan } = await opened()
const planCore = await openCore()

/** The map of a what-if's stations, as a plan's `after` is computed: whole, from nothing. */
async function whole(whatIf: WhatIf): Promise<CoverageMap> {
  const licences = licencesOf({}, network, '5g', {}, [])
  const bands = { country: ['n28'], town: ['n41'] }
  const chooser = chooserOf(coverage, { costs: DEFAULT_COSTS, bands, licences })
  const placed = whatIf.stations.map((station) => {
    const candidate = chooser.candidate(station)
    return { candidate, lon: station.lon, lat: station.lat }
  })
  return mapAfter(planCore, coverage, villages, placed, { terrain }, {})
}

async function assessed(map: CoverageMap): Promise<WhatIfFigures> {
  const { city } = await assess(map, villages, { core: planCore })
  return {
    area: { hard: city.area_hard, expected: city.area_expected },
    population: { hard: city.population_hard, expected: city.population_expected },
    people: city.population! * city.population_hard!,
    areaKm2: city.area_km2 * city.area_hard,
    villages: { covered: city.villages_covered, total: city.villages_total },
  }
}

describe('openWhatIf', () => {
  test('begins with the plan: its map and its figures', async () => {
    expect(plan.proposals.length).toBeGreaterThan(3)
    const whatIf = await openWhatIf({ coverage, villages, terrain, proposals: plan.proposals, core })
    expect(whatIf.today).toEqual(await assessed(coverage))
    // Degrees and back move a station by less than a millimetre.
    const map = whatIf.rsrpDbm()
    plan.after.rsrpDbm.forEach((level, i) => {
      if (Number.isNaN(level) !== Number.isNaN(map[i])) throw new Error(`cell ${i}: ${level} and ${map[i]}`)
      if (Math.abs(level - map[i]) > 1e-3) throw new Error(`cell ${i}: ${level} and ${map[i]}`)
    })
    expect(whatIf.figures).toEqual(await assessed(await whole(whatIf)))
    await whatIf.close()
  })

  test('after any sequence of trials the map is, bit for bit, that of the edited plan computed whole', async () => {
    const place = fc.record({
      lon: fc.double({ min: 118.501, max: 118.5 + ACROSS * SIDE - 0.001, noNaN: true }),
      lat: fc.double({ min: 24.901, max: 24.9 + ACROSS * SIDE - 0.001, noNaN: true }),
      band: fc.constantFrom('n28', 'n41', undefined),
      heightM: fc.constantFrom(20, 35, undefined),
      azimuthsDeg: fc.constantFrom([0, 120, 240], [77], undefined),
    })
    const step = fc.record({
      pick: fc.nat(20),
      kind: fc.constantFrom('add', 'move', 'remove'),
      place,
      end: fc.constantFrom('accept', 'discard', 'again', 'leave'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const whatIf = await openWhatIf({ coverage, villages, terrain, proposals: plan.proposals, core })
        try {
          for (const { pick, kind, place, end } of steps) {
            const { stations } = whatIf
            const replace = kind === 'add' ? undefined : stations[pick % Math.max(1, stations.length)]?.id
            if (kind !== 'add' && replace === undefined) continue
            let trial = await whatIf.try({ replace, station: kind === 'remove' ? undefined : place })
            if (end === 'again') {
              trial = await whatIf.try({ replace, station: { ...place, lon: place.lon + 0.0005, heightM: 45 } })
            }
            expect(trial.before).toEqual(whatIf.figures)
            if (end === 'accept' || end === 'again') {
              await whatIf.accept()
              expect(whatIf.figures).toEqual(trial.after)
            } else if (end === 'discard') await whatIf.discard()
          }
          await whatIf.discard()
          const after = await whole(whatIf)
          expect(whatIf.rsrpDbm()).toEqual(after.rsrpDbm)
          expect(whatIf.figures).toEqual(await assessed(after))
        } finally {
          await whatIf.close()
        }
      }),
      { numRuns: 12 },
    )
  })

  test('a trial says what changes: people, villages, the map before it', async () => {
    const whatIf = await openWhatIf({ coverage, villages, terrain, core })
    const before = Float32Array.from(whatIf.rsrpDbm())
    const trial = await whatIf.try({ station: { lon: 118.62, lat: 24.95, band: 'n28' } })
    const { window } = trial
    expect(trial.before).toEqual(whatIf.today)
    expect(trial.without).toEqual(trial.before)
    expect(trial.after.people!).toBeGreaterThan(trial.before.people!)
    expect(trial.villages.length).toBeGreaterThan(0)
    for (const { village, before, after } of trial.villages) {
      expect(villages[village]).toBeDefined()
      expect(after.areaExpected).toBeGreaterThanOrEqual(before.areaExpected)
    }
    const width = window!.columnTo - window!.columnFrom
    for (let row = window!.rowFrom; row < window!.rowTo; row++) {
      const from = row * grid.columns + window!.columnFrom
      const line = (row - window!.rowFrom) * width
      expect(trial.beforeRsrpDbm.subarray(line, line + width)).toEqual(before.subarray(from, from + width))
    }
    expect(trial.costCny).toBeGreaterThan(0)
    expect(whatIf.stations).toHaveLength(0)
    await whatIf.discard()
    expect(whatIf.rsrpDbm()).toEqual(before)
    await whatIf.close()
  })

  test('the accepted plan as proposals: unedited it is the plan, edited its sums match', async () => {
    const whatIf = await openWhatIf({ coverage, villages, terrain, proposals: plan.proposals, core })
    const same = await whatIf.proposals()
    const bare = ({ lon, lat, gainPeople, gainExpectedPeople, cumulativePeople, ...rest }: Proposal) => rest
    expect(same.map(bare)).toEqual(plan.proposals.map(bare))
    for (const { rank, gainPeople, gainExpectedPeople } of same) {
      expect(gainPeople).toBeCloseTo(plan.proposals[rank - 1].gainPeople, 3)
      expect(gainExpectedPeople).toBeCloseTo(plan.proposals[rank - 1].gainExpectedPeople, 3)
    }
    await whatIf.try({ replace: whatIf.stations[0].id })
    await whatIf.accept()
    await whatIf.try({ station: { lon: 118.64, lat: 25.04 } })
    await whatIf.accept()
    const edited = await whatIf.proposals()
    expect(edited).toHaveLength(plan.proposals.length)
    expect(edited.map(({ rank }) => rank)).toEqual(edited.map((_, i) => i + 1))
    const last = edited.at(-1)!
    expect(last.cumulativePeople).toBeCloseTo(
      edited.reduce((sum, { gainPeople }) => sum + gainPeople, 0),
      6,
    )
    expect(last.cumulativeCostCny).toBe(whatIf.costCny)
    expect(last.village).toBe(villages.find(({ name }) => name === last.village)!.name)
    await whatIf.close()
  })

  test('says what is wrong with a choice', async () => {
    const whatIf = await openWhatIf({ coverage, villages, core })
    const code = (change: Parameters<WhatIf['try']>[0]) => whatIf.try(change).catch(({ code }) => code)
    expect(await code({ station: { lon: 0, lat: 0 } })).toBe('outside-grid')
    expect(await code({ station: { lon: 118.6, lat: 25, band: 'lte1800' } })).toBe('band-unknown')
    expect(await code({ station: { lon: 118.6, lat: 25, heightM: -3 } })).toBe('out-of-range')
    expect(await code({ station: { lon: 118.6, lat: 25, azimuthsDeg: [400] } })).toBe('out-of-range')
    expect(await code({ replace: 99 })).toBe('station-unknown')
    expect(await code({})).toBe('nothing-to-try')
    await expect(openWhatIf({ coverage, villages: villages.slice(1), core })).rejects.toMatchObject({
      code: 'villages-differ',
    })
    await whatIf.close()
  })

  test('a place near a structure takes it', async () => {
    const whatIf = await openWhatIf({ coverage, villages, core })
    const { station } = await whatIf.try({ station: { lon: 118.6015, lat: 24.9905 } })
    expect(station).toMatchObject({ sharesSite: 'S1', lon: 118.6, lat: 24.99, band: 'n28', rank: null, edited: true })
    await whatIf.close()
  })

  test('planned again, an edited station stands as it was edited', async () => {
    const proposals = plan.proposals.map((p) => ({ ...p, operator: 'Mobile', owner: 'Tower Co', candidate: 'c1' }))
    const whatIf = await openWhatIf({ coverage, villages, terrain, proposals, core: await openCore() })
    const edits = { tiltDeg: 11, heightM: 27, azimuthsDeg: [10, 130, 250], surroundings: 'town' as const, band: 'n41' }
    const [first] = whatIf.stations
    await whatIf.try({ replace: first.id, station: { lon: first.lon, lat: first.lat, ...edits } })
    await whatIf.accept()
    const keep = JSON.parse(JSON.stringify(whatIf.kept(({ edited }) => edited)))
    expect(keep).toHaveLength(1)
    expect(keep[0]).toMatchObject({ ...edits, rank: 1, operator: 'Mobile', owner: 'Tower Co', candidate: 'c1' })
    const again = await planStations({ coverage, villages, terrain, target: 4, keep, core: planCore })
    const { tiltDeg, heightM, azimuthsDeg, surroundings, band, operator, owner } = again.proposals[0]
    expect({ tiltDeg, heightM, azimuthsDeg, surroundings, band }).toEqual(edits)
    expect({ operator, owner }).toEqual({ operator: 'Mobile', owner: 'Tower Co' })
    // All fields of a station that a plan says come back, whether it was edited or not.
    for (const { lon, lat, ...kept } of whatIf.kept().slice(1)) {
      const planned = proposals[kept.rank - 1]
      expect(planned).toMatchObject(kept)
      expect([lon - planned.lon, lat - planned.lat].every((off) => Math.abs(off) < 1e-9)).toBe(true)
    }
    await whatIf.close()
  })
})
