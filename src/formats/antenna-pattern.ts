import { InputError } from './input-error'
import { assertNotEmpty, type InputFile, unpacked } from './input-file'
import { type Warning, warn } from './warning'

/** One cut of a measured antenna: attenuation over angle. */
export interface PatternCut {
  /** Degrees, ascending within 0 … 360. Horizontal: clockwise from the boresight. Vertical: 0 horizon, 90 down. */
  angleDeg: number[]
  /** Attenuation below the maximum gain, dB, ≥ 0 on the beam's peak about 0. */
  lossDb: number[]
}

/** A measured antenna as its maker publishes it: two cuts and the maximum gain. */
export interface AntennaPattern {
  name: string
  make: string
  /** NaN where the file does not say. */
  frequencyMhz: number
  gainDbi: number
  /** Electrical downtilt that the cuts were taken at, degrees; NaN where the file does not say. */
  electricalTiltDeg: number
  polarization: string
  horizontal: PatternCut
  vertical: PatternCut
  /** What was taken for granted: a gain without unit, a cut that misses angles. */
  warnings: Warning[]
}

/** dBd to dBi: gain of a half-wave dipole, dB. */
const DIPOLE_DBI = 2.15

const HEADER = /^([A-Za-z_][\w-]*)\s*[:=]?\s*(.*)$/

function numberIn(text: string): number {
  return Number.parseFloat(text.replace(',', '.'))
}

/** Gain in dBi from `18`, `18 dBi`, `15.85dBd`. The format's own unit is dBd. */
function gainDbi(text: string, file: string, warnings: Warning[]): number {
  const value = numberIn(text)
  if (/dbi/i.test(text)) return value
  if (!/dbd/i.test(text)) warnings.push(warn('antenna-gain-unit', { file, gain: text }))
  return value + DIPOLE_DBI
}

/** Downtilt in degrees from the header; in many files TILT holds a word and the number stands elsewhere, or in the name. */
function tiltDeg(header: Map<string, string>): number {
  for (const key of ['ELECTRICAL_TILT', 'TILT']) {
    const value = numberIn(header.get(key) ?? '')
    if (Number.isFinite(value)) return value
  }
  const named = /_(\d{1,2})T\b/i.exec(header.get('NAME') ?? '') // Kathrein: 742215_1940_x_co_m45_02T
  return named ? Number(named[1]) : Number.NaN
}

/**
 * Reads a measured antenna pattern in the MSI / Planet format (`.msi`, `.pln`): header lines, then HORIZONTAL n and
 * VERTICAL n with n lines of angle and attenuation.
 * @throws InputError `antenna-unreadable` where a cut is missing, short, or holds text in the place of a number
 */
export function readAntennaPattern(input: InputFile): AntennaPattern {
  assertNotEmpty(input)
  const file = unpacked(input)
  const lines = new TextDecoder('utf-8').decode(file.bytes).split(/\r\n|\n|\r/)
  const header = new Map<string, string>()
  const cuts = new Map<string, PatternCut>()
  const warnings: Warning[] = []
  const fail = (line: number, message: string): never => {
    throw new InputError('antenna-unreadable', `${file.name}:${line}`, message)
  }

  for (let at = 0; at < lines.length; at++) {
    const text = lines[at].trim()
    const match = HEADER.exec(text)
    if (!match) {
      if (text && at === 0) header.set('NAME', text) // some makers leave the word NAME out
      continue
    }
    const key = match[1].toUpperCase()
    if (key !== 'HORIZONTAL' && key !== 'VERTICAL') {
      header.set(key, match[2].trim())
      continue
    }
    const count = Number.parseInt(match[2], 10)
    if (!(count > 0)) fail(at + 1, `${key} is followed by "${match[2]}"; expected the number of samples, usually 360.`)
    const samples: [number, number][] = []
    while (samples.length < count && at + 1 < lines.length) {
      const row = lines[at + 1].trim()
      if (row && HEADER.test(row)) break
      at++
      if (!row) continue
      const [angle, loss] = row.split(/[\s;]+/).map(numberIn)
      if (!Number.isFinite(angle) || !Number.isFinite(loss))
        fail(at + 1, `"${row}" stands in ${key}; expected an angle and an attenuation in dB.`)
      samples.push([((angle % 360) + 360) % 360, Math.abs(loss)])
    }
    if (samples.length !== count)
      fail(at + 1, `${key} says ${count} samples, ${samples.length} follow; is the file cut off?`)
    samples.sort((a, b) => a[0] - b[0])
    cuts.set(key, { angleDeg: samples.map((s) => s[0]), lossDb: samples.map((s) => s[1]) })
  }

  const horizontal = cuts.get('HORIZONTAL')
  const vertical = cuts.get('VERTICAL')
  if (!horizontal || !vertical)
    throw new InputError(
      'antenna-unreadable',
      file.name,
      `${file.name} has no ${horizontal ? 'VERTICAL' : 'HORIZONTAL'} cut; expected an MSI / Planet antenna file.`,
    )
  const gain = header.get('GAIN')
  if (gain === undefined || !Number.isFinite(numberIn(gain)))
    throw new InputError('antenna-unreadable', file.name, `${file.name} has no GAIN; expected dBd or dBi.`)
  const frequency = header.get('FREQUENCY') ?? ''
  return {
    name: header.get('NAME') ?? file.name,
    make: header.get('MAKE') ?? '',
    frequencyMhz: numberIn(frequency) * (/ghz/i.test(frequency) ? 1000 : 1),
    gainDbi: gainDbi(gain, file.name, warnings),
    electricalTiltDeg: tiltDeg(header),
    polarization: header.get('POLARIZATION') ?? '',
    horizontal,
    vertical,
    warnings,
  }
}
