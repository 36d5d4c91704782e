import { objectArgument } from '../../formats/argument'
import { InputError } from '../../formats/input-error'
import type { Warning } from '../../formats/warning'
import { networkArgument } from '../../network/given-network'
import type { Network } from '../../network/network'
import { SPM_DEFAULTS, spmK1 } from '../spm'
import { type CoverErrors, reasonsAgainst } from './acceptance'
import type { BandModel, CalibratedModel } from './calibrated-model'
import { type CellFault, cellFaults } from './cell-faults'
import { type Fit, fitHeard, lossOf, predictedDbm } from './fit-band'
import { measurementWarnings } from './measurement-warnings'
import {
  CALIBRATION_FILTERS,
  type CalibrationFilters,
  type Excluded,
  type Measurement,
  type Sample,
  samplesOf,
} from './samples'
import { type ErrorStatistics, errorStatistics, statisticsBy } from './statistics'

export interface CalibrationInput {
  network: Network
  measurements: Measurement[]
  /** ISO date that the model file bears. */
  date: string
  /** Name of the model and of what it was fitted to. */
  id?: string
  source?: string
  filters?: Partial<CalibrationFilters>
  /** Receiver height above ground, metres. Default 1.5. */
  rxHeightM?: number
  /** Terrain height at a place, metres; flat ground where absent. */
  elevationM?: (lon: number, lat: number) => number
}

/** What became of one band. */
export interface BandCalibration extends BandModel {
  band: string
  /** The fit is good enough to be used; otherwise `reasons` say why not and the model file leaves it out. */
  accepted: boolean
  reasons: string[]
  /** Errors after the fit, all cells, by land cover and by distance. */
  byLandCover: CoverErrors[]
  byDistance: { group: number; statistics: ErrorStatistics }[]
}

export interface Calibration {
  /** Holds the accepted bands only; null where there is none. */
  model: CalibratedModel | null
  bands: BandCalibration[]
  faults: CellFault[]
  excluded: Excluded
  /** Sentences for the user on what the measurements cannot tell. */
  warnings: Warning[]
}

/** One in five cells, told by its id and so the same in every run, takes no part in the fit. */
export function heldOut(cellId: string): boolean {
  let hash = 2166136261 // FNV-1a, then mixed (murmur3's finaliser), so that ids that differ in the last digit part ways
  for (let i = 0; i < cellId.length; i++) hash = Math.imul(hash ^ cellId.charCodeAt(i), 16777619)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % 5 === 0
}

/**
 * Fits the standard propagation model to measured levels, band by band: robust (Huber) least squares on K1, K2, the
 * offsets of land covers and, where diffraction is given, K4, with one cell in five held out; cells whose azimuth is wrong
 * or whose feeders are swapped are found first and left out. A fit that is implausible, or no better on held-out cells
 * than what was there before, is not accepted.
 * @throws InputError `no-measurements` where no row belongs to a cell of the network
 */
