import { InputError } from '../formats/input-error'
import type { PlanYear, RefusalCost } from '../plan/plan'
import type { ChangeRow } from './change-rows'
import { type ComparedProposals, compareProposals } from './compare-proposals'
import { type ChangedSetting, changedSettings } from './compare-settings'
import type { AreaColumns, ProposalColumns } from './report-data'
import type { PlanSummary, Summary } from './summary'
import { mapFigures } from './summary'

/** What a comparison reads of a run. */
export interface RunTables {
  /** What the run is called in messages: its folder. */
  name: string
  summary: Summary
  counties: AreaColumns[]
  /** Rows of changes.csv; empty where the run made no plan. */
  changes: ChangeRow[]
  /** Rows of plan.csv. */
  plan: ProposalColumns[]
}

/** A figure in both runs; null where a run does not have it. */
export interface Compared {
  a: number | null
  b: number | null
  /** b − a. */
  change: number | null
}

/** An area in both runs, each as far as it goes: with its plan built where it has one. */
export interface ComparedArea {
  /** Empty for the whole area. */
  name: string
  area: { hard: Compared; expected: Compared }
  population: { hard: Compared; expected: Compared }
  /** Residents covered hard. */
  people: Compared
  villages: Compared
  villagesTotal: number
  stations: Compared
  costCny: Compared
}

/** How good two plans are, by their own weights and bounds. */
export interface ComparedProof {
  /** Weighted people that the stations for cover add. */
  objective: Compared
  /** At most so much better exists, 0…1. */
  optimalityGap: Compared
  coverageEndsAtRank: Compared
  /** Stations that it takes for cover and the busy hour. */
  enough: Compared
}

/** A year of two plans; null where a plan does not reach so far. */
export interface ComparedYear {
  year: number
  stations: Compared
  people: Compared
  villages: Compared
  costCny: Compared
  objective: Compared
  optimalityGap: Compared
}

/** What differs between two runs. */
export interface Comparison {
  a: string
  b: string
  /** True where a run has a plan, whose map is compared; else what stands. */
  planned: { a: boolean; b: boolean }
  /** The same shares and counts with no plan built, in both runs. */
  today: ComparedArea
  city: ComparedArea
  counties: ComparedArea[]
  proof: ComparedProof
  /** Year by year; empty where both plans are for one. */
  years: ComparedYear[]
  /** What refusals cost each plan; null where nothing was refused. */
  refusals: { a: RefusalCost | null; b: RefusalCost | null }
  proposals: ComparedProposals
  costCny: Compared
  /** Cost per resident newly covered by each plan. */
  cnyPerPerson: Compared
  /** What each resident more in B costs over A; null where B does not cover more. */
  cnyPerPersonMore: number | null
  indicators: {
    code: string
    name: { en: string; zh: string }
    value: Compared
    passA: boolean | null
    passB: boolean | null
  }[]
  /** Settings in which the runs differ (`rule`, `cellSize`, `target` …): they may explain the rest. */
  settings: ChangedSetting[]
}

/**
 * Compares two runs of one area: coverage and villages in all and per county, proposals matched by band and place (within 50 m),
 * cost, and the indicators of the board. Where a run has a plan its map with the plan built is compared.
 * @throws InputError `runs-unlike` where the runs have no county in common
 */
export function compareRuns(a: RunTables, b: RunTables): Comparison {
  const [citiesA, citiesB] = [statesOf(a), statesOf(b)]
  const names = [...new Set([...citiesA.counties.keys(), ...citiesB.counties.keys()])]
  if (!names.some((name) => citiesA.counties.has(name) && citiesB.counties.has(name))) {
    const few = (run: Map<string, State>): string => [...run.keys()].slice(0, 3).join(', ') || 'none'
    throw new InputError(
      'runs-unlike',
      `${a.name}, ${b.name}`,
      `The runs have no county in common (${a.name}: ${few(citiesA.counties)}; ${b.name}: ${few(citiesB.counties)}); compare runs of one area.`,
    )
  }
  const proposals = compareProposals(a.plan, b.plan)
  const city = comparedArea('', citiesA.city, citiesB.city)
  const gained = (run: RunTables): number | null => {
    const all = run.changes.find(({ level }) => level === 'area')
    return all?.cny_per_person ?? null
  }
  const more = city.people.change
  const dearer = city.costCny.change
  return {
    a: a.name,
    b: b.name,
    planned: { a: a.changes.length > 0, b: b.changes.length > 0 },
    today: comparedArea('', citiesA.today, citiesB.today),
    city,
    counties: names.map((name) => comparedArea(name, citiesA.counties.get(name), citiesB.counties.get(name))),
    proof: comparedProof(a.summary.plan, b.summary.plan),
    years: comparedYears(a.summary.plan?.years ?? [], b.summary.plan?.years ?? []),
    refusals: {
      a: a.summary.plan?.constraints?.refusals ?? null,
      b: b.summary.plan?.constraints?.refusals ?? null,
    },
    proposals,
    costCny: city.costCny,
    cnyPerPerson: compared(gained(a), gained(b)),
    cnyPerPersonMore: more !== null && dearer !== null && more >= 0.5 ? dearer / more : null,
    indicators: changedIndicators(a.summary, b.summary),
    settings: changedSettings(a.summary, b.summary),
  }
}

