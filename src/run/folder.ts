import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../formats/input-error'

/** An output folder whose files appear whole or not at all. */
export interface Folder {
  readonly dir: string
  /** Writes beside the final name, pieces one after the other; the file takes its name in `commit`. A name may hold folders (`charts/curve.svg`). */
  write(name: string, content: string | Uint8Array | readonly Uint8Array[]): void
  /** Gives all files written so far their names. A `whole` run also takes away what an earlier run wrote and it did not. */
  commit(how?: { whole: boolean }): void
  /** Drops what was not committed. */
  discard(): void
}

/** Names that a run writes; what a run does not write again is of an earlier one. */
const OF_A_RUN =
  /^(summary\.json|run\.json|(villages|townships|counties|stations|cells|rejected|plan|changes|places|towns|fibre|fibre-areas|fibre-budget-fails|indicators|operators)\.csv|(villages|gaps|plan|places)\.geojson|(coverage|server|quality|gigabit|plan|nb-iot|terrain-effect)\.tif|(coverage|gaps|plan)\.(png|svg|pgw|png\.aux\.xml)|areas\.topojson|plan\.(xlsx|kml|kmz)|tower-demand\.xlsx|report\.html|charts)$/
/** Names that other commands write into a folder of their own or beside a run. */
const OF_OTHERS =
  /^(compare\.json|(compare|compare-proposals)\.csv|profile\.(svg|json)|(model|calibration)\.json|\.gigaplan-.*)$/

/** True for a name that a run may write: a file of that name in the output folder is not safe. */
export function isRunFile(name: string): boolean {
  return OF_A_RUN.test(name)
}

/**
 * Opens a folder for output.
 * @throws InputError `out-not-empty` where it holds files of others and `force` is not given, `out-not-writable`
 */
export function openFolder(dir: string, force: boolean): Folder {
  const stage = join(dir, `.gigaplan-${process.pid}`)
  try {
    mkdirSync(dir, { recursive: true })
    const foreign = readdirSync(dir).filter((name) => !OF_A_RUN.test(name) && !OF_OTHERS.test(name))
    if (foreign.length > 0 && !force) {
      throw new InputError(
        'out-not-empty',
        dir,
        `The folder holds other files (${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ' …' : ''}); name an empty one, or use --force.`,
      )
    }
    mkdirSync(stage, { recursive: true })
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(
      'out-not-writable',
      dir,
      `Cannot write there (${(error as Error).message}); name another folder with --out.`,
    )
  }
  const written = new Set<string>()
  return {
    dir,
    write(name, content) {
      const parent = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : ''
      if (parent) mkdirSync(join(stage, parent), { recursive: true })
      const handle = openSync(join(stage, name), 'w')
      try {
        for (const piece of [content].flat()) writeFileSync(handle, piece)
      } finally {
        closeSync(handle)
      }
      written.add(name)
    },
    commit({ whole } = { whole: false }) {
      for (const name of written) {
        const parent = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : ''
        if (parent) mkdirSync(join(dir, parent), { recursive: true })
        renameSync(join(stage, name), join(dir, name))
      }
      rmSync(stage, { recursive: true, force: true })
      if (!whole) return
      const kept = new Set(Array.from(written, (name) => name.split('/')[0]))
      for (const name of readdirSync(dir)) {
        if (isRunFile(name) && !kept.has(name)) rmSync(join(dir, name), { recursive: true, force: true })
      }
    },
    discard() {
      if (existsSync(stage)) rmSync(stage, { recursive: true, force: true })
    },
  }
}
