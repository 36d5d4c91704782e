import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CoverageLayers } from '../coverage/best-server'
import type { Rule } from '../coverage/rule'
import { testsService } from '../coverage/service'
import { filesAt } from '../formats/from-disk'
import { readGeotiff } from '../formats/rasters/geotiff'
import type { Grid } from '../grid/grid'
import { version } from '../version'
import { datumFor } from './datums'
import { FILES } from './project'
import type { Settings } from './settings'

/** The inputs that a coverage map depends on. */
const INPUTS = ['villages', 'sites', 'terrain', 'landCover', 'antennas', 'population'] as const

/** A digest of everything that the coverage map is made from: contents of the files, not their names or dates. */
export function coverageKey(settings: Settings, rule: Rule): string {
  const hash = createHash('sha256')
  const { cellSize, model, datum, beamSet, sigma } = settings
  const measuredAgainst = [datumFor(datum, 'villages') ?? null, datumFor(datum, 'sites') ?? null]
  hash.update(
    JSON.stringify([version, cellSize ?? null, model ?? null, measuredAgainst, beamSet ?? null, sigma ?? null, rule]),
  )
  for (const input of INPUTS) {
    hash.update(`\n${input}\n`)
    const paths = settings[input]
    if (!paths) continue
    for (const { bytes, part = '' } of filesAt(paths)) {
      hash.update(createHash('sha256').update(bytes).digest())
      hash.update(part)
    }
  }
  if (model?.endsWith('.json')) for (const { bytes } of filesAt(model)) hash.update(bytes)
  return hash.digest('hex')
}

/** run.json: by what a later `gigaplan plan` knows that the map still holds, and `gigaplan serve` finds the inputs again. */
export function runRecord(key: string, settings: Settings): string {
  return `${JSON.stringify({ gigaplan: version, coverageKey: key, settings: recorded(settings) }, null, 2)}\n`
}

/** What a run was made from and asked for, for `gigaplan serve`; files by absolute path. How it was to be told is left out. */
function recorded({ out, force, strict, quiet, json, csvBom, ...settings }: Settings): Settings {
  const absolute: Record<string, unknown> = { ...settings }
  for (const key of FILES) {
    const value = settings[key]
    if (Array.isArray(value)) absolute[key] = value.map((path) => resolve(path))
    else if (value) absolute[key] = resolve(value)
  }
  for (const key of ['rule', 'model'] as const) {
    const value = settings[key]
    if (value?.endsWith('.json')) absolute[key] = resolve(value)
  }
  return absolute
}

/** Where an earlier map may lie, and the digest of the inputs that it must have been made from. */
export interface Reuse {
  dir: string
  key: string
}

/** The map of an earlier run in `dir`, where it was made from the same inputs on the same grid; undefined otherwise. */
export async function reusableLayers({ dir, key }: Reuse, grid: Grid, rule: Rule): Promise<CoverageLayers | undefined> {
  try {
    const record = JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as { coverageKey?: string }
    if (record.coverageKey !== key || !existsSync(join(dir, 'server.tif'))) return undefined
    const [coverage, servers] = [join(dir, 'coverage.tif'), join(dir, 'server.tif')].map((path) => filesAt(path)[0])
    const bands = [await readGeotiff(coverage, 1), await readGeotiff(coverage, 2), await readGeotiff(coverage, 3)]
    const server = await readGeotiff(servers)
    if ([...bands, server].some(({ width, height }) => width !== grid.columns || height !== grid.rows)) return undefined
    const [rsrpDbm, sinrDb, probability] = bands.map(({ data }) => data)
    if (![rsrpDbm, sinrDb, probability].every((data) => data instanceof Float32Array)) return undefined
    if (!(server.data instanceof Uint32Array)) return undefined
    const tested = testsService(rule) ? (await readGeotiff(coverage, 4)).data : undefined
    if (tested && !(tested instanceof Float32Array)) return undefined
    return {
      rsrpDbm: rsrpDbm as Float32Array,
      sinrDb: sinrDb as Float32Array,
      probability: probability as Float32Array,
      server: server.data,
      ...(tested && { serviceDbm: tested }),
    }
  } catch {
    // A damaged or half-deleted folder is no fault of the user's: the map is computed again.
    return undefined
  }
}
