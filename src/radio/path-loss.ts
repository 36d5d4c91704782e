import { InputError } from '../formats/input-error'

/** What every propagation model returns. */
export interface PathLoss {
  /** Basic transmission loss between isotropic antennas, dB. */
  lossDb: number
  /** One sentence for each input outside the model's validity range; empty inside it. */
  warnings: string[]
}

/** A path loss with the standard deviation that the model states for it. */
export interface PathLossWithSigma extends PathLoss {
  /** Standard deviation of shadow fading, dB. */
  sigmaDb: number
}

/** Named intermediates of a model, by the symbol that the source uses. */
export type Terms = Record<string, number>

/**
 * Checks that an argument is a finite number.
 * @throws InputError `bad-argument`
 */
export function finite(value: number, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new InputError('bad-argument', path, `${path} is ${value}; expected a finite number`)
  return value
}

/**
 * Checks that an argument is a finite number greater than zero.
 * @throws InputError `bad-argument`
 */
export function positive(value: number, path: string): number {
  if (!(finite(value, path) > 0))
    throw new InputError('bad-argument', path, `${path} is ${value}; expected a number greater than 0`)
  return value
}

/**
 * Checks that an argument lies strictly between two bounds.
 * @throws InputError `bad-argument`
 */
export function between(value: number, low: number, high: number, path: string): number {
  if (!(finite(value, path) > low && value < high))
    throw new InputError('bad-argument', path, `${path} is ${value}; expected a number between ${low} and ${high}`)
  return value
}

/**
 * Checks that an argument lies between two bounds or on one of them.
 * @throws InputError `bad-argument`
 */
export function withinClosed(value: number, low: number, high: number, path: string): number {
  if (finite(value, path) >= low && value <= high) return value
  const range = high === Number.MAX_VALUE ? `${low} or more` : `${low} to ${high}`
  throw new InputError('bad-argument', path, `${path} is ${value}; expected ${range}`)
}

/** Checks that an argument is one of a few words. @throws InputError `bad-argument` */
export function oneOf<T extends string | number>(value: T, allowed: readonly T[], path: string): T {
  if (!allowed.includes(value))
    throw new InputError('bad-argument', path, `${path} is ${String(value)}; expected one of ${allowed.join(', ')}`)
  return value
}

/** Adds a warning where `value` lies outside the closed range that the model was made for. */
export function warnOutside(
  warnings: string[],
  model: string,
  quantity: string,
  value: number,
  low: number,
  high: number,
  unit: string,
): void {
  if (value < low || value > high)
    warnings.push(
      `${model}: ${quantity} ${+value.toPrecision(6)} ${unit} is outside ${low} to ${high} ${unit}; the loss is an extrapolation`,
    )
}
