import type { InputError } from '../formats/input-error'
import type { InputErrorCode } from '../formats/input-error-codes'
import { OPTIONS, type OptionKey } from '../run/options'

/** Arguments of the library that the command line calls otherwise. */
const CALLED: Record<string, OptionKey> = {
  cellSizeM: 'cellSize',
  minSpacingM: 'spacing',
  candidateSpacingM: 'candidateSpacing',
}

/** Flags that a hint is followed with, where the place of the error is not the flag itself. */
const FOLLOWED: Partial<Record<InputErrorCode, readonly OptionKey[]>> = {
  'out-not-empty': ['out', 'force'],
  'out-over-foreign': ['out'],
  'out-over-input': ['out'],
  'out-busy': ['out'],
  'out-not-writable': ['out'],
  'bad-ranks': ['keep'],
  'no-spectrum': ['spectrum'],
  'land-cover-ambiguous': ['landCoverScheme'],
  'land-cover-unknown': ['landCoverScheme'],
  'refused-unknown': ['keep'],
}

/** Where an error is: an argument of the library by its flag, anything else as it stands. */
export function placeOf({ path }: InputError): string {
  const [, argument, rest] = /^(\w+)((?::|\[).*)?$/s.exec(path) ?? []
  if (!argument) return path
  const key = Object.hasOwn(CALLED, argument) ? CALLED[argument] : (argument as OptionKey)
  return Object.hasOwn(OPTIONS, key) ? OPTIONS[key].flag + (rest ?? '') : path
}

/** What stands there, what was expected, and what to do, with the flags that do it. */
export function sentencesOf({ code, message, hint }: InputError): string {
  if (hint === undefined) return message
  const flags = FOLLOWED[code]?.map((key) => OPTIONS[key].flag).join(', ')
  return `${message} ${flags ? `${hint.replace(/\.$/, '')} (${flags}).` : hint}`
}
