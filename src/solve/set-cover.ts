import { classesOf } from './demand-runs'

/** Lists of numbers, one after the other: list i is ids[offsets[i] … offsets[i+1]). */
export interface Lists {
  offsets: Uint32Array
  ids: Uint32Array
}

/** A set-covering problem: the cheapest columns so that each row is in one of them. */
export interface SetCover {
  costs: Float64Array
  /** Rows of each column, ascending. */
  columns: Lists
  /** Columns of each row, ascending. */
  rows: Lists
  /** For each column those that may not stand beside it; none where absent. */
  conflicts?: Lists
}

/** True where two of the columns may not stand beside each other. */
export function hasConflict(conflicts: Lists | undefined, chosen: readonly number[]): boolean {
  if (!conflicts) return false
  const there = new Set(chosen)
  return chosen.some((i) =>
    conflicts.ids.subarray(conflicts.offsets[i], conflicts.offsets[i + 1]).some((other) => there.has(other)),
  )
}

/** Row i of the result holds the lists that have i, ascending. */
export function transposed({ offsets, ids }: Lists, count: number): Lists {
  const starts = new Uint32Array(count + 1)
  for (const id of ids) starts[id + 1]++
  for (let i = 0; i < count; i++) starts[i + 1] += starts[i]
  const fill = starts.slice()
  const back = new Uint32Array(ids.length)
  for (let list = 0; list < offsets.length - 1; list++) {
    for (let k = offsets[list]; k < offsets[list + 1]; k++) back[fill[ids[k]]++] = list
  }
  return { offsets: starts, ids: back }
}

/** What remains once the easy part is decided: columns that every cheapest cover can be given, and a core of the others. */
export interface Reduced {
  taken: number[]
  core: SetCover
  /** Number of each column of the core in what was given. */
  columnOf: Uint32Array
}

/** Elementary steps that looking for dominated rows and columns may take in all. */
const MOST_STEPS = 1e9

/**
 * Shrinks a set-covering problem without losing its optimum (Beasley 1987): a row's only column is taken; a row whose columns
 * all cover another row needs no thought for that other one; a column falls that a cheaper one replaces. Not for columns in
 * conflict: none of this holds where the one that replaces may be barred.
 */
export function reduceSetCover({ costs, columns, rows }: SetCover): Reduced {
  const columnCount = costs.length
  const rowCount = rows.offsets.length - 1
  const columnOpen = new Uint8Array(columnCount).fill(1)
  const rowOpen = new Uint8Array(rowCount).fill(1)
  const columnSize = Int32Array.from({ length: columnCount }, (_, i) => columns.offsets[i + 1] - columns.offsets[i])
  const rowSize = Int32Array.from({ length: rowCount }, (_, r) => rows.offsets[r + 1] - rows.offsets[r])
  const taken: number[] = []
  const dropRow = (row: number): void => {
    rowOpen[row] = 0
    for (let k = rows.offsets[row]; k < rows.offsets[row + 1]; k++) columnSize[rows.ids[k]]--
  }
  const dropColumn = (column: number): void => {
    columnOpen[column] = 0
    for (let k = columns.offsets[column]; k < columns.offsets[column + 1]; k++) rowSize[columns.ids[k]]--
  }

  // Of equal columns the cheapest stays.
  const { classOf, classes } = classesOf({ offsets: rows.offsets, demand: rows.ids }, columnCount)
  const cheapest = new Int32Array(classes).fill(-1)
  for (let i = 0; i < columnCount; i++) {
    const best = cheapest[classOf[i]]
    if (best < 0 || costs[i] < costs[best]) cheapest[classOf[i]] = i
  }
  for (let i = 0; i < columnCount; i++) if (columnSize[i] === 0 || cheapest[classOf[i]] !== i) dropColumn(i)

  let steps = 0
  /** Visits the lists that hold all open entries of list `at`: looked for among those of its rarest entry. */
  const supersets = (
    own: Lists,
    at: number,
    across: Lists,
    size: Int32Array,
    visit: (other: number) => boolean,
  ): void => {
    const [openOwn, sizeOwn, openOther] =
      own === columns ? [rowOpen, rowSize, columnOpen] : [columnOpen, columnSize, rowOpen]
    let rarest = -1
    for (let k = own.offsets[at]; k < own.offsets[at + 1]; k++) {
      const entry = own.ids[k]
      if (openOwn[entry] && (rarest < 0 || sizeOwn[entry] < sizeOwn[rarest])) rarest = entry
    }
    for (let s = across.offsets[rarest]; s < across.offsets[rarest + 1]; s++) {
      const other = across.ids[s]
      steps++
      if (other === at || !openOther[other] || size[other] < size[at]) continue
      let held = own.offsets[other]
      let holds = true
      for (let k = own.offsets[at]; k < own.offsets[at + 1] && holds; k++) {
        const entry = own.ids[k]
        if (!openOwn[entry]) continue
        while (held < own.offsets[other + 1] && own.ids[held] < entry) held++
        holds = own.ids[held] === entry && held < own.offsets[other + 1]
        steps += 4
      }
      if (holds && visit(other)) return
    }
  }
  for (let changed = true; changed; ) {
    changed = false
    for (let row = 0; row < rowCount; row++) {
      if (!rowOpen[row] || rowSize[row] !== 1) continue
      let k = rows.offsets[row]
      while (!columnOpen[rows.ids[k]]) k++
      const column = rows.ids[k]
      taken.push(column)
      for (let s = columns.offsets[column]; s < columns.offsets[column + 1]; s++) {
        if (rowOpen[columns.ids[s]]) dropRow(columns.ids[s])
      }
      dropColumn(column)
      changed = true
    }
    for (let row = 0; row < rowCount && steps < MOST_STEPS; row++) {
      if (!rowOpen[row]) continue
      supersets(rows, row, columns, rowSize, (other) => {
        dropRow(other)
        changed = true
        return false
      })
    }
    for (let column = 0; column < columnCount && steps < MOST_STEPS; column++) {
      if (!columnOpen[column]) continue
      let dominated = columnSize[column] === 0
      if (!dominated) {
        supersets(columns, column, rows, columnSize, (other) => {
          dominated =
            costs[other] < costs[column] ||
            (costs[other] === costs[column] && (columnSize[other] > columnSize[column] || other < column))
          return dominated
        })
      }
      if (dominated) {
        dropColumn(column)
        changed = true
      }
    }
  }

  const columnOf = Uint32Array.from({ length: columnCount }, (_, i) => i).filter((i) => columnOpen[i] === 1)
  const rowNumber = new Uint32Array(rowCount)
  let coreRows = 0
  for (let row = 0; row < rowCount; row++) if (rowOpen[row]) rowNumber[row] = coreRows++
  const offsets = new Uint32Array(columnOf.length + 1)
  const ids: number[] = []
  columnOf.forEach((column, i) => {
    for (let k = columns.offsets[column]; k < columns.offsets[column + 1]; k++) {
      if (rowOpen[columns.ids[k]]) ids.push(rowNumber[columns.ids[k]])
    }
    offsets[i + 1] = ids.length
  })
  const coreColumns = { offsets, ids: Uint32Array.from(ids) }
  return {
    taken,
    core: {
      costs: Float64Array.from(columnOf, (i) => costs[i]),
      columns: coreColumns,
      rows: transposed(coreColumns, coreRows),
    },
    columnOf,
  }
}
