import { PATTERN_COLUMNS, PATTERN_MOST_DEPRESSION_DEG, PATTERN_ROWS, PATTERN_STEPS_PER_DEGREE } from '../core/layout'
import type { AntennaPattern } from '../formats/antenna-pattern'
import { cosineGainDb, SIDE_LOBE_DB } from '../radio/antenna'
import { type BeamSet, beamSetGainDbi } from '../radio/beam-set'
import { measuredGainDb, ownTiltDeg } from '../radio/measured-antenna'

/** An antenna as the link kernel reads it. */
export interface GainTable {
  /** Greatest gain, dBi. */
  gainDbi: number
  /** Electrical tilt that the pattern already has, degrees: only a tilt that differs moves it. */
  ownTiltDeg: number
  /** Attenuation below the greatest gain, dB ≥ 0, by direction in the frame of the antenna: rows of depression, columns of azimuth (assembly/layout.ts). */
  lossDb: Float32Array
}

/** Tabulates a gain relative to the greatest, dB ≤ 0, over azimuth and depression in degrees. */
function tabulated(gainDb: (azimuthDeg: number, depressionDeg: number) => number): Float32Array {
  const lossDb = new Float32Array(PATTERN_ROWS * PATTERN_COLUMNS)
  for (let row = 0, i = 0; row < PATTERN_ROWS; row++) {
    const depressionDeg = row / PATTERN_STEPS_PER_DEGREE - PATTERN_MOST_DEPRESSION_DEG
    for (let column = 0; column < PATTERN_COLUMNS; column++) {
      lossDb[i++] = -gainDb(column / PATTERN_STEPS_PER_DEGREE - 180, depressionDeg)
    }
  }
  return lossDb
}

/** A measured antenna (`measuredGainDb`): exact where its cuts are given at whole or half degrees; with the kernel's angles within 0.1 dB. */
export function measuredGainTable(pattern: AntennaPattern): GainTable {
  return {
    gainDbi: pattern.gainDbi,
    ownTiltDeg: ownTiltDeg(pattern),
    lossDb: tabulated((azimuth, depression) => measuredGainDb(pattern, { mechanicalTiltDeg: 0 }, azimuth, depression)),
  }
}

/**
 * The strongest beam of a set in each direction (`beamSetGainDbi`): within 0.2 dB down to 8 dB under the peak; within 1 dB at the corners far
 * below it where a beam of 6° by 15° runs into its side-lobe limit at up to 5 dB per degree.
 */
export function beamSetGainTable(set: BeamSet): GainTable {
  const gainDbi = Math.max(...set.beams.map((beam) => beam.gainDbi))
  const untilted = { mechanicalTiltDeg: 0, electricalTiltDeg: 0 }
  return {
    gainDbi,
    ownTiltDeg: 0,
    lossDb: tabulated((azimuth, depression) => beamSetGainDbi(set, untilted, azimuth, depression).gainDbi - gainDbi),
  }
}

/** A cosine-power antenna (`cosineGainDb`) with the vertical pattern of the 3GPP sector. */
export function cosineGainTable(gainDbi: number, beamwidthDeg: number, verticalBeamwidthDeg: number): GainTable {
  return {
    gainDbi,
    ownTiltDeg: 0,
    lossDb: tabulated(
      (azimuth, depression) =>
        cosineGainDb(azimuth, beamwidthDeg) - Math.min(12 * (depression / verticalBeamwidthDeg) ** 2, SIDE_LOBE_DB),
    ),
  }
}
