import { InputError } from '../../formats/input-error'
import type { Network } from '../../network/network'
import { LAND_COVER_KINDS } from '../land-cover'
import { pathLossSpm, SPM_DEFAULTS, type SpmCoefficients, spmK1 } from '../spm'
import type { BandModel, CalibratedModel } from './calibrated-model'
import { type CellFault, cellFaults } from './cell-faults'
import { type Prior, robustFit, robustScale } from './robust-fit'
import {
  CALIBRATION_FILTERS,
  type CalibrationFilters,
  type Excluded,
  type Measurement,
  type Sample,
  samplesOf,
  UNKNOWN_COVER,
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
  byLandCover: { group: string; statistics: ErrorStatistics }[]
  byDistance: { group: number; statistics: ErrorStatistics }[]
}

export interface Calibration {
  /** Holds the accepted bands only; null where there is none. */
  model: CalibratedModel | null
  bands: BandCalibration[]
  faults: CellFault[]
  excluded: Excluded
  /** Sentences for the user on what the measurements cannot tell. */
  warnings: string[]
}

/** Bounds of a plausible and useful fit (planning practice: |mean| ≤ 1 dB, per land cover ≤ 3, σ ≤ 8, correlation ≥ 0.6). */
const ACCEPT = { meanDb: 1, coverMeanDb: 3, sigmaDb: 8, correlation: 0.6, k2: [20, 60], offsetDb: 25 } as const
/** Cells differ as a whole by about this much, dB, so that the mean over few held-out cells may be off by chance. */
const CELL_OFFSET_DB = 3
const LEAST_CELLS = 6
const LEAST_POINTS = 200
/** A land cover with fewer points keeps its default offset and is not judged. */
const LEAST_COVER_POINTS = 30
/** A place takes part in the final fit where its mean level is this many standard deviations above the floor. */
const HEARD_SIGMAS = 2
/** How many observations the default offset of a land cover counts as. */
const COVER_PRIOR_POINTS = 20

/** One in five cells, told by its id and so the same in every run, takes no part in the fit. */
export function heldOut(cellId: string): boolean {
  let hash = 2166136261 // FNV-1a, then mixed (murmur3's finaliser), so that ids that differ in the last digit part ways
  for (let i = 0; i < cellId.length; i++) hash = Math.imul(hash ^ cellId.charCodeAt(i), 16777619)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % 5 === 0
}

function defaultOffsetDb(landCover: string): number {
  return LAND_COVER_KINDS.get(landCover)?.offsetDb ?? 0
}

interface Fit {
  coefficients: SpmCoefficients
  landCoverDb: Record<string, number>
}

function lossOf(network: Network, fit: Fit, rxHeightM: number, sample: Sample): number {
  return pathLossSpm(fit.coefficients, {
    distanceM: sample.distanceM,
    txHeightM: network.cells[sample.cell].heightM,
    rxHeightM,
    diffractionDb: sample.diffractionDb,
    clutterOffsetDb: fit.landCoverDb[sample.landCover] ?? defaultOffsetDb(sample.landCover),
  }).lossDb
}

function predictedDbm(network: Network, sample: Sample, fit: Fit, rxHeightM: number): number {
  return sample.radiatedDbm - lossOf(network, fit, rxHeightM, sample)
}

/** Weights that make every part of lg d count alike, within bounds. */
function distanceWeights(samples: Sample[]): Float64Array {
  const binOf = (sample: Sample) => Math.floor(Math.log10(sample.distanceM) * 8)
  const counts = new Map<number, number>()
  for (const sample of samples) counts.set(binOf(sample), (counts.get(binOf(sample)) ?? 0) + 1)
  const mean = samples.length / Math.max(1, counts.size)
  return Float64Array.from(samples, (sample) => Math.min(4, Math.max(0.25, mean / (counts.get(binOf(sample)) ?? mean))))
}

/** K1, K2, the offsets of land covers and, where diffraction is known, K4, by robust least squares. */
function fitBand(network: Network, samples: Sample[], base: Fit, rxHeightM: number): Fit {
  const covers = [...new Set(samples.map((sample) => sample.landCover))].sort()
  const hasDiffraction = samples.some((sample) => sample.diffractionDb > 3)
  const fixed = { ...base.coefficients, k1: 0, k2: 0, k4: hasDiffraction ? 0 : base.coefficients.k4, kClutter: 0 }
  const observed = samples.map(
    (sample) =>
      sample.radiatedDbm -
      sample.rsrpDbm -
      lossOf(network, { coefficients: fixed, landCoverDb: {} }, rxHeightM, sample),
  )
  const firstCover = hasDiffraction ? 3 : 2
  const priors: Prior[] = [
    { value: base.coefficients.k1, weight: 1e-9 },
    { value: base.coefficients.k2, weight: 1e-9 },
    ...(hasDiffraction ? [{ value: base.coefficients.k4, weight: 1e-3 }] : []),
    // The unknown cover stays at 0 dB, so that K1 keeps its meaning.
    ...covers.map((cover) =>
      cover === UNKNOWN_COVER
        ? { value: 0, weight: 1e9 }
        : { value: defaultOffsetDb(cover), weight: COVER_PRIOR_POINTS },
    ),
  ]
  const columns = priors.length
  const design = new Float64Array(samples.length * columns)
  samples.forEach((sample, i) => {
    const row = i * columns
    design[row] = 1
    design[row + 1] = Math.log10(sample.distanceM)
    if (hasDiffraction) design[row + 2] = sample.diffractionDb
    design[row + firstCover + covers.indexOf(sample.landCover)] = 1
  })
  const { parameters } = robustFit(design, observed, distanceWeights(samples), priors)
  const k4 = hasDiffraction ? Math.min(1, Math.max(0, parameters[2])) : base.coefficients.k4
  return {
    coefficients: { ...base.coefficients, k1: parameters[0], k2: parameters[1], k4 },
    landCoverDb: Object.fromEntries(covers.map((cover, i) => [cover, parameters[firstCover + i]])),
  }
}

