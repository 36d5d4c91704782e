import { existsSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { InputError } from '../formats/input-error'
import { isRunFile } from './artefacts'
import { FILES } from './project'
import type { Settings } from './settings'

/** Settings beside `FILES` that may name a file. */
const MAY_BE_FILES = ['rule', 'model', 'quotas', 'beamSet', 'spectrum'] as const

/**
 * Holds that no input is ever a target of a run, whatever links lead to it: by the file itself (device and inode), not by its name.
 * An earlier plan (`keep`) may lie there: it is the run's own, read before it is written anew.
 * @throws InputError `out-over-input`
 */
export function keepInputs(settings: Settings, out: string): void {
  if (!existsSync(out)) return
  const folder = realpathSync(out)
  const targets = readdirSync(folder)
    .filter(isRunFile)
    .map((name) => statOf(join(folder, name)))
  for (const key of [...FILES, ...MAY_BE_FILES]) {
    if (key === 'keep') continue
    for (const given of [settings[key] ?? []].flat()) {
      if (typeof given !== 'string') continue
      const path = fileOf(given)
      if (path === undefined) continue
      const file = statOf(path)
      const same = targets.some((target) => target && file && target.dev === file.dev && target.ino === file.ino)
      const there = realpathSync(dirname(path)) === folder && isRunFile(basename(path))
      if (!same && !there) continue
      throw new InputError(
        'out-over-input',
        given,
        `The run would write over this input: it lies in the folder for the files (${out}) under a name that a run writes.`,
        'Name another folder.',
      )
    }
  }
}

/** The file of `FILE` or `FILE:LAYER`; undefined where there is none. */
export function fileOf(given: string): string | undefined {
  if (existsSync(given)) return given
  const colon = given.lastIndexOf(':')
  return colon > 0 && existsSync(given.slice(0, colon)) ? given.slice(0, colon) : undefined
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false })
}
