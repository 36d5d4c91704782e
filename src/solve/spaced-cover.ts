import { type CheapestCoverOptions, cheapestCover } from './cheapest-cover'
import { type Lists, type SetCover, transposed } from './set-cover'

/** A cover whose columns stand apart. */
export interface SpacedCover {
  columns: number[]
  /** Villages that are left out because their columns would stand too near to each other. */
  left: number[]
  /** No cover that leaves as few villages out costs less. */
  lowerBound: number
}

/**
 * The cheapest cover of as many villages as can be, no two of its columns in conflict. Beside the columns stands one for each
 * village that leaves it out, dearer than all that a cover can cost, so that leaving out is the last resort.
 * @param villageOf village of each row, any whole numbers
 */
export async function spacedCover(
  { costs, columns, rows }: SetCover,
  conflicts: Lists,
  villageOf: ArrayLike<number>,
  options: CheapestCoverOptions,
): Promise<SpacedCover> {
  const rowCount = rows.offsets.length - 1
  const villages = [...new Set(Array.from(villageOf))].sort((a, b) => a - b)
  const numberOf = new Map(villages.map((village, i) => [village, i]))
  const rowsOf: number[][] = villages.map(() => [])
  for (let row = 0; row < rowCount; row++) rowsOf[numberOf.get(villageOf[row])!].push(row)
  const out = joined(columns, rowsOf)
  // A cover without an idle column has at most one for each row.
  const last = rowCount * costs.reduce((most, cost) => Math.max(most, cost), 1) + 1
  const alone = villages.map((): number[] => [])
  const found = await cheapestCover(
    {
      costs: Float64Array.from([...costs, ...villages.map(() => last)]),
      columns: out,
      rows: transposed(out, rowCount),
      conflicts: joined(conflicts, alone),
    },
    options,
  )
  const left = found.columns.filter((i) => i >= costs.length)
  return {
    columns: found.columns.filter((i) => i < costs.length),
    left: left.map((i) => villages[i - costs.length]),
    lowerBound: Math.max(0, found.lowerBound - left.length * last),
  }
}

/** Lists with more of them at the end. */
function joined({ offsets, ids }: Lists, more: readonly (readonly number[])[]): Lists {
  const all = Uint32Array.from([...offsets, ...more.map(() => 0)])
  more.forEach((list, i) => {
    all[offsets.length + i] = all[offsets.length + i - 1] + list.length
  })
  const joint = new Uint32Array(all[all.length - 1])
  joint.set(ids)
  more.forEach((list, i) => {
    joint.set(list, all[offsets.length + i - 1])
  })
  return { offsets: all, ids: joint }
}
