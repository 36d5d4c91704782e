import { villagesGiven } from '../area/given-villages'
import type { Village } from '../area/village'
import { demandOf } from '../candidates/demand'
import { DEFAULT_COSTS } from '../constraints/cost'
import type { EarlierProposal } from '../constraints/earlier-plan'
import { licencesOf } from '../constraints/licences'
import { newBandsOf } from '../constraints/new-bands'
import { DEFAULT_WEIGHTS } from '../constraints/plan-weights'
import { quartersOfYears } from '../constraints/year-quarters'
import { type Core, coreArgument, openCore } from '../core/core'
import type { CellWindow } from '../coverage/cell-window'
import { coverageGiven, surfaceArgument, villagesOfMap } from '../coverage/given-coverage'
import { modelOfMap, propagationOn, surfaceOf } from '../coverage/propagation'
import { testsService } from '../coverage/service'
import { objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import { openClaims } from '../plan/claim'
import type { Pick as PlanPick } from '../plan/pick'
import type { Proposal } from '../plan/plan'
import { proposalsOf } from '../plan/proposal-rows'
import { chooserOf } from './station-choice'
import type { WhatIf, WhatIfInput } from './what-if'
import { whatIfMap } from './what-if-map'
import { costOf, type Entry, type Known, whatIfStations } from './what-if-stations'
import { type AcceptedPlan, openTrials } from './what-if-trial'
import { whatIfVillages } from './what-if-villages'

/** Rows of the grid on which the first map is computed at a time: bounds its memory. */
const BAND_ROWS = 768

/**
 * Opens a what-if over a coverage map: the map with the plan built is computed once; a trial then computes one station's window
 * (and, where a station of the plan is lifted, the window that it served from those around it), by the same kernels as
 * `computeCoverage` and `planStations`, so that the figures are those of a whole new run with the edited plan.
 * @throws InputError `villages-differ`, `rule-not-tried` where the rule tests more than the level outdoors; the signal's reason when aborted
 */
export async function openWhatIf(input: WhatIfInput): Promise<WhatIf> {
  objectArgument(input, 'input', 'an object of type WhatIfInput')
  coverageGiven(input.coverage)
  surfaceArgument(input)
  const villages = villagesGiven(input.villages)
  if (input.core !== undefined) coreArgument(input.core)
  assertTryable(input, villages)
  const core = input.core ?? (await openCore({ workers: input.workers }))
  if (inUse.has(core)) {
    const message = 'A what-if is open on this core and keeps its map there; close it first, or give another core.'
    throw new InputError('core-busy', 'core', message)
  }
  inUse.add(core)
  try {
    return await core.exclusive((open) => openOn(open, core, input, villages))
  } catch (error) {
    inUse.delete(core)
    if (!input.core) await core.close()
    throw error
  }
}

/** Cores that hold the map of an open what-if: other calls take turns above it, a second what-if cannot lie there. */
const inUse = new WeakSet<Core>()

async function openOn(core: Core, given: Core, input: WhatIfInput, villages: Village[]): Promise<WhatIf> {
  const { coverage, signal, onProgress } = input
  const { grid } = coverage
  const start = core.arena.mark()
  const licences = licencesOf(input, coverage.network, coverage.rat, {}, [])
  const bands = newBandsOf(coverage.rat, licences, {}, input.bands)
  const chooser = chooserOf(coverage, { costs: input.costs ?? DEFAULT_COSTS, bands, licences })
  const { propagation } = await propagationOn(core, grid, { ...modelOfMap(coverage), ...surfaceOf(input) })
  const map = whatIfMap(core, coverage)
  const stations = whatIfStations(core, coverage, propagation, chooser)

  const years = input.years ?? 1
  const planned = (input.proposals ?? []).filter(({ kind }) => kind === 'station')
  const candidates = planned.map((proposal) => ({ ...chooser.planned(proposal), costCny: proposal.costCny }))
  const known = planned.map((proposal, i): Known => {
    const { reason, rank, reliefPeople, operator, structure, candidate, owner } = proposal
    const year = Math.min(years, proposal.year)
    return {
      id: i + 1,
      reason,
      rank,
      year,
      edited: false,
      reliefPeople,
      operator,
      told: { structure, candidate, owner },
    }
  })
  const entries = stations.entries(candidates, known)

  const area = whatIfVillages(core, coverage, villages, map)
  const today = area.figures()
  const everywhere: CellWindow = { columnFrom: 0, columnTo: grid.columns, rowFrom: 0, rowTo: grid.rows }
  for (let row = 0; row < grid.rows; row += BAND_ROWS) {
    const window = { ...everywhere, rowFrom: row, rowTo: Math.min(grid.rows, row + BAND_ROWS) }
    const near = stations.touching(entries, window)
    if (near.length > 0) map.lay(window, await stations.levelsOf(near, window, { signal }))
    onProgress?.({ stage: 'plan', done: window.rowTo, total: grid.rows })
    signal?.throwIfAborted()
  }
  area.refresh(everywhere)
  const plan: AcceptedPlan = { entries, figures: area.figures(), nextId: entries.length + 1, years }
  const trials = openTrials(plan, map, area, stations, chooser)

  async function proposals(task: LongTask = {}): Promise<Proposal[]> {
    trials.putBack()
    const mark = core.arena.mark()
    try {
      const weights = { ...DEFAULT_WEIGHTS, ...input.weights }
      const demand = demandOf(core, coverage, villages, weights)
      const built = plan.entries.map(({ candidate }) => candidate)
      const gains = await openClaims(core, coverage, propagation, demand).build(built, task)
      const picks = plan.entries.map(({ candidate, station, reliefPeople }, i): PlanPick => {
        const covers = gains[i].villages.length > 0 ? 'village' : 'coverage'
        const relieves = station.reason === 'capacity' || station.reason === 'density'
        return { candidate, reason: station.edited && !relieves ? covers : station.reason, reliefPeople }
      })
      const placed = picks.map(({ candidate }) => {
        const [lon, lat] = chooser.lonLat(candidate)
        return { candidate, lon, lat }
      })
      const counts = Array.from({ length: years }, () => 0)
      for (const { station } of plan.entries) counts[station.year - 1]++
      const quarters = quartersOfYears(counts, input.quarterCapacity)
      const rows = proposalsOf(coverage, villages, picks, gains, placed, quarters)
      return rows.map((row, i) => ({ ...row, operator: plan.entries[i].operator, ...plan.entries[i].told }))
    } finally {
      core.arena.release(mark)
    }
  }

  // One thing at a time: the map lies in one memory.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => given.exclusive(work)
  return {
    get stations() {
      return plan.entries.map(({ station }) => station)
    },
    get figures() {
      return plan.figures
    },
    today,
    get costCny() {
      return costOf(plan.entries)
    },
    get trial() {
      return trials.open
    },
    kept: (which) => plan.entries.filter(({ station }) => !which || which(station)).map(keptOf),
    rsrpDbm: () => map.rsrpDbm.view,
    try: (change) => inTurn(() => trials.attempt(change)),
    accept: () => inTurn(async () => trials.accept()),
    discard: () => inTurn(async () => trials.putBack()),
    proposals: (task) => inTurn(() => proposals(task)),
    close: () =>
      inTurn(async () => {
        core.arena.release(start)
        inUse.delete(given)
        if (!input.core) await given.close()
      }),
  }
}

/** A station as the plan.csv of an earlier run would hold it: every field that `PlanInput.keep` reads. */
function keptOf({ station, candidate, reliefPeople, operator, told }: Entry, i: number): Required<EarlierProposal> {
  const { lon, lat, reason, band, heightM, azimuthsDeg, tiltDeg, surroundings, sharesSite, costCny, year } = station
  return {
    rank: i + 1,
    lon,
    lat,
    reason,
    band,
    heightM,
    azimuthsDeg: [...azimuthsDeg],
    tiltDeg,
    surroundings,
    sharesSite,
    costCny,
    year,
    reliefPeople,
    operator,
    structure: told?.structure ?? candidate.kind,
    candidate: told?.candidate ?? '',
    owner: told?.owner ?? '',
  }
}

function assertTryable({ coverage }: WhatIfInput, villages: readonly Village[]): void {
  const { rule } = coverage
  villagesOfMap(coverage, villages)
  if (testsService(rule)) {
    const message = `The rule ${rule.id} asks for rates or a receiver indoors; a what-if tests the level outdoors. Use a rule such as cn-5g-dt-105.`
    throw new InputError('rule-not-tried', 'rule', message)
  }
  if (coverage.sigmaByModel) {
    const message =
      'The probability of the map is by the model at each distance; a what-if takes one spread. Compute the map with sigmaDb in dB.'
    throw new InputError('rule-not-tried', 'coverage.sigmaByModel', message)
  }
}
