import type { CoverageMap } from '../../index'
import type { MapPaint } from '../client/map'
import type { Frame } from '../shapes'

/** The picture of the whole area is thinned to about so many pixels. */
const PICTURE_PIXELS = 2_400_000
/** Colours of the ground, from scales that colour-blind readers tell apart; also in what-if.css. */
const GROUND = { today: '#9ccdb8', plan: '#5a9fd4', weak: '#f1dc84', none: '#e8a487' }
const TRIAL = { gain: '#0b2f8a', loss: '#a3123a' }

/** 0xAABBGGRR of `#rrggbb`. */
function pixel(colour: string, alpha = 255): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  return ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0
}

type Ground = Pick<CoverageMap, 'grid' | 'rule' | 'rsrpDbm' | 'zones'>
type Window = { columnFrom: number; columnTo: number; rowFrom: number; rowTo: number }

/** A block of cells as a picture that lies on the frame. */
interface Picture {
  canvas: HTMLCanvasElement
  column: number
  row: number
  /** Cells per pixel. */
  step: number
}

/** The ground under the plan, and what a trial changes on it. */
export interface Paint {
  /** Paints a part of the ground, all of it by default, from the map with the plan built. */
  ground(rsrpDbm: Float32Array, window?: Window): void
  /** Shows where cover is gained and lost against `before`, the map of the window before the trial. */
  trial(rsrpDbm: Float32Array, before: Float32Array, window: Window | null): void
  draw(paint: MapPaint): void
}

export function openPaint(frame: Frame, { grid, rule, rsrpDbm: today, zones }: Ground): Paint {
  const { columns, rows, cellSizeM } = grid
  const hardDbm = rule.rsrpDbm + rule.marginDb
  const step = Math.max(1, Math.ceil(Math.sqrt((columns * rows) / PICTURE_PIXELS)))
  const whole: Picture = { canvas: document.createElement('canvas'), column: 0, row: 0, step }
  whole.canvas.width = Math.ceil(columns / step)
  whole.canvas.height = Math.ceil(rows / step)
  let change: Picture | null = null
  const colours = {
    today: pixel(GROUND.today),
    plan: pixel(GROUND.plan),
    weak: pixel(GROUND.weak),
    none: pixel(GROUND.none),
  }
  const [gain, loss] = [pixel(TRIAL.gain, 215), pixel(TRIAL.loss, 215)]

  return {
    ground(rsrpDbm, window = { columnFrom: 0, columnTo: columns, rowFrom: 0, rowTo: rows }) {
      const [left, right] = [Math.floor(window.columnFrom / step), Math.ceil(window.columnTo / step)]
      const [top, bottom] = [Math.floor(window.rowFrom / step), Math.ceil(window.rowTo / step)]
      if (right <= left || bottom <= top) return
      const image = new ImageData(right - left, bottom - top)
      const pixels = new Uint32Array(image.data.buffer)
      const middle = step >> 1
      for (let y = top, i = 0; y < bottom; y++) {
        const line = Math.min(rows - 1, y * step + middle) * columns
        for (let x = left; x < right; x++, i++) {
          const cell = line + Math.min(columns - 1, x * step + middle)
          if (zones.zone[cell] === 0) continue
          const level = rsrpDbm[cell]
          pixels[i] =
            today[cell] >= hardDbm
              ? colours.today
              : level >= hardDbm
                ? colours.plan
                : level >= rule.rsrpDbm
                  ? colours.weak
                  : colours.none
        }
      }
      whole.canvas.getContext('2d')!.putImageData(image, left, top)
    },
    trial(rsrpDbm, before, window) {
      change = null
      if (!window) return
      const [width, height] = [window.columnTo - window.columnFrom, window.rowTo - window.rowFrom]
      const image = new ImageData(width, height)
      const pixels = new Uint32Array(image.data.buffer)
      for (let row = 0, i = 0; row < height; row++) {
        let cell = (window.rowFrom + row) * columns + window.columnFrom
        for (let column = 0; column < width; column++, i++, cell++) {
          const [had, has] = [before[i] >= hardDbm, rsrpDbm[cell] >= hardDbm]
          if (had !== has && zones.zone[cell] > 0) pixels[i] = has ? gain : loss
        }
      }
      const canvas = document.createElement('canvas')
      canvas.width = width
      canvas.height = height
      canvas.getContext('2d')!.putImageData(image, 0, 0)
      change = { canvas, column: window.columnFrom, row: window.rowFrom, step: 1 }
    },
    draw({ context, at, scale }) {
      const unitsPerCell = cellSizeM / frame.unitM
      const [west, north] = [(grid.originX - frame.westM) / frame.unitM, (frame.northM - grid.originY) / frame.unitM]
      const lay = ({ canvas, column, row, step }: Picture, alpha: number): void => {
        const [left, top] = at(west + column * unitsPerCell, north + row * unitsPerCell)
        const size = unitsPerCell * step * scale
        context.globalAlpha = alpha
        context.imageSmoothingEnabled = size < 1
        context.drawImage(canvas, left, top, canvas.width * size, canvas.height * size)
        context.globalAlpha = 1
      }
      lay(whole, 0.78)
      if (change) lay(change, 1)
    },
  }
}
