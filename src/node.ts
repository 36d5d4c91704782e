import type { Datum } from './area/datum'
import { type Places, type ReadPlacesOptions, readPlaces as readPlacesBytes } from './area/places'
import { type PopulationTable, readPopulation as readPopulationBytes } from './area/read-population'
import { type ReadVillagesOptions, readVillages as readVillagesBytes } from './area/read-villages'
import type { Villages } from './area/village'
import type { Costs } from './constraints/cost'
import { type EarlierPlan, readEarlierPlan as readEarlierPlanBytes } from './constraints/earlier-plan'
import { type ForbiddenZones, readForbidden as readForbiddenBytes } from './constraints/forbidden-zones'
import { type Quotas, readQuotas as readQuotasBytes } from './constraints/quota-file'
import {
  type CandidateList,
  type ReadCandidatesOptions,
  readCandidates as readCandidatesBytes,
} from './constraints/read-candidates'
import { readCosts as readCostsBytes } from './constraints/read-costs'
import { type Refusals, readRefused as readRefusedBytes } from './constraints/refusals'
import { type ReadFibreOptions, readFibre as readFibreBytes } from './fibre/read-fibre'
import type { Fibre } from './fibre/terminal'
import { filesFrom } from './formats/from-disk'
import type { InputFile } from './formats/input-file'
import type { LongTask } from './formats/progress'
import type { ReadReport } from './formats/tables/columns'
import type { Network } from './network/network'
import { type ReadSitesOptions, readSites as readSitesBytes } from './network/read-sites'
import { readTerrain as readTerrainBytes } from './terrain/read-terrain'
import type { Terrain } from './terrain/terrain'

export { filesAt, filesFrom } from './formats/from-disk'
export * from './index'
export { readRunTables } from './output/read-run-tables'
export { type Results, type RunSettings, runPlan } from './run/execute'
export { type Inputs, readInputs } from './run/inputs'
export type { Settings } from './run/settings'
export { writeReport, writeRun } from './run/write-run'

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

/** As the root's `readFibre`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readFibre(files: FileInput, options?: ReadFibreOptions): Promise<Fibre> {
  return readFibreBytes(filesFrom(files), options)
}

/** As the root's `readPlaces`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readPlaces(files: FileInput, options?: ReadPlacesOptions): Promise<Places> {
  return readPlacesBytes(filesFrom(files), options)
}

/** As the root's `readCandidates`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readCandidates(files: FileInput, options?: ReadCandidatesOptions): Promise<CandidateList> {
  return readCandidatesBytes(filesFrom(files), options)
}

/** As the root's `readForbidden`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readForbidden(files: FileInput, options?: { datum?: Datum }): Promise<ForbiddenZones> {
  return readForbiddenBytes(filesFrom(files), options)
}

/** As the root's `readEarlierPlan`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readEarlierPlan(files: FileInput, options?: { datum?: Datum }): Promise<EarlierPlan> {
  return readEarlierPlanBytes(filesFrom(files), options)
}

/** As the root's `readRefused`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readRefused(files: FileInput, options?: { datum?: Datum }): Promise<Refusals> {
  return readRefusedBytes(filesFrom(files), options)
}

/** As the root's `readQuotas`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export async function readQuotas(file: string | InputFile): Promise<Quotas> {
  return readQuotasBytes(filesFrom(file)[0])
}

/** As the root's `readCosts`, and paths work too. @throws InputError `file-missing` besides those of the root's */
export function readCosts(file: string | InputFile): Costs {
  return readCostsBytes(filesFrom(file)[0])
}
