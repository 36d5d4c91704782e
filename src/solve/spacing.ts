import { InputError } from '../formats/input-error'
import { checkLength } from './cover-instance'
import type { Lists } from './set-cover'

/**
 * For each candidate the others that stand closer to it than `spacingM`, by a grid of cells as wide as the spacing.
 * @param xM, yM positions in a metric projection, metres
 */
export function neighboursWithin(xM: ArrayLike<number>, yM: ArrayLike<number>, spacingM: number): Lists {
  const n = xM.length
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (let i = 0; i < n; i++) {
    minX = Math.min(minX, xM[i])
    maxX = Math.max(maxX, xM[i])
    minY = Math.min(minY, yM[i])
    maxY = Math.max(maxY, yM[i])
  }
  // Never more cells than four per candidate, so that a spacing of a metre does not make a grid of a billion.
  const cellM = Math.max(
    spacingM,
    Math.sqrt(((maxX - minX) * (maxY - minY)) / (4 * n)),
    (maxX - minX + maxY - minY) / (4 * n),
  )
  const columns = Math.floor((maxX - minX) / cellM) + 1
  const rows = Math.floor((maxY - minY) / cellM) + 1
  const cellOf = new Uint32Array(n)
  const starts = new Uint32Array(columns * rows + 1)
  for (let i = 0; i < n; i++) {
    cellOf[i] = Math.floor((yM[i] - minY) / cellM) * columns + Math.floor((xM[i] - minX) / cellM)
    starts[cellOf[i] + 1]++
  }
  for (let cell = 0; cell < columns * rows; cell++) starts[cell + 1] += starts[cell]
  const sorted = new Uint32Array(n)
  const fill = starts.slice()
  for (let i = 0; i < n; i++) sorted[fill[cellOf[i]]++] = i

  const limit = spacingM * spacingM
  const visit = (i: number, found: (other: number) => void): void => {
    const column = cellOf[i] % columns
    const row = (cellOf[i] - column) / columns
    for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
      const from = starts[r * columns + Math.max(0, column - 1)]
      const to = starts[r * columns + Math.min(columns - 1, column + 1) + 1]
      for (let s = from; s < to; s++) {
        const other = sorted[s]
        const dx = xM[other] - xM[i]
        const dy = yM[other] - yM[i]
        if (other !== i && dx * dx + dy * dy < limit) found(other)
      }
    }
  }
  const offsets = new Uint32Array(n + 1)
  for (let i = 0; i < n; i++) {
    let count = 0
    visit(i, () => count++)
    offsets[i + 1] = offsets[i] + count
  }
  const ids = new Uint32Array(offsets[n])
  let at = 0
  for (let i = 0; i < n; i++) visit(i, (other) => (ids[at++] = other))
  return { offsets, ids }
}

/** @throws InputError where the positions do not fit the candidates, or a spacing is asked for without them */
export function checkPlaces(
  { xM, yM, minSpacingM = 0 }: { xM?: ArrayLike<number>; yM?: ArrayLike<number>; minSpacingM?: number },
  candidates: number,
): void {
  checkLength(xM, candidates, 'xM', 'candidate')
  checkLength(yM, candidates, 'yM', 'candidate')
  if (!(minSpacingM >= 0 && minSpacingM < Infinity)) {
    const message = `minSpacingM is ${minSpacingM}, expected metres, 0 or more`
    throw new InputError('bad-argument', 'minSpacingM', message)
  }
  if (minSpacingM > 0 && !(xM && yM)) {
    const message = 'a minimum spacing needs the positions xM and yM of the candidates'
    throw new InputError('bad-argument', 'minSpacingM', message)
  }
}
