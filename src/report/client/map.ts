import type { ReportModel } from '../model'
import { contains } from '../shapes'
import { drawBase, drawTop, makeScene, pathOf, type Scene, type Sheet, type Theme, type View } from './scene'
import type { MapState, Pin } from './state'

/** A sheet is drawn this much larger than the map, so that panning only shifts it. */
const MARGIN = 0.3
/** A sheet is drawn anew when nothing has moved for so long, ms. */
const REST_MS = 110

/** A place under the pointer: frame units, and CSS pixels of the map. */
export interface MapPlace {
  x: number
  y: number
  left: number
  top: number
}

/** What a page draws on the map itself: the context is set to CSS pixels. */
export interface MapPaint {
  context: CanvasRenderingContext2D
  /** CSS pixels of a place in frame units. */
  at(x: number, y: number): [left: number, top: number]
  /** CSS pixels per frame unit. */
  scale: number
  width: number
  height: number
}

export interface MapEvents {
  /** Draws beneath proposals and names, and above them. */
  drawUnder?(paint: MapPaint): void
  drawOver?(paint: MapPaint): void
  /** A press that something on the map takes: what is returned gets the moves and the release, and the map stays. */
  onPress?(at: MapPlace): ((at: MapPlace, released: boolean) => void) | null
  /** A click, or Enter on what lies in the middle; true where it is taken. */
  onClick?(at: MapPlace): boolean
  onHover(at: { x: number; y: number; village: number; pin: Pin | null; left: number; top: number } | null): void
  onPick(pin: Pin | null): void
  onView(view: View): void
}

/** The map on its canvas. */
export interface ReportMap {
  view(): View
  /** Draws again: `base` for picture, villages, gaps or stations, `top` for proposals and names. */
  redraw(what: 'base' | 'top' | 'both' | 'marks'): void
  zoomBy(factor: number): void
  whole(): void
  /** Brings a place into the middle; `spanUnits` wide where given. */
  show(x: number, y: number, spanUnits?: number): void
  resize(): void
  destroy(): void
}

