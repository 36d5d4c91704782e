import { InputError } from './input-error'
import { nearestNames } from './nearest-names'
import { excerpt } from './text'

/** What stands at an argument, in short, for a message. */
export function toldArgument(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'function') return 'a function'
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`
  return excerpt(JSON.stringify(value) ?? String(value), 40)
}

/** @throws InputError `bad-argument` with what stands there and what was wanted */
export function badArgument(path: string, value: unknown, wanted: string): InputError {
  return new InputError('bad-argument', path, `${path} is ${toldArgument(value)}; expected ${wanted}.`)
}

/**
 * An argument that is an object of its own.
 * @throws InputError `bad-argument`
 */
export function objectArgument(value: unknown, path: string, wanted: string): Record<string, unknown> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value) && !ArrayBuffer.isView(value))
    return value as Record<string, unknown>
  throw badArgument(path, value, wanted)
}

/** An argument that is numbers in a row: an array or a typed one. @throws InputError `bad-argument` */
export function arrayArgument(value: ArrayLike<number>, path: string): ArrayLike<number> {
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)) return value
  throw badArgument(path, value, 'an array of numbers')
}

/** An argument that is a text. @throws InputError `bad-argument` */
export function textArgument(value: unknown, path: string, wanted: string): string {
  if (typeof value === 'string') return value
  throw badArgument(path, value, wanted)
}

/**
 * An argument that is a list; `wanted` says of what.
 * @throws InputError `bad-argument`; a FeatureCollection is named as what it is, with the reader that takes it
 */
export function listArgument(value: unknown, path: string, wanted: string, reader?: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  const isFeatures = (value as { type?: unknown } | null)?.type === 'FeatureCollection'
  if (isFeatures && reader) {
    throw new InputError('bad-argument', path, `${path} is a FeatureCollection; read it first: await ${reader}(it).`)
  }
  throw badArgument(path, value, wanted)
}

/**
 * An argument that is a finite number within bounds, or absent.
 * @throws InputError `bad-argument`
 */
export function numberArgument(
  value: unknown,
  path: string,
  wanted: string,
  { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY, whole = false } = {},
): void {
  if (value === undefined) return
  const isNumber = typeof value === 'number' && Number.isFinite(value) && (!whole || Number.isInteger(value))
  if (!isNumber || value < low || value > high) throw badArgument(path, value, wanted)
}

/**
 * Options without a slip of the pen: every key is one that is known.
 * @throws InputError `unknown-option` with the keys most alike
 */
export function knownOptions(options: object, known: readonly string[], of: string): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue
    throw new InputError('unknown-option', key, `${of} has no option "${key}"; ${nearestNames(key, known)}`)
  }
}

/** Unknown numbers of an object as JSON writes them (null) back as NaN; the object itself where there is none. */
export function unknownsBack<T extends object>(value: T, keys: readonly (keyof T)[]): T {
  let back: T | undefined
  for (const key of keys) {
    if (value[key] !== null) continue
    back ??= { ...value }
    back[key] = Number.NaN as T[keyof T]
  }
  return back ?? value
}
