import type { AntennaPattern } from '../formats/antenna-pattern'
import { type Warning, warn } from '../formats/warning'
import { BANDS, hasActiveAntennas } from '../network/bands'
import type { Network } from '../network/network'
import { beamSetOf } from '../radio/beam-set'
import { beamSetGainTable, cosineGainTable, type GainTable, measuredGainTable } from './gain-table'
import type { SectorCell } from './masts'

/** Antennas that stand in for the bands' default patterns. */
export interface Antennas {
  /** Measured patterns; a cell has the one that its antenna model names. */
  patterns?: AntennaPattern[]
  /** Name of the beam set (`BEAM_SETS`) of cells with active antennas (n40, n41, n78, n79) whose table says no beamwidth of their own. */
  beamSet?: string
}

/** Antenna models that need no file: `cosine-65` is a cosine-power antenna of that beamwidth. */
const COSINE = /^cosine-?(\d{2,3})$/

/** A name as it is compared: without case, spaces and the ending of a file. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.(msi|pln|txt)$/, '')
    .replace(/\s+/g, '')
}

/** Makers publish one file per frequency and tilt, named model_frequency_…_tilt: the file that fits a cell best. */
function bestPattern(patterns: AntennaPattern[], model: string, cell: SectorCell, frequencyMhz: number) {
  const wanted = plainName(model)
  let best: AntennaPattern | undefined
  let least = Number.POSITIVE_INFINITY
  for (const pattern of patterns) {
    const name = plainName(pattern.name)
    if (name !== wanted && !(name.startsWith(wanted) && /[^a-z0-9]/.test(name[wanted.length]))) continue
    const offMhz = Math.abs(pattern.frequencyMhz - frequencyMhz) || 0
    const offDeg = Math.abs(pattern.electricalTiltDeg - cell.electricalTiltDeg) || 0
    // A file of another band is worse than one of any other tilt.
    const distance = offMhz + offDeg
    if (distance < least) [best, least] = [pattern, distance]
  }
  return best
}

/** A function that gives the antenna of a cell; undefined where the band's default pattern (TR 38.901 table 7.3-1) stands. */
export function antennaFinder(
  antennas: Antennas | undefined,
): (cell: SectorCell, frequencyMhz: number) => GainTable | undefined {
  const tables = new Map<unknown, GainTable>()
  const once = (key: unknown, make: () => GainTable): GainTable => {
    let table = tables.get(key)
    if (!table) tables.set(key, (table = make()))
    return table
  }
  const set = antennas?.beamSet === undefined ? undefined : beamSetOf(antennas.beamSet)
  return (cell, frequencyMhz) => {
    const { antenna, gainDbi, verticalBeamwidthDeg } = cell
    if (antenna) {
      const beamwidth = COSINE.exec(plainName(antenna))?.[1]
      if (beamwidth) {
        return once(`${beamwidth} ${gainDbi} ${verticalBeamwidthDeg}`, () =>
          cosineGainTable(gainDbi, Number(beamwidth), verticalBeamwidthDeg),
        )
      }
      const pattern = antennas?.patterns && bestPattern(antennas.patterns, antenna, cell, frequencyMhz)
      if (pattern) return once(pattern, () => measuredGainTable(pattern))
    }
    const band = BANDS[cell.band ?? '']
    const isDefault = band && cell.horizontalBeamwidthDeg === band.horizontalBeamwidthDeg
    return set && isDefault && hasActiveAntennas(band) ? once(set, () => beamSetGainTable(set)) : undefined
  }
}

/** Tells the antenna models of a network's cells that no file is for. */
export function antennaWarnings(antennas: Antennas | undefined, network: Network): Warning[] {
  if (!antennas?.patterns?.length) return []
  const unknown = new Map<string, number>()
  let unnamed = 0
  const find = antennaFinder({ patterns: antennas.patterns })
  for (const cell of network.cells) {
    if (!cell.antenna) unnamed++
    else if (!find(cell, cell.frequencyMhz)) unknown.set(cell.antenna, (unknown.get(cell.antenna) ?? 0) + 1)
  }
  const warnings: Warning[] = []
  if (unknown.size > 0) {
    const cells = [...unknown.values()].reduce((sum, count) => sum + count, 0)
    const names = [...unknown.keys()].slice(0, 3)
    warnings.push(warn('antenna-models-unknown', { count: cells, models: unknown.size, names }))
  }
  if (unnamed > 0) warnings.push(warn('antenna-models-unnamed', { count: unnamed }))
  return warnings
}
