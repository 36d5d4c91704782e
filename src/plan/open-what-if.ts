import { openCore } from '../core/core'
import { bestServer } from '../coverage/best-server'
import { type CellWindow, intersection, union } from '../coverage/cell-window'
import { MAX_RADIUS_M } from '../coverage/compute-coverage'
import { placeMasts } from '../coverage/masts'
import { propagationOn, surfaceOf } from '../coverage/propagation'
import { testsService } from '../coverage/service'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import { type Candidate, candidateMast } from './candidate'
import { openClaims } from './claim'
import { DEFAULT_COSTS } from './cost'
import { demandOf } from './demand'
import type { Pick as PlanPick } from './pick'
import { DEFAULT_WEIGHTS, type Proposal } from './plan'
import { NEW_BANDS } from './plan-input'
import { proposalsOf } from './proposal-rows'
import { chooserOf } from './station-choice'
import type { Trial, VillageChange, WhatIf, WhatIfChange, WhatIfInput, WhatIfStation } from './what-if'
import { type Snapshot, whatIfMap } from './what-if-map'
import { differs, type VillageState, type WhatIfFigures, whatIfVillages } from './what-if-villages'

/** Rows of the grid on which the first map is computed at a time: bounds its memory. */
const BAND_ROWS = 768

interface Entry {
  station: WhatIfStation
  candidate: Candidate
  radiusCells: number
  reliefPeople: number
  /** What the plan says of the place beside its settings; gone once the station has moved. */
  told?: Pick<Proposal, 'operator' | 'structure' | 'candidate' | 'owner'>
}

/**
 * Opens a what-if over a coverage map: the map with the plan built is computed once; a trial then computes one station's window
 * (and, where a station of the plan is lifted, the window that it served from those around it), by the same kernels as
 * `computeCoverage` and `planStations`, so that the figures are those of a whole new run with the edited plan.
 * @throws InputError `villages-differ`, `rule-not-tried` where the rule tests more than the level outdoors; the signal's reason when aborted
 */
