export {
  type FileInput,
  readAntennaPattern,
  readCalibratedModel,
  readCandidates,
  readCosts,
  readEarlierPlan,
  readFacts,
  readFibre,
  readForbidden,
  readLandCover,
  readMeasurements,
  readPlaces,
  readPopulation,
  readQuotas,
  readRaster,
  readRefractivityMap,
  readRefused,
  readRoutes,
  readRule,
  readSites,
  readSpectrum,
  readTerrain,
  readUsage,
  readVillages,
} from './disk-readers'
export { filesAt, filesFrom } from './formats/from-disk'
export * from './index'
export { readRunTables } from './output/read-run-tables'
export { type Results, type RunSettings, runPlan } from './run/execute'
export { type Inputs, readInputs } from './run/inputs'
export type { Settings } from './run/settings'
export { writeReport, writeRun } from './run/write-run'
