import { objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import { mechanicalTilt, sectorGainDb, wrapDeg } from './antenna'

/** One synchronisation-signal beam of a massive-MIMO array. */
export interface Beam {
  /** Clockwise from the array's boresight, and down from its horizon, degrees. */
  azimuthDeg: number
  tiltDeg: number
  horizontalBeamwidthDeg: number
  verticalBeamwidthDeg: number
  gainDbi: number
}

/** The beams that a cell sends its synchronisation signals on; a user measures the strongest. */
export interface BeamSet {
  id: string
  name: { en: string; zh: string }
  beams: Beam[]
}

/** Beams side by side over a width, degrees. */
function row(count: number, widthDeg: number, tiltDeg: number, verticalBeamwidthDeg: number, gainDbi: number): Beam[] {
  const stepDeg = widthDeg / count
  return Array.from({ length: count }, (_, i) => ({
    azimuthDeg: (i - (count - 1) / 2) * stepDeg,
    tiltDeg,
    horizontalBeamwidthDeg: stepDeg,
    verticalBeamwidthDeg,
    gainDbi,
  }))
}

/**
 * Common SSB beam sets at 2.6 to 4.9 GHz (settings of planning practice: a single wide beam 15–17 dBi, sweeps of 7 or 8
 * narrow beams 20–22 dBi over 105–110°, 6–12° high). `tiltDeg` of a set's beams counts on top of the cell's tilt.
 */
export const BEAM_SETS: BeamSet[] = [
  {
    id: 'wide',
    name: { en: 'One wide beam', zh: '单宽波束' },
    beams: [{ azimuthDeg: 0, tiltDeg: 0, horizontalBeamwidthDeg: 65, verticalBeamwidthDeg: 8, gainDbi: 16 }],
  },
  { id: 'row-7', name: { en: 'Seven beams in a row', zh: '水平7波束' }, beams: row(7, 105, 0, 6, 21) },
  { id: 'row-8', name: { en: 'Eight beams in a row', zh: '水平8波束' }, beams: row(8, 110, 0, 6, 21.5) },
  {
    id: 'rows-4-4',
    name: { en: 'Two rows of four beams, for tall buildings', zh: '4+4立体波束' },
    beams: [...row(4, 105, 3, 8, 19), ...row(4, 105, -8, 8, 19)],
  },
]

/** A named beam set. @throws InputError `beam-set-unknown` */
export function beamSetOf(id: string): BeamSet {
  const set = BEAM_SETS.find((candidate) => candidate.id === id)
  if (set) return set
  const known = BEAM_SETS.map((candidate) => candidate.id).join(', ')
  throw new InputError('beam-set-unknown', 'beamSet', `No beam set "${id}"; expected one of ${known}.`)
}

/**
 * Gain of the strongest beam in a direction, dBi, and its index. Each beam is a 3GPP sector pattern steered
 * electrically; the array as a whole is tilted mechanically.
 * @param azimuthOffsetDeg clockwise from the array's boresight; depressionDeg below the horizon, degrees
 */
export function beamSetGainDbi(
  set: BeamSet,
  tilt: { mechanicalTiltDeg: number; electricalTiltDeg: number },
  azimuthOffsetDeg: number,
  depressionDeg: number,
): { gainDbi: number; beam: number } {
  objectArgument(set, 'set', 'an object of type BeamSet')
  const seen = mechanicalTilt({ azimuthDeg: wrapDeg(azimuthOffsetDeg), depressionDeg }, tilt.mechanicalTiltDeg)
  let best = { gainDbi: Number.NEGATIVE_INFINITY, beam: -1 }
  for (const [index, beam] of set.beams.entries()) {
    const antenna = {
      horizontalBeamwidthDeg: beam.horizontalBeamwidthDeg,
      verticalBeamwidthDeg: beam.verticalBeamwidthDeg,
      mechanicalTiltDeg: 0,
      electricalTiltDeg: tilt.electricalTiltDeg + beam.tiltDeg,
    }
    const gainDbi = beam.gainDbi + sectorGainDb(antenna, wrapDeg(seen.azimuthDeg - beam.azimuthDeg), seen.depressionDeg)
    if (gainDbi > best.gainDbi) best = { gainDbi, beam: index }
  }
  return best
}
