/** A block of a grid, in cells; the `…To` are outside. */
export interface CellWindow {
  columnFrom: number
  columnTo: number
  rowFrom: number
  rowTo: number
}

/** What two windows share; undefined where they do not meet. */
export function intersection(a: CellWindow, b: CellWindow): CellWindow | undefined {
  const window = {
    columnFrom: Math.max(a.columnFrom, b.columnFrom),
    columnTo: Math.min(a.columnTo, b.columnTo),
    rowFrom: Math.max(a.rowFrom, b.rowFrom),
    rowTo: Math.min(a.rowTo, b.rowTo),
  }
  return window.columnFrom < window.columnTo && window.rowFrom < window.rowTo ? window : undefined
}

/** The least window around both; null where there is neither. */
export function union(a: CellWindow | undefined, b: CellWindow | undefined): CellWindow | null {
  if (!a || !b) return a ?? b ?? null
  return {
    columnFrom: Math.min(a.columnFrom, b.columnFrom),
    columnTo: Math.max(a.columnTo, b.columnTo),
    rowFrom: Math.min(a.rowFrom, b.rowFrom),
    rowTo: Math.max(a.rowTo, b.rowTo),
  }
}
