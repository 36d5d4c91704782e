import type { Assessment } from '../assess/assess'
import type { Board } from '../assess/board-run'
import type { Gap } from '../assess/gaps'
import type { OperatorTable } from '../assess/operators'
import { OTHER_TESTS } from '../assess/other-tests'
import type { SceneRow } from '../assess/places'
import type { ProfileRow } from '../assess/profiles'
import type { AreaRow } from '../assess/rows'
import type { CoverageMap } from '../coverage/coverage-map'
import type { GigabitAssignment } from '../fibre/assign-gigabit'
import { toldIn, type Warning } from '../formats/warning'
import type { FibrePlan } from '../outside-plant/propose-fibre'
import { phasesOf } from '../plan/phases'
import type { Plan } from '../plan/plan'
import { version } from '../version'
import { fibreFigures, nbIotFigures, townFigures } from './dual-figures'
import type { CoverageFigures, Lang, QualityFigures, Summary } from './summary'

/** What a summary is made of. */
export interface SummaryInput {
  lang: Lang
  coverage: CoverageMap
  assessment: Assessment
  gaps: Gap[]
  gigabit?: GigabitAssignment | null
  /** The plan and the tables of the map after it. */
  plan?: { plan: Plan; after: Assessment } | null
  fibrePlan?: FibrePlan | null
  board?: Board
  profiles?: ProfileRow[]
  operators?: OperatorTable | null
  rejected: number
  warnings: Warning[]
  /** Names of the inputs that were generated. */
  synthetic: string[]
  /** What the coordinates of tables and outlines are written in; WGS-84 by default. */
  outputDatum?: string
  timingsMs: Record<string, number>
  peakRssMb: number
}

const sum = (values: number[]): number => values.reduce((total, value) => total + (value || 0), 0)

/** Shares of the whole area. */
function figuresOf({ city, byKind }: Assessment): CoverageFigures {
  return {
    area: { hard: city.area_hard, expected: city.area_expected },
    population: { hard: city.population_hard, expected: city.population_expected },
    villages: { covered: city.villages_covered, total: city.villages_total, byKind },
    ...otherFigures(city),
  }
}

/** Quality of the whole area, where the map has it. */
function qualityFigures({ dl_mbps, ul_mbps, overlap_share }: AreaRow): { quality?: QualityFigures } {
  if (dl_mbps === undefined || ul_mbps === undefined || overlap_share === undefined) return {}
  return { quality: { dlMbps: dl_mbps, ulMbps: ul_mbps, overlapShare: overlap_share } }
}

const OTHER_KEYS = { sinr: 'levelAndSinr', vehicle: 'inVehicle', indoor: 'indoor' } as const

/** The whole area by the tests beside the rule's own; those that do not apply are left out. */
function otherFigures(city: AreaRow): Pick<CoverageFigures, 'levelAndSinr' | 'inVehicle' | 'indoor'> {
  const figures: Pick<CoverageFigures, 'levelAndSinr' | 'inVehicle' | 'indoor'> = {}
  for (const test of OTHER_TESTS) {
    const [hard, expected] = [city[`area_hard_${test}`], city[`area_expected_${test}`]]
    if (hard === null || expected === null) continue
    const population = { hard: city[`population_hard_${test}`], expected: city[`population_expected_${test}`] }
    figures[OTHER_KEYS[test]] = { area: { hard, expected }, population }
  }
  return figures
}

/** The run in numbers: `summary.json`. */
export function summarise(input: SummaryInput): Summary {
  const { coverage, assessment, gaps, gigabit, plan, board } = input
  const { grid, rule, network } = coverage
  return {
    gigaplan: version,
    lang: input.lang,
    synthetic: input.synthetic.length > 0,
    outputDatum: input.outputDatum ?? 'wgs84',
    grid: { ...grid, cells: grid.columns * grid.rows },
    inputs: {
      villages: assessment.villages.length,
      sites: network.sites.length,
      stations: network.stations.filter(({ rat }) => rat === coverage.rat).length,
      stationsByRat: countBy(network.stations.map(({ rat }) => rat)),
      cells: network.cells.length,
      rejected: input.rejected,
      areaKm2: assessment.city.area_km2,
      population: assessment.city.population,
      households: assessment.city.households,
      warnings: toldIn(input.lang, [...input.warnings, ...coverage.warnings]),
      syntheticInputs: input.synthetic,
    },
    coverage: {
      '5g': null,
      [coverage.rat]: {
        rule: rule.id,
        rat: coverage.rat,
        model: coverage.model,
        landCover: coverage.landCover,
        rsrpDbm: rule.rsrpDbm,
        marginDb: rule.marginDb,
        sinrDb: rule.sinrDb,
        dlMbps: rule.dlMbps ?? null,
        ulMbps: rule.ulMbps ?? null,
        environment: rule.environment ?? 'outdoor',
        sigmaDb: coverage.sigmaDb,
        ...(coverage.sigmaByModel && { sigmaByModel: true }),
        load: coverage.load,
        peopleEstimated: coverage.peopleEstimated,
        ...figuresOf(assessment),
        ...qualityFigures(assessment.city),
      },
      gigabit: {
        households: {
          covered: gigabit?.city.covered ?? 0,
          total: gigabit?.city.households ?? 0,
          capabilityRate: gigabit?.capabilityRate ?? 0,
        },
        villages: {
          covered: gigabit?.city.villagesCovered ?? 0,
          total: gigabit?.city.villagesTotal ?? 0,
        },
      },
    },
    gaps: {
      count: gaps.length,
      areaKm2: sum(gaps.map(({ areaKm2 }) => areaKm2)),
      population: assessment.city.population === null ? null : sum(gaps.map(({ population }) => population ?? 0)),
    },
    plan: plan ? planSummary(plan.plan, plan.after, board?.scenesAfter ?? null, input.lang) : null,
    indicators: board?.indicators ?? [],
    fibre: gigabit ? fibreFigures(gigabit, input.fibrePlan ?? null, input.lang) : null,
    places: board?.scenes ?? [],
    towns: board ? townFigures(board.towns) : null,
    nbIot: board?.nbIot ? nbIotFigures(board.nbIot) : null,
    operators: input.operators ?? null,
    sharing: board?.sharing ?? null,
    profiles: input.profiles ?? [],
    timingsMs: input.timingsMs,
    peakRssMb: input.peakRssMb,
  }
}

function planSummary(plan: Plan, after: Assessment, scenes: SceneRow[] | null, lang: Lang): Summary['plan'] {
  const stations = plan.proposals.filter(({ kind }) => kind === 'station')
  const phases = phasesOf(stations)
  return {
    target: plan.target,
    proposed: stations.length,
    objective: plan.objective,
    upperBound: plan.upperBound,
    optimalityGap: plan.optimalityGap,
    boundMethod: plan.boundMethod,
    free: plan.free,
    costCny: plan.costCny,
    costs: plan.costsId,
    stoppedBecause: plan.stoppedBecause,
    coverageEndsAtRank: plan.coverageEndsAtRank,
    mustCover: plan.mustCover,
    saturation: plan.saturation,
    years: plan.years,
    byQuarter: phases.byQuarter,
    byCountyQuarter: phases.byCounty,
    usage: plan.usageId,
    candidates: plan.candidates,
    constraints: plan.constraints,
    weights: plan.weights,
    after: figuresOf(after),
    byReason: countBy(stations.map(({ reason }) => reason)),
    byCounty: countBy(stations.map(({ county }) => county)),
    places: scenes ?? undefined,
    warnings: toldIn(lang, plan.warnings),
  }
}

function countBy(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
