import type { StationChoice, WhatIfChange, WhatIfStation } from '../../index'
import type { ReportMap } from '../client/map'
import { plain } from '../numbers'
import type { Page } from './page'
import { changedMarkup, figuresMarkup, resultMarkup, stationPlace, stationTitle } from './panel'
import { placeStations, toFrame } from './session'

/** The panel of the station that is tried. */
export interface Editor {
  /** Tries a change; while one is computed, only the latest wish waits. */
  propose(change: WhatIfChange): void
  /** Moves the station that is tried to a place. */
  move(lon: number, lat: number): void
  /** Opens a station of the plan as it stands: what it brings is seen at once. */
  pick(station: WhatIfStation): void
  discard(): Promise<void>
  /** Writes everything that depends on the open trial. */
  show(): void
}

/** `onAccepted`: the plan has another station, or one less. */
export function openEditor(page: Page, map: ReportMap, onAccepted: () => void): Editor {
  const { session, say, lang, one, all, on, root } = page
  const { marks, paint, run } = session
  let busy = false
  let waiting: WhatIfChange | null = null

  function propose(change: WhatIfChange): void {
    session.change = change
    waiting = change
    if (!busy) void work()
  }
  async function work(): Promise<void> {
    busy = true
    while (waiting) {
      const change = waiting
      waiting = null
      const begun = performance.now()
      try {
        const trial = await session.whatIf.try(change)
        paint.trial(session.whatIf.rsrpDbm(), trial.beforeRsrpDbm, trial.window)
        session.tookMs = performance.now() - begun
        // What was left out has its default now.
        const { station } = trial
        if (station && session.change === change && change.station) {
          const { band, heightM, azimuthsDeg, tiltDeg } = station
          session.change = { ...change, station: { ...change.station, band, heightM, azimuthsDeg, tiltDeg } }
        }
        page.status('')
      } catch (error) {
        page.status((error as Error).message)
      }
      show()
    }
    busy = false
  }
  function move(lon: number, lat: number): void {
    const { change } = session
    if (change?.station) propose({ ...change, station: { ...change.station, lon, lat, surroundings: undefined } })
  }
  function pick({ id, lon, lat, band, heightM, azimuthsDeg, tiltDeg, surroundings }: WhatIfStation): void {
    propose({ replace: id, station: { lon, lat, band, heightM, azimuthsDeg, tiltDeg, surroundings } })
  }

  function show(): void {
    const { whatIf } = session
    one('[data-figures]').innerHTML = figuresMarkup(whatIf, say, lang)
    one('[data-editor]').hidden = whatIf.trial === null
    marks.stations = whatIf.stations
    if (whatIf.trial) showTrial()
    else {
      marks.trial = null
      paint.trial(whatIf.rsrpDbm(), new Float32Array(0), null)
    }
    root.dataset.people = String(whatIf.trial?.after.people ?? whatIf.figures.people)
    map.redraw('marks')
  }
  function showTrial(): void {
    const { whatIf, change } = session
    const trial = whatIf.trial!
    const replaced = whatIf.stations.find(({ id }) => id === change?.replace) ?? null
    const shown = trial.station ?? replaced
    marks.trial = shown && {
      place: toFrame(session, [shown.lon, shown.lat]),
      from: replaced && trial.station ? toFrame(session, [replaced.lon, replaced.lat]) : null,
      id: replaced?.id ?? -1,
    }
    one('[data-editor-title]').textContent = stationTitle(trial.station, replaced, say)
    one('[data-place]').textContent = shown ? stationPlace(shown, say) : ''
    one('[data-place]').dataset.at = shown ? `${shown.lon},${shown.lat}` : ''
    one('[data-result]').innerHTML = resultMarkup(trial, whatIf, say, lang)
    one('[data-changed]').innerHTML = changedMarkup(trial, run.villages, say)
    const took = one('[data-took]')
    took.textContent = say('whatIf.took', { ms: plain(session.tookMs) })
    took.dataset.ms = session.tookMs.toFixed(1)
    const unchanged = trial.station && replaced && sameStation(trial.station, replaced)
    one<HTMLButtonElement>('[data-accept]').disabled = Boolean(unchanged)
    one('[data-remove]').hidden = !replaced || !trial.station
    if (trial.station) fillFields(trial.station)
    for (const field of all<HTMLInputElement>('[data-edit]')) field.disabled = !trial.station
  }
  function fillFields(station: WhatIfStation): void {
    const values: Record<string, string> = {
      band: station.band,
      heightM: String(station.heightM),
      azimuthsDeg: station.azimuthsDeg.join(';'),
      tiltDeg: String(station.tiltDeg),
    }
    for (const field of all<HTMLInputElement>('[data-edit]')) {
      if (field !== document.activeElement) field.value = values[field.dataset.edit!]
    }
  }

  async function accept(): Promise<void> {
    const { trial } = session.whatIf
    if (!trial) return
    await session.whatIf.accept()
    session.change = null
    if (trial.window) paint.ground(session.whatIf.rsrpDbm(), trial.window)
    placeStations(session)
    show()
    onAccepted()
  }
  async function discard(): Promise<void> {
    waiting = null
    await session.whatIf.discard()
    session.change = null
    show()
  }

  for (const field of all<HTMLInputElement>('[data-edit]')) {
    on(field, 'change', () => {
      const { change } = session
      if (!change?.station) return
      const key = field.dataset.edit as keyof StationChoice
      const station = { ...change.station, [key]: entered(key, field.value) }
      // Another band has its own usual height and tilt.
      if (key === 'band') Object.assign(station, { heightM: undefined, tiltDeg: undefined })
      propose({ ...change, station })
    })
  }
  on(one('[data-accept]'), 'click', () => void accept())
  on(one('[data-discard]'), 'click', () => void discard())
  on(one('[data-remove]'), 'click', () => {
    if (session.change?.replace !== undefined) propose({ replace: session.change.replace })
  })
  return { propose, move, pick, discard, show }
}

function entered(key: keyof StationChoice, text: string): string | number | number[] {
  if (key === 'band') return text
  if (key !== 'azimuthsDeg') return Number(text)
  return text
    .split(/[;,\s/]+/)
    .filter(Boolean)
    .map(Number)
}

function sameStation(a: WhatIfStation, b: WhatIfStation): boolean {
  const settings = ({ lon, lat, band, heightM, azimuthsDeg, tiltDeg }: WhatIfStation) =>
    [lon.toFixed(6), lat.toFixed(6), band, heightM, azimuthsDeg.join(), tiltDeg].join(' ')
  return settings(a) === settings(b)
}
