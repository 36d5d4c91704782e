import type { Network } from '../../network/network'
import type { Measurement, Sample } from './samples'

/** Sentences on what the kind of the measurements does to a fit. */
export function measurementWarnings(measurements: Measurement[], samples: Sample[], network: Network): string[] {
  const warnings: string[] = []
  const places = new Set(measurements.map(({ lon, lat }) => `${lon},${lat}`)).size
  if (measurements.length < 1.2 * places)
    warnings.push(
      'The rows hold the serving cell only: a cell is then measured where it happens to be strong, and the slope comes out flatter than it is. Rows of a scanner, or with neighbour cells, tell more.',
    )
  const cells = new Set(samples.map((sample) => sample.cell))
  let short = 0
  for (const cell of cells) {
    const distances = samples.filter((sample) => sample.cell === cell).map((sample) => sample.distanceM)
    const span = distances.reduce((most, d) => Math.max(most, d), 0) / distances.reduce((m, d) => Math.min(m, d), 1e9)
    if (span < 10) short++
  }
  if (short > cells.size / 2)
    warnings.push(
      `${short} of ${cells.size} cells of ${network.cells.length} are measured over less than a decade of distance.`,
    )
  return warnings
}
