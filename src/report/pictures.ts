import { InputError } from '../formats/input-error'
import type { Lang } from '../output/summary'
import { mapFigures } from '../output/summary'
import { blank, type Canvas, inkOf, rectangle } from './canvas'
import { fillFeature, labelFeatures, type PixelLattice } from './fill'
import { type Layer, layerValue } from './layer'
import { type MessageKey, sayer, sayValue } from './messages'
import type { ReportModel } from './model'
import { plain } from './numbers'
import { type Classes, classOf, GAP_COLOURS, layerClasses, PLANNED, REASON_COLOURS, SHARES } from './palette'
import { middleOf, type Shapes } from './shapes'

/** A text in both languages: the SVG speaks the reader's, the PNG has an alphabet of its own for English only. */
export type Both = Record<Lang, string>

/** What a picture shows, before it is written as PNG or SVG. */
export interface Picture {
  title: Both
  /** The map without names: land, data, county borders. */
  map: Canvas
  metresPerPixel: number
  /** Projected coordinates of the map's upper left corner, m, and their system. */
  corner: { crs: string; westM: number; northM: number }
  /** Names of the counties, each at a pixel of the map. */
  labels: { name: string; x: number; y: number }[]
  legend: { colour: string; text: Both }[]
  /** Grid and rule. */
  notes: Both
  synthetic: boolean
  version: string
}

export interface PictureOptions {
  /** Pixels; 1600 by default, 320 to 8000. */
  width?: number
}

const LEAST_WIDTH = 320
const MOST_WIDTH = 8000

const SEA = '#e9eef1'
const LAND = '#f4f2ec'
const BORDER = '#33404d'
const STANDING = '#8795a1'

const both = (text: (lang: Lang) => string): Both => ({ en: text('en'), zh: text('zh') })
const message = (key: MessageKey, values?: Record<string, string | number>): Both =>
  both((lang) => sayer(lang, '')(key, values))

const labelled = (lang: Lang, key: MessageKey, value: string): string =>
  `${sayer(lang, '')(key)}${sayer(lang, '')('sentence.colon')}${value}`

type Draw = (canvas: Canvas, lattice: PixelLattice) => void

/**
 * The map of the whole frame with land, what `draw` paints on it, and borders.
 * @throws InputError `picture-width`
 */
function picture(
  model: ReportModel,
  { width = 1600 }: PictureOptions,
  parts: Pick<Picture, 'title' | 'legend'>,
  draw: Draw,
): Picture {
  if (!(width >= LEAST_WIDTH && width <= MOST_WIDTH)) {
    const expected = `expected ${LEAST_WIDTH} to ${MOST_WIDTH} pixels`
    throw new InputError('picture-width', 'width', `A picture cannot be ${width} pixels wide; ${expected}.`)
  }
  const { frame, summary } = model
  const height = Math.round((width * frame.height) / frame.width)
  const lattice: PixelLattice = { columns: width, rows: height, scale: frame.width / width, left: 0, top: 0 }
  const map = blank(width, height, SEA)
  const land = labelFeatures(model.countyShapes, lattice)
  const ground = inkOf(map, LAND)
  for (let i = 0; i < land.length; i++) if (land[i]) map.pixels[i] = ground
  draw(map, lattice)
  borders(map, land)
  const labels = model.counties.flatMap(({ name }, i) => {
    const middle = middleOf(model.countyShapes, i)
    return middle ? [{ name, x: middle[0] / lattice.scale, y: middle[1] / lattice.scale }] : []
  })
  const { cellSizeM, crs } = summary.grid
  const { rule } = mapFigures(summary)
  return {
    ...parts,
    map,
    metresPerPixel: lattice.scale * frame.unitM,
    corner: { crs: frame.crs, westM: frame.westM, northM: frame.northM },
    labels,
    notes: both((lang) => `${sayer(lang, '')('map.grid', { cell: plain(cellSizeM), crs })} · ${rule}`),
    synthetic: summary.synthetic,
    version: summary.gigaplan,
  }
}

/** Darkens pixels where one county ends. */
function borders(map: Canvas, land: Uint16Array): void {
  const ink = inkOf(map, BORDER)
  for (let row = 0; row < map.height; row++) {
    for (let column = 0; column < map.width; column++) {
      const i = row * map.width + column
      const right = column + 1 < map.width && land[i] !== land[i + 1]
      const below = row + 1 < map.height && land[i] !== land[i + map.width]
      if (right || below) map.pixels[i] = ink
    }
  }
}

/** Paints a layer in colours by its byte; undefined leaves the ground. */
function paintLayer(
  canvas: Canvas,
  layer: Layer,
  { columns, rows, scale }: PixelLattice,
  colourOf: (value: number) => string | undefined,
): void {
  // 0: as it is; else 1 + ink.
  const inks = Uint16Array.from({ length: 256 }, (_, byte) => {
    const colour = byte === 0 ? undefined : colourOf(layerValue(layer, byte))
    return colour ? 1 + inkOf(canvas, colour) : 0
  })
  for (let row = 0; row < rows; row++) {
    const y = Math.floor(((row + 0.5) * scale - layer.top) / layer.scale)
    if (y < 0 || y >= layer.rows) continue
    for (let column = 0; column < columns; column++) {
      const x = Math.floor(((column + 0.5) * scale - layer.left) / layer.scale)
      if (x < 0 || x >= layer.columns) continue
      const ink = inks[layer.values[y * layer.columns + x]]
      if (ink) canvas.pixels[row * columns + column] = ink - 1
    }
  }
}

