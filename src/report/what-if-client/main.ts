import {
  BANDS,
  openWhatIf,
  type Projection,
  projection,
  type StationChoice,
  type WhatIf,
  type WhatIfChange,
  type WhatIfStation,
} from '../../index'
import { boxOf, type MapPlace, openMap, type ReportMap } from '../client/map'
import type { View } from '../client/scene'
import { openSearch } from '../client/search'
import type { MapState } from '../client/state'
import { escaped } from '../escaped'
import { sayer } from '../messages'
import type { ReportModel } from '../model'
import { percent, plain } from '../numbers'
import type { Lang } from '../summary'
import { type Tool, whatIfBody } from '../what-if-page'
import { askReplan } from './ask-replan'
import { download, type ExportKind, planText } from './exports'
import { loadModel, loadSituation, type Travelled } from './load'
import { type Corner, drawMarks, type ForbiddenArea, type Marks, sizeAt } from './marks'
import { openPaint, type Paint } from './paint'
import { changedMarkup, figuresMarkup, resultMarkup, stationPlace, stationTitle } from './panel'
import { type PathEnds, type PathSettings, pathMarkup } from './path-view'

/** Threads of the page's core at the most. */
const MOST_WORKERS = 4
/** A press that travels farther is a drag, CSS pixels. */
const STILL_PX = 5

/** What survives a switch of language. */
interface Session {
  model: ReportModel
  run: Travelled
  whatIf: WhatIf
  paint: Paint
  plane: Projection
  tool: Tool
  marks: Marks
  /** The change that is open, and what it replaces. */
  change: WhatIfChange | null
  path: PathSettings
  ends: PathEnds | null
  tookMs: number
  /** The areas that the plan was last made without. */
  nextArea: number
}

const mapState = (): MapState => ({
  picture: 'none',
  fill: 'outline',
  show: { gaps: false, stations: true, proposals: false, labels: true },
  stationsBy: 'band',
  proposalsBy: 'reason',
  stepBy: 'station',
  rank: 0,
  pin: null,
})

const workers = (): number => Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1)

