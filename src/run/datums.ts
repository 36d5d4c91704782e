import { type Datum, datumConverter } from '../area/datum'
import { InputError } from '../formats/input-error'

/** Inputs that hold coordinates without saying themselves, as a rule, what these are measured against. */
export const PLACED = [
  'villages',
  'sites',
  'fibre',
  'routes',
  'candidates',
  'places',
  'forbidden',
  'keep',
  'refused',
  'measurements',
] as const

export type PlacedInput = (typeof PLACED)[number]

/** Declared datums: of all inputs, and of single ones, which win. */
export type Datums = Partial<Record<PlacedInput | 'all', Datum>>

/**
 * `gcj02` for all inputs, `sites=gcj02,villages=EPSG:4547` for single ones, or both; a project file may also give a mapping.
 * @param path what to name in the error
 * @throws InputError `bad-option`, `datum-unknown`, `crs-unknown`
 */
export function datumsOf(given: unknown, path: string): Datums {
  const parts =
    given !== null && typeof given === 'object' && !Array.isArray(given)
      ? Object.entries(given).map(([input, datum]) => `${input}=${datum}`)
      : String(given).split(',')
  const datums: Datums = {}
  for (const part of parts) {
    const [, input = 'all', name] = /^(?:([^=]*)=)?(.*)$/.exec(part.trim()) as RegExpExecArray
    if (input !== 'all' && !PLACED.includes(input as PlacedInput)) {
      throw new InputError(
        'bad-option',
        path,
        `"${input}" is no input with coordinates; expected NAME for all of them, or INPUT=NAME with ${PLACED.join(', ')}, such as sites=gcj02.`,
      )
    }
    const datum = name.trim().replace(/^epsg:/i, 'EPSG:') as Datum
    datumConverter(datum, path)
    datums[input as PlacedInput] = datum
  }
  return datums
}

/** What the coordinates of one input are declared to be. */
export function datumFor(datums: Datums | undefined, input: PlacedInput): Datum | undefined {
  return datums?.[input] ?? datums?.all
}
