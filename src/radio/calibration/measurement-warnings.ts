import { type Warning, warn } from '../../formats/warning'
import type { Network } from '../../network/network'
import type { Measurement, Sample } from './samples'

/** What the kind of the measurements does to a fit. */
export function measurementWarnings(measurements: Measurement[], samples: Sample[], network: Network): Warning[] {
  const warnings: Warning[] = []
  const places = new Set(measurements.map(({ lon, lat }) => `${lon},${lat}`)).size
  if (measurements.length < 1.2 * places) warnings.push(warn('measured-serving-only'))
  const cells = new Set(samples.map((sample) => sample.cell))
  let short = 0
  for (const cell of cells) {
    const distances = samples.filter((sample) => sample.cell === cell).map((sample) => sample.distanceM)
    const span = distances.reduce((most, d) => Math.max(most, d), 0) / distances.reduce((m, d) => Math.min(m, d), 1e9)
    if (span < 10) short++
  }
  if (short > cells.size / 2)
    warnings.push(warn('measured-short', { count: short, measured: cells.size, cells: network.cells.length }))
  return warnings
}