function mount(root: HTMLElement, session: Session, lang: Lang, view: View | null): { close(): View } {
  const { model, run, paint, plane, marks } = session
  const { frame } = model
  const say = sayer(lang)
  const closing = new AbortController()
  const { signal } = closing
  const one = <E extends HTMLElement>(selector: string): E => root.querySelector<E>(selector)!
  const on = (target: EventTarget, type: string, handle: (event: Event) => void, capture = false) =>
    target.addEventListener(type, handle, { signal, capture })
  const say2 = (text: string): void => void (one('[data-status]').textContent = text)

  const toFrame = ([lon, lat]: [number, number]): Corner => {
    const [x, y] = plane.forward(lon, lat)
    return [(x - frame.westM) / frame.unitM, (frame.northM - y) / frame.unitM]
  }
  const toLonLat = (x: number, y: number): [number, number] =>
    plane.inverse(frame.westM + x * frame.unitM, frame.northM - y * frame.unitM)

  const map: ReportMap = openMap(one('[data-map]'), model, mapState(), view, {
    onHover: () => {},
    onPick: () => {},
    onView: drawScaleBar,
    drawUnder: (paper) => paint.draw(paper),
    drawOver: (paper) => drawMarks(paper, marks, frame.width),
    onPress: press,
    onClick: click,
  })

  function drawScaleBar({ scale }: View): void {
    const metresPerPixel = frame.unitM / scale
    const most = 130 * metresPerPixel
    const power = 10 ** Math.floor(Math.log10(most))
    const length = [5, 2, 1].map((m) => m * power).find((m) => m <= most) ?? power
    const bar = one('[data-scale]')
    bar.style.width = `${length / metresPerPixel}px`
    bar.textContent = length >= 1000 ? `${plain(length / 1000)} km` : `${plain(length)} m`
  }

  /** The station under a place, nearest first; −1 where there is none. */
  function stationAt({ x, y }: MapPlace): number {
    const { scale } = map.view()
    const reach = (sizeAt(scale, frame.width, marks.places.length) + 6) / scale
    let [best, least] = [-1, reach * reach]
    marks.places.forEach(([px, py], i) => {
      const d = (px - x) ** 2 + (py - y) ** 2
      if (d < least) [best, least] = [i, d]
    })
    return best
  }
  function onTrial({ x, y }: MapPlace): boolean {
    if (!marks.trial) return false
    const [px, py] = marks.trial.place
    return Math.hypot(px - x, py - y) * map.view().scale <= 16
  }

  function press(at: MapPlace): ((at: MapPlace, released: boolean) => void) | null {
    const { tool } = session
    let moved = false
    const still = (now: MapPlace): boolean => {
      moved ||= Math.hypot(now.left - at.left, now.top - at.top) > STILL_PX
      return !moved
    }
    if (tool === 'forbid') {
      return (now, released) => {
        if (still(now)) {
          if (released) addCorner([at.x, at.y])
          return
        }
        const corners: Corner[] = [
          [at.x, at.y],
          [now.x, at.y],
          [now.x, now.y],
          [at.x, now.y],
        ]
        marks.drawing = [...corners, corners[0]]
        if (released) closeArea(corners)
        map.redraw('marks')
      }
    }
    if (tool !== 'select' && tool !== 'new') return null
    if (onTrial(at)) return dragTrial(still)
    const index = tool === 'select' ? stationAt(at) : -1
    if (index < 0) return null
    const station = session.whatIf.stations[index]
    pick(station)
    return dragTrial(still)
  }

  function dragTrial(still: (now: MapPlace) => boolean): (at: MapPlace, released: boolean) => void {
    return (now) => {
      if (still(now) || !session.change?.station) return
      const [lon, lat] = toLonLat(now.x, now.y)
      propose({ ...session.change, station: { ...session.change.station, lon, lat, surroundings: undefined } })
    }
  }

  function click(at: MapPlace): boolean {
    if (session.tool === 'new') {
      const [lon, lat] = toLonLat(at.x, at.y)
      propose({ station: { lon, lat } })
      return true
    }
    if (session.tool === 'path') {
      addPathEnd(at)
      return true
    }
    if (session.tool === 'forbid') {
      addCorner([at.x, at.y])
      return true
    }
    const index = stationAt(at)
    if (index >= 0) pick(session.whatIf.stations[index])
    return true
  }

  /** Opens a station of the plan as it stands: what it brings is seen at once. */
  function pick(station: WhatIfStation): void {
    const { id, lon, lat, band, heightM, azimuthsDeg, tiltDeg, surroundings } = station
    propose({ replace: id, station: { lon, lat, band, heightM, azimuthsDeg, tiltDeg, surroundings } })
  }

  // While one change is computed, only the latest wish waits.
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
        say2('')
      } catch (error) {
        say2((error as Error).message)
      }
      show()
    }
    busy = false
  }

  /** Everything that depends on the open trial. */
  function show(): void {
    const { whatIf, change } = session
    const { trial } = whatIf
    one('[data-figures]').innerHTML = figuresMarkup(whatIf, say, lang)
    const editor = one('[data-editor]')
    editor.hidden = trial === null
    marks.stations = whatIf.stations
    if (trial) {
      const replaced = whatIf.stations.find(({ id }) => id === change?.replace) ?? null
      const shown = trial.station ?? replaced
      marks.trial = shown && {
        place: toFrame([shown.lon, shown.lat]),
        from: replaced && trial.station ? toFrame([replaced.lon, replaced.lat]) : null,
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
      one<HTMLButtonElement>('[data-remove]').hidden = !replaced || !trial.station
      if (trial.station) fillEditor(trial.station)
      for (const field of editor.querySelectorAll<HTMLInputElement>('[data-edit]')) field.disabled = !trial.station
    } else {
      marks.trial = null
      paint.trial(whatIf.rsrpDbm(), new Float32Array(0), null)
    }
    root.dataset.people = String(trial?.after.people ?? whatIf.figures.people)
    map.redraw('marks')
  }

  function fillEditor(station: WhatIfStation): void {
    const values: Record<string, string> = {
      band: station.band,
      heightM: String(station.heightM),
      azimuthsDeg: station.azimuthsDeg.join(';'),
      tiltDeg: String(station.tiltDeg),
    }
    for (const field of root.querySelectorAll<HTMLInputElement>('[data-edit]')) {
      if (field !== document.activeElement) field.value = values[field.dataset.edit!]
    }
  }

  function placeStations(): void {
    marks.stations = session.whatIf.stations
    marks.places = marks.stations.map(({ lon, lat }) => toFrame([lon, lat]))
  }

  async function accept(): Promise<void> {
    const { trial } = session.whatIf
    if (!trial) return
    await session.whatIf.accept()
    session.change = null
    if (trial.window) paint.ground(session.whatIf.rsrpDbm(), trial.window)
    placeStations()
    show()
    countInside()
  }
  async function discard(): Promise<void> {
    waiting = null
    await session.whatIf.discard()
    session.change = null
    show()
  }

  for (const field of root.querySelectorAll<HTMLInputElement>('[data-edit]')) {
    on(field, 'change', () => {
      const { change } = session
      if (!change?.station) return
      const key = field.dataset.edit as keyof StationChoice
      const value =
        key === 'band'
          ? field.value
          : key === 'azimuthsDeg'
            ? field.value
                .split(/[;,\s/]+/)
                .filter(Boolean)
                .map(Number)
            : Number(field.value)
      const station = { ...change.station, [key]: value }
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

  function chooseTool(tool: Tool): void {
    session.tool = tool
    for (const button of root.querySelectorAll<HTMLElement>('[data-tool]')) {
      button.setAttribute('aria-pressed', String(button.dataset.tool === tool))
    }
    one('[data-hint]').textContent = say(`whatIf.hint.${tool}`)
    one('[data-map]').dataset.tool = tool
    marks.drawing = []
    map.redraw('marks')
  }
  for (const button of root.querySelectorAll<HTMLElement>('[data-tool]')) {
    on(button, 'click', () => chooseTool(button.dataset.tool as Tool))
  }

  function addCorner(corner: Corner): void {
    marks.drawing = [...marks.drawing, corner]
    map.redraw('marks')
  }
  function closeArea(corners: Corner[]): void {
    marks.drawing = []
    if (corners.length >= 3) {
      const ring = corners.map(([x, y]) => toLonLat(x, y))
      marks.areas = [...marks.areas, { number: session.nextArea++, corners, ring }]
    }
    showAreas()
    map.redraw('marks')
  }
  on(
    one('[data-map]'),
    'dblclick',
    (event) => {
      if (session.tool !== 'forbid' || marks.drawing.length < 3) return
      event.stopPropagation()
      // The second click of the two set a corner on the last one.
      closeArea(marks.drawing.slice(0, -1))
    },
    true,
  )

  /** Stations of the plan inside an area, by the even-odd rule. */
  function inside({ corners }: ForbiddenArea): number {
    return marks.places.filter(([x, y]) => {
      let odd = false
      corners.forEach(([ax, ay], i) => {
        const [bx, by] = corners[(i + 1) % corners.length]
        if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) odd = !odd
      })
      return odd
    }).length
  }
  function showAreas(): void {
    one('[data-forbidden]').hidden = marks.areas.length === 0
    one('[data-areas]').innerHTML = marks.areas
      .map(
        ({ number }) =>
          `<li><b>${say('whatIf.area', { number: plain(number) })}</b> <span data-inside="${number}"></span> <button type="button" data-drop="${number}">${say('whatIf.drop')}</button></li>`,
      )
      .join('')
    countInside()
  }
  function countInside(): void {
    for (const area of marks.areas) {
      const count = inside(area)
      const place = root.querySelector(`[data-inside="${area.number}"]`)
      if (place) place.textContent = say('whatIf.inside', { count: plain(count) })
    }
  }
  on(one('[data-areas]'), 'click', (event) => {
    const drop = (event.target as HTMLElement).closest<HTMLElement>('[data-drop]')
    if (!drop) return
    marks.areas = marks.areas.filter(({ number }) => number !== Number(drop.dataset.drop))
    showAreas()
    map.redraw('marks')
  })

  let planning: AbortController | null = null
  async function replan(): Promise<void> {
    await discard()
    planning = new AbortController()
    const progress = one<HTMLProgressElement>('[data-progress]')
    const [start, cancel] = [one<HTMLButtonElement>('[data-replan]'), one<HTMLButtonElement>('[data-cancel]')]
    progress.hidden = false
    progress.removeAttribute('value')
    start.disabled = true
    cancel.hidden = false
    try {
      const keep = one<HTMLInputElement>('[data-keep]').checked
        ? session.whatIf.stations.filter(({ edited }) => edited)
        : []
      const proposals = await askReplan(marks.areas, keep, {
        signal: planning.signal,
        onProgress(share) {
          progress.value = share
          say2(say('whatIf.replanning', { share: percent(share, 0) }))
        },
      })
      say2(say('whatIf.opening'))
      await session.whatIf.close()
      session.whatIf = await openWhatIf({ ...run, proposals, workers: workers() })
      paint.ground(session.whatIf.rsrpDbm())
      placeStations()
      const { figures, stations } = session.whatIf
      say2(
        say('whatIf.replanned', {
          stations: plain(stations.length),
          people: percent(figures.population.hard, 2),
          villages: plain(figures.villages.covered),
        }),
      )
    } catch (error) {
      say2(planning.signal.aborted ? say('whatIf.cancelled') : (error as Error).message)
    } finally {
      planning = null
      progress.hidden = true
      start.disabled = false
      cancel.hidden = true
      show()
      countInside()
    }
  }
  on(one('[data-replan]'), 'click', () => void replan())
  on(one('[data-cancel]'), 'click', () => planning?.abort())

  function addPathEnd(at: MapPlace): void {
    const index = stationAt(at)
    const station = index >= 0 ? session.whatIf.stations[index] : null
    const end: Corner = station ? toFrame([station.lon, station.lat]) : [at.x, at.y]
    if (marks.path.length !== 1) {
      marks.path = [end]
      session.ends = null
      if (station) {
        session.path.txHeightM = station.heightM
        session.path.frequencyMhz = BANDS[station.band].frequencyMhz
      }
    } else if (Math.hypot(end[0] - marks.path[0][0], end[1] - marks.path[0][1]) * frame.unitM > 1) {
      marks.path = [marks.path[0], end]
      const [from, to] = marks.path.map(([x, y]) => toLonLat(x, y))
      session.ends = { from, to }
    }
    showPath()
    map.redraw('marks')
  }
  function showPath(): void {
    const sheet = one('[data-path]')
    sheet.hidden = session.ends === null
    if (session.ends) sheet.innerHTML = pathMarkup(run.terrain, session.ends, session.path, say, lang)
    map.resize()
  }
  on(one('[data-path]'), 'change', (event) => {
    const field = event.target as HTMLInputElement
    const key = field.dataset.pathField as keyof PathSettings | undefined
    if (!key || !(Number(field.value) > 0)) return
    session.path[key] = Number(field.value)
    showPath()
    one(`[data-path-field="${key}"]`).focus()
  })
  on(one('[data-path]'), 'click', (event) => {
    if (!(event.target as HTMLElement).closest('[data-path-close]')) return
    session.ends = null
    marks.path = []
    showPath()
    map.redraw('marks')
  })

  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-export]')) {
    on(button, 'click', async () => {
      const kind = button.dataset.export as ExportKind
      button.disabled = true
      await discard()
      say2(say('whatIf.counting'))
      try {
        const proposals = await session.whatIf.proposals()
        download(`plan.${kind}`, planText(kind, proposals, run.terminals, run.synthetic), kind)
        say2(say('whatIf.exported', { file: `plan.${kind}`, stations: plain(proposals.length) }))
      } catch (error) {
        say2((error as Error).message)
      }
      button.disabled = false
    })
  }

  on(one('[data-go]'), 'submit', (event) => {
    event.preventDefault()
    const rank = Number(one<HTMLInputElement>('[data-rank]').value)
    const station = session.whatIf.stations.find((candidate) => candidate.rank === rank)
    if (!station) return say2(say('whatIf.noRank', { rank: plain(rank) }))
    chooseTool('select')
    map.show(...toFrame([station.lon, station.lat]), 12_000 / frame.unitM)
    pick(station)
  })
  openSearch(
    one<HTMLInputElement>('#village-search'),
    one('#village-matches'),
    model,
    say,
    (index) => {
      const box = boxOf(model.villageShapes, index)
      const span = Math.max(4000 / frame.unitM, 3 * Math.max(box[2] - box[0], box[3] - box[1]))
      map.show((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, span)
    },
    signal,
  )

  on(document, 'keydown', (raw) => {
    const event = raw as KeyboardEvent
    if (event.key === 'Escape') {
      if (marks.drawing.length > 0) {
        marks.drawing = []
        map.redraw('marks')
      } else if (session.whatIf.trial) void discard()
    }
  })
  on(
    one('[data-map]'),
    'keydown',
    (raw) => {
      const event = raw as KeyboardEvent
      const step: Record<string, [number, number]> = {
        ArrowLeft: [-1, 0],
        ArrowRight: [1, 0],
        ArrowUp: [0, -1],
        ArrowDown: [0, 1],
      }
      const { change } = session
      if (event.shiftKey && step[event.key] && change?.station && session.whatIf.trial?.station) {
        event.preventDefault()
        event.stopPropagation()
        const cell = run.coverage.grid.cellSizeM / frame.unitM
        const [x, y] = toFrame([change.station.lon, change.station.lat])
        const [lon, lat] = toLonLat(x + step[event.key][0] * cell, y + step[event.key][1] * cell)
        propose({ ...change, station: { ...change.station, lon, lat, surroundings: undefined } })
      } else if (event.key === 'Enter' && session.tool === 'forbid' && marks.drawing.length >= 3) {
        event.preventDefault()
        event.stopPropagation()
        closeArea(marks.drawing)
      }
    },
    true,
  )
  for (const button of root.querySelectorAll<HTMLElement>('[data-zoom]')) {
    on(button, 'click', () =>
      button.dataset.zoom === 'in'
        ? map.zoomBy(1.6)
        : button.dataset.zoom === 'out'
          ? map.zoomBy(1 / 1.6)
          : map.whole(),
    )
  }

  placeStations()
  drawScaleBar(map.view())
  chooseTool(session.tool)
  showAreas()
  showPath()
  show()
  say2(say('whatIf.ready', { stations: plain(session.whatIf.stations.length) }))
  return {
    close() {
      closing.abort()
      planning?.abort()
      map.destroy()
      return map.view()
    },
  }
}

function sameStation(a: WhatIfStation, b: WhatIfStation): boolean {
  const settings = ({ lon, lat, band, heightM, azimuthsDeg, tiltDeg }: WhatIfStation) =>
    [lon.toFixed(6), lat.toFixed(6), band, heightM, azimuthsDeg.join(), tiltDeg].join(' ')
  return settings(a) === settings(b)
}

async function start(): Promise<void> {
  const root = document.getElementById('page')!
  const status = (text: string): void => {
    const place = root.querySelector('[data-status]')
    if (place) place.textContent = text
  }
  let lang: Lang = document.documentElement.lang.startsWith('zh') ? 'zh' : 'en'
  try {
    status(sayer(lang)('whatIf.loading'))
    const [model, run] = await Promise.all([loadModel(), loadSituation()])
    status(sayer(lang)('whatIf.opening'))
    const whatIf = await openWhatIf({ ...run, workers: workers() })
    const paint = openPaint(model.frame, run.coverage)
    paint.ground(whatIf.rsrpDbm())
    const session: Session = {
      model,
      run,
      whatIf,
      paint,
      plane: projection(model.frame.crs),
      tool: 'select',
      marks: { stations: [], places: [], trial: null, areas: [], drawing: [], path: [] },
      change: null,
      path: { txHeightM: 35, rxHeightM: 1.5, frequencyMhz: BANDS.n41.frequencyMhz },
      ends: null,
      tookMs: 0,
      nextArea: 1,
    }
    let mounted = mount(root, session, lang, null)
    root.addEventListener('click', (event) => {
      if (!(event.target as HTMLElement).closest('[data-language]')) return
      lang = lang === 'zh' ? 'en' : 'zh'
      const view = mounted.close()
      root.innerHTML = whatIfBody(model, lang)
      document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
      mounted = mount(root, session, lang, view)
      root.querySelector<HTMLElement>('[data-language]')?.focus()
    })
    document.documentElement.dataset.ready = 'true'
  } catch (error) {
    status(sayer(lang)('whatIf.failed', { reason: escaped((error as Error).message) }))
    throw error
  }
}

void start()
