import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { InputError } from '../formats/input-error'
import { undo } from './commit'

const LOCK = '.gigaplan-lock'

/** A run's own files beside its results, all below names of this kind. */
export const OWN = /^\.gigaplan-/

/** True where a process of this machine still runs. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Takes a folder for this process, and clears away what dead runs left there: a commit that they did not finish is undone.
 * @returns what gives it back
 * @throws InputError `out-busy` where another run that lives has it
 */
export function lockFolder(dir: string): () => void {
  const path = join(dir, LOCK)
  const take = (): boolean => {
    try {
      const handle = openSync(path, 'wx')
      writeSync(handle, JSON.stringify({ pid: process.pid, host: hostname() }))
      closeSync(handle)
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw error
    }
  }
  if (!take()) {
    const { pid, host } = holder(path)
    const elsewhere = host !== undefined && host !== hostname()
    if (elsewhere || (pid !== undefined && alive(pid))) {
      const who = elsewhere ? `process ${pid} on ${host}` : `process ${pid}`
      const message = `Another gigaplan run (${who}) is writing there.`
      const ended = elsewhere ? ` If it has ended, delete ${LOCK} there.` : ''
      throw new InputError('out-busy', dir, message, `Wait for it, or name another folder.${ended}`)
    }
    rmSync(path, { force: true })
    if (!take())
      throw new InputError('out-busy', dir, 'Another gigaplan run has just begun there.', 'Name another folder.')
  }
  for (const name of readdirSync(dir)) {
    if (OWN.test(name) && name !== LOCK) undo(dir, join(dir, name))
  }
  return () => rmSync(path, { force: true })
}

function holder(path: string): { pid?: number; host?: string } {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid?: number; host?: string }
  } catch {
    // Cut off while it was written, by a run that was killed.
    return {}
  }
}