export async function openWhatIf(input: WhatIfInput): Promise<WhatIf> {
  const { coverage, signal, onProgress } = input
  const { grid, rule, sigmaDb, floorDbm, load, zones } = coverage
  const villages = Array.isArray(input.villages) ? input.villages : input.villages.villages
  const count = zones.spans.offsets.length - 1
  if (count !== villages.length) {
    const message = `${villages.length} villages were given; the coverage map was made with ${count}. Give the same ones.`
    throw new InputError('villages-differ', 'villages', message)
  }
  if (testsService(rule)) {
    const message = `The rule ${rule.id} asks for rates or a receiver indoors; a what-if tests the level outdoors. Use a rule such as cn-5g-dt-105.`
    throw new InputError('rule-not-tried', 'rule', message)
  }
  if (coverage.sigmaByModel) {
    const message =
      'The probability of the map is by the model at each distance; a what-if takes one spread. Compute the map with sigmaDb in dB.'
    throw new InputError('rule-not-tried', 'coverage.sigmaByModel', message)
  }
  const core = input.core ?? (await openCore({ workers: input.workers }))
  const start = core.arena.mark()
  const chooser = chooserOf(coverage, input.costs ?? DEFAULT_COSTS, input.bands ?? NEW_BANDS[coverage.rat])
  const model = coverage.calibrated ?? coverage.model
  const { propagation } = await propagationOn(core, grid, { model, ...surfaceOf(input) })
  const map = whatIfMap(core, coverage)
  const everywhere: CellWindow = { columnFrom: 0, columnTo: grid.columns, rowFrom: 0, rowTo: grid.rows }

  const levelsOf = (candidates: { candidate: Candidate; id: number }[], window: CellWindow, task?: LongTask) =>
    bestServer(core, grid, [{ masts: candidates.map(({ candidate, id }) => mastOf(candidate, id)), noiseDbm: -125 }], {
      propagation,
      floorDbm,
      maxRadiusM: MAX_RADIUS_M,
      load,
      thresholdDbm: rule.rsrpDbm,
      sigmaDb,
      window,
      ...task,
    })
  /** How far stations reach, in cells. */
  const radiiOf = (candidates: Candidate[]): number[] => {
    const mark = core.arena.mark()
    const masts = candidates.map((candidate) => mastOf(candidate, 0))
    const { radiusCells } = placeMasts(core, grid, propagation, masts, { floorDbm, maxRadiusM: MAX_RADIUS_M })
    core.arena.release(mark)
    return Array.from(radiusCells)
  }
  const windowOf = ({ candidate, radiusCells }: Pick<Entry, 'candidate' | 'radiusCells'>): CellWindow | undefined => {
    const column = (candidate.x - grid.originX) / grid.cellSizeM
    const row = (grid.originY - candidate.y) / grid.cellSizeM
    return intersection(everywhere, {
      columnFrom: Math.floor(column - radiusCells),
      columnTo: Math.ceil(column + radiusCells),
      rowFrom: Math.floor(row - radiusCells),
      rowTo: Math.ceil(row + radiusCells),
    })
  }
  const touching = (entries: Entry[], window: CellWindow): Entry[] =>
    entries.filter(({ candidate, radiusCells }) => {
      const column = (candidate.x - grid.originX) / grid.cellSizeM
      const row = (grid.originY - candidate.y) / grid.cellSizeM
      const dx = Math.max(window.columnFrom - column, 0, column - window.columnTo)
      const dy = Math.max(window.rowFrom - row, 0, row - window.rowTo)
      return dx * dx + dy * dy <= radiusCells * radiusCells
    })

  let nextId = 1
  const stationOf = (
    id: number,
    candidate: Candidate,
    known: Pick<WhatIfStation, 'reason' | 'rank' | 'edited'>,
  ): WhatIfStation => {
    const [lon, lat] = chooser.lonLat(candidate)
    const { band, heightM, azimuthsDeg, tiltDeg, surroundings, site, costCny } = candidate
    const sharesSite = site >= 0 ? coverage.network.sites[site].id : null
    return { id, lon, lat, band, heightM, azimuthsDeg, tiltDeg, surroundings, sharesSite, costCny, ...known }
  }
  const planned = (input.proposals ?? []).filter(({ kind }) => kind === 'station')
  const candidates = planned.map((proposal) => chooser.candidate(proposal))
  const radii = radiiOf(candidates)
  let entries: Entry[] = planned.map((proposal, i) => {
    const { reason, rank, reliefPeople, costCny, operator, structure, candidate: listed, owner } = proposal
    const candidate = { ...candidates[i], costCny }
    const station = stationOf(nextId++, candidate, { reason, rank, edited: false })
    const told = { operator, structure, candidate: listed, owner }
    return { station, candidate, radiusCells: radii[i], reliefPeople, told }
  })

  const area = whatIfVillages(core, coverage, villages, map)
  const { states } = area
  const today = area.figures()
  for (let row = 0; row < grid.rows; row += BAND_ROWS) {
    const window = { ...everywhere, rowFrom: row, rowTo: Math.min(grid.rows, row + BAND_ROWS) }
    const near = touching(entries, window)
    if (near.length > 0) map.lay(window, await levelsOf(near.map(numbered), window, { signal }))
    onProgress?.({ stage: 'plan', done: window.rowTo, total: grid.rows })
    signal?.throwIfAborted()
  }
  area.refresh(everywhere)
  let figures = area.figures()

  /** What is lifted off the map for a trial, and the trial itself, each with what stood there before. */
  let lifted: { id: number; saved: Snapshot | null; without: WhatIfFigures; states: Map<number, VillageState> } | null =
    null
  let open: { trial: Trial; entry: Entry | null; saved: Snapshot | null; states: Map<number, VillageState> } | null =
    null

  /** Changes a window of the map, and keeps what stood there and how its villages were. */
  async function change(window: CellWindow, edit: () => Promise<void>) {
    const saved = map.save(window)
    const before = area.touched(window)
    await edit()
    area.refresh(window)
    return { saved, states: before }
  }
  function undo(done: { saved: Snapshot | null; states: Map<number, VillageState> } | null): void {
    if (!done) return
    if (done.saved) map.restore(done.saved)
    for (const [v, state] of done.states) states[v] = state
  }
  function putBack(): void {
    undo(open)
    open = null
  }
  function putAllBack(): void {
    putBack()
    undo(lifted)
    lifted = null
  }

  async function lift(id: number): Promise<void> {
    if (lifted?.id === id) return
    putAllBack()
    const entry = entries.find(({ station }) => station.id === id)
    if (!entry) throw new InputError('station-unknown', 'replace', `There is no station ${id} in the plan.`)
    const reach = windowOf(entry)
    const box = reach && map.servedBox(id, reach)
    const others = box ? touching(entries, box).filter((other) => other !== entry) : []
    const done = box
      ? await change(box, async () => {
          map.clear(box)
          if (others.length > 0) map.lay(box, await levelsOf(others.map(numbered), box))
        })
      : { saved: null, states: new Map<number, VillageState>() }
    lifted = { id, without: area.figures(), ...done }
  }

  async function attempt({ replace, station: choice }: WhatIfChange): Promise<Trial> {
    if (replace === undefined && !choice) {
      throw new InputError('nothing-to-try', 'change', 'Name a station to build, one to change, or both.')
    }
    const wanted = choice && chooser.candidate(choice)
    if (replace === undefined) putAllBack()
    else {
      putBack()
      await lift(replace)
    }
    const old = entries.find(({ station }) => station.id === replace)
    const stays = wanted && old && samePlace(wanted, old.candidate)
    // The plan's own cost stands where nothing that it was made of has changed.
    const candidate =
      stays && wanted.band === old.candidate.band ? { ...wanted, costCny: old.candidate.costCny } : wanted
    let entry: Entry | null = null
    let done: { saved: Snapshot | null; states: Map<number, VillageState> } = { saved: null, states: new Map() }
    if (candidate) {
      const reason = old?.station.reason ?? 'coverage'
      const station = stationOf(old?.station.id ?? nextId, candidate, {
        reason,
        rank: old?.station.rank ?? null,
        edited: true,
      })
      const { reliefPeople = 0 } = old ?? {}
      const told = stays ? old.told : undefined
      entry = { station, candidate, radiusCells: radiiOf([candidate])[0], reliefPeople, told }
      const window = windowOf(entry)
      if (window) {
        const added = entry
        done = await change(window, async () => map.lay(window, await levelsOf([numbered(added)], window)))
      }
    }
    const before = new Map([...done.states, ...(lifted?.states ?? [])])
    const changes = [...before]
      .filter(([v, state]) => differs(state, states[v]))
      .map(([village, state]): VillageChange => ({ village, before: state, after: states[village] }))
      .sort((a, b) => a.village - b.village)
    const window = union(lifted?.saved?.window, done.saved?.window)
    const trial: Trial = {
      station: entry?.station ?? null,
      before: figures,
      without: lifted?.without ?? figures,
      after: area.figures(),
      villages: changes,
      window,
      beforeRsrpDbm: window ? beforeIn(window, lifted?.saved ?? null, done.saved) : new Float32Array(0),
      costCny: costOf(entries) - (old?.candidate.costCny ?? 0) + (candidate?.costCny ?? 0),
    }
    open = { trial, entry, ...done }
    return trial
  }

  /** RSRP of the accepted map in a window: the map as it is under what was saved of it, the newest first. */
  function beforeIn(window: CellWindow, ...saved: (Snapshot | null)[]): Float32Array {
    const width = window.columnTo - window.columnFrom
    const out = map.save(window).rsrpDbm
    for (const snapshot of saved.toReversed()) {
      if (!snapshot) continue
      const { columnFrom, columnTo, rowFrom, rowTo } = snapshot.window
      for (let row = rowFrom; row < rowTo; row++) {
        const from = (row - rowFrom) * (columnTo - columnFrom)
        const line = snapshot.rsrpDbm.subarray(from, from + columnTo - columnFrom)
        out.set(line, (row - window.rowFrom) * width + columnFrom - window.columnFrom)
      }
    }
    return out
  }

  async function accept(): Promise<void> {
    if (!open) return
    const { entry, trial } = open
    const replaced = lifted?.id
    if (replaced === undefined) {
      if (entry) entries = [...entries, entry]
      nextId++
    } else {
      entries = entry
        ? entries.map((other) => (other.station.id === replaced ? entry : other))
        : entries.filter(({ station }) => station.id !== replaced)
    }
    figures = trial.after
    open = null
    lifted = null
  }

  async function proposals(task: LongTask = {}): Promise<Proposal[]> {
    putAllBack()
    const mark = core.arena.mark()
    try {
      const weights = { ...DEFAULT_WEIGHTS, ...input.weights }
      const demand = demandOf(core, coverage, villages, weights)
      const gains = await openClaims(core, coverage, propagation, demand).build(
        entries.map(({ candidate }) => candidate),
        task,
      )
      const picks = entries.map(({ candidate, station, reliefPeople }, i): PlanPick => {
        const covers = gains[i].villages.length > 0 ? 'village' : 'coverage'
        const relieves = station.reason === 'capacity' || station.reason === 'density'
        return { candidate, reason: station.edited && !relieves ? covers : station.reason, reliefPeople }
      })
      const placed = picks.map(({ candidate }) => {
        const [lon, lat] = chooser.lonLat(candidate)
        return { candidate, lon, lat }
      })
      const rows = proposalsOf(coverage, villages, picks, gains, placed, input.quarterCapacity)
      return rows.map((row, i) => ({ ...row, ...entries[i].told }))
    } finally {
      core.arena.release(mark)
    }
  }

  // One thing at a time: the map lies in one memory.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }
  return {
    get stations() {
      return entries.map(({ station }) => station)
    },
    get figures() {
      return figures
    },
    today,
    get costCny() {
      return costOf(entries)
    },
    get trial() {
      return open?.trial ?? null
    },
    rsrpDbm: () => map.rsrpDbm.view,
    try: (change) => inTurn(() => attempt(change)),
    accept: () => inTurn(accept),
    discard: () => inTurn(async () => putAllBack()),
    proposals: (task) => inTurn(() => proposals(task)),
    close: () =>
      inTurn(async () => {
        core.arena.release(start)
        if (!input.core) await core.close()
      }),
  }
}

const numbered = ({ candidate, station }: Entry): { candidate: Candidate; id: number } => ({
  candidate,
  id: station.id,
})
const costOf = (entries: Entry[]): number => entries.reduce((sum, { candidate }) => sum + candidate.costCny, 0)

/** True for a station that has not moved. */
function samePlace(a: Candidate, b: Candidate): boolean {
  return a.site === b.site && Math.hypot(a.x - b.x, a.y - b.y) < 1
}

/** A candidate whose sectors all bear the station's number: the map says which station serves, not which sector. */
function mastOf(candidate: Candidate, id: number) {
  const mast = candidateMast(candidate)
  for (const sector of mast.sectors) sector.server = id
  return mast
}
