import type { FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import type { Village } from '../area/village'
import type { Assessment } from '../assess/assess'
import type { Gap } from '../assess/gaps'
import { type CoverageMap, type QualityLayers, testedDbm } from '../coverage/coverage-map'
import type { Plan } from '../plan/plan'
import { changeRows } from './change-rows'
import type {
  AreaColumns,
  GapColumns,
  ProposalColumns,
  ReportData,
  ReportRasters,
  StationColumns,
  VillageColumns,
} from './report-data'
import { gapFeatures, planFeatures, planRows, stationRows, tidy, villageFeatures } from './rows'
import type { Summary } from './summary'

/** What a run computed, as far as the report shows it. */
export interface RunResults {
  summary: Summary
  villages: Village[]
  assessment: Assessment
  /** With the plan built; null without one. */
  after: Assessment | null
  gaps: Gap[]
  plan: Plan | null
  coverage: CoverageMap
}

/** The report's input from a run's results, the same as `readRun` makes from its files. */
export function reportDataOf({ summary, villages, assessment, after, gaps, plan, coverage }: RunResults): ReportData {
  const collection = <Geometry, Columns>(features: unknown) =>
    ({ type: 'FeatureCollection', features }) as FeatureCollection<Geometry & (Polygon | MultiPolygon | Point), Columns>
  return {
    summary,
    lang: summary.lang,
    villages: collection<Polygon | MultiPolygon, VillageColumns>(villageFeatures(villages, assessment.villages)),
    counties: assessment.counties.map(tidy) as unknown as AreaColumns[],
    townships: assessment.townships.map(tidy) as unknown as AreaColumns[],
    gaps: collection<Polygon | MultiPolygon, GapColumns>(gapFeatures(gaps)),
    plan: collection<Point, ProposalColumns>(planFeatures(planRows(plan?.proposals ?? [], []))),
    stations: stationRows(coverage.network) as unknown as StationColumns[],
    changes: plan && after ? changeRows(assessment, after, plan.proposals) : [],
    rasters: {
      grid: coverage.grid,
      rsrpDbm: coverage.rsrpDbm,
      sinrDb: coverage.sinrDb,
      probability: coverage.probability,
      server: coverage.server,
      gigabit: coverage.gigabit ?? undefined,
      quality: coverage.quality && qualityOf(coverage.quality),
      terrainEffectDb: coverage.terrainEffectDb,
      coveredAtRank: plan ? coveredAtRank(coverage, plan) : undefined,
    },
  }
}

function qualityOf({ rsrqDb, dominanceDb, overlap, dlMbps, ulMbps }: QualityLayers): ReportRasters['quality'] {
  return { rsrq: rsrqDb, dominance: dominanceDb, overlap, dl: dlMbps, ul: ulMbps }
}

/**
 * Per cell of the grid the rank of the proposal that serves it where only the plan covers it hard; 0 elsewhere.
 */
function coveredAtRank(before: CoverageMap, { after }: Plan): Uint16Array {
  const level = before.rule.rsrpDbm + before.rule.marginDb
  const standing = before.network.stations.length
  const rankOfCell = Uint32Array.from(after.network.cells, ({ station }) => Math.max(0, station - standing + 1))
  const [levelBefore, levelAfter] = [testedDbm(before), testedDbm(after)]
  const ranks = new Uint16Array(levelBefore.length)
  for (let i = 0; i < ranks.length; i++) {
    // NaN compares false both ways: no signal before counts as not covered, none after as not covered by the plan.
    if (levelAfter[i] >= level && !(levelBefore[i] >= level)) {
      ranks[i] = Math.min(65535, rankOfCell[after.server[i] - 1])
    }
  }
  return ranks
}
