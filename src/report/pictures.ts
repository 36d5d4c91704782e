import { fillFeature, labelFeatures, type PixelLattice } from './fill'
import { drawText, textDots } from './glyphs'
import { layerValue } from './layer'
import type { ReportModel } from './model'
import { plain } from './numbers'
import { type Classes, classOf, GAP_COLOURS, layerClasses, REASON_COLOURS, SHARES } from './palette'
import { encodePng } from './png'
import type { Shapes } from './shapes'

/** A drawing of indexed colours. */
interface Canvas {
  width: number
  height: number
  pixels: Uint8Array
  palette: string[]
  /** Index of a colour, added to the palette where it is new. */
  ink(colour: string): number
}

const PAPER = '#ffffff'
const SEA = '#e9eef1'
const LAND = '#f4f2ec'
const BORDER = '#33404d'
const INK = '#1a2530'
const WARM = '#9a5a00'

function blank(width: number, height: number): Canvas {
  const palette = [PAPER]
  return {
    width,
    height,
    pixels: new Uint8Array(width * height),
    palette,
    ink(colour) {
      const found = palette.indexOf(colour)
      return found >= 0 ? found : palette.push(colour) - 1
    },
  }
}

function rectangle(
  { width, height, pixels }: Canvas,
  left: number,
  top: number,
  w: number,
  h: number,
  ink: number,
): void {
  for (let row = Math.max(0, top); row < Math.min(height, top + h); row++) {
    pixels.fill(ink, row * width + Math.max(0, left), row * width + Math.min(width, left + w))
  }
}

function label(canvas: Canvas, left: number, top: number, text: string, dots: number, ink: number): void {
  drawText(text, (column, row) => rectangle(canvas, left + column * dots, top + row * dots, dots, dots, ink))
}

export interface PictureOptions {
  /** Pixels; 1600 by default. */
  width?: number
}

interface LegendItem {
  colour: string
  text: string
}

/** A picture of the frame: a title line, the map, and under it legend, scale bar and the mark of synthetic data. */
function picture(
  model: ReportModel,
  { width = 1600 }: PictureOptions,
  title: string,
  legend: LegendItem[],
  draw: (canvas: Canvas, lattice: PixelLattice, land: Uint16Array) => void,
): Uint8Array {
  const dots = Math.max(1, Math.round(width / 640))
  const line = 11 * dots
  const head = 2 * line
  const perItem = Math.max(...legend.map(({ text }) => textDots(text)), 10) * dots + 5 * line
  const columns = Math.max(1, Math.min(legend.length, Math.floor((width - 2 * line) / perItem)))
  const foot = (Math.ceil(legend.length / columns) + 3) * line + line
  const mapHeight = Math.round((width * model.frame.height) / model.frame.width)
  const canvas = blank(width, head + mapHeight + foot)
  const lattice: PixelLattice = { columns: width, rows: mapHeight, scale: model.frame.width / width, left: 0, top: 0 }
  const map = blank(width, mapHeight)
  map.palette = canvas.palette
  map.ink = canvas.ink
  map.pixels.fill(canvas.ink(SEA))
  const land = labelFeatures(model.countyShapes, lattice)
  const ground = canvas.ink(LAND)
  for (let i = 0; i < land.length; i++) if (land[i]) map.pixels[i] = ground
  draw(map, lattice, land)
  borders(map, land, canvas.ink(BORDER))
  canvas.pixels.set(map.pixels, head * width)
  const ink = canvas.ink(INK)
  label(canvas, line, Math.round(line * 0.6), title, dots, ink)
  legend.forEach(({ colour, text }, i) => {
    const left = line + (i % columns) * perItem
    const top = head + mapHeight + line + Math.floor(i / columns) * line
    rectangle(canvas, left, top, 2 * line - 4 * dots, 7 * dots, canvas.ink(colour))
    label(canvas, left + 2 * line, top, text, dots, ink)
  })
  const bottom = canvas.height - 2 * line
  scaleBar(canvas, model, line, bottom, dots, ink)
  if (model.summary.synthetic) {
    const mark = 'SYNTHETIC DATA'
    label(canvas, width - line - textDots(mark) * dots, bottom, mark, dots, canvas.ink(WARM))
  }
  const text = {
    Title: title,
    Software: `gigaplan ${model.summary.gigaplan}`,
    ...(model.summary.synthetic ? { Comment: 'synthetic data' } : {}),
  }
  return encodePng(canvas.width, canvas.height, canvas.pixels, canvas.palette, text)
}

/** Darkens pixels where one county ends. */
function borders(map: Canvas, land: Uint16Array, ink: number): void {
  for (let row = 0; row < map.height; row++) {
    for (let column = 0; column < map.width; column++) {
      const i = row * map.width + column
      if (
        (column + 1 < map.width && land[i] !== land[i + 1]) ||
        (row + 1 < map.height && land[i] !== land[i + map.width])
      )
        map.pixels[i] = ink
    }
  }
}

