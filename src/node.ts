import { joinPopulation, type PopulationTable, readPopulation as readPopulationBytes } from './area/read-population'
import { type ReadVillagesOptions, readVillages as readVillagesBytes } from './area/read-villages'
import type { Villages } from './area/village'
import type { ReadReport } from './formats/columns'
import { filesFrom } from './formats/disk-files'
import type { InputFile } from './formats/input-file'
import type { LongTask } from './formats/progress'
import type { Network } from './network/network'
import { type ReadSitesOptions, readSites as readSitesBytes } from './network/read-sites'
import { readTerrain as readTerrainBytes } from './terrain/read-terrain'
import type { Terrain } from './terrain/terrain'

export { filesFrom, readInputFiles } from './formats/disk-files'
export * from './index'
export { joinPopulation }

/** A path on disk, or bytes under a name; or several of either. */
export type FileInput = string | InputFile | readonly (string | InputFile)[]

/** As the root's `readVillages`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readVillages(files: FileInput, options?: ReadVillagesOptions): Promise<Villages & ReadReport> {
  return readVillagesBytes(await filesFrom(files), options)
}

/** As the root's `readSites`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readSites(files: FileInput, options?: ReadSitesOptions): Promise<Network & ReadReport> {
  return readSitesBytes(await filesFrom(files), options)
}

/** As the root's `readTerrain`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readTerrain(files: FileInput, task?: LongTask): Promise<Terrain> {
  return readTerrainBytes(await filesFrom(files), task)
}

/** As the root's `readPopulation`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readPopulation(files: FileInput, task?: LongTask): Promise<PopulationTable> {
  return readPopulationBytes(await filesFrom(files), task)
}