function paintFeature(canvas: Canvas, shapes: Shapes, feature: number, lattice: PixelLattice, colour: string): void {
  const ink = inkOf(canvas, colour)
  fillFeature(shapes, feature, lattice, (row, from, to) =>
    canvas.pixels.fill(ink, row * canvas.width + from, row * canvas.width + to),
  )
}

function classLegend({ edges, colours }: Classes, show: (value: number) => string): Picture['legend'] {
  return colours.map((colour, i) => ({
    colour,
    text:
      i === 0
        ? message('legend.below', { value: show(edges[0]) })
        : i === edges.length
          ? message('legend.above', { value: show(edges[i - 1]) })
          : both(() => `${show(edges[i - 1])} … ${show(edges[i])}`),
  }))
}

/** Signal level (RSRP) in classes, or villages by share of area covered where there is no raster. */
export function coveragePicture(model: ReportModel, options: PictureOptions = {}): Picture {
  const layer = model.layers.find(({ id }) => id === 'rsrp')
  if (!layer) {
    const legend = classLegend(SHARES, (share) => `${Math.round(share * 100)}%`)
    return picture(model, options, { title: message('layer.area_hard'), legend }, (canvas, lattice) => {
      for (const [i, { area_hard }] of model.villages.entries())
        paintFeature(canvas, model.villageShapes, i, lattice, SHARES.colours[classOf(SHARES, area_hard)])
    })
  }
  const classes = layerClasses('rsrp')
  const title = both((lang) => `${sayer(lang, '')('layer.rsrp')}, dBm`)
  const legend = [...classLegend(classes, (value) => plain(value)), { colour: LAND, text: message('legend.noSignal') }]
  return picture(model, options, { title, legend }, (canvas, lattice) =>
    paintLayer(canvas, layer, lattice, (value) => classes.colours[classOf(classes, value)]),
  )
}

/** Gaps by class over the counties. */
export function gapsPicture(model: ReportModel, options: PictureOptions = {}): Picture {
  const legend = [
    { colour: GAP_COLOURS.hole, text: message('legend.hole') },
    { colour: GAP_COLOURS.weak, text: message('legend.weak') },
  ]
  const title = both((lang) => labelled(lang, 'layer.gaps', plain(model.summary.gaps.count)))
  return picture(model, options, { title, legend }, (canvas, lattice) => {
    for (const [i, gap] of model.gaps.entries())
      paintFeature(canvas, model.gapShapes, i, lattice, GAP_COLOURS[gap.class] ?? GAP_COLOURS.weak)
  })
}

/** What is covered today and by the plan, the stations that stand, and those proposed, by reason. */
export function planPicture(model: ReportModel, options: PictureOptions = {}): Picture {
  const layerById = (id: Layer['id']) => model.layers.find((layer) => layer.id === id)
  const [cover, order] = [layerById('cover'), layerById('order')]
  const [hole, weak, today] = layerClasses('cover').colours
  const colourOf = (reason: string) => REASON_COLOURS[reason] ?? '#009e73'
  const reasons = [...new Set(model.proposals.map(({ reason }) => reason))]
  const ground = [
    { colour: today, text: message('legend.today') },
    { colour: PLANNED, text: message('legend.planned') },
    { colour: weak, text: message('legend.weak') },
    { colour: hole, text: message('legend.hole') },
  ]
  const legend = [
    ...(cover ? ground : []),
    { colour: STANDING, text: message('layer.stations') },
    ...reasons.map((reason) => ({
      colour: colourOf(reason),
      text: both((lang) => labelled(lang, 'layer.proposals', sayValue(lang, 'reason', reason))),
    })),
  ]
  const title = both((lang) => labelled(lang, 'layer.proposals', plain(model.proposals.length)))
  return picture(model, options, { title, legend }, (canvas, lattice) => {
    if (cover) paintLayer(canvas, cover, lattice, (value) => [hole, weak, today][value - 1])
    if (order) paintLayer(canvas, order, lattice, () => PLANNED)
    const half = Math.max(0, Math.round(canvas.width / 1600))
    const dot = (x: number, y: number, colour: string, size: number) => {
      const [column, row] = [Math.floor(x / lattice.scale), Math.floor(y / lattice.scale)]
      rectangle(canvas, column - size, row - size, 2 * size + 1, 2 * size + 1, colour)
    }
    const { stations } = model
    for (let i = 0; i < stations.x.length; i++) dot(stations.x[i], stations.y[i], STANDING, half >> 1)
    // The first of the plan last, so that they lie on top.
    for (let i = model.proposals.length - 1; i >= 0; i--)
      dot(model.proposalX[i], model.proposalY[i], colourOf(model.proposals[i].reason), half)
  })
}
