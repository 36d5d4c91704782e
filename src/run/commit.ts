import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'

/** The name of the manifest: gone before the first file moves, back after the last. */
export const MANIFEST = 'run.json'

/** What a stage moves: written before anything is moved, so that a later run can undo what this one did not finish. */
interface Journal {
  /** Files that take their names. */
  put: string[]
  /** Files of the folder that make room. */
  take: string[]
}

/** True for a name that leads to no place outside the folder. */
export function isWithin(name: string): boolean {
  return !isAbsolute(name) && !name.split(/[\\/]/).includes('..')
}

/** Moves a file into a place whose folders may not be there yet. */
function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  renameSync(from, to)
}

/**
 * Gives the files in `stage/new` their names in `dir`, those in `take` or under the same names gone: all or none. The manifest goes
 * first and comes last, so that a folder without one is between two runs and no reader takes it for either.
 * @throws what the system refused, with the folder as it was before
 */
export function swap(dir: string, stage: string, put: readonly string[], take: readonly string[]): void {
  const fresh = join(stage, 'new')
  const inOrder = [...put].sort((a, b) => Number(a === MANIFEST) - Number(b === MANIFEST))
  const gone = [...new Set([...take, ...put])].filter((name) => existsSync(join(dir, name)))
  gone.sort((a, b) => Number(b === MANIFEST) - Number(a === MANIFEST))
  writeFileSync(join(stage, 'journal.json'), JSON.stringify({ put: inOrder, take: gone } satisfies Journal))
  try {
    for (const name of gone) move(join(dir, name), join(stage, 'old', name))
    for (const name of inOrder) move(join(fresh, name), join(dir, name))
  } catch (error) {
    undo(dir, stage)
    throw error
  }
  for (const name of gone) {
    const parent = dirname(name)
    if (parent !== '.' && existsSync(join(dir, parent)) && readdirSync(join(dir, parent)).length === 0) {
      rmSync(join(dir, parent), { recursive: true })
    }
  }
}

/**
 * Puts a folder back to what it was before a stage that did not come to its end, and removes the stage. Where the stage did (its
 * manifest stands) or had not begun (the former one does), there is nothing to put back.
 */
export function undo(dir: string, stage: string): void {
  const path = join(stage, 'journal.json')
  if (existsSync(path) && !finished(dir, stage)) {
    const { put, take } = readJournal(path)
    const old = (name: string): string => join(stage, 'old', name)
    const fresh = (name: string): string => join(stage, 'new', name)
    // What is not in the stage any more took its place. It goes back there, so that undoing may be cut off and begun again too.
    for (const name of [...put].reverse()) {
      if (!existsSync(fresh(name)) && existsSync(join(dir, name))) move(join(dir, name), fresh(name))
    }
    for (const name of [...take].reverse()) if (existsSync(old(name))) move(old(name), join(dir, name))
  }
  rmSync(stage, { recursive: true, force: true })
}

/** The new manifest stands: everything before it has taken its place. A stage without one is done when all its files are gone. */
function finished(dir: string, stage: string): boolean {
  const { put } = readJournal(join(stage, 'journal.json'))
  return put.every((name) => !existsSync(join(stage, 'new', name)) && existsSync(join(dir, name)))
}

function readJournal(path: string): Journal {
  try {
    const { put, take } = JSON.parse(readFileSync(path, 'utf8')) as Journal
    return { put: put.filter(isWithin), take: take.filter(isWithin) }
  } catch {
    // Cut off while it was written: nothing has moved yet.
    return { put: [], take: [] }
  }
}
