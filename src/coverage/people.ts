import type { Village } from '../area/village'
import type { Core } from '../core/core'
import { checkStatus } from '../core/status'
import { type GeoRaster, pixelAt } from '../formats/rasters/geo-raster'
import type { Grid } from '../grid/grid'
import { projection } from '../grid/projection'
import type { Zones } from './zones'

/** A population raster: people per pixel. */
export type PeopleRaster = Omit<GeoRaster, 'name' | 'bandName'> & { name?: string }

/** Cells between two places that are projected exactly; between them bilinear (off by less than a metre at 50 m cells). */
const NODE_STEP = 16
/** Samples along each side of a cell at most. */
const MOST_SAMPLES = 16

/**
 * Residents per cell. Without a raster a village's residents are spread evenly over its own area, an estimate that a caller
 * has to mark; with one, the raster gives the weights, and they are rescaled to the village's total where that is known.
 * A known village in which the raster has nobody is spread evenly; a village with unknown residents gets the raster's count,
 * none without a raster.
 *
 * Writes `zones.edges.people` too: each village's own residents in its boundary cells, so that the sum over a village's spans of
 * the result plus its `edges.people` is the village's total (to f32 rounding).
 * @param villages the villages that `zones` was made from, in the same order
 * @param raster people per pixel; nodata, NaN and negative values count as none
 * @returns residents per cell, row-major; 0 outside villages
 */
export function peopleOnGrid(core: Core, zones: Zones, villages: Village[], raster?: PeopleRaster): Float32Array {
  const { arena, kernels } = core
  const { spans, edges } = zones
  const mark = arena.mark()
  try {
    const cells = zones.zone.length
    const people = arena.f32(cells)
    people.view.fill(0)
    const weights = raster ? rasterWeights(core, zones, raster) : 0
    const spanStart = arena.put(spans.start)
    const spanEnd = arena.put(spans.end)
    const edgeCell = arena.put(edges.cell)
    const edgeFraction = arena.put(edges.fraction)
    const edgePeople = arena.f32(edges.cell.length)
    villages.forEach((village, v) => {
      const [span, edge] = [spans.offsets[v], edges.offsets[v]]
      kernels.spreadPeople(
        people.ptr,
        weights,
        spanStart.ptr + span * 4,
        spanEnd.ptr + span * 4,
        spans.offsets[v + 1] - span,
        edgeCell.ptr + edge * 4,
        edgeFraction.ptr + edge * 4,
        edges.offsets[v + 1] - edge,
        edgePeople.ptr + edge * 4,
        village.population,
      )
    })
    edges.people = edgePeople.view.slice()
    return people.view.slice()
  } finally {
    arena.release(mark)
  }
}

/** Writes the raster's people per cell to the arena; returns where. */
function rasterWeights({ arena, kernels }: Core, zones: Zones, raster: PeopleRaster): number {
  const { grid } = zones
  const weights = arena.f32(zones.zone.length)
  weights.view.fill(0)
  const { nodes, nodeColumns } = rasterPositions(grid, raster)
  const crop = cropTo(raster, nodes)
  if (!crop) return weights.ptr
  const pixels = arena.put(crop.pixels)
  const nodeRegion = arena.put(nodes)
  const zone = arena.put(zones.zone)
  checkStatus(
    'sampleWeights',
    kernels.sampleWeights(
      weights.ptr,
      zone.ptr,
      grid.columns,
      0,
      grid.rows,
      nodeRegion.ptr,
      nodeColumns,
      NODE_STEP,
      pixels.ptr,
      crop.columns,
      crop.rows,
      samplesPerSide(nodes, nodeColumns),
    ),
  )
  return weights.ptr
}

/** Fractional raster column and row of the grid corners at every NODE_STEP cells. */
function rasterPositions(grid: Grid, raster: PeopleRaster): { nodes: Float64Array; nodeColumns: number } {
  const { inverse } = projection(grid.crs)
  const toPixel = pixelAt({ name: 'population', ...raster })
  const nodeColumns = Math.ceil(grid.columns / NODE_STEP) + 1
  const nodeRows = Math.ceil(grid.rows / NODE_STEP) + 1
  const nodes = new Float64Array(nodeColumns * nodeRows * 2)
  for (let j = 0, n = 0; j < nodeRows; j++) {
    const y = grid.originY - j * NODE_STEP * grid.cellSizeM
    for (let i = 0; i < nodeColumns; i++) {
      const [lon, lat] = inverse(grid.originX + i * NODE_STEP * grid.cellSizeM, y)
      const [px, py] = toPixel(lon, lat)
      nodes[n++] = px
      nodes[n++] = py
    }
  }
  return { nodes, nodeColumns }
}

/** Enough samples that no pixel is stepped over. */
function samplesPerSide(nodes: Float64Array, nodeColumns: number): number {
  const below = nodeColumns * 2
  const pixelsX = Math.hypot(nodes[2] - nodes[0], nodes[3] - nodes[1])
  const pixelsY = Math.hypot(nodes[below] - nodes[0], nodes[below + 1] - nodes[1])
  return Math.min(MOST_SAMPLES, Math.max(1, Math.ceil(Math.max(pixelsX, pixelsY) / NODE_STEP)))
}

/** The part of the raster under the grid as f32 without nodata; `nodes` are moved to its corner. Undefined where there is none. */
function cropTo(raster: PeopleRaster, nodes: Float64Array) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let n = 0; n < nodes.length; n += 2) {
    left = Math.min(left, nodes[n])
    right = Math.max(right, nodes[n])
    top = Math.min(top, nodes[n + 1])
    bottom = Math.max(bottom, nodes[n + 1])
  }
  left = Math.max(0, Math.floor(left))
  top = Math.max(0, Math.floor(top))
  const columns = Math.min(raster.width, Math.ceil(right)) - left
  const rows = Math.min(raster.height, Math.ceil(bottom)) - top
  if (!(columns > 0 && rows > 0)) return undefined
  const pixels = new Float32Array(columns * rows)
  for (let r = 0, p = 0; r < rows; r++) {
    const from = (top + r) * raster.width + left
    for (let c = 0; c < columns; c++, p++) {
      const value = raster.data[from + c]
      if (value > 0 && value !== raster.nodata) pixels[p] = value
    }
  }
  for (let n = 0; n < nodes.length; n += 2) {
    nodes[n] -= left
    nodes[n + 1] -= top
  }
  return { pixels, columns, rows }
}
