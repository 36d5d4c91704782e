import type { Network } from '../../network/network'
import { wrapDeg } from '../antenna'
import { radiatedDbm, type Sample } from './samples'

/** A cell whose measurements do not come from the direction that the table says. */
export interface CellFault {
  /** `Cell.id`. */
  cell: string
  kind: 'wrong-azimuth' | 'swapped-feeder'
  tableAzimuthDeg: number
  /** Where its antenna seems to point. */
  likelyAzimuthDeg: number
  /** Swapped feeders: the cell whose direction this one has. */
  partner?: string
  points: number
  /** How much better the measurements agree with the likely azimuth: fall of the robust cost, 0 … 1. */
  confidence: number
}

const COARSE_DEG = 10
const FINE_DEG = 5
/** Fewer points than this say nothing about an azimuth. */
const LEAST_POINTS = 60
/** More points than this tell no more about it: every n-th is taken. */
const MOST_POINTS = 400
/** An azimuth this near to the table's is the table's: surveying error and pattern tolerance. */
const TOLERANCE_DEG = 30
/** The robust cost must fall by this share before a table is called wrong. */
const LEAST_GAIN = 0.35
/** Shadowing against which errors are judged, dB, and how far a cell's level may honestly be off as a whole, dB. */
const SIGMA_DB = 8
const OFFSET_SIGMA_DB = 6
/** What the offset of a cell counts against the mean of its points (they are not independent). */
const OFFSET_WEIGHT = 0.25

function huberCost(error: number): number {
  const z = Math.abs(error) / SIGMA_DB
  return z <= 1.345 ? 0.5 * z * z : 1.345 * z - 0.905
}

/** Robust cost of a cell's samples if its antenna pointed to an azimuth; its own offset is free but penalised. */
function azimuthCost(errors: Float64Array): number {
  const sorted = Float64Array.from(errors).sort()
  const offset = sorted[sorted.length >> 1]
  let sum = 0
  for (const error of errors) sum += huberCost(error - offset)
  return sum / errors.length + OFFSET_WEIGHT * 0.5 * (offset / OFFSET_SIGMA_DB) ** 2
}

interface Candidate {
  cell: number
  azimuthDeg: number
  gain: number
  points: number
}

/**
 * Finds wrong azimuths and swapped feeders: each sector's samples, of all bearings, are held against its pattern turned
 * all around; where another direction than the table's explains them clearly better, the table is doubted, and where
 * that is the direction of a doubted sister sector of the same station and band, feeders are swapped.
 * @param lossDb predicted path loss of a sample, dB
 */
export function cellFaults(network: Network, samples: Sample[], lossDb: (sample: Sample) => number): CellFault[] {
  const byCell = new Map<number, Sample[]>()
  for (const sample of samples) {
    const list = byCell.get(sample.cell)
    if (list) list.push(sample)
    else byCell.set(sample.cell, [sample])
  }
  const doubted: Candidate[] = []
  for (const [index, all] of byCell) {
    const own = all.filter((_, i) => i % Math.ceil(all.length / MOST_POINTS) === 0)
    const cell = network.cells[index]
    if (Number.isNaN(cell.azimuthDeg) || cell.horizontalBeamwidthDeg >= 180 || own.length < LEAST_POINTS) continue
    const losses = own.map(lossDb)
    const errors = new Float64Array(own.length)
    const costAt = (azimuthDeg: number) => {
      for (const [i, sample] of own.entries())
        errors[i] = sample.rsrpDbm - (radiatedDbm(cell, sample, azimuthDeg) - losses[i])
      return azimuthCost(errors)
    }
    const asTable = costAt(cell.azimuthDeg)
    let best = { offset: 0, cost: asTable }
    const tryOffset = (offset: number) => {
      const cost = costAt(cell.azimuthDeg + offset)
      if (cost < best.cost) best = { offset, cost }
    }
    for (let offset = COARSE_DEG; offset < 360; offset += COARSE_DEG) tryOffset(offset)
    const coarse = best.offset
    tryOffset(coarse - FINE_DEG)
    tryOffset(coarse + FINE_DEG)
    const gain = asTable > 0 ? 1 - best.cost / asTable : 0
    if (Math.abs(wrapDeg(best.offset)) >= TOLERANCE_DEG && gain >= LEAST_GAIN)
      doubted.push({
        cell: index,
        azimuthDeg: (cell.azimuthDeg + best.offset + 360) % 360,
        gain,
        points: all.length,
      })
  }
  return doubted.map((fault) => {
    const cell = network.cells[fault.cell]
    const partner = doubted.find((other) => {
      const sister = network.cells[other.cell]
      return (
        other !== fault &&
        sister.station === cell.station &&
        sister.band === cell.band &&
        Math.abs(wrapDeg(sister.azimuthDeg - fault.azimuthDeg)) <= TOLERANCE_DEG
      )
    })
    return {
      cell: cell.id,
      kind: partner ? 'swapped-feeder' : 'wrong-azimuth',
      tableAzimuthDeg: cell.azimuthDeg,
      likelyAzimuthDeg: fault.azimuthDeg,
      ...(partner ? { partner: network.cells[partner.cell].id } : {}),
      points: fault.points,
      confidence: fault.gain,
    }
  })
}
