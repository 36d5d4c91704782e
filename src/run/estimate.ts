/** What a run will take: an estimate, not a promise. */
export interface RunEstimate {
  /** Processor time, s: the wall time on one core; less on several. */
  processorSeconds: number
  memoryMb: number
}

/**
 * Measured on the demo (78,952 cells; `gigaplan demo --cell-size 400`, `200`, `100`: 150,444, 598,676 and 2,391,609 grid cells took
 * 22.6, 24.3 and 33.5 s of processor time and 662, 695 and 829 MB) and on a county of 18 cells (2.1 s, 175 MB): the slope over grid
 * cells, the base of the small one, and the rest by network cell.
 */
const SECONDS_PER_GRID_CELL = 4.9e-6
const SECONDS_PER_CELL = 0.21e-3
const BASE_SECONDS = 1.5
const MB_PER_GRID_CELL = 75e-6
const MB_PER_CELL = 4.4e-3
const BASE_MB = 100

/**
 * Time and memory of a run with the default model and a plan.
 * @param readMs time that reading took just now
 * @param readMb memory in use after reading
 */
export function estimateRun(run: { gridCells: number; cells: number; readMs: number; readMb: number }): RunEstimate {
  const { gridCells, cells, readMs, readMb } = run
  return {
    processorSeconds: readMs / 1000 + BASE_SECONDS + SECONDS_PER_CELL * cells + SECONDS_PER_GRID_CELL * gridCells,
    memoryMb: readMb + BASE_MB + MB_PER_CELL * cells + MB_PER_GRID_CELL * gridCells,
  }
}