/**
 * The fit without the samples that are only there because they were lucky: where the mean level comes near the receiver's
 * floor, only what lies above the mean is heard, and the slope would come out too flat. The cut is made on the predicted
 * level, not on the measured one, and so does not bend the fit; prediction and cut are repeated until they agree.
 */
function fitHeard(
  network: Network,
  samples: Sample[],
  base: Fit,
  rxHeightM: number,
  floorDbm: number,
): { fit: Fit; leastDbm: number } {
  let fit = fitBand(network, samples, base, rxHeightM)
  let leastDbm = Number.NEGATIVE_INFINITY
  for (let round = 0; round < 6; round++) {
    const errors = samples.map((sample) => sample.rsrpDbm - predictedDbm(network, sample, fit, rxHeightM))
    const next = floorDbm + HEARD_SIGMAS * robustScale(Float64Array.from(errors))
    const heard = samples.filter((sample) => predictedDbm(network, sample, fit, rxHeightM) >= next)
    if (heard.length < Math.max(LEAST_POINTS / 2, samples.length / 10)) break
    fit = fitBand(network, heard, base, rxHeightM)
    leastDbm = next
  }
  return { fit, leastDbm }
}

/** Why a fit is not to be used; empty where it is. */
function reasonsAgainst(
  fit: Fit,
  cells: number,
  heldCells: number,
  before: ErrorStatistics,
  held: ErrorStatistics,
  covers: BandCalibration['byLandCover'],
): string[] {
  const reasons: string[] = []
  const db = (value: number) => value.toFixed(1)
  if (cells < LEAST_CELLS || heldCells < 1)
    reasons.push(`${cells} cells, ${heldCells} of them held out; expected ${LEAST_CELLS} or more with one held out`)
  if (before.points < LEAST_POINTS) reasons.push(`${before.points} points; expected ${LEAST_POINTS} or more`)
  const { k2 } = fit.coefficients
  if (!(k2 >= ACCEPT.k2[0] && k2 <= ACCEPT.k2[1]))
    reasons.push(`K2 comes to ${db(k2)} dB per decade; ${ACCEPT.k2[0]} to ${ACCEPT.k2[1]} is plausible`)
  for (const [cover, offset] of Object.entries(fit.landCoverDb))
    if (Math.abs(offset) > ACCEPT.offsetDb)
      reasons.push(`the offset of ${cover} comes to ${db(offset)} dB; within ±${ACCEPT.offsetDb} is plausible`)
  if (heldCells > 0) {
    if (!(Math.abs(held.meanDb) <= Math.max(ACCEPT.meanDb, (2 * CELL_OFFSET_DB) / Math.sqrt(heldCells))))
      reasons.push(`the mean error on held-out cells is ${db(held.meanDb)} dB; ${ACCEPT.meanDb} is allowed`)
    if (!(held.sigmaDb <= ACCEPT.sigmaDb))
      reasons.push(`σ on held-out cells is ${db(held.sigmaDb)} dB; ${ACCEPT.sigmaDb} is allowed`)
    if (!(held.correlation >= ACCEPT.correlation))
      reasons.push(
        `the correlation on held-out cells is ${held.correlation.toFixed(2)}; expected ${ACCEPT.correlation}`,
      )
    if (!(held.rmsDb <= before.rmsDb))
      reasons.push(
        `the error on held-out cells, ${db(held.rmsDb)} dB, is no better than the ${db(before.rmsDb)} dB before`,
      )
  }
  for (const { group, statistics } of covers)
    if (statistics.points >= LEAST_COVER_POINTS && Math.abs(statistics.meanDb) > ACCEPT.coverMeanDb)
      reasons.push(`the mean error on ${group} is ${db(statistics.meanDb)} dB; ${ACCEPT.coverMeanDb} is allowed`)
  return reasons
}

/**
 * Fits the standard propagation model to measured levels, band by band: robust (Huber) least squares on K1, K2, the
 * offsets of land covers and, where diffraction is given, K4, with one cell in five held out; cells whose azimuth is wrong
 * or whose feeders are swapped are found first and left out. A fit that is implausible, or no better on held-out cells
 * than what was there before, is not accepted.
 * @throws InputError `no-measurements` where no row belongs to a cell of the network
 */
export function calibrate(input: CalibrationInput): Calibration {
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
  return { model, bands, faults, excluded, warnings: warningsOf(input.measurements, samples, network) }
}

/** What the kind of the measurements does to a fit. */
function warningsOf(measurements: Measurement[], samples: Sample[], network: Network): string[] {
  const warnings: string[] = []
  const places = new Set(measurements.map(({ lon, lat }) => `${lon},${lat}`)).size
  if (measurements.length < 1.2 * places)
    warnings.push(
      'The rows hold the serving cell only: a cell is then measured where it happens to be strong, and the slope comes out flatter than it is. Rows of a scanner, or with neighbour cells, tell more.',
    )
  const cells = new Set(samples.map((sample) => sample.cell))
  let short = 0
  for (const cell of cells) {
    const distances = samples.filter((sample) => sample.cell === cell).map((sample) => sample.distanceM)
    const span = distances.reduce((most, d) => Math.max(most, d), 0) / distances.reduce((m, d) => Math.min(m, d), 1e9)
    if (span < 10) short++
  }
  if (short > cells.size / 2)
    warnings.push(
      `${short} of ${cells.size} cells of ${network.cells.length} are measured over less than a decade of distance.`,
    )
  return warnings
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
