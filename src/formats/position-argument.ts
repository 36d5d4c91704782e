import { badArgument, numberArgument } from './argument'

/**
 * Longitude and latitude of an argument.
 * @throws InputError `bad-argument` where they are no position on the globe
 */
export function positionArgument(value: Record<string, unknown>, path: string): void {
  for (const [key, most] of [
    ['lon', 180],
    ['lat', 90],
  ] as const) {
    if (value[key] === undefined) throw badArgument(`${path}.${key}`, undefined, 'degrees, WGS-84')
    numberArgument(value[key], `${path}.${key}`, `degrees, −${most} to ${most}`, { low: -most, high: most })
  }
}