export function calibrate(input: CalibrationInput): Calibration {
  networkArgument(input.network)
  objectArgument(input, 'input', 'an object of type CalibrationInput')
  const { network, rxHeightM = 1.5 } = input
  const filters = { ...CALIBRATION_FILTERS, ...input.filters }
  const { samples, excluded } = samplesOf(network, input.measurements, filters, rxHeightM, input.elevationM)
  if (samples.length === 0)
    throw new InputError(
      'no-measurements',
      'measurements',
      `None of ${input.measurements.length} rows can be used: ${Object.entries(excluded)
        .filter(([, count]) => count > 0)
        .map(([reason, count]) => `${reason} ${count}`)
        .join(
          ', ',
        )}. Expected rows with the id of a cell of the network, outdoors, ${filters.minimumDistanceM} to ${filters.maximumDistanceM} m from it.`,
    )

  const bands: BandCalibration[] = []
  const faults: CellFault[] = []
  const names = [...new Set(samples.map((sample) => network.cells[sample.cell].band))].sort()
  for (const band of names) {
    const own = samples.filter((sample) => network.cells[sample.cell].band === band)
    const frequencyMhz = network.cells[own[0].cell].frequencyMhz
    const base: Fit = { coefficients: { ...SPM_DEFAULTS, k1: spmK1(frequencyMhz) }, landCoverDb: {} }
    // A first fit over all cells is what azimuths are judged by; a few faulty cells do not move it much.
    const lobe = own.filter((sample) => sample.inLobe)
    const first = lobe.length > 0 ? fitHeard(network, lobe, base, rxHeightM, filters.minimumRsrpDbm).fit : base
    const found = cellFaults(network, own, (sample) => lossOf(network, first, rxHeightM, sample))
    faults.push(...found)
    const faulty = new Set(found.map((fault) => fault.cell))
    const inLobe = lobe.filter((sample) => !faulty.has(network.cells[sample.cell].id))
    excluded.faultyCell += own.filter((sample) => faulty.has(network.cells[sample.cell].id)).length

    const isHeld = (sample: Sample) => heldOut(network.cells[sample.cell].id)
    const used = inLobe.filter((sample) => !isHeld(sample))
    if (used.length === 0) continue
    const { fit, leastDbm } = fitHeard(network, used, base, rxHeightM, filters.minimumRsrpDbm)
    const sound = inLobe.filter((sample) => predictedDbm(network, sample, fit, rxHeightM) >= leastDbm)
    const held = sound.filter(isHeld)
    excluded.nearFloor += inLobe.length - sound.length
    const predict = (list: Sample[], by: Fit) => list.map((sample) => predictedDbm(network, sample, by, rxHeightM))
    const levels = (list: Sample[]) => list.map((sample) => sample.rsrpDbm)
    const before = errorStatistics(levels(sound), predict(sound, base))
    const predicted = predict(sound, fit)
    const after = errorStatistics(levels(sound), predicted)
    const holdOut = errorStatistics(levels(held), predict(held, fit))
    const covers = sound.map((sample) => sample.landCover)
    const byLandCover = statisticsBy(covers, levels(sound), predicted)
    const distances = sound.map((sample) => Math.floor(sample.distanceM / 500) * 500)
    const byDistance = statisticsBy(distances, levels(sound), predicted).sort((a, b) => a.group - b.group)
    const cells = new Set(sound.map((sample) => sample.cell)).size
    const heldCells = new Set(held.map((sample) => sample.cell)).size
    const reasons = reasonsAgainst(fit, cells, heldCells, before, holdOut, byLandCover)
    let near = Number.POSITIVE_INFINITY
    let far = 0
    for (const { distanceM } of sound) {
      near = Math.min(near, distanceM)
      far = Math.max(far, distanceM)
    }
    bands.push({
      band,
      frequencyMhz,
      ...fit,
      meanLandCoverDb: sound.reduce((sum, { landCover }) => sum + (fit.landCoverDb[landCover] ?? 0), 0) / sound.length,
      sigmaDb: heldCells > 0 ? holdOut.sigmaDb : after.sigmaDb,
      cells,
      points: sound.length,
      distanceRangeM: [near, far],
      before,
      after,
      holdOut,
      accepted: reasons.length === 0,
      reasons,
      byLandCover,
      byDistance,
    })
  }

  const accepted = bands.filter((band) => band.accepted)
  const model: CalibratedModel | null =
    accepted.length === 0
      ? null
      : {
          kind: 'gigaplan-model',
          version: 1,
          id: input.id ?? `calibrated-${input.date}`,
          date: input.date,
          source: input.source ?? `${input.measurements.length} measured levels`,
          bands: Object.fromEntries(accepted.map((band) => [band.band, bandModel(band)])),
        }
  return { model, bands, faults, excluded, warnings: measurementWarnings(input.measurements, samples, network) }
}

/** The part of a band's calibration that the model file holds. */
function bandModel(band: BandCalibration): BandModel {
  const {
    band: _name,
    accepted: _accepted,
    reasons: _reasons,
    byLandCover: _cover,
    byDistance: _distance,
    ...fit
  } = band
  return fit
}