export function openMap(
  frame: HTMLElement,
  model: ReportModel,
  state: MapState,
  start: View | null,
  events: MapEvents,
): ReportMap {
  const canvas = frame.querySelector<HTMLCanvasElement>('[data-canvas]')!
  const context = canvas.getContext('2d', { alpha: false })!
  const scene: Scene = makeScene(model)
  const listening = new AbortController()
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let [width, height, ratio] = [1, 1, 1]
  let view: View = start ?? { x: 0, y: 0, scale: 0 }
  let hover: { village: number; pin: Pin | null } | null = null
  const base: Sheet = newSheet()
  const top: Sheet = newSheet()
  let [pending, rest] = [0, 0]
  // Asking for the media type is too late before printing: the page still says screen.
  let printing = matchMedia('print').matches
  let hoverPath: { village: number; path: Path2D } | null = null

  const theme = (): Theme =>
    dark.matches && !printing
      ? { land: '#1b232b', sea: '#11171d', ink: '#c5d0da', soft: 'rgba(200,212,222,.45)', halo: 'rgba(14,19,24,.85)' }
      : { land: '#f4f2ec', sea: '#e9eef1', ink: '#33404d', soft: 'rgba(51,64,77,.5)', halo: 'rgba(255,255,255,.88)' }

  const fitScale = (): number => Math.min(width / model.frame.width, height / model.frame.height)
  const clampScale = (scale: number): number => Math.min(40 / model.frame.unitM / 8, Math.max(fitScale() * 0.8, scale))

  function resize(): void {
    const before = view.scale / fitScale()
    const box = frame.getBoundingClientRect()
    width = Math.max(50, box.width)
    height = Math.max(50, box.height)
    ratio = Math.min(2, devicePixelRatio || 1)
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    if (view.scale === 0) whole()
    else view = { ...view, scale: clampScale(Number.isFinite(before) && before < 1.02 ? fitScale() : view.scale) }
    redraw('both')
  }

  function whole(): void {
    move({ x: model.frame.width / 2, y: model.frame.height / 2, scale: fitScale() })
  }

  function move(next: View): void {
    const scale = clampScale(next.scale)
    view = {
      scale,
      x: Math.min(model.frame.width, Math.max(0, next.x)),
      y: Math.min(model.frame.height, Math.max(0, next.y)),
    }
    events.onView(view)
    schedule()
    clearTimeout(rest)
    rest = setTimeout(() => {
      if (base.view.scale !== view.scale) base.stale = top.stale = true
      schedule()
    }, REST_MS) as unknown as number
  }

  function schedule(): void {
    if (!pending) pending = requestAnimationFrame(paint)
  }

  function redraw(what: 'base' | 'top' | 'both' | 'marks'): void {
    if (what === 'base' || what === 'both') base.stale = true
    if (what === 'top' || what === 'both') top.stale = true
    schedule()
  }

  function drawSheet(sheet: Sheet, draw: typeof drawBase): void {
    const margin = Math.round(Math.max(width, height) * MARGIN)
    sheet.width = width + 2 * margin
    sheet.height = height + 2 * margin
    sheet.canvas.width = Math.round(sheet.width * ratio)
    sheet.canvas.height = Math.round(sheet.height * ratio)
    sheet.view = { ...view }
    sheet.stale = false
    const sheetContext = sheet.canvas.getContext('2d')!
    draw(sheetContext, { model, scene, state, theme: theme() }, view, sheet.width, sheet.height, ratio)
  }

  /** Whether a sheet still covers what is in view. */
  function covers(sheet: Sheet): boolean {
    const dx = Math.abs(view.x - sheet.view.x) * view.scale
    const dy = Math.abs(view.y - sheet.view.y) * view.scale
    const grown = view.scale / sheet.view.scale
    return dx + width / 2 <= (sheet.width / 2) * grown + 1 && dy + height / 2 <= (sheet.height / 2) * grown + 1
  }

  function paint(): void {
    pending = 0
    const sameScale = (sheet: Sheet) => sheet.view.scale === view.scale
    for (const [sheet, draw] of [
      [base, drawBase],
      [top, drawTop],
    ] as const) {
      if (sheet.stale || (sameScale(sheet) && !covers(sheet))) drawSheet(sheet, draw)
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.fillStyle = theme().sea
    context.fillRect(0, 0, width, height)
    const painted = (draw: ((paint: MapPaint) => void) | undefined) => {
      context.save()
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      draw?.({
        context,
        at: (x, y) => [(x - view.x) * view.scale + width / 2, (y - view.y) * view.scale + height / 2],
        scale: view.scale,
        width,
        height,
      })
      context.restore()
    }
    for (const sheet of [base, top]) {
      if (sheet === top) painted(events.drawUnder)
      const grown = view.scale / sheet.view.scale
      const left = (sheet.view.x - view.x) * view.scale + width / 2 - (sheet.width / 2) * grown
      const upper = (sheet.view.y - view.y) * view.scale + height / 2 - (sheet.height / 2) * grown
      context.imageSmoothingEnabled = grown !== 1
      const snap = (value: number) => Math.round(value * ratio) / ratio
      context.drawImage(sheet.canvas, snap(left), snap(upper), sheet.width * grown, sheet.height * grown)
    }
    painted(events.drawOver)
    drawMarks()
    drawCross()
  }

  function drawMarks(): void {
    const k = view.scale * ratio
    const inUnits = () =>
      context.setTransform(
        k,
        0,
        0,
        k,
        (width / 2 - view.x * view.scale) * ratio,
        (height / 2 - view.y * view.scale) * ratio,
      )
    const outline = (path: Path2D, colour: string, widthPx: number) => {
      inUnits()
      context.lineWidth = (widthPx + 2) / view.scale
      context.strokeStyle = theme().halo
      context.stroke(path)
      context.lineWidth = widthPx / view.scale
      context.strokeStyle = colour
      context.stroke(path)
    }
    if (hover && hover.village >= 0) {
      if (hoverPath?.village !== hover.village)
        hoverPath = { village: hover.village, path: pathOf(model.villageShapes, [hover.village]) }
      outline(hoverPath.path, theme().ink, 1.5)
    }
    for (const pin of [hover?.pin, state.pin]) {
      if (!pin) continue
      if (pin.kind === 'village') outline(pathOf(model.villageShapes, [pin.index]), '#e11d74', 2.5)
      else if (pin.kind === 'gap') outline(pathOf(model.gapShapes, [pin.index]), '#e11d74', 2.5)
      else {
        const [x, y] = placeOfPin(model, pin)
        context.setTransform(ratio, 0, 0, ratio, 0, 0)
        context.beginPath()
        context.arc((x - view.x) * view.scale + width / 2, (y - view.y) * view.scale + height / 2, 10, 0, 2 * Math.PI)
        context.lineWidth = 4.5
        context.strokeStyle = theme().halo
        context.stroke()
        context.lineWidth = 2.5
        context.strokeStyle = '#e11d74'
        context.stroke()
      }
    }
  }

  /** A reader at the keyboard picks what lies under the cross. */
  function drawCross(): void {
    if (!frame.matches(':focus-visible')) return
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    for (const [colour, widthPx] of [
      [theme().halo, 4],
      [theme().ink, 1.5],
    ] as const) {
      context.strokeStyle = colour
      context.lineWidth = widthPx
      context.beginPath()
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ]) {
        context.moveTo(width / 2 + 4 * dx, height / 2 + 4 * dy)
        context.lineTo(width / 2 + 13 * dx, height / 2 + 13 * dy)
      }
      context.stroke()
    }
  }

  /** Frame units under a CSS pixel of the map. */
  const unitsAt = (left: number, upper: number): [number, number] => [
    view.x + (left - width / 2) / view.scale,
    view.y + (upper - height / 2) / view.scale,
  ]

  function zoomAt(factor: number, left = width / 2, upper = height / 2): void {
    const [x, y] = unitsAt(left, upper)
    const scale = clampScale(view.scale * factor)
    move({ scale, x: x - (left - width / 2) / scale, y: y - (upper - height / 2) / scale })
  }

  /** What lies under a place: the nearest shown point within reach, else a gap, and the village. */
  function findAt(x: number, y: number): { village: number; pin: Pin | null } {
    const reach = 7 / view.scale
    const nearest = (xs: Uint16Array, ys: Uint16Array, count: number): number => {
      let [best, least] = [-1, reach * reach]
      for (let i = 0; i < count; i++) {
        const d = (xs[i] - x) ** 2 + (ys[i] - y) ** 2
        if (d < least) [best, least] = [i, d]
      }
      return best
    }
    const village = villageAt(x, y)
    if (state.show.proposals) {
      const index = nearest(model.proposalX, model.proposalY, Math.min(state.rank, model.proposalX.length))
      if (index >= 0) return { village, pin: { kind: 'proposal', index } }
    }
    if (state.show.stations) {
      const index = nearest(model.stations.x, model.stations.y, model.stations.x.length)
      if (index >= 0) return { village, pin: { kind: 'station', index } }
    }
    if (state.show.gaps && view.scale > fitScale() * 3) {
      for (let index = 0; index < model.gaps.length; index++) {
        if (contains(model.gapShapes, index, x, y)) return { village, pin: { kind: 'gap', index } }
      }
    }
    return { village, pin: null }
  }

  const boxes = boxesOf(model)
  function villageAt(x: number, y: number): number {
    for (let i = 0; i < model.villages.length; i++) {
      if (x < boxes[4 * i] || x > boxes[4 * i + 2] || y < boxes[4 * i + 1] || y > boxes[4 * i + 3]) continue
      if (contains(model.villageShapes, i, x, y)) return i
    }
    return -1
  }

  const pointers = new Map<number, { left: number; top: number }>()
  let travelled = 0
  let holder: ((at: MapPlace, released: boolean) => void) | null = null
  const placeAt = (at: { left: number; top: number }): MapPlace => {
    const [x, y] = unitsAt(at.left, at.top)
    return { x, y, ...at }
  }
  const on = <K extends keyof HTMLElementEventMap>(
    type: K,
    handle: (event: HTMLElementEventMap[K]) => void,
    passive = true,
  ) => frame.addEventListener(type, handle, { signal: listening.signal, passive })
  const local = (event: { clientX: number; clientY: number }) => {
    const box = frame.getBoundingClientRect()
    return { left: event.clientX - box.left, top: event.clientY - box.top }
  }
  const onCanvas = (event: Event) => event.target === canvas

  on('pointerdown', (event) => {
    if (!onCanvas(event) || event.button > 0) return
    pointers.set(event.pointerId, local(event))
    travelled = pointers.size > 1 ? 100 : 0
    holder = pointers.size === 1 ? (events.onPress?.(placeAt(local(event))) ?? null) : null
    frame.setPointerCapture(event.pointerId)
  })
  on('pointermove', (event) => {
    const at = local(event)
    const before = pointers.get(event.pointerId)
    if (!before) {
      if (!onCanvas(event)) return
      const [x, y] = unitsAt(at.left, at.top)
      hover = findAt(x, y)
      events.onHover({ x, y, ...hover, ...at })
      schedule()
      return
    }
    travelled += Math.abs(at.left - before.left) + Math.abs(at.top - before.top)
    if (holder) {
      pointers.set(event.pointerId, at)
      holder(placeAt(at), false)
      return
    }
    if (pointers.size === 1) {
      if (travelled > 4) {
        if (hover) events.onHover((hover = null))
        move({
          ...view,
          x: view.x - (at.left - before.left) / view.scale,
          y: view.y - (at.top - before.top) / view.scale,
        })
      }
    } else {
      const other = [...pointers].find(([id]) => id !== event.pointerId)![1]
      const span = (a: typeof at) => Math.hypot(a.left - other.left, a.top - other.top)
      zoomAt(span(at) / Math.max(1, span(before)), (at.left + other.left) / 2, (at.top + other.top) / 2)
      move({
        ...view,
        x: view.x - (at.left - before.left) / 2 / view.scale,
        y: view.y - (at.top - before.top) / 2 / view.scale,
      })
    }
    pointers.set(event.pointerId, at)
  })
  const release = (event: PointerEvent) => {
    const at = pointers.get(event.pointerId)
    pointers.delete(event.pointerId)
    if (holder) {
      holder(placeAt(local(event)), true)
      holder = null
      return
    }
    if (!at || travelled > 4 || event.type === 'pointercancel') return
    if (events.onClick?.(placeAt(at))) return
    const found = findAt(...unitsAt(at.left, at.top))
    events.onPick(found.pin ?? (found.village >= 0 ? { kind: 'village', index: found.village } : null))
  }
  on('pointerup', release)
  on('pointercancel', release)
  on('pointerleave', () => {
    if (pointers.size) return
    events.onHover((hover = null))
    schedule()
  })
  on(
    'wheel',
    (event) => {
      event.preventDefault()
      const at = local(event)
      zoomAt(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), at.left, at.top)
    },
    false,
  )
  on('dblclick', (event) => onCanvas(event) && zoomAt(2, local(event).left, local(event).top))
  on(
    'keydown',
    (event) => {
      if (event.target !== frame || event.ctrlKey || event.metaKey || event.altKey) return
      const step = 60 / view.scale
      const keys: Record<string, () => void> = {
        ArrowLeft: () => move({ ...view, x: view.x - step }),
        ArrowRight: () => move({ ...view, x: view.x + step }),
        ArrowUp: () => move({ ...view, y: view.y - step }),
        ArrowDown: () => move({ ...view, y: view.y + step }),
        '+': () => zoomAt(1.5),
        '=': () => zoomAt(1.5),
        '-': () => zoomAt(1 / 1.5),
        '0': whole,
        Enter: () => {
          if (events.onClick?.({ x: view.x, y: view.y, left: width / 2, top: height / 2 })) return
          const found = findAt(view.x, view.y)
          events.onPick(found.pin ?? (found.village >= 0 ? { kind: 'village', index: found.village } : null))
        },
      }
      const act = keys[event.key]
      if (!act) return
      event.preventDefault()
      act()
    },
    false,
  )
  on('focus', schedule)
  on('blur', schedule)
  dark.addEventListener('change', () => redraw('both'), { signal: listening.signal })
  const watcher = new ResizeObserver(() => resize())
  watcher.observe(frame)
  // Paper gets its picture before it is printed: there is no frame between.
  const now = (event: Event) => {
    printing = event.type === 'beforeprint'
    resize()
    cancelAnimationFrame(pending)
    paint()
  }
  addEventListener('beforeprint', now, { signal: listening.signal })
  addEventListener('afterprint', now, { signal: listening.signal })
  resize()

  return {
    view: () => view,
    redraw,
    zoomBy: (factor) => zoomAt(factor),
    whole,
    show: (x, y, spanUnits) =>
      move({ x, y, scale: spanUnits ? Math.min(width, height) / spanUnits : Math.max(view.scale, fitScale() * 8) }),
    resize,
    destroy: () => {
      listening.abort()
      watcher.disconnect()
      cancelAnimationFrame(pending)
    },
  }
}

