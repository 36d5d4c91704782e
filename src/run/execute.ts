import { availableParallelism } from 'node:os'
import { assess } from '../assess/assess'
import { type CellRow, cellRows } from '../assess/cell-rows'
import { findGaps } from '../assess/gaps'
import type { LicenceChoice } from '../constraints/licences'
import { type ByKind, refusalsByKind } from '../constraints/refusals-by-kind'
import { openCore } from '../core/core'
import { computeCoverage } from '../coverage/compute-coverage'
import type { CoverageMap } from '../coverage/coverage-map'
import { terrainEffect } from '../coverage/terrain-effect'
import { assignGigabit, type GigabitAssignment } from '../fibre/assign-gigabit'
import type { Fibre } from '../fibre/terminal'
import type { LongTask } from '../formats/progress'
import type { Warning } from '../formats/warning'
import type { Grid } from '../grid/grid'
import { gridFor } from '../grid/grid-for'
import { type SummaryInput, summarise } from '../output/summarise'
import { proposeFibre } from '../outside-plant/propose-fibre'
import { withFibreProposals } from '../outside-plant/with-fibre-proposals'
import type { PlanInput } from '../plan/plan-input'
import { planStations } from '../plan/plan-stations'
import { dualGigabit } from './dual-gigabit'
import type { Inputs } from './inputs'
import { coverageKey, type Reuse, reusableLayers } from './reuse'
import type { Settings } from './settings'

/** Results of a run, before they become files. */
export interface Results extends SummaryInput {
  nbIotMap: CoverageMap | null
  /** Why fewer threads computed than were asked for. */
  fewerWorkers?: Warning
  /** What each cell serves, where quality was asked for. */
  cells: CellRow[] | null
  summary: ReturnType<typeof summarise>
  /** What it was made of: the inputs as read, and all settings. */
  inputs: Inputs
  settings: Settings
  /** Digest of all that the map was made from. */
  coverageKey: string
}

const DEFAULT_TARGET = 5000
const DEFAULT_FIBRE_TARGET = 200
const MAX_WORKERS = 8

/** Threads where the user names none: the machine's, 8 at the most. */
export function workersOf(settings: Settings): number {
  return settings.workers ?? Math.min(MAX_WORKERS, availableParallelism())
}

/** Stations of each year; run.json of an earlier version holds one number. */
export const targetsOf = ({ target }: Settings): number[] => [target ?? DEFAULT_TARGET].flat()

/** What the settings ask a plan for. */
export function planInput(inputs: Inputs, settings: Settings, coverage: CoverageMap): PlanInput {
  const [target, ...laterTargets] = targetsOf(settings)
  return {
    coverage,
    villages: inputs.villages,
    places: inputs.places,
    terrain: inputs.terrain,
    landCover: inputs.landCover,
    antennas: inputs.antennas,
    target,
    laterTargets,
    budgetCny: settings.budget,
    minSpacingM: settings.spacing,
    candidateSpacingM: settings.candidateSpacing,
    quarterCapacity: settings.quarterCapacity,
    candidates: inputs.candidates?.candidates,
    forbidden: inputs.forbidden?.zones,
    quotas: inputs.quotas,
    ...licenceChoice(inputs, settings),
    costs: inputs.costs,
    usage: inputs.usage,
    weights: settings.weights,
    keep: inputs.earlier?.proposals,
    ...rulesByKind(inputs, settings).stations,
  }
}

/** For whom the settings plan, and on which bands. */
export function licenceChoice(
  { spectrum }: Inputs,
  { spectrum: asked, operator, pool, bands }: Settings,
): LicenceChoice {
  return { spectrum: asked === 'none' ? null : spectrum, operators: operator, pool, allowedBands: bands }
}

/** What the settings ask a map for: all of it, whoever computes it. */
export function coverageInput(inputs: Inputs, settings: Settings, grid: Grid) {
  const { network, villages, terrain, landCover, antennas, population, rule, model } = inputs
  return {
    grid,
    network,
    villages,
    terrain,
    landCover,
    antennas,
    population: population?.raster ?? undefined,
    rule,
    model,
    sigmaDb: settings.sigma,
  }
}

/** Refusals and kept ranks of stations and of fibre. */
function rulesByKind({ refused, earlier, fibre }: Inputs, { keepRanks }: Settings): ByKind {
  const ids = fibre?.terminals.map(({ id }) => id)
  return refusalsByKind(refused?.refusals ?? [], keepRanks, earlier?.terminals ?? [], ids)
}

/** What is asked of a run beside its settings. */
export interface RunWork {
  /** False: the map, its tables and gaps, and no plan. */
  plan?: boolean
  /** A folder of an earlier run: its map is taken where its inputs have not changed. */
  reuse?: string
}

