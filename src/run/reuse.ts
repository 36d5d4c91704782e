import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { CoverageLayers } from '../coverage/best-server'
import type { Rule } from '../coverage/rule'
import { testsService } from '../coverage/service'
import { filesAt } from '../formats/from-disk'
import { readOwnGeotiff } from '../formats/rasters/geotiff'
import type { Grid } from '../grid/grid'
import { checkRun, type Manifest, manifestOf } from '../output/run-manifest'
import { version } from '../version'
import { OPTIONS, type OptionKey } from './options'
import { FILES } from './project'
import type { Settings } from './settings'

/**
 * Settings that the coverage map does not depend on, each with the reason. Every other setting is part of the key, so that one that
 * is new cannot be forgotten.
 */
export const NOT_IN_MAP: Readonly<Partial<Record<OptionKey, string>>> = {
  out: 'where files go',
  force: 'where files go',
  strict: 'exit status',
  quiet: 'what is printed',
  json: 'what is printed',
  lang: 'words',
  csvBom: 'how tables are written',
  outputDatum: 'how positions are written',
  pictureWidth: 'pictures',
  port: 'serve',
  workers: 'results are the same with any number',
  quality: 'layers of their own, never read again',
  terrainEffect: 'a layer of its own',
  fibre: 'fibre and board',
  routes: 'fibre and board',
  places: 'tables and plan',
  facts: 'board',
  candidates: 'plan',
  target: 'plan',
  budget: 'plan',
  costs: 'plan',
  usage: 'plan',
  weights: 'plan',
  forbidden: 'plan',
  quotas: 'plan',
  spectrum: 'plan',
  operator: 'plan',
  pool: 'plan',
  bands: 'plan',
  spacing: 'plan',
  candidateSpacing: 'plan',
  quarterCapacity: 'plan',
  keep: 'plan',
  keepRanks: 'plan',
  refused: 'plan',
  fibreTarget: 'plan',
  fibreBudget: 'plan',
  from: 'profile',
  to: 'profile',
  frequency: 'profile',
  txHeight: 'profile',
  rxHeight: 'profile',
  measurements: 'calibrate',
}

/** A digest of everything that the coverage map is made from: settings, and contents of the files, not their names or dates. */
export function coverageKey(settings: Settings, rule: Rule): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([version, rule]))
  for (const key of (Object.keys(OPTIONS) as OptionKey[]).sort()) {
    if (key in NOT_IN_MAP || key === 'rule') continue
    const value = settings[key]
    if (value === undefined) continue
    hash.update(`\n${key}\n`)
    const isFile = (FILES as readonly string[]).includes(key) || String(value).endsWith('.json')
    if (!isFile) hash.update(JSON.stringify(value))
    else {
      for (const { bytes, part = '' } of filesAt(value as string | string[])) {
        hash.update(createHash('sha256').update(bytes).digest())
        hash.update(part)
      }
    }
  }
  return hash.digest('hex')
}

/** What run.json says of a run beside its files: by what a later `gigaplan plan` knows that the map still holds, and `gigaplan serve` finds the inputs again. */
export interface RunRecord {
  gigaplan: string
  coverageKey: string
  settings: Settings
}

export function runRecord(key: string, settings: Settings): RunRecord {
  return { gigaplan: version, coverageKey: key, settings: recorded(settings) }
}

/** What a run was made from and asked for, for `gigaplan serve`; files by absolute path. How it was to be told is left out. */
function recorded({ out, force, strict, quiet, json, csvBom, ...settings }: Settings): Settings {
  const absolute: Record<string, unknown> = { ...settings }
  for (const key of FILES) {
    const value = settings[key]
    if (Array.isArray(value)) absolute[key] = value.map((path) => resolve(path))
    else if (value) absolute[key] = resolve(value)
  }
  if (typeof settings.quotas === 'string') absolute.quotas = resolve(settings.quotas)
  for (const key of ['rule', 'model', 'spectrum'] as const) {
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
    const record = manifestOf(dir) as Manifest & Partial<RunRecord>
    if (record.coverageKey !== key) return undefined
    checkRun(dir)
    const [coverage, servers] = [join(dir, 'coverage.tif'), join(dir, 'server.tif')].map((path) => filesAt(path)[0])
    const bands = [
      await readOwnGeotiff(coverage, 1),
      await readOwnGeotiff(coverage, 2),
      await readOwnGeotiff(coverage, 3),
    ]
    const server = await readOwnGeotiff(servers)
    if ([...bands, server].some(({ width, height }) => width !== grid.columns || height !== grid.rows)) return undefined
    const [rsrpDbm, sinrDb, probability] = bands.map(({ data }) => data)
    if (![rsrpDbm, sinrDb, probability].every((data) => data instanceof Float32Array)) return undefined
    if (!(server.data instanceof Uint32Array)) return undefined
    const tested = testsService(rule) ? (await readOwnGeotiff(coverage, 4)).data : undefined
    if (tested && !(tested instanceof Float32Array)) return undefined
    return {
      rsrpDbm: rsrpDbm as Float32Array,
      sinrDb: sinrDb as Float32Array,
      probability: probability as Float32Array,
      server: server.data,
      ...(tested && { serviceDbm: tested }),
    }
  } catch {
    // No run, a damaged one or one that was killed: the map is computed again.
    return undefined
  }
}
