import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../formats/input-error'
import { type Manifest, type ManifestFile, manifestOf } from '../output/run-manifest'
import { isRunFile } from './artefacts'
import { isWithin, MANIFEST, swap } from './commit'
import { lockFolder, OWN } from './lock'
import { systemFault } from './system-error'

/** An output folder whose files appear whole or not at all. */
export interface Folder {
  readonly dir: string
  /**
   * Writes beside the final name, pieces one after the other; the file takes its name in `commit`. A name may hold folders
   * (`charts/curve.svg`). `rows`: rows or features of the content, for the manifest.
   */
  write(name: string, content: string | Uint8Array | readonly Uint8Array[], rows?: number): void
  /**
   * Gives all files written so far their names, all or none. With `record` they are a whole run: run.json says so and lists them, and
   * what the run before wrote and this one did not is gone. Without, they join the run that is there.
   */
  commit(record?: { gigaplan: string }): void
  /** Drops what was not committed, and gives the folder back. */
  discard(): void
}

/** Names that other commands write into a folder of their own or beside a run. */
const OF_OTHERS = /^(compare\.json|(compare|compare-proposals)\.csv|profile\.(svg|json)|(model|calibration)\.json)$/

/**
 * Opens a folder for output: takes it for this process, and clears away what killed runs left.
 * @param force files of others may stay beside those of the run; none of them is ever touched
 * @throws InputError `out-not-empty` where it holds files of others and `force` is not given, `out-over-foreign` where one of them
 *   has a name that a run writes, `out-busy` where another run has it, `out-not-writable`
 */
export function openFolder(dir: string, force: boolean): Folder {
  const made = !existsSync(dir)
  let release: () => void
  try {
    mkdirSync(dir, { recursive: true })
    release = lockFolder(dir)
  } catch (error) {
    if (error instanceof InputError) throw error
    const message = systemFault(error)?.message ?? (error as Error).message
    throw new InputError('out-not-writable', dir, `Cannot write there. ${message}`, 'Name another folder.')
  }
  const stage = join(dir, `.gigaplan-${process.pid}`)
  let open = true
  const drop = (): void => {
    // Once: a second time the lock may be that of the next run.
    if (!open) return
    open = false
    rmSync(stage, { recursive: true, force: true })
    release()
    if (made && existsSync(dir) && readdirSync(dir).length === 0) rmdirSync(dir)
  }
  const former = formerRun(dir)
  try {
    refuseForeign(dir, former, force)
    mkdirSync(join(stage, 'new'), { recursive: true })
  } catch (error) {
    drop()
    throw systemFault(error) ?? error
  }
  const written: Record<string, ManifestFile> = {}
  return {
    dir,
    write(name, content, rows) {
      const path = join(stage, 'new', name)
      mkdirSync(dirname(path), { recursive: true })
      const handle = openSync(path, 'w')
      const digest = createHash('sha256')
      let bytes = 0
      try {
        for (const piece of [content].flat()) {
          const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece
          writeFileSync(handle, chunk)
          digest.update(chunk)
          bytes += chunk.length
        }
      } finally {
        closeSync(handle)
      }
      written[name] = { sha256: digest.digest('hex'), bytes, ...(rows !== undefined && { rows }) }
    },
    commit(record) {
      const put = Object.keys(written)
      const unknown = record && put.find((name) => !isRunFile(name))
      if (unknown) throw new Error(`${unknown} is not in the list of a run's files (run/artefacts.ts).`)
      const take = record ? Object.keys(former?.files ?? {}) : []
      for (const name of put) refuseInTheWay(dir, name)
      const manifest = record ? { ...record, files: written } : joined(former, written)
      if (manifest) {
        writeFileSync(join(stage, 'new', MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
        put.push(MANIFEST)
      }
      swap(dir, stage, put, take)
      drop()
    },
    discard: drop,
  }
}

/**
 * The manifest of the run that the folder holds. Names in it that no run writes are passed over: whoever edits it does not hand other
 * files to the next run. One that is damaged, or of an older version, lists none: the files of a run's names are its own.
 */
function formerRun(dir: string): Manifest | undefined {
  if (!existsSync(join(dir, MANIFEST))) return undefined
  try {
    const manifest = manifestOf(dir)
    const own = Object.entries(manifest.files).filter(([name]) => isRunFile(name) && isWithin(name))
    return { ...manifest, files: Object.fromEntries(own) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
  }
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter(
    (name) => isRunFile(name) && lstatSync(join(dir, name)).isFile() && name !== MANIFEST,
  )
  return { gigaplan: '', files: Object.fromEntries(names.map((name) => [name, { sha256: '', bytes: 0 }])) }
}

/** Files that another command adds to a run (a report in another language) are of the run from then on. */
function joined(former: Manifest | undefined, written: Record<string, ManifestFile>): Manifest | undefined {
  const ofRun = Object.entries(written).filter(([name]) => isRunFile(name))
  if (!former || ofRun.length === 0) return undefined
  return { ...former, files: { ...former.files, ...Object.fromEntries(ofRun) } }
}

function refuseForeign(dir: string, former: Manifest | undefined, force: boolean): void {
  const own = new Set([MANIFEST, ...Object.keys(former?.files ?? {})].map((name) => name.split('/')[0]))
  const foreign = readdirSync(dir).filter(
    (name) => !OWN.test(name) && !(own.has(name) && former) && !OF_OTHERS.test(name),
  )
  const inTheWay = foreign.filter((name) => isRunFile(name))
  const few = (names: string[]): string => `${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`
  if (inTheWay.length > 0) {
    throw new InputError(
      'out-over-foreign',
      dir,
      `The folder holds ${few(inTheWay)}, which no run of gigaplan wrote (run.json does not list them), under names that a run writes.`,
      'Move them, or name another folder.',
    )
  }
  if (foreign.length > 0 && !force) {
    throw new InputError(
      'out-not-empty',
      dir,
      `The folder holds other files (${few(foreign)}).`,
      'Name an empty one, or say that the run may write beside them.',
    )
  }
}

/** A folder where a file is to stand, or a file where a folder is. @throws InputError `out-not-writable` */
function refuseInTheWay(dir: string, name: string): void {
  const path = join(dir, name)
  const parent = dirname(path)
  const fault = (what: string, where: string): InputError =>
    new InputError('out-not-writable', where, `${what} is in the way of ${name}.`, 'Move it, or name another folder.')
  if (existsSync(path) && lstatSync(path).isDirectory()) throw fault('A folder', path)
  if (parent !== dir && existsSync(parent) && !lstatSync(parent).isDirectory()) throw fault('A file', parent)
}
