import { InputError } from '../formats/input-error'

/** Total weight that the solver's 32-bit prefix sums can hold, with room. */
const MAX_TOTAL = 4e9

/**
 * Weight of one person: a power of ten up to 1000 with which everything that counts still fits.
 * @param parts people by what they come from: the name of a weight, or `residents`
 * @param cells cells of the grid: each may be rounded up by one
 * @throws InputError `bad-weights` where not even whole people fit: which weight, and by how much
 */
export function demandScale(parts: Readonly<Record<string, number>>, cells: number): number {
  const people = Object.values(parts).reduce((sum, part) => sum + part, 0)
  const scale = 10 ** Math.min(3, Math.floor(Math.log10(MAX_TOTAL / (people + cells))))
  if (scale >= 1) return scale
  const [[largest, most]] = Object.entries(parts).sort((a, b) => b[1] - a[1])
  const said = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en-US')
  throw new InputError(
    'bad-weights',
    'weights',
    `All that lacks cover counts as ${said(people)} people, ${said(people / (MAX_TOTAL - cells))} times what a plan can count; ${largest} makes up ${said(most)} of them: lower it.`,
  )
}
