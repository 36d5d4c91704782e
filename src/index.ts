export { type Datum, fromWgs84, toWgs84 } from './area/datum'
export { type NeighbourFaults, neighbourFaults } from './area/neighbours'
export { type Place, type Places, type ReadPlacesOptions, SCENES, type Scene } from './area/places'
export { joinPopulation, type PopulationTable } from './area/read-population'
export type { ReadVillagesOptions } from './area/read-villages'
export type { PublicPoint, Village, VillageKind, Villages } from './area/village'
export { type Assessment, type AssessOptions, assess } from './assess/assess'
export { type Board, type BoardInput, boardOfRun } from './assess/board-run'
export { findGaps, type Gap, type GapOptions, type GapSurvey, surveyGaps } from './assess/gaps'
export { BOARD_PROFILES, boardOf, type Fact, type Facts, factsOf, type Indicator } from './assess/indicators'
export { assessNbIot, coverNbIot, type NbIotCoverage } from './assess/nb-iot'
export {
  coverOperators,
  networkOf,
  type OperatorRow,
  type OperatorTable,
  operatorsOf,
  operatorTable,
  type Sharing,
  sharingOf,
} from './assess/operators'
export { assessPlaces, type PlaceRow, type SceneRow, sceneTable } from './assess/places'
export { type ProfileRow, profileTable } from './assess/profiles'
export type { PointResult } from './assess/public-points'
export { type ReasonCode, reasonSentence } from './assess/reason'
export type { AreaRow, VillageRow } from './assess/rows'
export { type Town, type TownRow, townContinuity, townsOf } from './assess/towns'
export { type Costs, DEFAULT_COSTS, type StructureKind } from './constraints/cost'
export {
  type EarlierPlan,
  type EarlierProposal,
  type EarlierTerminal,
  type RankRange,
  rankRanges,
} from './constraints/earlier-plan'
export type { ForbiddenZone, ForbiddenZones } from './constraints/forbidden-zones'
export type { LicenceChoice } from './constraints/licences'
export type { PlanWeights } from './constraints/plan-weights'
export { type QuotaBounds, type Quotas, quotasFrom } from './constraints/quota-file'
export type {
  CandidateList,
  ListedCandidate,
  ReadCandidatesOptions,
} from './constraints/read-candidates'
export type { Refusal, Refusals } from './constraints/refusals'
export { refusalsByKind } from './constraints/refusals-by-kind'
export {
  TENANT_DISCOUNTS,
  type TenantDiscounts,
  TOWER_RENT_DEFAULTS,
  type TowerRent,
  towerRentCny,
} from './constraints/tower-rent'
export { DEFAULT_USAGE, type Usage } from './constraints/usage'
export { type Core, openCore } from './core/core'
export type { Antennas } from './coverage/antennas'
export { type CoverageInput, computeCoverage } from './coverage/compute-coverage'
export { type CoverageMap, type QualityLayers, testedDbm } from './coverage/coverage-map'
export { type Rule, ruleNames, ruleOf } from './coverage/rule'
export { type SiteSweep, type SweepWindow, sweepSite } from './coverage/sweep'
export { terrainEffect } from './coverage/terrain-effect'
export { type AssignGigabitInput, assignGigabit, type GigabitAssignment } from './fibre/assign-gigabit'
export { missingDb, ODN_DEFAULTS, type OdnBudget, odnReachKm } from './fibre/odn-budget'
export type { ReadFibreOptions } from './fibre/read-fibre'
export type { FibreRoutes } from './fibre/read-routes'
export type { Fibre, Terminal } from './fibre/terminal'
export type { AntennaPattern } from './formats/antenna-pattern'
export { detectFormat, type FileFormat } from './formats/detect'
export type { GivenFile, GivenLater, NamedBytes } from './formats/given-file'
export { InputError, type Rejection } from './formats/input-error'
export type { InputErrorCode } from './formats/input-error-codes'
export type { InputFile } from './formats/input-file'
export type { LongTask, Progress } from './formats/progress'
export { type CogBand, type CogImage, writeCog } from './formats/rasters/cog'
export type { GeoRaster } from './formats/rasters/geo-raster'
export type { ReadReport } from './formats/tables/columns'
export { type CsvOptions, csvText } from './formats/tables/csv-writer'
export { type ProblemKind, problemKinds } from './formats/tables/problem-kinds'
export { type SheetData, writeWorkbook } from './formats/tables/xlsx-writer'
export { geojsonText } from './formats/vectors/geojson-writer'
export { kmlText, kmzBytes } from './formats/vectors/kml-writer'
export { topojsonText } from './formats/vectors/topojson-writer'
export { type ToldWarning, type Warning, type WarningCode, warningText } from './formats/warning'
export type { Grid, Raster } from './grid/grid'
export { type GridOptions, gridFor } from './grid/grid-for'
export { landCoverAt } from './grid/land-cover-at'
export { type Projection, projection, utmCrsAt } from './grid/projection'
export { elevationAt, type TerrainPath, terrainPath } from './grid/terrain-profile'
export { BANDS, type Band, epre } from './network/bands'
export { datumShiftWarning } from './network/datum-shift'
export type { Cell, Network, Rat, Site, Station } from './network/network'
export { stationsOutside } from './network/outside'
export type { ReadSitesOptions } from './network/read-sites'
export { type Holding, SPECTRA, type Spectrum, type SpectrumPool } from './network/spectrum'
export { type ChangeRow, changeRows } from './output/change-rows'
export { type ComparedProposal, compareProposals } from './output/compare-proposals'
export { type Comparison, compareRuns, type RunTables } from './output/compare-runs'
export { planKml } from './output/plan-documents'
export { planFeatures, planRows } from './output/rows'
export {
  type FibrePlan,
  type FibreProposal,
  type ProposeFibreInput,
  proposeFibre,
} from './outside-plant/propose-fibre'
export { withFibreProposals } from './outside-plant/with-fibre-proposals'
export { type Phase, phasesOf } from './plan/phases'
export type { MustCover, Plan, PlanYear, Proposal, QuotaRow, Saturation } from './plan/plan'
export type { PlanInput } from './plan/plan-input'
export { planStations } from './plan/plan-stations'
export { TOWER_DEMAND_COLUMNS, towerDemandRows } from './plan/tower-demand'
export { cosineGainDb, omniGainDb, type SectorAntenna, sectorGainDb } from './radio/antenna'
export { BEAM_SETS, type BeamSet, beamSetGainDbi } from './radio/beam-set'
export { bullington } from './radio/bullington'
export { type BandCalibration, type Calibration, type CalibrationInput, calibrate } from './radio/calibration/calibrate'
export { type CalibratedModel, calibratedLoss } from './radio/calibration/calibrated-model'
export type { Measurements } from './radio/calibration/read-measurements'
export type { Measurement } from './radio/calibration/samples'
export {
  type Carrier,
  carrierOf,
  downlinkMbps,
  downlinkNeedDb,
  uplinkMbps,
  uplinkNeedDb,
  uplinkSinrOffsetDb,
} from './radio/carrier'
export { combinedSigmaDb, jakesAreaProbability, jakesMarginDb, pointProbability } from './radio/coverage-probability'
export { deltaBullington } from './radio/delta-bullington'
export { deygout } from './radio/deygout'
export { type EhataLink, pathLossEhata } from './radio/ehata/ehata'
export { type HataLink, pathLossHata } from './radio/hata'
export {
  type ItmAreaLink,
  type ItmLink,
  type ItmResult,
  pathLossItm,
  pathLossItmArea,
} from './radio/itm/itm'
export { knifeEdge } from './radio/knife-edge'
export { measuredGainDb } from './radio/measured-antenna'
export { diffractionP530, firstFresnelM } from './radio/microwave/p530-diffraction'
export { type MultipathHop, multipathP530 } from './radio/microwave/p530-multipath'
export { rainAttenuationP530 } from './radio/microwave/p530-rain'
export { type RainPath, rainSpecificP838 } from './radio/microwave/p838'
export { MODELS, type ModelInput, type ModelName } from './radio/models/models'
export type {
  ClutterTerm,
  LossOverDistance,
  ModelLink,
  OverTerrain,
  PathModel,
  Surroundings,
  Validity,
} from './radio/models/path-model'
export { couplingLossDb, coverageLevel, maximumCouplingLossDb } from './radio/nb-iot'
export { buildingPenetration38901, carPenetration38901, wallLoss38901Db } from './radio/o2i38901'
export { type P1812Link, type P1812Profile, type P1812Result, pathLossP1812 } from './radio/p1812/p1812'
export { clutterLoss } from './radio/p2108'
export { buildingEntryLoss } from './radio/p2109'
export type { PathLoss, PathLossWithSigma, Terms } from './radio/path-loss'
export { type ModelLoss, type PathProfile, type PathProfileLink, pathProfile } from './radio/path-profile'
export { ENVIRONMENTS, type Environment, penetrationOf } from './radio/penetration'
export { rsrqDb } from './radio/quality'
export { pathLossSpm } from './radio/spm'
export { pathLoss36873 } from './radio/tr36873'
export { type Link38901, losProbability38901, pathLoss38901 } from './radio/tr38901'
export {
  type Given,
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
} from './readers'
export { pathProfileSvg } from './report/path-profile-svg'
export { type FewestStations, type FewestStationsOptions, fewestStations } from './solve/fewest-stations'
export { type MaximalCover, type MaximalCoverOptions, maximalCover } from './solve/maximal-cover'
export {
  type PrizeCollectingOptions,
  type PrizeCollectingTree,
  prizeCollectingTree,
} from './solve/steiner/prize-collecting-tree'
export { type SteinerTree, type SteinerTreeOptions, steinerTree } from './solve/steiner/steiner-tree'
export type { TreeGraph, TreeSearch } from './solve/steiner/tree-input'
export { type LandCoverKind, type LandCoverScheme, landCoverKind } from './terrain/land-cover'
export { type LandCoverSaid, landCoverSchemeOf } from './terrain/land-cover-scheme'
export type { LandCover } from './terrain/read-land-cover'
export type { Terrain } from './terrain/terrain'
export { version } from './version'
export { openWhatIf } from './what-if/open-what-if'
export type { StationChoice } from './what-if/station-choice'
export type { Trial, VillageChange, WhatIf, WhatIfChange, WhatIfInput, WhatIfStation } from './what-if/what-if'
export type { VillageState, WhatIfFigures } from './what-if/what-if-villages'
