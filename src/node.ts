import { type PopulationTable, readPopulation as readPopulationBytes } from './area/read-population'
import { type ReadVillagesOptions, readVillages as readVillagesBytes } from './area/read-villages'
import type { Villages } from './area/village'
import type { ReadReport } from './formats/columns'
import { filesFrom } from './formats/from-disk'
import type { InputFile } from './formats/input-file'
import type { LongTask } from './formats/progress'
import type { Network } from './network/network'
import { type ReadSitesOptions, readSites as readSitesBytes } from './network/read-sites'
import { readTerrain as readTerrainBytes } from './terrain/read-terrain'
import type { Terrain } from './terrain/terrain'

export { filesAt, filesFrom } from './formats/from-disk'
export * from './index'

/** A path on disk, or bytes under a name; or several of either. */
export type FileInput = string | InputFile | readonly (string | InputFile)[]

/** As the root's `readVillages`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readVillages(files: FileInput, options?: ReadVillagesOptions): Promise<Villages & ReadReport> {
  return readVillagesBytes(filesFrom(files), options)
}

/** As the root's `readSites`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readSites(files: FileInput, options?: ReadSitesOptions): Promise<Network & ReadReport> {
  return readSitesBytes(filesFrom(files), options)
}

/** As the root's `readTerrain`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readTerrain(files: FileInput, task?: LongTask): Promise<Terrain> {
  return readTerrainBytes(filesFrom(files), task)
}

/** As the root's `readPopulation`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readPopulation(files: FileInput, task?: LongTask): Promise<PopulationTable> {
  return readPopulationBytes(filesFrom(files), task)
}