function scaleBar(canvas: Canvas, model: ReportModel, left: number, top: number, dots: number, ink: number): void {
  const metresPerPixel = (model.frame.width * model.frame.unitM) / canvas.width
  const most = 0.18 * canvas.width * metresPerPixel
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = [5, 2, 1].map((m) => m * power).find((m) => m <= most) ?? power
  const length = Math.round(metres / metresPerPixel)
  rectangle(canvas, left, top + 5 * dots, length, dots, ink)
  rectangle(canvas, left, top, dots, 6 * dots, ink)
  rectangle(canvas, left + length - dots, top, dots, 6 * dots, ink)
  const words = `${metres >= 1000 ? `${metres / 1000} km` : `${metres} m`}   N up   grid ${model.summary.grid.cellSizeM} m ${model.summary.grid.crs}   ${model.summary.coverage['5g'].rule}`
  label(canvas, left + length + 4 * dots, top, words, dots, ink)
}

function legendOf({ edges, colours }: Classes, show: (value: number) => string): LegendItem[] {
  return colours.map((colour, i) => ({
    colour,
    text:
      i === 0
        ? `< ${show(edges[0])}`
        : i === edges.length
          ? `>= ${show(edges[i - 1])}`
          : `${show(edges[i - 1])} to ${show(edges[i])}`,
  }))
}

const ascii = (value: number): string => plain(value).replace('−', '-')

/** coverage.png: signal level (RSRP) in classes, or villages by share of area covered where there is no raster. PNG bytes. */
export function paintCoverage(model: ReportModel, options: PictureOptions = {}): Uint8Array {
  const layer = model.layers.find(({ id }) => id === 'rsrp')
  if (!layer) {
    return picture(
      model,
      options,
      'Area covered by village',
      legendOf(SHARES, (share) => `${Math.round(share * 100)} %`),
      (canvas, lattice) => {
        for (const [i, village] of model.villages.entries()) {
          const ink = canvas.ink(SHARES.colours[classOf(SHARES, village.area_hard)])
          paintFeature(canvas, model.villageShapes, i, lattice, ink)
        }
      },
    )
  }
  const classes = layerClasses('rsrp')
  return picture(
    model,
    options,
    'Coverage: SS-RSRP, dBm',
    legendOf(classes, ascii),
    (canvas, { columns, rows, scale }) => {
      const inks = Uint8Array.from({ length: 256 }, (_, byte) =>
        byte === 0 ? 0 : canvas.ink(classes.colours[classOf(classes, layerValue(layer, byte))]),
      )
      for (let row = 0; row < rows; row++) {
        const y = Math.floor(((row + 0.5) * scale - layer.top) / layer.scale)
        if (y < 0 || y >= layer.rows) continue
        for (let column = 0; column < columns; column++) {
          const x = Math.floor(((column + 0.5) * scale - layer.left) / layer.scale)
          if (x < 0 || x >= layer.columns) continue
          const byte = layer.values[y * layer.columns + x]
          if (byte) canvas.pixels[row * columns + column] = inks[byte]
        }
      }
    },
  )
}

function paintFeature(canvas: Canvas, shapes: Shapes, feature: number, lattice: PixelLattice, ink: number): void {
  fillFeature(shapes, feature, lattice, (row, from, to) =>
    canvas.pixels.fill(ink, row * canvas.width + from, row * canvas.width + to),
  )
}

/** gaps.png: gaps by class over the counties. PNG bytes. */
export function paintGaps(model: ReportModel, options: PictureOptions = {}): Uint8Array {
  const legend = [
    { colour: GAP_COLOURS.hole, text: 'hole: no usable signal' },
    { colour: GAP_COLOURS.weak, text: 'weak' },
  ]
  return picture(model, options, `Gaps: ${model.summary.gaps.count}`, legend, (canvas, lattice) => {
    for (const [i, gap] of model.gaps.entries())
      paintFeature(canvas, model.gapShapes, i, lattice, canvas.ink(GAP_COLOURS[gap.class] ?? GAP_COLOURS.weak))
  })
}

/** plan.png: what stands (grey) and what is proposed, by reason. PNG bytes. */
export function paintPlan(model: ReportModel, options: PictureOptions = {}): Uint8Array {
  const reasons = [...new Set(model.proposals.map(({ reason }) => reason))]
  const colourOf = (reason: string) =>
    reason === 'capacity' ? '#e0a100' : reason === 'density' ? '#8b95a0' : (REASON_COLOURS[reason] ?? '#009e73')
  const legend = [
    { colour: '#a9b4be', text: 'stations today' },
    ...reasons.map((reason) => ({ colour: colourOf(reason), text: `proposed: ${reason}` })),
  ]
  return picture(model, options, `Plan: ${model.proposals.length} stations`, legend, (canvas, { scale }) => {
    const size = Math.max(1, Math.round(canvas.width / 900))
    const dot = (x: number, y: number, half: number, ink: number) =>
      rectangle(canvas, Math.round(x / scale) - half, Math.round(y / scale) - half, 2 * half + 1, 2 * half + 1, ink)
    const { stations } = model
    for (let i = 0; i < stations.x.length; i++) dot(stations.x[i], stations.y[i], 0, canvas.ink('#a9b4be'))
    // The first of the plan last, so that they lie on top.
    for (let i = model.proposals.length - 1; i >= 0; i--) {
      dot(model.proposalX[i], model.proposalY[i], size, canvas.ink(colourOf(model.proposals[i].reason)))
    }
  })
}
