import pc from 'picocolors'
import type { InputError } from '../formats/input-error'
import { printable } from '../formats/text'
import { type Warning, warningText } from '../formats/warning'
import { placeOf, sentencesOf } from './error-words'

const out = pc.createColors(process.stdout.isTTY === true && !process.env.NO_COLOR)
const err = pc.createColors(process.stderr.isTTY === true && !process.env.NO_COLOR)

/** Colours of stdout and of stderr, each only where it is a terminal. */
export const colours = { out, err }

/** The user's fault, on stderr: what, where, how to mend it. */
export function tellInputError(error: InputError): void {
  process.stderr.write(`${err.red('error')} ${err.bold(printable(placeOf(error)))}: ${printable(sentencesOf(error))}\n`)
}

/** Our own fault: with its stack, and asking to be told. */
export function tellFault(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(
    `${err.red('fault')} This is a fault of gigaplan's own, not of your input. Please report it:\n${text}\n`,
  )
}

const NOTE = { en: 'note', zh: '提示' }

/** What the user should know, on stderr, in the run's language. */
export function tellWarnings(warnings: readonly Warning[], lang: 'en' | 'zh' = 'en'): void {
  for (const one of warnings) process.stderr.write(`${err.yellow(NOTE[lang])} ${printable(warningText(one, lang))}\n`)
}
