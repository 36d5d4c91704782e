import { expect, test } from 'vitest'
import { comparisonText } from '../../src/cli/print-comparison'
import type { ChangeRow } from '../../src/output/change-rows'
import { proposalComparisonRows } from '../../src/output/compare-proposals'
import { compareRuns, comparisonRows, type RunTables } from '../../src/output/compare-runs'
import type { AreaColumns, ProposalColumns } from '../../src/output/report-data'
import type { Summary } from '../../src/output/summary'
import type { PlanYear } from '../../src/plan/plan'

const change = (level: ChangeRow['level'], name: string, more: Partial<ChangeRow>): ChangeRow => ({
  level,
  code: name,
  name,
  county: name,
  area_km2: 10,
  population: 1000,
  area_hard_before: 0.5,
  area_hard_after: 0.5,
  area_expected_before: 0.6,
  area_expected_after: 0.6,
  population_hard_before: 0.5,
  population_hard_after: 0.5,
  population_expected_before: 0.6,
  population_expected_after: 0.6,
  villages_total: 10,
  villages_before: 5,
  villages_after: 5,
  people_gained: 0,
  stations_proposed: 0,
  cost_cny: 0,
  cny_per_person: null,
  ...more,
})
const proposal = (rank: number, lon: number, more: Partial<ProposalColumns> = {}): ProposalColumns => ({
  rank,
  lon,
  lat: 25,
  kind: 'station',
  county: 'Anxi',
  township: 'T',
  village: 'V',
  reason: 'coverage',
  band: 'n28',
  height_m: 40,
  azimuths: '0;120;240',
  shares_site: null,
  gain_people: 1,
  gain_villages: 0,
  cost_cny: 100,
  cumulative_people: 1,
  cumulative_villages: 0,
  cumulative_cost_cny: 100,
  quarter: 1,
  ...more,
})
const indicator = { code: 'G1', name: { en: 'One', zh: '一' }, value: 1, after: 2, threshold: 2, pass: true }
const run = (name: string, changes: ChangeRow[], plan: ProposalColumns[], more: object = {}): RunTables => ({
  name,
  summary: {
    grid: { cellSizeM: 50 },
    inputs: { villages: 10, stations: 3, population: 1000 },
    coverage: {
      '5g': {
        rule: 'cn-5g-dt-105',
        area: { hard: 0.5, expected: 0.6 },
        population: { hard: 0.5, expected: 0.6 },
        villages: { covered: 5, total: 10 },
      },
    },
    plan: changes.length > 0 ? { target: 3 } : null,
    indicators: [indicator],
    ...more,
  } as unknown as Summary,
  counties: [
    {
      name: 'Anxi',
      area_hard: 0.5,
      area_expected: 0.6,
      population: 1000,
      population_hard: 0.5,
      population_expected: 0.6,
      villages_covered: 5,
      villages_total: 10,
    } as AreaColumns,
  ],
  changes,
  plan,
})
const planned = (name: string, people: number, cost: number, plan: ProposalColumns[]): RunTables => {
  const figures = {
    population_hard_after: people / 1000,
    people_gained: people - 500,
    cost_cny: cost,
    stations_proposed: plan.length,
    cny_per_person: cost / (people - 500),
    villages_after: 7,
  }
  return run(name, [change('area', '', figures), change('county', 'Anxi', figures)], plan)
}

// A thousandth of a degree of longitude is 101 m here: 0.0003° is the same place, 0.001° another.
const a = planned('a', 700, 300, [proposal(1, 118), proposal(2, 118.1), proposal(3, 118.2, { band: 'n41' })])
const b = planned('b', 800, 500, [proposal(1, 118.1003), proposal(2, 118.001), proposal(3, 118.2)])

test('areas, cost and people of two plans side by side', () => {
  const compared = compareRuns(a, b)
  expect(compared.planned).toEqual({ a: true, b: true })
  expect(compared.city.people).toEqual({ a: 700, b: 800, change: 100 })
  expect(compared.counties).toHaveLength(1)
  expect(compared.counties[0].costCny).toEqual({ a: 300, b: 500, change: 200 })
  expect(compared.today.population.hard).toEqual({ a: 0.5, b: 0.5, change: 0 })
  expect(compared.cnyPerPerson).toEqual({ a: 1.5, b: 500 / 300, change: expect.closeTo(500 / 300 - 1.5) })
  expect(compared.cnyPerPersonMore).toBe(2)
  expect(compared.indicators).toEqual([])
  expect(compared.settings).toEqual([])
  expect(comparisonRows(compared)).toMatchObject([
    { level: 'area', people_a: 700, people_b: 800, people_change: 100 },
    { level: 'county', name: 'Anxi', cost_cny_change: 200 },
  ])
})

test('proposals are the same on one band within 50 m, whatever their rank', () => {
  const { proposals } = compareRuns(a, b)
  expect(proposals.both.map(({ rankA, rankB }) => [rankA, rankB])).toEqual([[2, 1]])
  expect(proposals.moved).toBe(1)
  expect(proposals.onlyA.map(({ rankA }) => rankA)).toEqual([1, 3])
  expect(proposals.onlyB.map(({ rankB }) => rankB)).toEqual([2, 3])
  expect(proposalComparisonRows(proposals).map(({ plan }) => plan)).toEqual([
    'A only',
    'A only',
    'B only',
    'B only',
    'both',
  ])
})

