import { villagesGiven } from '../area/given-villages'
import type { Village } from '../area/village'
import { badArgument, knownOptions, listArgument, numberArgument, objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import { gridGiven } from '../grid/given-grid'
import { networkGiven } from '../network/given-network'
import type { CoverageInput } from './compute-coverage'
import type { CoverageMap } from './coverage-map'
import type { Surface } from './propagation'

const OPTIONS: Record<keyof CoverageInput, true> = {
  grid: true,
  network: true,
  villages: true,
  population: true,
  rule: true,
  model: true,
  ground: true,
  sigmaDb: true,
  load: true,
  quality: true,
  layers: true,
  workers: true,
  core: true,
  terrain: true,
  landCover: true,
  antennas: true,
  signal: true,
  onProgress: true,
}

/**
 * What `computeCoverage` is asked for, checked; unknowns that JSON wrote as null are unknown again.
 * @throws InputError `bad-argument`, `unknown-option`, `no-villages`, `crs-unknown`
 */
export function coverageInputGiven(given: CoverageInput): CoverageInput {
  const input = objectArgument(given, 'input', '{ grid, network, villages }') as unknown as CoverageInput
  knownOptions(input, Object.keys(OPTIONS), 'computeCoverage')
  const grid = gridGiven(input.grid)
  const network = networkGiven(input.network)
  const villages = villagesGiven(input.villages)
  numberArgument(input.load, 'load', 'a share from 0 to 1', { low: 0, high: 1 })
  if (input.sigmaDb !== 'model') {
    numberArgument(input.sigmaDb, 'sigmaDb', "dB above 0, or 'model'", { low: Number.MIN_VALUE, high: 100 })
  }
  if (input.population !== undefined) rasterArgument(input.population, 'population')
  surfaceArgument(input)
  for (const [name, layer] of Object.entries(input.layers ?? {})) {
    const length = (layer as ArrayLike<number> | undefined)?.length
    if (length === undefined || length === grid.columns * grid.rows) continue
    throw badArgument(
      `layers.${name}`,
      layer,
      `one value for each of the ${grid.columns} × ${grid.rows} cells, not ${length}`,
    )
  }
  return { ...input, network, villages }
}

/** @throws InputError `bad-argument` where elevation or land cover is not what its reader gives */
export function surfaceArgument({ terrain, landCover }: Surface): void {
  for (const [name, value, reader] of [
    ['terrain', terrain, 'readTerrain'],
    ['landCover', landCover, 'readLandCover'],
  ] as const) {
    if (value === undefined) continue
    const surface = objectArgument(value, name, `what ${reader} gives`)
    listArgument(surface.tiles, `${name}.tiles`, `the rasters that ${reader} gives`).forEach((tile, i) => {
      rasterArgument(tile, `${name}.tiles[${i}]`)
    })
  }
}

function rasterArgument(value: unknown, path: string): void {
  const { width, height, data, crs } = objectArgument(value, path, 'a raster, as readRaster gives it')
  const cells = Number(width) * Number(height)
  if (!ArrayBuffer.isView(data) || (data as Uint8Array).length !== cells) {
    throw badArgument(`${path}.data`, data, `a typed array of width × height (${width} × ${height}) values`)
  }
  if (typeof crs !== 'string') throw badArgument(`${path}.crs`, crs, 'EPSG:n, or PROJ or WKT text')
}

/**
 * A coverage map as `computeCoverage` gives it.
 * @throws InputError `bad-argument`: what came through JSON has lost its layers
 */
export function coverageGiven(given: unknown, path = 'coverage'): CoverageMap {
  const map = objectArgument(given, path, 'the map that computeCoverage gives') as unknown as CoverageMap
  const { columns, rows } = gridGiven(map.grid, `${path}.grid`)
  for (const layer of ['rsrpDbm', 'probability', 'people'] as const) {
    const data: unknown = map[layer]
    if (ArrayBuffer.isView(data) && (data as Float32Array).length === columns * rows) continue
    throw badArgument(
      `${path}.${layer}`,
      data,
      `a Float32Array of ${columns} × ${rows} cells, as computeCoverage gives it`,
    )
  }
  objectArgument(map.zones, `${path}.zones`, 'the villages on the grid, as computeCoverage gives them')
  objectArgument(map.network, `${path}.network`, 'the network of the map')
  return map
}

/**
 * Holds the villages of a call against those that the map was made with.
 * @throws InputError `villages-differ` where others are given, or the same ones in another order
 */
export function villagesOfMap({ zones }: CoverageMap, villages: readonly Village[]): void {
  const count = zones.spans.offsets.length - 1
  if (count !== villages.length) {
    const message = `${villages.length} villages were given; the coverage map was made with ${count}. Give the same ones.`
    throw new InputError('villages-differ', 'villages', message)
  }
  const other = villages.findIndex(({ code }, i) => zones.codes !== undefined && zones.codes[i] !== code)
  if (other < 0) return
  const message = `villages[${other}] has the code ${villages[other].code}; the coverage map was made with ${zones.codes?.[other]} there. Give the same ones in the same order.`
  throw new InputError('villages-differ', `villages[${other}]`, message)
}
