import { type Layer, layerValue } from '../layer'
import type { ReportModel } from '../model'
import { type Classes, classOf, GAP_COLOURS, layerClasses, PLANNED, rgb, SHARES, STATUS } from '../palette'
import type { VillageFill } from '../sections/map-section'
import { middleOf, type Shapes } from '../shapes'
import { proposalColour, stationColours } from './kinds'
import type { MapState } from './state'

/** What the canvas shows of the frame: the place in its middle, and CSS pixels per frame unit. */
export interface View {
  x: number
  y: number
  scale: number
}

/** Paths and pictures that are made once and drawn many times. */
export interface Scene {
  villages: Path2D
  townships: Path2D
  counties: Path2D
  gaps: Record<string, Path2D>
  fills: Map<VillageFill, { colour: string; path: Path2D }[]>
  pictures: Map<string, HTMLCanvasElement>
}

export function pathOf(shapes: Shapes, features: Iterable<number>): Path2D {
  const path = new Path2D()
  for (const feature of features) {
    for (let ring = shapes.featureStart[feature]; ring < shapes.featureStart[feature + 1]; ring++) {
      const start = shapes.ringStart[ring]
      path.moveTo(shapes.x[start], shapes.y[start])
      for (let i = start + 1; i < shapes.ringStart[ring + 1]; i++) path.lineTo(shapes.x[i], shapes.y[i])
      path.closePath()
    }
  }
  return path
}

const all = (shapes: Shapes): number[] => Array.from({ length: shapes.featureStart.length - 1 }, (_, i) => i)

export function makeScene(model: ReportModel): Scene {
  const gaps: Record<string, Path2D> = {}
  for (const kind of new Set(model.gaps.map((gap) => gap.class))) {
    gaps[kind] = pathOf(
      model.gapShapes,
      all(model.gapShapes).filter((i) => model.gaps[i].class === kind),
    )
  }
  return {
    villages: pathOf(model.villageShapes, all(model.villageShapes)),
    townships: pathOf(model.townshipShapes, all(model.townshipShapes)),
    counties: pathOf(model.countyShapes, all(model.countyShapes)),
    gaps,
    fills: new Map(),
    pictures: new Map(),
  }
}

/** Colour of a village under a fill; undefined for outlines only. */
export function villageColour(village: ReportModel['villages'][number], fill: VillageFill): string | undefined {
  if (fill === 'outline') return undefined
  const value = village[fill]
  if (value === null || value === undefined) return STATUS.unknown
  if (typeof value === 'boolean') return value ? STATUS.yes : STATUS.no
  return SHARES.colours[classOf(SHARES, value)]
}

function fillsOf(scene: Scene, model: ReportModel, fill: VillageFill): { colour: string; path: Path2D }[] {
  const made = scene.fills.get(fill)
  if (made) return made
  const groups = new Map<string, number[]>()
  model.villages.forEach((village, i) => {
    const colour = villageColour(village, fill)
    if (!colour) return
    const group = groups.get(colour)
    if (group) group.push(i)
    else groups.set(colour, [i])
  })
  const fills = [...groups].map(([colour, members]) => ({ colour, path: pathOf(model.villageShapes, members) }))
  scene.fills.set(fill, fills)
  return fills
}

/** A layer as a picture in its classes' colours. `most`: pixels of a greater value stay empty (ranks not yet built). */
export function pictureOf(layer: Layer, classes: Classes, most = Number.POSITIVE_INFINITY): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = layer.columns
  canvas.height = layer.rows
  const context = canvas.getContext('2d')!
  const image = context.createImageData(layer.columns, layer.rows)
  const pixels = new Uint32Array(image.data.buffer)
  const lookup = Uint32Array.from({ length: 256 }, (_, byte) => {
    const value = layerValue(layer, byte)
    if (byte === 0 || value > most) return 0
    const [r, g, b] = rgb(classes.colours[classOf(classes, value + layer.step * 1e-6)])
    return (255 << 24) | (b << 16) | (g << 8) | r
  })
  for (let i = 0; i < pixels.length; i++) pixels[i] = lookup[layer.values[i]]
  context.putImageData(image, 0, 0)
  return canvas
}

export interface Sheet {
  canvas: HTMLCanvasElement
  view: View
  /** CSS pixels. */
  width: number
  height: number
  stale: boolean
}

export interface Theme {
  land: string
  sea: string
  ink: string
  soft: string
  halo: string
}

/** Pictures let the land's colour through a little, so that borders and names stay readable. */
const PICTURE_ALPHA = 0.85