/** Settings of a run; stations and CNY of one year, or of each. */
export type RunSettings = Omit<Settings, 'target' | 'budget'> &
  RunWork & { target?: number | number[]; budget?: number | number[] }

/**
 * A whole run: covers, assesses and plans, as the command line does it.
 * @param inputs from `readInputs`
 * @param given settings over those by which the inputs were read; they name no other inputs
 * @throws InputError those of `computeCoverage` and `planStations`; the signal's reason when aborted
 */
export async function runPlan(inputs: Inputs, given: RunSettings = {}, task: LongTask = {}): Promise<Results> {
  const { plan: wantsPlan = true, reuse: dir, target, budget, ...over } = given
  const settings: Settings = {
    ...inputs.settings,
    ...over,
    ...(target !== undefined && { target: [target].flat() }),
    ...(budget !== undefined && { budget: [budget].flat() }),
  }
  const { readMs } = inputs
  const key = coverageKey(settings, inputs.rule)
  const reuse: Reuse | undefined = dir === undefined ? undefined : { dir, key }
  const { villages, terrain, fibre, rule } = inputs
  const timingsMs: Record<string, number> = { read: readMs }
  const timed = async <T>(stage: string, work: () => Promise<T> | T): Promise<T> => {
    const begun = performance.now()
    const result = await work()
    timingsMs[stage] = Math.round((timingsMs[stage] ?? 0) + performance.now() - begun)
    task.signal?.throwIfAborted()
    return result
  }
  const core = await openCore({ workers: workersOf(settings) })
  try {
    const grid = gridFor(villages, { cellSizeM: settings.cellSize })
    const cover = { ...coverageInput(inputs, settings, grid), core, ...task }
    const coverage = await timed('coverage', async () =>
      computeCoverage({
        ...cover,
        quality: settings.quality,
        // Of an earlier map only the layers of coverage.tif are read again.
        layers: reuse && !settings.quality ? await reusableLayers(reuse, grid, rule) : undefined,
      }),
    )
    if (settings.terrainEffect && terrain)
      coverage.terrainEffectDb = await timed('coverage', () => terrainEffect(cover, coverage))
    const gigabit = fibre ? await timed('fibre', () => gigabitOf(inputs, coverage, fibre)) : null
    coverage.gigabit = gigabit?.mask ?? null
    const served = gigabit?.villages.map(({ hasGigabit }) => hasGigabit)
    const assessment = await timed('assess', () => assess(coverage, villages, { core, gigabit: served, ...task }))
    const gaps = await timed('assess', () => findGaps(coverage, villages, { core, ...task }))
    const plan = wantsPlan
      ? await timed('plan', async () => {
          const planned = await planStations({ ...planInput(inputs, settings, coverage), core, ...task })
          return { plan: planned, after: await assess(planned.after, villages, { core, gigabit: served, ...task }) }
        })
      : null
    const fibrePlan =
      wantsPlan && fibre && gigabit
        ? await timed('plan', () =>
            proposeFibre({
              villages: villages.villages,
              fibre,
              gigabit,
              routes: inputs.routes,
              target: settings.fibreTarget ?? DEFAULT_FIBRE_TARGET,
              budgetCny: settings.fibreBudget,
              forbidden: inputs.forbidden?.zones,
              keep: inputs.earlier?.terminals,
              ...rulesByKind(inputs, settings).fibre,
            }),
          )
        : null
    const fibreAfter = fibre && fibrePlan ? withFibreProposals(fibre, fibrePlan.proposals) : null
    const after = plan && { ...plan, fibre: fibreAfter, gigabit: fibrePlan?.after ?? null }
    const dual = await timed('board', () => dualGigabit({ inputs, coverage, assessment, gigabit, after, core, task }))
    const results: Omit<Results, 'summary' | 'inputs' | 'settings' | 'coverageKey'> = {
      lang: settings.lang ?? 'en',
      coverage,
      assessment,
      gaps,
      gigabit,
      plan,
      fibrePlan,
      cells: settings.quality ? cellRows(core, coverage) : null,
      ...dual,
      rejected: inputs.rejected.length,
      warnings: inputs.warnings,
      fewerWorkers: core.fewerWorkers,
      synthetic: inputs.synthetic,
      outputDatum: settings.outputDatum,
      timingsMs,
      peakRssMb: 0,
    }
    return { ...results, summary: summarise(results), inputs, settings, coverageKey: key }
  } finally {
    await core.close()
  }
}

/** Households with gigabit fibre, and their mask on the map's grid. */
function gigabitOf({ villages, routes, facts }: Inputs, coverage: CoverageMap, fibre: Fibre): GigabitAssignment {
  return assignGigabit({
    villages: villages.villages,
    fibre,
    routes,
    cells: { grid: coverage.grid, zone: coverage.zones.zone, people: coverage.people },
    indicatorHouseholds: facts?.urban_households?.value,
  })
}
