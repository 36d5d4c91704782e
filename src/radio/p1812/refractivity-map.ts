import { InputError } from '../../formats/input-error'
import type { InputFile } from '../../formats/input-file'

/** Size and spacing of the ITU-R digital maps DN50.TXT and N050.TXT: 90° to −90°, 0° to 360°, every 1.5°. */
const ROWS = 121
const COLUMNS = 241
const STEP_DEG = 1.5

/** A digital map of ΔN (N-units/km) or N0 (N-units): the value at a place, bilinear between its nodes. */
export type RefractivityMap = (lon: number, lat: number) => number

/**
 * Reads an ITU-R digital map (DN50.TXT or N050.TXT of ITU-R P.1812 or P.452). The maps are not part of this package:
 * the ITU gives them to users, who may not pass them on.
 * @throws InputError `map-invalid` where the file is not 121 lines of 241 numbers
 */
export function readRefractivityMap(file: InputFile): RefractivityMap {
  const values = new TextDecoder()
    .decode(file.bytes)
    .trim()
    .split(/[\s,;]+/)
    .map(Number)
  if (values.length !== ROWS * COLUMNS || values.some((value) => !Number.isFinite(value)))
    throw new InputError(
      'map-invalid',
      file.name,
      `${file.name} holds ${values.length} numbers; expected ${ROWS} lines of ${COLUMNS}, as in the ITU-R maps DN50.TXT and N050.TXT.`,
    )
  return (lon, lat) => {
    const x = ((((lon % 360) + 360) % 360) / STEP_DEG) % (COLUMNS - 1)
    const y = (90 - Math.min(90, Math.max(-90, lat))) / STEP_DEG
    const column = Math.floor(x)
    const row = Math.min(Math.floor(y), ROWS - 2)
    const u = x - column
    const v = y - row
    const at = (i: number, j: number) => values[j * COLUMNS + i]
    const upper = at(column, row) * (1 - u) + at(column + 1, row) * u
    const lower = at(column, row + 1) * (1 - u) + at(column + 1, row + 1) * u
    return upper * (1 - v) + lower * v
  }
}