/** Sets the context so that frame units are drawn, and returns CSS pixels per unit. */
function inUnits(context: CanvasRenderingContext2D, view: View, width: number, height: number, ratio: number): void {
  const k = view.scale * ratio
  context.setTransform(
    k,
    0,
    0,
    k,
    (width / 2 - view.x * view.scale) * ratio,
    (height / 2 - view.y * view.scale) * ratio,
  )
}

/** Land, picture, villages, borders, gaps and stations. */
export function drawBase(
  context: CanvasRenderingContext2D,
  { model, scene, state, theme }: { model: ReportModel; scene: Scene; state: MapState; theme: Theme },
  view: View,
  width: number,
  height: number,
  ratio: number,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.fillStyle = theme.sea
  context.fillRect(0, 0, width, height)
  inUnits(context, view, width, height, ratio)
  const pixel = 1 / view.scale
  context.fillStyle = theme.land
  context.fill(scene.counties, 'evenodd')
  const layer = model.layers.find(({ id }) => id === state.picture)
  if (layer) {
    let picture = scene.pictures.get(layer.id)
    if (!picture)
      scene.pictures.set(layer.id, (picture = pictureOf(layer, layerClasses(layer.id, model.proposals.length))))
    context.imageSmoothingEnabled = layer.scale * view.scale < 1
    context.imageSmoothingQuality = 'low'
    context.globalAlpha = PICTURE_ALPHA
    context.drawImage(picture, layer.left, layer.top, layer.columns * layer.scale, layer.rows * layer.scale)
  }
  context.globalAlpha = layer ? 0.55 : 0.92
  for (const { colour, path } of fillsOf(scene, model, state.fill)) {
    context.fillStyle = colour
    context.fill(path, 'evenodd')
  }
  context.globalAlpha = 1
  context.lineJoin = 'round'
  const zoom = view.scale * model.frame.width
  const stroke = (path: Path2D, colour: string, widthPx: number) => {
    context.strokeStyle = colour
    context.lineWidth = widthPx * pixel
    context.stroke(path)
  }
  if (zoom > 1100 || (state.fill !== 'outline' && zoom > 700))
    stroke(scene.villages, theme.soft, zoom > 4000 ? 0.8 : 0.4)
  if (zoom > 900) stroke(scene.townships, theme.soft, 0.8)
  stroke(scene.counties, theme.ink, 1.1)
  if (state.show.gaps) drawGaps(context, scene, pixel, state.picture === 'cover')
  if (state.show.stations) drawStations(context, model, state, view, width, height, ratio)
}

/** `outlined`: the picture below shows the same land in the same colours. */
function drawGaps(context: CanvasRenderingContext2D, scene: Scene, pixel: number, outlined: boolean): void {
  for (const [kind, path] of Object.entries(scene.gaps)) {
    const colour = GAP_COLOURS[kind] ?? GAP_COLOURS.weak
    if (!outlined) {
      context.globalAlpha = 0.5
      context.fillStyle = colour
      context.fill(path, 'evenodd')
    }
    context.globalAlpha = outlined ? 0.6 : 0.9
    context.strokeStyle = outlined ? '#7c2d12' : colour
    context.lineWidth = (outlined ? 0.6 : 0.8) * pixel
    context.stroke(path)
  }
  context.globalAlpha = 1
}

function drawStations(
  context: CanvasRenderingContext2D,
  model: ReportModel,
  state: MapState,
  view: View,
  width: number,
  height: number,
  ratio: number,
): void {
  const { stations } = model
  const { colours, index } = stationColours(model, state.stationsBy)
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  const size = Math.min(7, Math.max(1.6, view.scale * model.frame.width * 0.0016))
  for (let kind = 0; kind < colours.length; kind++) {
    context.fillStyle = colours[kind]
    for (let i = 0; i < stations.x.length; i++) {
      if (index[i] !== kind) continue
      const x = (stations.x[i] - view.x) * view.scale + width / 2
      const y = (stations.y[i] - view.y) * view.scale + height / 2
      if (x < -9 || y < -9 || x > width + 9 || y > height + 9) continue
      context.fillRect(x - size / 2, y - size / 2, size, size)
    }
  }
}

/** The layer that tells which land the plan covers, where the map paints it: over coverage or bare land, not over figures. */
export function plannedLayer(model: ReportModel, state: MapState): Layer | undefined {
  if (!state.show.proposals || (state.picture !== 'cover' && state.picture !== 'none')) return undefined
  return model.layers.find(({ id }) => id === 'order')
}

