import type { FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import type { Village } from '../area/village'
import type { Assessment } from '../assess/assess'
import type { Gap } from '../assess/gaps'
import type { CoverageMap, QualityLayers } from '../coverage/coverage-map'
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
    plan: collection<Point, ProposalColumns>(
      planFeatures(planRows(plan?.proposals ?? [], [], assessment.city.population !== null)),
    ),
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
      coveredAtRank: plan?.coveredAtRank,
    },
  }
}

function qualityOf({ rsrqDb, dominanceDb, overlap, dlMbps, ulMbps }: QualityLayers): ReportRasters['quality'] {
  return { rsrq: rsrqDb, dominance: dominanceDb, overlap, dl: dlMbps, ul: ulMbps }
}
