import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { filesAt } from '../../src/formats/from-disk'
import type { Network } from '../../src/network/network'
import { readSites } from '../../src/network/read-sites'
import { readMeasurements } from '../../src/radio/calibration/read-measurements'
import type { Measurement } from '../../src/radio/calibration/samples'
import { readLandCover } from '../../src/terrain/read-land-cover'
import { readTerrain } from '../../src/terrain/read-terrain'
import type { Surface } from './map-levels'

/** Where measured sets lie, one folder each; they are not part of the project. */
export const MEASURED = join(import.meta.dirname, '../../../shared/data/measured')

/** Cells whose table is known to be wrong: left out, and said on the page. */
const FAULTY: Record<string, { cell: RegExp; why: string }> = {
  recife: { cell: /BTS_03$/, why: 'its azimuth is 120° in the table and about 300° in the levels' },
}

/** Levels measured by others, with the cells that they were measured from. */
export interface MeasuredSet {
  name: string
  network: Network
  measurements: Measurement[]
  surface: Surface
  /** What was left out, and why. */
  leftOut: string[]
}

/** Tables of sites of a set: a mast of which two heights are possible has one for each. */
function siteTables(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^sites\d*\.csv$/.test(name))
    .sort()
}

const filesLike = (folder: string, pattern: RegExp) =>
  filesAt(
    readdirSync(folder)
      .filter((name) => pattern.test(name))
      .map((name) => join(folder, name)),
  )

/**
 * Every measured set that is present: `NAME/drive.csv`, `NAME/sites*.csv` and, where there are any, `NAME/dem*.tif` and
 * `NAME/land-cover*.tif`. None where the folder is absent.
 */
export async function measuredSets(folder = MEASURED): Promise<MeasuredSet[]> {
  const sets: MeasuredSet[] = []
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    const at = join(folder, name)
    if (!existsSync(join(at, 'drive.csv'))) continue
    const [terrain, landCover] = [
      filesLike(at, /^(dem|terrain).*\.(tif|hgt|asc)$/),
      filesLike(at, /^land-?cover.*\.tif$/),
    ]
    const surface = {
      terrain: terrain.length > 0 ? await readTerrain(terrain) : undefined,
      landCover: landCover.length > 0 ? await readLandCover(landCover) : undefined,
    }
    for (const table of siteTables(at)) {
      const network = await readSites(filesAt(join(at, table)))
      const { measurements } = await readMeasurements(filesAt(join(at, 'drive.csv'))[0], network)
      const faulty = FAULTY[name]
      const kept = faulty ? measurements.filter(({ cell }) => !faulty.cell.test(cell)) : measurements
      const leftOut =
        kept.length < measurements.length ? [`${measurements.length - kept.length} rows: ${faulty.why}`] : []
      const variant = table.slice('sites'.length, -'.csv'.length)
      sets.push({ name: variant ? `${name} (mast ${variant} m)` : name, network, measurements: kept, surface, leftOut })
    }
  }
  return sets
}
