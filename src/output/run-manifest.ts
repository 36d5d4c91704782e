import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { InputError } from '../formats/input-error'

/** A file of a run as run.json lists it. */
export interface ManifestFile {
  /** Hex digest of the content. */
  sha256: string
  bytes: number
  /** Rows or features, where it holds such. */
  rows?: number
}

/** What run.json says of a folder: whose run it is, and every file of it. It is written last: without it the folder is no run's. */
export interface Manifest {
  /** Version of gigaplan. */
  gigaplan: string
  files: Record<string, ManifestFile>
}

const AGAIN = 'Run again into this folder to write it whole.'

/**
 * The manifest of a run's folder.
 * @throws InputError `run-missing` where there is none (no run's folder, or a run that was killed while its files took their names),
 *   `run-damaged` where it cannot be read, `run-too-old` where it lists no files
 */
export function manifestOf(dir: string): Manifest {
  const path = join(dir, 'run.json')
  if (!existsSync(path)) {
    if (!existsSync(join(dir, 'summary.json'))) {
      throw new InputError('run-missing', path, `There is no run in ${dir}.`, 'Name the folder that a run wrote.')
    }
    const message = `The run in ${dir} was not finished: it has files, but no run.json.`
    throw new InputError('run-missing', path, message, AGAIN)
  }
  let manifest: Partial<Manifest>
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8')) as Partial<Manifest>
  } catch (error) {
    throw new InputError('run-damaged', path, `run.json is not JSON (${(error as Error).message}).`, AGAIN)
  }
  if (typeof manifest?.files !== 'object' || manifest.files === null) {
    throw new InputError(
      'run-too-old',
      path,
      `run.json does not list the run's files: an older gigaplan wrote it.`,
      AGAIN,
    )
  }
  return manifest as Manifest
}

/**
 * What to know of a file that a run wrote and that is read by itself, such as the plan.csv of an earlier run: that it is no longer what
 * the run wrote. Undefined where it is, or where no run lists it.
 * @throws InputError `run-missing` where a run was killed while its files took their names: this may be the file of either
 */
export function changedSinceRun(path: string): { rows?: number } | undefined {
  const dir = dirname(path)
  if (!existsSync(join(dir, 'run.json'))) {
    const left =
      existsSync(dir) && readdirSync(dir).some((name) => name === 'summary.json' || /^\.gigaplan-/.test(name))
    if (!left) return undefined
    const message = `The run in ${dir} was not finished: it has no run.json.`
    const hint = `${AGAIN} To use this file as it is, copy it out of the folder.`
    throw new InputError('run-missing', path, message, hint)
  }
  try {
    const listed = manifestOf(dir).files[basename(path)]
    if (!listed) return undefined
    const same = createHash('sha256').update(readFileSync(path)).digest('hex') === listed.sha256
    return same ? undefined : { rows: listed.rows }
  } catch {
    // The run beside it is damaged: nobody can say that this is what it wrote.
    return {}
  }
}

/**
 * Holds a folder's files to its manifest.
 * @returns the manifest
 * @throws InputError as `manifestOf`; `run-damaged` with the files that are missing or differ from what the run wrote
 */
export function checkRun(dir: string): Manifest {
  const manifest = manifestOf(dir)
  const faults: string[] = []
  for (const [name, { sha256, bytes, rows }] of Object.entries(manifest.files)) {
    const path = join(dir, name)
    if (!existsSync(path)) {
      faults.push(`${name} is missing`)
      continue
    }
    if (!statSync(path).isFile()) {
      faults.push(`${name} is no file any more`)
      continue
    }
    const content = readFileSync(path)
    if (content.length !== bytes) {
      const held = rows === undefined ? '' : ` (${rows} rows)`
      faults.push(`${name} has ${content.length} bytes, the run wrote ${bytes}${held}`)
    } else if (createHash('sha256').update(content).digest('hex') !== sha256) {
      faults.push(`${name} is not what the run wrote`)
    }
  }
  if (faults.length > 0) {
    const shown = faults.slice(0, 5).join('; ') + (faults.length > 5 ? '; …' : '')
    throw new InputError('run-damaged', dir, `${faults.length} of its files changed since the run: ${shown}.`, AGAIN)
  }
  return manifest
}
