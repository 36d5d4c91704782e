import type { Grid } from '../grid/grid'
import type { QualityLayerId } from '../output/report-data'
import type { PixelLattice } from './fill'
import type { Frame } from './shapes'

/** `cover`: 1 no usable signal, 2 weak, 3 covered today; `order`: the rank of the proposal that first covers a cell. */
export type LayerId =
  | QualityLayerId
  | 'cover'
  | 'terrain'
  | 'rsrp'
  | 'probability'
  | 'sinr'
  | 'server'
  | 'gigabit'
  | 'order'

/**
 * A raster of the map, thinned for the page: byte 0 is "nothing here", byte v stands for `first + (v − 1)·step`.
 * Rows travel predicted (see `predictRows`).
 */
export interface Layer {
  id: LayerId
  columns: number
  rows: number
  /** Frame units of the upper left corner, and units per pixel. */
  left: number
  top: number
  scale: number
  first: number
  step: number
  values: Uint8Array
}

/** How a layer's values become bytes. */
export interface LayerCoding {
  first: number
  step: number
  /** The most that is told apart; beyond it is clamped. */
  steps: number
}

export const CODINGS: Record<LayerId, LayerCoding> = {
  cover: { first: 1, step: 1, steps: 3 },
  terrain: { first: -60, step: 1, steps: 81 },
  rsrp: { first: -140, step: 1, steps: 100 },
  rsrq: { first: -30, step: 0.5, steps: 51 },
  dominance: { first: 0, step: 1, steps: 41 },
  overlap: { first: 1, step: 1, steps: 4 },
  dl: { first: 0, step: 4, steps: 250 },
  ul: { first: 0, step: 1, steps: 250 },
  sinr: { first: -20, step: 1, steps: 60 },
  probability: { first: 0, step: 0.02, steps: 51 },
  server: { first: 1, step: 1, steps: 12 },
  gigabit: { first: 1, step: 1, steps: 1 },
  order: { first: 0, step: 1, steps: 255 },
}

/** Every `thinning`-th cell of the grid, as a lattice over the frame. */
export function layerLattice(grid: Grid, frame: Frame, mostPixels: number): PixelLattice & { thinning: number } {
  const thinning = Math.max(1, Math.ceil(Math.sqrt((grid.columns * grid.rows) / mostPixels)))
  return {
    thinning,
    columns: Math.floor(grid.columns / thinning),
    rows: Math.floor(grid.rows / thinning),
    scale: (grid.cellSizeM * thinning) / frame.unitM,
    left: (grid.originX - frame.westM) / frame.unitM,
    top: (frame.northM - grid.originY) / frame.unitM,
  }
}

/**
 * Thins and codes one raster: the middle cell of each block, so that shares and histograms stay unbiased.
 * @param data `grid.columns * grid.rows` values
 * @param mask 0 where the layer stays empty (outside the villages)
 * @param meaning what a cell's value means in the layer's unit; NaN for nothing
 */
export function layerOf(
  id: LayerId,
  data: ArrayLike<number>,
  grid: Grid,
  lattice: PixelLattice & { thinning: number },
  mask: Uint16Array,
  meaning: (value: number) => number = (value) => value,
  coding: LayerCoding = CODINGS[id],
): Layer {
  const { thinning, columns, rows, left, top, scale } = lattice
  const values = new Uint8Array(columns * rows)
  const middle = thinning >> 1
  for (let row = 0; row < rows; row++) {
    const source = (row * thinning + middle) * grid.columns + middle
    for (let column = 0; column < columns; column++) {
      if (mask[row * columns + column] === 0) continue
      const value = meaning(data[source + column * thinning])
      if (Number.isNaN(value)) continue
      const step = Math.round((value - coding.first) / coding.step)
      values[row * columns + column] = 1 + Math.min(coding.steps - 1, Math.max(0, step))
    }
  }
  return { id, columns, rows, left, top, scale, first: coding.first, step: coding.step, values }
}

/** Value of a layer's byte in the layer's unit; NaN for byte 0. */
export function layerValue(layer: Layer, byte: number): number {
  return byte === 0 ? Number.NaN : layer.first + (byte - 1) * layer.step
}

/** Each byte less the mean of its left and upper neighbours: what is smooth becomes small, and deflates well. */
export function predictRows({ columns, rows, values }: Layer): Uint8Array {
  const predicted = new Uint8Array(values.length)
  for (let i = 0; i < columns * rows; i++) {
    const left = i % columns ? values[i - 1] : 0
    const up = i >= columns ? values[i - columns] : 0
    predicted[i] = values[i] - (left === up ? left : left && up ? (left + up) >> 1 : left || up)
  }
  return predicted
}

/** Undoes `predictRows`. */
export function restoreRows({ columns, rows, values: predicted }: Layer): Uint8Array {
  const values = new Uint8Array(predicted.length)
  for (let i = 0; i < columns * rows; i++) {
    const left = i % columns ? values[i - 1] : 0
    const up = i >= columns ? values[i - columns] : 0
    values[i] = predicted[i] + (left === up ? left : left && up ? (left + up) >> 1 : left || up)
  }
  return values
}