test('each proposal is paired once', () => {
  const one = planned('one', 700, 1, [proposal(1, 118)])
  const two = planned('two', 700, 1, [proposal(1, 118), proposal(2, 118.0001)])
  const { proposals } = compareRuns(one, two)
  expect([proposals.both.length, proposals.onlyA.length, proposals.onlyB.length]).toEqual([1, 0, 1])
})

test('a run without a plan is compared as it stands; indicators and settings that differ are named', () => {
  const map = run('map', [], [], { indicators: [{ ...indicator, after: null, pass: false }], grid: { cellSizeM: 100 } })
  const compared = compareRuns(map, a)
  expect(compared.planned).toEqual({ a: false, b: true })
  expect(compared.city.people).toEqual({ a: 500, b: 700, change: 200 })
  expect(compared.indicators).toMatchObject([{ code: 'G1', value: { a: 1, b: 2 }, passA: false, passB: true }])
  expect(compared.settings).toContainEqual({ setting: 'cellSize', a: '100 m', b: '50 m' })
})

test('runs of two areas are refused', () => {
  const other = planned('other', 700, 1, [])
  other.changes[1].name = 'Dehua'
  expect(() => compareRuns(a, other)).toThrow(/no county in common \(a: Anxi; other: Dehua\)/)
})

test('words for a terminal in both languages', () => {
  const compared = compareRuns(a, b)
  const english = comparisonText(compared, 'en')
  expect(english).toMatch(/people, hard +│ 70\.00 % +│ 80\.00 % +│ \+10\.00/)
  expect(english).toContain('Each resident that B covers more than A costs 2 CNY more.')
  expect(english).toContain('1 proposals stand in both plans (1 with another rank), 2 in A only, 2 in B only.')
  expect(comparisonText(compared, 'zh')).toMatch(/两方案共有 1 站.*补覆盖/s)
  expect(comparisonText(compareRuns(a, a), 'en')).toContain('Nothing differs.')
})

test('years, proof, refusals and rules of two plans are told', () => {
  const year = (stations: number, people: number, costCny: number): Partial<PlanYear> => ({
    target: stations,
    budgetCny: costCny === 200 ? 1_000_000 : null,
    stations,
    people,
    villages: 1,
    costCny,
    objective: people,
    optimalityGap: 0.01,
  })
  const outcome = { stations: 2, objective: 1000, people: 900, villages: 3, costCny: 300 }
  const asked = {
    listed: null,
    forbiddenZones: { zones: 2, candidatesRemoved: 9, keptRemoved: 0 },
    kept: null,
    quotas: [{ kind: 'county', name: 'Anxi', min: 1, max: 5, maxPerQuarter: 2, planned: 2, builtLater: 0 }],
    refusals: {
      places: 4,
      candidatesLost: 5,
      keptLost: 0,
      with: { ...outcome, objective: 950, people: 860 },
      without: outcome,
    },
    laterYears: 0,
    minSpacingM: 300,
    quarterCapacity: null,
  }
  const none = { ...asked, forbiddenZones: null, quotas: [], refusals: null }
  const plans = [
    {
      objective: 400,
      optimalityGap: 0.002,
      years: [year(3, 200, 300)],
      constraints: none,
      weights: { villagePeople: 2000 },
    },
    {
      objective: 500,
      optimalityGap: 0.004,
      years: [year(2, 150, 200), year(1, 30, 200)],
      constraints: asked,
      weights: { villagePeople: 3000 },
    },
  ]
  const [first, second] = [a, { ...b, changes: planned('b', 690, 250, []).changes }].map((of, i) => {
    const summary = { ...of.summary, plan: { ...of.summary.plan, ...plans[i] } } as unknown as Summary
    return { ...of, summary }
  })
  const compared = compareRuns(first, second)
  expect(compared.proof.objective).toEqual({ a: 400, b: 500, change: 100 })
  expect(compared.years.map(({ stations }) => stations)).toEqual([
    { a: 3, b: 2, change: -1 },
    { a: null, b: 1, change: null },
  ])
  expect(compared.settings).toEqual([
    { setting: 'target', a: '3', b: '2 + 1' },
    { setting: 'budget', a: '∞', b: '1,000,000 + 1,000,000' },
    { setting: 'weights.villagePeople', a: '2000', b: '3000' },
    { setting: 'quotas', a: '–', b: 'Anxi 1–5 (≤ 2 Q)' },
    { setting: 'forbidden', a: '–', b: '2' },
    { setting: 'refused', a: '–', b: '4' },
  ])
  const english = comparisonText(compared, 'en')
  expect(english).toContain('B covers 10 fewer residents and costs 50 CNY less: 5 CNY saved for each of them.')
  expect(english).toContain(
    'B: 4 places refused. Against the same plan without refusals 50 fewer weighted people (5.00 %)',
  )
  expect(english).toContain('residents −40, villages 0, CNY 0.')
  expect(english).toMatch(/│ 2 +│ – → 1 +│ – → 30 /)
  expect(english).toContain('weight villagePeople: 2000 → 3000')
  const chinese = comparisonText(compareRuns(second, first), 'zh')
  expect(chinese).toContain('每多覆盖一人多投资 5 元')
  expect(chinese).toContain('A：被否站址 4 处')
  expect(compareRuns(a, b).years).toEqual([])
})