/** Proposals up to the slider's rank, what they reach, and names. */
export function drawTop(
  context: CanvasRenderingContext2D,
  { model, scene, state, theme }: { model: ReportModel; scene: Scene; state: MapState; theme: Theme },
  view: View,
  width: number,
  height: number,
  ratio: number,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  if (state.show.proposals) {
    const order = plannedLayer(model, state)
    inUnits(context, view, width, height, ratio)
    if (order) {
      const key = `order≤${state.rank}`
      let picture = scene.pictures.get(key)
      if (!picture) {
        for (const old of scene.pictures.keys()) if (old.startsWith('order≤')) scene.pictures.delete(old)
        scene.pictures.set(key, (picture = pictureOf(order, { edges: [], colours: [PLANNED] }, state.rank)))
      }
      context.globalAlpha = PICTURE_ALPHA
      context.imageSmoothingEnabled = order.scale * view.scale < 1
      context.drawImage(picture, order.left, order.top, order.columns * order.scale, order.rows * order.scale)
      context.globalAlpha = 1
    }
    drawProposals(context, model, state, view, width, height, ratio)
  }
  if (state.show.labels) drawLabels(context, model, theme, view, width, height, ratio)
}

function drawProposals(
  context: CanvasRenderingContext2D,
  model: ReportModel,
  state: MapState,
  view: View,
  width: number,
  height: number,
  ratio: number,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  const count = Math.min(state.rank, model.proposals.length)
  // Few are drawn large enough to be seen on the whole map, thousands so small that the land shows between them.
  const crowd = Math.min(2, Math.max(1, Math.sqrt(1500 / Math.max(1, count))))
  const size = Math.min(8, Math.max(1.2, view.scale * model.frame.width * 0.002 * crowd))
  const groups = new Map<string, number[]>()
  // The last built lie on top: within a colour, and the colours in order of their last member.
  for (let i = 0; i < count; i++) {
    const colour = proposalColour(model, i, state.proposalsBy)
    const group = groups.get(colour)
    if (group) group.push(i)
    else groups.set(colour, [i])
  }
  for (const [colour, members] of groups) {
    const path = new Path2D()
    for (const i of members) {
      const x = (model.proposalX[i] - view.x) * view.scale + width / 2
      const y = (model.proposalY[i] - view.y) * view.scale + height / 2
      if (x < -9 || y < -9 || x > width + 9 || y > height + 9) continue
      path.moveTo(x, y - size)
      path.lineTo(x + size, y)
      path.lineTo(x, y + size)
      path.lineTo(x - size, y)
      path.closePath()
    }
    context.fillStyle = colour
    context.fill(path)
    if (size < 2.2) continue
    context.strokeStyle = 'rgba(255,255,255,.9)'
    context.lineWidth = size > 3.4 ? 1 : 0.5
    context.stroke(path)
  }
}

function drawLabels(
  context: CanvasRenderingContext2D,
  model: ReportModel,
  theme: Theme,
  view: View,
  width: number,
  height: number,
  ratio: number,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = 3.5
  context.strokeStyle = theme.halo
  context.fillStyle = theme.ink
  const zoom = view.scale * model.frame.width
  const taken: [number, number, number, number][] = []
  const put = (name: string, place: [number, number], font: string, size: number) => {
    const x = (place[0] - view.x) * view.scale + width / 2
    const y = (place[1] - view.y) * view.scale + height / 2
    if (x < 0 || y < 0 || x > width || y > height) return
    context.font = font
    const half = context.measureText(name).width / 2 + 3
    const box: [number, number, number, number] = [x - half, y - size * 0.7, x + half, y + size * 0.7]
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return
    taken.push(box)
    context.strokeText(name, x, y)
    context.fillText(name, x, y)
  }
  const family = 'system-ui, sans-serif'
  for (const { name, place } of labelsOf(model).counties) put(name, place, `600 14px ${family}`, 14)
  if (zoom > 2200) for (const { name, place } of labelsOf(model).townships) put(name, place, `12px ${family}`, 12)
  if (zoom > 9000) for (const { name, place } of labelsOf(model).villages) put(name, place, `11px ${family}`, 11)
}

interface Label {
  name: string
  place: [number, number]
}
const LABELS = new WeakMap<ReportModel, Record<'counties' | 'townships' | 'villages', Label[]>>()

function labelsOf(model: ReportModel): Record<'counties' | 'townships' | 'villages', Label[]> {
  let labels = LABELS.get(model)
  if (!labels) {
    const list = (rows: { name: string }[], shapes: Shapes): Label[] =>
      rows.flatMap(({ name }, i) => {
        const place = middleOf(shapes, i)
        return place ? [{ name, place }] : []
      })
    labels = {
      counties: list(model.counties, model.countyShapes),
      townships: list(model.townships, model.townshipShapes),
      villages: list(model.villages, model.villageShapes),
    }
    LABELS.set(model, labels)
  }
  return labels
}