function compared(a: number | null | undefined, b: number | null | undefined): Compared {
  const known = (value: number | null | undefined): number | null => value ?? null
  return { a: known(a), b: known(b), change: a == null || b == null ? null : b - a }
}

interface State {
  areaHard: number
  areaExpected: number
  peopleHard: number | null
  peopleExpected: number | null
  people: number | null
  villages: number
  villagesTotal: number
  stations: number
  costCny: number
}

/** The whole area and the counties of a run: with its plan built where it has one, and the area as it stands. */
function statesOf({ summary, counties, changes }: RunTables): {
  city: State
  today: State
  counties: Map<string, State>
} {
  const { area, population, villages } = mapFigures(summary)
  const today: State = {
    areaHard: area.hard,
    areaExpected: area.expected,
    peopleHard: population.hard,
    peopleExpected: population.expected,
    people: population.hard === null ? null : population.hard * (summary.inputs.population ?? Number.NaN),
    villages: villages.covered,
    villagesTotal: villages.total,
    stations: 0,
    costCny: 0,
  }
  if (changes.length === 0)
    return { city: today, today, counties: new Map(counties.map((row) => [row.name, standing(row)])) }
  const rows = changes.filter(({ level }) => level === 'county')
  const all = changes.find(({ level }) => level === 'area')
  return { city: all ? built(all) : today, today, counties: new Map(rows.map((row) => [row.name, built(row)])) }
}

function standing(row: AreaColumns): State {
  return {
    areaHard: row.area_hard,
    areaExpected: row.area_expected,
    peopleHard: row.population_hard,
    peopleExpected: row.population_expected,
    people: row.population_hard === null ? null : row.population_hard * (row.population ?? 0),
    villages: row.villages_covered,
    villagesTotal: row.villages_total,
    stations: 0,
    costCny: 0,
  }
}

function built(row: ChangeRow): State {
  return {
    areaHard: row.area_hard_after,
    areaExpected: row.area_expected_after,
    peopleHard: row.population_hard_after,
    peopleExpected: row.population_expected_after,
    people: row.population_hard_after === null ? null : row.population_hard_after * (row.population ?? 0),
    villages: row.villages_after,
    villagesTotal: row.villages_total,
    stations: row.stations_proposed,
    costCny: row.cost_cny,
  }
}

function comparedArea(name: string, a: State | undefined, b: State | undefined): ComparedArea {
  const of = (key: keyof State): Compared => compared(a?.[key], b?.[key])
  return {
    name,
    area: { hard: of('areaHard'), expected: of('areaExpected') },
    population: { hard: of('peopleHard'), expected: of('peopleExpected') },
    people: of('people'),
    villages: of('villages'),
    villagesTotal: (b ?? a)?.villagesTotal ?? 0,
    stations: of('stations'),
    costCny: of('costCny'),
  }
}

function comparedProof(a: Summary['plan'], b: Summary['plan']): ComparedProof {
  const of = (value: (plan: PlanSummary) => number | undefined): Compared => compared(a && value(a), b && value(b))
  return {
    objective: of((plan) => plan.objective),
    optimalityGap: of((plan) => plan.optimalityGap),
    coverageEndsAtRank: of((plan) => plan.coverageEndsAtRank),
    enough: of((plan) => plan.saturation?.enough),
  }
}

function comparedYears(a: PlanYear[], b: PlanYear[]): ComparedYear[] {
  const count = Math.max(a.length, b.length)
  if (count < 2) return []
  const keys = ['stations', 'people', 'villages', 'costCny', 'objective', 'optimalityGap'] as const
  return Array.from({ length: count }, (_, y) => {
    const figures = keys.map((key) => [key, compared(a[y]?.[key], b[y]?.[key])] as const)
    return { year: y + 1, ...(Object.fromEntries(figures) as Omit<ComparedYear, 'year'>) }
  })
}

/** Indicators whose value (after the plan where there is one) or verdict differs. */
function changedIndicators(a: Summary, b: Summary): Comparison['indicators'] {
  const before = new Map((a.indicators ?? []).map((one) => [one.code, one]))
  return (b.indicators ?? []).flatMap((after) => {
    const was = before.get(after.code)
    const value = compared(was?.after ?? was?.value, after.after ?? after.value)
    const [passA, passB] = [was?.pass ?? null, after.pass ?? null]
    if (value.a === value.b && passA === passB) return []
    return [{ code: after.code, name: after.name ?? { en: after.code, zh: after.code }, value, passA, passB }]
  })
}

/** Rows of compare.csv: the whole area, then counties. */
export function comparisonRows({ city, counties }: Comparison): Record<string, unknown>[] {
  return [city, ...counties].map((one) => {
    const row: Record<string, unknown> = { level: one === city ? 'area' : 'county', name: one.name }
    const figures: [string, Compared][] = [
      ['area_hard', one.area.hard],
      ['area_expected', one.area.expected],
      ['population_hard', one.population.hard],
      ['population_expected', one.population.expected],
      ['people', one.people],
      ['villages', one.villages],
      ['stations', one.stations],
      ['cost_cny', one.costCny],
    ]
    for (const [name, { a, b, change }] of figures)
      Object.assign(row, { [`${name}_a`]: a, [`${name}_b`]: b, [`${name}_change`]: change })
    return row
  })
}
