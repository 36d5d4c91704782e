// Exports only: the kernels, one idea per file.
export { levelDifference } from './difference'
export { groundRise } from './ground-rise'
export { fillF32 } from './fill'
export { linkTile } from './link'
export { warpRows } from './warp'
export { classRows, seaCells, valuesByClass } from './classes'
export { sampleWeights, spreadPeople } from './people'
export { addRing, zoneCells } from './zones'
export { finishMap, mergeLayer } from './layers'
export { configureMast, configureScratchBytes } from './configure'
export { markDemand, rankCells, stepDemand } from './demand'
export {
  finishLayer,
  mergeRunners,
  mergeService,
  otherTest,
  overlapMask,
  rsrqOf,
} from './quality'
export { servedSums } from './served'
export { shadowedProbability } from './shadowing'
export { latticeCells } from './lattice'
export { seenDemand, summitCells } from './high-ground'
export { overlayWindow } from './overlay'
export { serverBox } from './server-box'
export { claimRows, sumByServer } from './claim'
export { coverPrefix, coverGains, coverTake, coverQueue, coverNext } from './cover'
export { exp2Of, log2Of } from './math'
export { profileScratchBytes, sweepLoss, sweepProfile, sweepScratchBytes } from './sweep'
export { gapLabels, gapParts, gapRings, gapRuns, gapSums, gapVillages } from './gaps'
export { zonalSums } from './zonal'
export { coverAdd, coverOpen, coverInterchange, coverAnneal, coverTrim, coverShed } from './cover-search'
export {
  coverDegree,
  coverDualStep,
  coverFractional,
  coverPrimalStep,
  coverPush,
  coverRoundDual,
  coverSpreadDual,
} from './cover-bound'
export { treeAscend, treeAscendFrom } from './dual-ascent'
export { treeFollowAscent, treeGrow, treeSpan } from './tree-grow'
export { treeSearch } from './tree-search'
