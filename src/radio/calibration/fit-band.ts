import type { Network } from '../../network/network'
import { LAND_COVER_KINDS } from '../../terrain/land-cover'
import { pathLossSpm, type SpmCoefficients } from '../spm'
import { type Prior, robustFit, robustScale } from './robust-fit'
import { type Sample, UNKNOWN_COVER } from './samples'

/** Fewer points than this make no fit. */
export const LEAST_POINTS = 200
/** A place takes part in the final fit where its mean level is this many standard deviations above the floor. */
const HEARD_SIGMAS = 2
/** How many observations the default offset of a land cover counts as. */
const COVER_PRIOR_POINTS = 20

function defaultOffsetDb(landCover: string): number {
  return LAND_COVER_KINDS.get(landCover)?.offsetDb ?? 0
}

/** Coefficients of the standard propagation model and what each land cover adds, dB. */
export interface Fit {
  coefficients: SpmCoefficients
  landCoverDb: Record<string, number>
}

/** Path loss of a sample by a fit, dB. */
export function lossOf(network: Network, fit: Fit, rxHeightM: number, sample: Sample): number {
  return pathLossSpm(fit.coefficients, {
    distanceM: sample.distanceM,
    txHeightM: network.cells[sample.cell].heightM,
    rxHeightM,
    diffractionDb: sample.diffractionDb,
    clutterOffsetDb: fit.landCoverDb[sample.landCover] ?? defaultOffsetDb(sample.landCover),
  }).lossDb
}

/** Level of a sample by a fit, dBm. */
export function predictedDbm(network: Network, sample: Sample, fit: Fit, rxHeightM: number): number {
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
export function fitHeard(
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
