import { InputError } from '../formats/input-error'
import type { InputErrorCode } from '../formats/input-error-codes'
import { type InputFile, unpacked } from '../formats/input-file'
import { nearestNames } from '../formats/nearest-names'
import { decodeText, excerpt } from '../formats/text'

/** How a file of dated settings (unit costs, usage) is told of in messages. */
export interface DatedKind {
  /** Code of its errors. */
  code: InputErrorCode
  /** What it holds, `costs`, and what one of them is called, `cost`. */
  plural: string
  singular: string
  /** The file in the package that has all of its keys. */
  example: string
}

/**
 * A JSON object of dated settings with its keys checked.
 * @throws InputError `not-json`, and the kind's code for unknown keys (with the ones most alike), missing ones, and a date that is none
 */
export function datedSettings(
  packed: InputFile,
  kind: DatedKind,
  known: readonly string[],
  required: readonly string[],
): { name: string; given: Record<string, unknown>; id: string; date: string; source: string } {
  const { name, bytes } = unpacked(packed)
  let content: unknown
  try {
    content = JSON.parse(decodeText(bytes))
  } catch (error) {
    throw new InputError('not-json', name, `${name} is not JSON: ${(error as Error).message}`)
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content)) {
    const message = `${name} is no table of ${kind.plural}; expected an object with ${known.slice(0, 6).join(', ')} …`
    throw new InputError(kind.code, name, message)
  }
  const given = content as Record<string, unknown>
  refuseUnknown(given, known, name, kind)
  const missing = ['id', 'date', ...required].filter((key) => given[key] === undefined)
  if (missing.length > 0) {
    const message = `${name} lacks ${missing.join(', ')}; ${kind.example} has them all.`
    throw new InputError(kind.code, `${name}:${missing[0]}`, message)
  }
  const { id, date, source } = given
  if (typeof date !== 'string' || Number.isNaN(Date.parse(date)) || !/^\d{4}-\d\d-\d\d$/.test(date)) {
    const message = `The date is ${excerpt(JSON.stringify(date))}; expected such as 2024-03-01.`
    throw new InputError(kind.code, `${name}:date`, message)
  }
  return { name, given, id: String(id), date, source: String(source ?? name) }
}

/** @throws InputError for a key that is not known, with the ones most alike */
export function refuseUnknown(given: object, known: readonly string[], path: string, kind: DatedKind): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key))
  if (unknown === undefined) return
  const message = `There is no ${kind.singular} "${unknown}"; ${nearestNames(unknown, known)}`
  throw new InputError(kind.code, `${path}:${unknown}`, message)
}

/** An object that stands at a key. @throws InputError */
export function objectAt(value: unknown, path: string, wanted: string, { code }: DatedKind): Record<string, unknown> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  const found = excerpt(JSON.stringify(value) ?? 'nothing')
  throw new InputError(code, path, `${found} stands there; expected ${wanted}.`)
}
