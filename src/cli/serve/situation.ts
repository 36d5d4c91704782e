import { join, resolve } from 'node:path'
import { openCore } from '../../core/core'
import { computeCoverage } from '../../coverage/compute-coverage'
import type { CoverageMap } from '../../coverage/coverage-map'
import { InputError } from '../../formats/input-error'
import type { LongTask } from '../../formats/progress'
import { gridFor } from '../../grid/grid-for'
import { readRun } from '../../output/read-run'
import type { ProposalColumns, ReportData } from '../../output/report-data'
import { type Manifest, manifestOf } from '../../output/run-manifest'
import type { Lang } from '../../output/summary'
import type { Proposal } from '../../plan/plan'
import { type ReportModel, reportModel } from '../../report/model'
import { coverageInput, workersOf } from '../../run/execute'
import { type Inputs, readInputs } from '../../run/inputs'
import { coverageKey, type RunRecord, reusableLayers } from '../../run/reuse'
import type { Settings } from '../../run/settings'

/** A run that is open for what-if: its report, its inputs, its map, its plan. */
export interface Situation {
  dir: string
  settings: Settings
  inputs: Inputs
  coverage: CoverageMap
  /** Stations of the plan, in order. */
  proposals: Proposal[]
  /** Rows of plan.csv that are fibre terminals: they stand in an export as they are. */
  terminals: ProposalColumns[]
  model: ReportModel
}

/**
 * Opens the folder of a run: its files, and the inputs that it was made from, which run.json names. The map is taken from
 * coverage.tif where the inputs are still the same, and computed again otherwise.
 * @throws InputError `run-missing`, `run-too-old`, those of the inputs
 */
export async function openSituation(
  dir: string,
  lang: Lang | undefined,
  given: Settings,
  task: LongTask,
): Promise<Situation> {
  const data = await readRun(dir, lang)
  const settings: Settings = { ...recordedSettings(dir), ...given }
  const inputs = await readInputs(settings, task)
  const core = await openCore({ workers: workersOf(settings) })
  try {
    const grid = gridFor(inputs.villages, { cellSizeM: settings.cellSize })
    const coverage = await computeCoverage({
      ...coverageInput(inputs, settings, grid),
      layers: await reusableLayers({ dir, key: coverageKey(settings, inputs.rule) }, grid, inputs.rule),
      core,
      ...task,
    })
    // In degrees of WGS-84, whatever datum the files are written in.
    const rows = data.plan.features.map(({ properties, geometry }) => {
      const [lon, lat] = geometry.coordinates
      return { ...properties, lon, lat }
    })
    return {
      dir: resolve(dir),
      settings,
      inputs,
      coverage,
      proposals: rows.filter(({ kind }) => kind !== 'olt').map(proposalOf),
      terminals: rows.filter(({ kind }) => kind === 'olt'),
      model: reportModel(withoutOrder(data)),
    }
  } finally {
    await core.close()
  }
}

/** The settings of the run in a folder, as run.json holds them. */
function recordedSettings(dir: string): Settings {
  const { settings } = manifestOf(dir) as Manifest & Partial<RunRecord>
  if (settings?.villages) return settings
  const message = 'run.json does not say what the run was made from. Run again into the same folder.'
  throw new InputError('run-too-old', join(dir, 'run.json'), message)
}

/** The page paints what the plan covers itself, for that changes. */
function withoutOrder(data: ReportData): ReportData {
  return data.rasters ? { ...data, rasters: { ...data.rasters, coveredAtRank: undefined } } : data
}

/** A proposal from its row in plan.geojson; a plan of an older run says nothing of tilt and surroundings, and has the usual ones. */
function proposalOf(row: ProposalColumns): Proposal {
  const azimuths = typeof row.azimuths === 'string' ? row.azimuths.split(';').filter(Boolean).map(Number) : row.azimuths
  return {
    rank: row.rank,
    kind: 'station',
    lon: row.lon,
    lat: row.lat,
    county: row.county,
    township: row.township,
    village: row.village,
    villageCode: row.village_code ?? '',
    reason: row.reason as Proposal['reason'],
    band: row.band,
    heightM: row.height_m ?? Number.NaN,
    azimuthsDeg: azimuths,
    tiltDeg: row.tilt_deg as number,
    surroundings: row.surroundings as Proposal['surroundings'],
    sharesSite: row.shares_site === null ? null : String(row.shares_site),
    gainPeople: row.gain_people,
    gainVillages: row.gain_villages,
    serves: row.serves ?? '',
    gainExpectedPeople: row.gain_expected_people ?? 0,
    gainAreaKm2: row.gain_area_km2 ?? 0,
    reliefPeople: row.relief_people ?? 0,
    costCny: row.cost_cny,
    cumulativePeople: row.cumulative_people,
    cumulativeVillages: row.cumulative_villages,
    cumulativeCostCny: row.cumulative_cost_cny,
    quarter: Number(row.quarter),
    year: row.year ?? 1,
    operator: row.operator ?? '',
    isNewTenant: row.new_tenant === true,
    structure: (row.structure || (row.shares_site === null ? 'tower' : 'structure')) as Proposal['structure'],
    candidate: row.candidate ?? '',
    owner: row.owner ?? '',
  }
}
