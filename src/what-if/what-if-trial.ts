import type { Candidate } from '../candidates/candidate'
import { type CellWindow, union } from '../coverage/cell-window'
import { InputError } from '../formats/input-error'
import type { Chooser } from './station-choice'
import type { Trial, VillageChange, WhatIfChange } from './what-if'
import type { Snapshot, WhatIfMap } from './what-if-map'
import { costOf, type Entry, type WhatIfStations } from './what-if-stations'
import { differs, type VillageState, type WhatIfFigures, type WhatIfVillages } from './what-if-villages'

/** The accepted plan. */
export interface AcceptedPlan {
  /** Years that the plan was made for. */
  readonly years: number
  entries: Entry[]
  figures: WhatIfFigures
  /** Number of the next station that is added. */
  nextId: number
}

/** What stood in a window of the map and how its villages were, before a change. */
interface Undo {
  saved: Snapshot | null
  states: Map<number, VillageState>
}

const UNCHANGED: Undo = { saved: null, states: new Map() }

/** Tries changes of a plan on its map, one at a time. */
export interface Trials {
  /** The trial that is open. */
  readonly open: Trial | null
  /** Tries a change in place of an open one. */
  attempt(change: WhatIfChange): Promise<Trial>
  /** Makes the open trial part of the plan. */
  accept(): void
  /** Puts the map back as the accepted plan has it. */
  putBack(): void
}

/**
 * A trial lifts the station that is changed off the map, lays those around it over what it served, and lays the changed one on
 * top; what stood there is kept beside, so that a next trial of the same station begins from the lifted map.
 */
export function openTrials(
  plan: AcceptedPlan,
  map: WhatIfMap,
  { states, refresh, touched, figures }: WhatIfVillages,
  stations: WhatIfStations,
  chooser: Chooser,
): Trials {
  let lifted: ({ id: number; without: WhatIfFigures } & Undo) | null = null
  let open: ({ trial: Trial; entry: Entry | null } & Undo) | null = null

  /** Changes a window of the map, and keeps what it needs to be undone. */
  async function change(window: CellWindow, edit: () => Promise<void>): Promise<Undo> {
    const undone = { saved: map.save(window), states: touched(window) }
    await edit()
    refresh(window)
    return undone
  }
  function undo(done: Undo | null): void {
    if (!done) return
    if (done.saved) map.restore(done.saved)
    for (const [v, state] of done.states) states[v] = state
  }
  function closeOpen(): void {
    undo(open)
    open = null
  }
  function putBack(): void {
    closeOpen()
    undo(lifted)
    lifted = null
  }

  async function lift(id: number): Promise<void> {
    if (lifted?.id === id) return
    putBack()
    const entry = plan.entries.find(({ station }) => station.id === id)
    if (!entry) throw new InputError('station-unknown', 'replace', `There is no station ${id} in the plan.`)
    const reach = stations.windowOf(entry)
    const box = reach && map.servedBox(id, reach)
    const others = box ? stations.touching(plan.entries, box).filter((other) => other !== entry) : []
    const done = box
      ? await change(box, async () => {
          map.clear(box)
          if (others.length > 0) map.lay(box, await stations.levelsOf(others, box))
        })
      : UNCHANGED
    lifted = { id, without: figures(), ...done }
  }

  /** The station of a candidate in the place of an old one or beside the others. */
  function entryOf(wanted: Candidate, old: Entry | undefined): Entry {
    const stays = old && samePlace(wanted, old.candidate)
    // The plan's own cost stands where nothing that it was made of has changed.
    const candidate =
      stays && wanted.band === old.candidate.band ? { ...wanted, costCny: old.candidate.costCny } : wanted
    const known = {
      id: old?.station.id ?? plan.nextId,
      reason: old?.station.reason ?? ('coverage' as const),
      rank: old?.station.rank ?? null,
      year: old?.station.year ?? plan.years,
      edited: true,
      reliefPeople: old?.reliefPeople ?? 0,
      operator: old?.operator ?? '',
      told: stays ? old.told : undefined,
    }
    return stations.entries([candidate], [known])[0]
  }

  async function attempt({ replace, station: choice }: WhatIfChange): Promise<Trial> {
    if (replace === undefined && !choice) {
      throw new InputError('nothing-to-try', 'change', 'Name a station to build, one to change, or both.')
    }
    const wanted = choice && chooser.candidate(choice)
    if (replace === undefined) putBack()
    else {
      closeOpen()
      await lift(replace)
    }
    const old = plan.entries.find(({ station }) => station.id === replace)
    const entry = wanted ? entryOf(wanted, old) : null
    const reach = entry && stations.windowOf(entry)
    const done =
      entry && reach
        ? await change(reach, async () => map.lay(reach, await stations.levelsOf([entry], reach)))
        : UNCHANGED
    const before = new Map([...done.states, ...(lifted?.states ?? [])])
    const changes = [...before]
      .filter(([v, state]) => differs(state, states[v]))
      .map(([village, state]): VillageChange => ({ village, before: state, after: states[village] }))
      .sort((a, b) => a.village - b.village)
    const window = union(lifted?.saved?.window, done.saved?.window)
    const trial: Trial = {
      station: entry?.station ?? null,
      before: plan.figures,
      without: lifted?.without ?? plan.figures,
      after: figures(),
      villages: changes,
      window,
      beforeRsrpDbm: window ? beforeIn(map, window, lifted?.saved ?? null, done.saved) : new Float32Array(0),
      costCny: costOf(plan.entries) - (old?.candidate.costCny ?? 0) + (entry?.candidate.costCny ?? 0),
    }
    open = { trial, entry, ...done }
    return trial
  }

  function accept(): void {
    if (!open) return
    const { entry, trial } = open
    const replaced = lifted?.id
    if (replaced === undefined) {
      if (entry) plan.entries = [...plan.entries, entry]
      plan.nextId++
    } else {
      plan.entries = entry
        ? plan.entries.map((other) => (other.station.id === replaced ? entry : other))
        : plan.entries.filter(({ station }) => station.id !== replaced)
    }
    plan.figures = trial.after
    open = null
    lifted = null
  }

  return {
    get open() {
      return open?.trial ?? null
    },
    attempt,
    accept,
    putBack,
  }
}

/** RSRP of the accepted map in a window: the map as it is under what was saved of it, the newest first. */
function beforeIn(map: WhatIfMap, window: CellWindow, ...saved: (Snapshot | null)[]): Float32Array {
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

/** True for a station that has not moved. */
function samePlace(a: Candidate, b: Candidate): boolean {
  return a.site === b.site && Math.hypot(a.x - b.x, a.y - b.y) < 1
}
