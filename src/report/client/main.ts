import type { Lang } from '../../output/summary'
import { mapFigures } from '../../output/summary'
import { across } from '../charts/svg'
import { restoreRows } from '../layer'
import { type MessageKey, sayerOf } from '../messages'
import type { ReportModel } from '../model'
import { counted, percent, plain, yuan } from '../numbers'
import { unpackPayload } from '../payload'
import { periodName, yearsOf } from '../periods'
import { scaleLength } from '../scale-bar'
import { reportBody } from '../sections/body'
import { reportTitle } from '../sections/head'
import { lonLatAt } from '../shapes'
import { detailsMarkup, layerAt } from './details'
import { quartersOf } from './kinds'
import { legendMarkup } from './legend'
import { boxOf, openMap, placeOfPin, type ReportMap } from './map'
import type { View } from './scene'
import { openSearch } from './search'
import type { MapState, Pin } from './state'
import { openTables } from './tables'

/** Bytes that travelled as base64 of zlib. */
async function inflated(text: string): Promise<Uint8Array> {
  const binary = atob(text)
  const bytes = Uint8Array.from({ length: binary.length }, (_, i) => binary.charCodeAt(i))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** Connects the markup of one language with the model; what it returns lets go of it again. */
function mount(
  root: HTMLElement,
  model: ReportModel,
  state: MapState,
  lang: Lang,
  view: View | null,
): { close(): View } {
  const say = sayerOf(model, lang)
  const closing = new AbortController()
  const { signal } = closing
  const one = <E extends HTMLElement>(selector: string): E | null => root.querySelector<E>(selector)
  const frame = one('[data-map]')!
  const tip = one('[data-tip]')!
  const pinned = one('[data-pinned]')!
  const legend = one('[data-legend]')!
  const scaleBar = one('[data-scale]')!
  const on = (target: EventTarget | null, type: string, handle: (event: Event) => void) =>
    target?.addEventListener(type, handle, { signal })

  const tables = openTables(one('#tables')!, model, say, lang, (pin) => pick(pin, true, false), signal)
  const map: ReportMap = openMap(frame, model, state, view, {
    onHover(at) {
      tip.hidden = at === null || (at.pin === null && at.village < 0)
      if (at === null || tip.hidden) return
      const pin: Pin = at.pin ?? { kind: 'village', index: at.village }
      const [lon, lat] = lonLatAt(model.frame, model.mesh, at.x, at.y)
      const level = layerAt(model, 'rsrp', at.x, at.y)
      const here = `${lat.toFixed(4)}°, ${lon.toFixed(4)}°${Number.isFinite(level) ? ` · ${plain(level)} dBm` : ''}`
      tip.innerHTML = `${detailsMarkup(model, pin, say, lang)}<p class="here">${here}</p>`
      const box = frame.getBoundingClientRect()
      const [w, h] = [tip.offsetWidth, tip.offsetHeight]
      tip.style.left = `${at.left + 16 + w > box.width ? Math.max(4, at.left - w - 12) : at.left + 16}px`
      tip.style.top = `${Math.min(Math.max(4, at.top + 14), Math.max(4, box.height - h - 4))}px`
    },
    onPick: (pin) => pick(pin, false, false),
    onView: (now) => drawScaleBar(now),
  })

  function pick(pin: Pin | null, showOnMap: boolean, showRow: boolean): void {
    state.pin = pin
    drawLegend()
    pinned.hidden = pin === null
    if (pin) {
      pinned.innerHTML = `${detailsMarkup(model, pin, say, lang)}<p class="pin-tools"><button type="button" data-show-row>${say('map.showRow')}</button><button type="button" data-unpin>${say('map.unpin')}</button></p>`
      if (pin.kind === 'station') pinned.querySelector('[data-show-row]')!.remove()
    }
    if (pin && showOnMap) {
      const [x, y] = placeOfPin(model, pin)
      if (pin.kind === 'proposal' && state.rank < pin.index + 1) setRank(pin.index + 1)
      const shapes = pin.kind === 'village' ? model.villageShapes : pin.kind === 'gap' ? model.gapShapes : null
      const box = shapes && boxOf(shapes, pin.index)
      map.show(
        x,
        y,
        box
          ? Math.max(4000 / model.frame.unitM, 3 * Math.max(box[2] - box[0], box[3] - box[1]))
          : 12000 / model.frame.unitM,
      )
    }
    tables.showPin(pin, showRow)
    map.redraw('marks')
  }

  function drawScaleBar({ scale }: View): void {
    const metresPerPixel = model.frame.unitM / scale
    const length = scaleLength(130, metresPerPixel)
    scaleBar.style.width = `${length / metresPerPixel}px`
    scaleBar.textContent = length >= 1000 ? `${plain(length / 1000)} km` : `${plain(length)} m`
  }

  function drawLegend(): void {
    legend.innerHTML = legendMarkup(model, state, say, lang)
    const shown = (['gaps', 'proposals', 'stations'] as const).filter((key) => state.show[key])
    const names = [`layer.${state.picture}`, ...shown.map((key) => `layer.${key}`)].map((key) => say(key as MessageKey))
    one('[data-map-text]')!.textContent = say('map.text', { layers: names.join(lang === 'zh' ? '、' : ', ') })
  }

  /** Ranks at which the slider stops: every station, or the last of each quarter. */
  const { periods } = quartersOf(model)
  const [ends, years] = [periods.map(({ lastRank }) => lastRank), yearsOf(periods)]
  const rankAt = (step: number): number => (state.stepBy === 'quarter' ? (ends[step - 1] ?? 0) : step)

  function setRank(rank: number): void {
    state.rank = rank
    const slider = one<HTMLInputElement>('#rank-slider')
    if (!slider) return
    const byQuarter = state.stepBy === 'quarter'
    const step = byQuarter ? ends.findLastIndex((end) => end <= rank) + 1 : rank
    slider.max = String(byQuarter ? ends.length : model.proposals.length)
    slider.value = String(step)
    const quarter = rank > 0 ? periodName(say, model.proposals[rank - 1], years) : ''
    slider.setAttribute(
      'aria-valuetext',
      rank === 0
        ? say('map.sliderNone')
        : byQuarter
          ? say('map.upToQuarter', { quarter })
          : say('map.upTo', { rank: plain(rank) }),
    )
    const proposal = model.proposals[rank - 1]
    const { population, villages } = mapFigures(model.summary)
    const residents = model.summary.inputs.population
    const share =
      proposal && residents && population.hard !== null
        ? percent(Math.min(1, population.hard + proposal.cumulative_people / residents), 2)
        : percent(population.hard, 2)
    const text = proposal
      ? (byQuarter ? `${say('map.upToQuarter', { quarter })}${say('sentence.colon')}` : '') +
        say('map.sliderState', {
          rank: plain(rank),
          people: counted(proposal.cumulative_people, lang),
          villages: plain(proposal.cumulative_villages),
          cost: yuan(proposal.cumulative_cost_cny, lang),
        })
      : say('map.sliderNone')
    const reached = villages.covered + (proposal?.cumulative_villages ?? 0)
    one('[data-slider-state]')!.innerHTML =
      `<b>${share}</b> ${say('figure.people')} · <b>${plain(reached)}</b> ${say('figure.villages')}<br>${text}`
    const cursor = root.querySelector<SVGLineElement>('#curve-cursor')
    if (cursor) {
      const x = across(0, Math.max(1, model.proposals.length))(rank)
      cursor.setAttribute('x1', String(x))
      cursor.setAttribute('x2', String(x))
      cursor.setAttribute('visibility', rank > 0 && rank < model.proposals.length ? 'visible' : 'hidden')
    }
    map.redraw('top')
  }

  for (const select of root.querySelectorAll<HTMLSelectElement>('[data-select]')) {
    const key = select.dataset.select as 'picture' | 'fill' | 'stationsBy' | 'proposalsBy'
    select.value = state[key]
    on(select, 'change', () => {
      ;(state as unknown as Record<string, string>)[key] = select.value
      map.redraw(key === 'proposalsBy' ? 'top' : 'both')
      drawLegend()
    })
  }
  for (const box of root.querySelectorAll<HTMLInputElement>('[data-show]')) {
    const key = box.dataset.show as keyof MapState['show']
    box.checked = state.show[key]
    on(box, 'change', () => {
      state.show[key] = box.checked
      map.redraw('both')
      drawLegend()
    })
  }
  on(one('#rank-slider'), 'input', (event) => setRank(rankAt(Number((event.target as HTMLInputElement).value))))
  const stepBy = one<HTMLSelectElement>('[data-step]')
  if (stepBy) stepBy.value = state.stepBy
  on(stepBy, 'change', () => {
    state.stepBy = stepBy!.value as MapState['stepBy']
    setRank(state.stepBy === 'quarter' ? (ends.find((end) => end >= state.rank) ?? 0) : state.rank)
  })
  let playing = 0
  const stop = () => {
    clearInterval(playing)
    playing = 0
    one('[data-play]')?.replaceChildren(say('map.play'))
  }
  on(one('[data-play]'), 'click', (event) => {
    if (playing) return stop()
    if (state.rank >= model.proposals.length) setRank(0)
    ;(event.currentTarget as HTMLElement).textContent = say('map.pause')
    // Readers who ask for less motion get a step of a tenth of the plan every second.
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const steps = calm ? 10 : 120
    const slow = calm || state.stepBy === 'quarter'
    playing = setInterval(
      () => {
        const last = model.proposals.length
        const next = state.rank + Math.max(1, Math.round(last / steps))
        setRank(state.stepBy === 'quarter' ? (ends.find((end) => end > state.rank) ?? last) : Math.min(last, next))
        if (state.rank >= last) stop()
      },
      slow ? 1000 : 80,
    ) as unknown as number
  })
  for (const button of root.querySelectorAll<HTMLElement>('[data-zoom]')) {
    on(button, 'click', () =>
      button.dataset.zoom === 'in'
        ? map.zoomBy(1.6)
        : button.dataset.zoom === 'out'
          ? map.zoomBy(1 / 1.6)
          : map.whole(),
    )
  }
  on(pinned, 'click', (event) => {
    const target = event.target as HTMLElement
    if (target.closest('[data-unpin]')) pick(null, false, false)
    if (target.closest('[data-show-row]')) pick(state.pin, false, true)
  })
  on(document, 'keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape' && state.pin) pick(null, false, false)
  })
  on(one('[data-print]'), 'click', () => print())
  openSearch(
    one<HTMLInputElement>('#village-search')!,
    one('#village-matches')!,
    model,
    say,
    (index) => pick({ kind: 'village', index }, true, false),
    signal,
  )
  drawLegend()
  drawScaleBar(map.view())
  setRank(state.rank)
  if (state.pin) pick(state.pin, false, false)
  return {
    close() {
      stop()
      closing.abort()
      map.destroy()
      return map.view()
    },
  }
}

async function start(): Promise<void> {
  const packed = document.getElementById('payload')!
  const model = unpackPayload(await inflated(packed.textContent ?? '')) as ReportModel
  packed.remove()
  for (const layer of model.layers) layer.values = restoreRows(layer)
  const root = document.getElementById('report')!
  const state: MapState = {
    picture: model.layers[0]?.id ?? 'none',
    fill: model.layers.length ? 'outline' : 'population_hard',
    show: { gaps: true, stations: false, proposals: true, labels: true },
    stationsBy: 'band',
    proposalsBy: 'reason',
    stepBy: 'station',
    rank: model.proposals.length,
    pin: null,
  }
  document.body.classList.remove('no-script')
  let lang = model.lang
  let mounted = mount(root, model, state, lang, null)
  root.addEventListener('click', (event) => {
    if (!(event.target as HTMLElement).closest('[data-language]')) return
    lang = lang === 'zh' ? 'en' : 'zh'
    const view = mounted.close()
    root.innerHTML = reportBody(model, lang)
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
    document.title = reportTitle(model, lang)
    mounted = mount(root, model, state, lang, view)
    root.querySelector<HTMLElement>('[data-language]')?.focus()
  })
  document.documentElement.dataset.ready = 'true'
}

start()