function newSheet(): Sheet {
  return { canvas: document.createElement('canvas'), view: { x: 0, y: 0, scale: 1 }, width: 1, height: 1, stale: true }
}

/** Place of a pinned point in frame units. */
export function placeOfPin(model: ReportModel, { kind, index }: Pin): [x: number, y: number] {
  if (kind === 'proposal') return [model.proposalX[index], model.proposalY[index]]
  if (kind === 'station') return [model.stations.x[index], model.stations.y[index]]
  const [minX, minY, maxX, maxY] = boxOf(kind === 'gap' ? model.gapShapes : model.villageShapes, index)
  return [(minX + maxX) / 2, (minY + maxY) / 2]
}

/** West, north, east, south of a feature, frame units. */
export function boxOf(shapes: ReportModel['villageShapes'], feature: number): [number, number, number, number] {
  const box: [number, number, number, number] = [65535, 65535, 0, 0]
  const from = shapes.ringStart[shapes.featureStart[feature]]
  const to = shapes.ringStart[shapes.featureStart[feature + 1]]
  for (let i = from; i < to; i++) {
    box[0] = Math.min(box[0], shapes.x[i])
    box[1] = Math.min(box[1], shapes.y[i])
    box[2] = Math.max(box[2], shapes.x[i])
    box[3] = Math.max(box[3], shapes.y[i])
  }
  return box
}

function boxesOf(model: ReportModel): Uint16Array {
  const boxes = new Uint16Array(4 * model.villages.length)
  model.villages.forEach((_, i) => {
    boxes.set(boxOf(model.villageShapes, i), 4 * i)
  })
  return boxes
}
