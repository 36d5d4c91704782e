import { parseNumber, plainText } from '../formats/tables/number'
import { excerpt } from '../formats/text'
import {
  BANDS,
  type Band,
  bandAt,
  bandByAlias,
  defaultBand,
  defaultScene,
  earfcnToBand,
  epre,
  hasActiveAntennas,
  nrArfcnToMhz,
  resourceBlocksOf,
  type Scene,
} from './bands'
import type { Cell, Rat } from './network'
import { type Fault, type TableContext, textAt } from './position'
import { note } from './tally'

/** What rows are read with. */
export interface RowContext extends TableContext {
  /** Unit of the power column where its header states none. */
  powerUnit: 'w' | 'dbm' | '0.1dbm'
  /** −1 where the table counts downtilt negative. */
  tiltSign: 1 | -1
  bands: Map<string, string | undefined>
}

const SCENES: ReadonlyArray<readonly [RegExp, Scene]> = [
  [/密集|dense/i, 'dense'],
  [/郊|suburb|县城|城镇|town/i, 'suburban'],
  [/农村|乡|村|rural|山区|village|country/i, 'rural'],
  [/城|urban|市区/i, 'urban'],
]

function numberAt(context: RowContext, fields: string[], key: string, wanted: string): number | Fault | undefined {
  const text = textAt(context, fields, key)
  if (text === '') return undefined
  const value =
    parseNumber(text, context.decimalComma) ??
    parseNumber(text.replace(/(°|度|米|m|mhz|db[mi]?|w)$/i, ''), context.decimalComma)
  if (value !== undefined) return value
  return { field: key, value: text, reason: `${key} is "${excerpt(text)}"; expected ${wanted}` }
}

/** The radio technology that a text names; the newest where it names several. */
export function ratOf(text: string): Rat | undefined {
  if (text === '') return undefined
  const plain = plainText(text).toLowerCase()
  if (/nb-?_?iot|窄带/.test(plain)) return 'nb-iot'
  if (/5g|\bnr\b|^nr|new radio/.test(plain)) return '5g'
  if (/4g|lte/.test(plain)) return '4g'
  if (/3g|umts|wcdma|cdma|td-?s/.test(plain)) return '3g'
  if (/2g|gsm|dcs/.test(plain)) return '2g'
  return undefined
}

/** The radio technology of a row: stated, or told by the band's name or the channel number. */
export function rowRat(context: RowContext, fields: string[]): Rat | undefined {
  const stated = ratOf(textAt(context, fields, 'rat'))
  if (stated) return stated
  const band = textAt(context, fields, 'band')
  const named = ratOf(band)
  if (named) return named
  const id = plainText(band).toLowerCase()
  if (Object.hasOwn(BANDS, id)) return BANDS[id].rat
  const arfcn = Number(textAt(context, fields, 'arfcn'))
  if (arfcn > 100000) return '5g'
  if (arfcn > 0 && earfcnToBand(arfcn)) return '4g'
  return undefined
}

function bandOf(context: RowContext, fields: string[], rat: Rat): { band: Band; frequencyMhz: number } {
  const { bands, tally } = context
  const text = textAt(context, fields, 'band')
  const arfcn = Number(textAt(context, fields, 'arfcn')) || 0
  const stated = parseNumber(textAt(context, fields, 'frequency').replace(/mhz$/i, ''), context.decimalComma)
  let frequencyMhz = megahertz(stated ?? Number.NaN)
  let id: string | undefined
  if (text !== '') {
    const key = `${rat}|${text}`
    if (!bands.has(key)) bands.set(key, bandByAlias(text, rat))
    id = bands.get(key)
    if (id && BANDS[id].rat !== rat) id = bandAt(BANDS[id].frequencyMhz, rat)?.id ?? id
  }
  if (arfcn > 0) {
    const channel = rat === '5g' ? nrArfcnToMhz(arfcn) : (earfcnToBand(arfcn)?.frequencyMhz ?? Number.NaN)
    if (Number.isNaN(frequencyMhz) && channel > 300) frequencyMhz = channel
    if (!id && rat === '4g') id = earfcnToBand(arfcn)?.band
  }
  if (!id && !Number.isNaN(frequencyMhz)) id = bandAt(frequencyMhz, rat)?.id
  if (!id) {
    if (text === '') note(tally, 'rows-band')
    else note(tally, 'rows-band-unknown', text)
    id = defaultBand(rat)
  }
  const band = BANDS[id]
  const far = Number.isNaN(frequencyMhz) || Math.abs(frequencyMhz - band.frequencyMhz) > 300
  return { band, frequencyMhz: far ? band.frequencyMhz : frequencyMhz }
}

/** A frequency in MHz, kHz or Hz (ACMA) as MHz: no cell sends below 300 MHz or above 30 GHz. NaN for anything else. */
function megahertz(value: number): number {
  for (const unit of [1, 1e3, 1e6]) if (value / unit > 300 && value / unit < 30000) return value / unit
  return Number.NaN
}

/** The width of a row's carrier in resource blocks. */
function blocksOf(context: RowContext, fields: string[], band: Band): number | Fault {
  const blocks = numberAt(context, fields, 'bandwidth', 'a bandwidth in MHz, such as 100')
  if (typeof blocks === 'object') return blocks
  // Bandwidths in kHz or Hz occur; no carrier of these bands is wider than 400 MHz.
  const bandwidthMhz =
    blocks === undefined || !(blocks > 0)
      ? band.bandwidthMhz
      : blocks > 1e6
        ? blocks / 1e6
        : blocks > 400
          ? blocks / 1000
          : blocks
  return resourceBlocksOf(band, bandwidthMhz)
}

/** The EPRE of a row, dBm. */
function epreOf(
  context: RowContext,
  fields: string[],
  band: Band,
  scene: Scene,
  resourceBlocks: number,
): number | Fault {
  const { tally, map } = context
  const reference = numberAt(context, fields, 'power_rs', 'a power in dBm, such as 18.2')
  if (typeof reference === 'object') return reference
  if (reference !== undefined && reference !== 0) {
    if (Math.abs(reference) > 60) {
      note(tally, 'rows-power-tenth', String(reference))
      return reference / 10
    }
    return reference
  }
  const total = numberAt(context, fields, 'power', 'a power in W or dBm, such as 240')
  if (typeof total === 'object') return total
  const unit = (map.units.get('power') ?? '').replace(/\s/g, '')
  if (total === undefined || total === 0) {
    note(tally, 'rows-power')
    return epre(band.powerW[scene], resourceBlocks)
  }
  const known = unit === 'w' || unit === 'dbm' || unit === '0.1dbm'
  const taken = known ? unit : context.powerUnit
  if (!known) note(tally, 'rows-power-unit', taken === 'w' ? 'W' : taken === 'dbm' ? 'dBm' : 'tenths of a dBm')
  const watts = taken === 'w' ? total : 10 ** ((taken === 'dbm' ? total : total / 10) / 10 - 3)
  if (!(watts > 0 && watts < 5000)) {
    return {
      field: 'power',
      value: String(total),
      reason: `power is ${total} ${taken}; expected more than 0 W and less than 5000 W`,
    }
  }
  return epre(watts, resourceBlocks)
}

/** Azimuths of a row: one per antenna; NaN for omnidirectional; a station-level row may list several (`0/120/240`). */
export function azimuthsOf(context: RowContext, fields: string[]): number[] | Fault {
  const text = textAt(context, fields, 'azimuth')
  if (text === '') {
    note(context.tally, 'rows-azimuth')
    return [Number.NaN]
  }
  const plain = plainText(text)
  if (/全向|omni/i.test(plain) || plain === '-1') return [Number.NaN]
  const parts = plain.split(/[/;、|]|,(?=\s*\d{1,3}(?:\D|$))/).filter((part) => part.trim() !== '')
  const out: number[] = []
  for (const part of parts) {
    const value = parseNumber(part.replace(/[°度]$/, ''), context.decimalComma)
    if (value === undefined || value < -1 || value > 360 || (value < 0 && value > -1)) {
      return {
        field: 'azimuth',
        value: text,
        reason: `azimuth is "${excerpt(text)}"; expected 0 to 360 degrees, or 全向 or -1 for omnidirectional`,
      }
    }
    out.push(value === -1 ? Number.NaN : value === 360 ? 0 : value)
  }
  return out.length > 0 ? out : [Number.NaN]
}

function tiltsOf(
  context: RowContext,
  fields: string[],
  band: Band,
  scene: Scene,
): { mechanical: number; electrical: number } | Fault {
  const { tally, tiltSign } = context
  const values: Record<string, number | undefined> = {}
  let turned = false
  for (const key of ['tilt_m', 'tilt_e', 'tilt_e0', 'tilt']) {
    const value = numberAt(context, fields, key, 'degrees, such as 6')
    if (typeof value === 'object') return value
    values[key] = value === undefined || value === 0 ? value : value * tiltSign
    if (tiltSign < 0 && value !== undefined && value < 0) turned = true
  }
  if (turned) note(tally, 'rows-tilt-sign')
  const { tilt_m: mechanical, tilt_e: electrical, tilt_e0: preset, tilt: total } = values
  if (mechanical === undefined && electrical === undefined && preset === undefined) {
    if (total === undefined) note(tally, 'rows-tilt')
    const taken = total ?? band.tiltDeg[scene]
    if (taken > 25 || taken < -10) note(tally, 'rows-tilt-range', String(taken))
    return { mechanical: 0, electrical: taken }
  }
  const sum = (mechanical ?? 0) + (electrical ?? 0) + (preset ?? 0)
  const withoutPreset = sum - (preset ?? 0)
  if (total !== undefined && Math.abs(total - sum) > 0.5 && Math.abs(total - withoutPreset) > 0.5) {
    note(tally, 'rows-tilt-sum', `${total} against ${sum}`)
  }
  if (sum > 25 || sum < -10) note(tally, 'rows-tilt-range', String(sum))
  return { mechanical: mechanical ?? 0, electrical: (electrical ?? 0) + (preset ?? 0) }
}

/** True for indoor systems (室分, 室内, DAS, pico). */
function isIndoor(text: string): boolean {
  return /室分|室内(?!外)|indoor|in-building|\bdas\b|pico|皮站|飞站|^(true|yes|是|1)$/i.test(text)
}

/** The radio of a row as cells, one per azimuth; ids and stations are given later. */
export function cellsOf(context: RowContext, fields: string[], rat: Rat): Cell[] | Fault {
  const { tally } = context
  const { band, frequencyMhz } = bandOf(context, fields, rat)
  const sceneText = textAt(context, fields, 'scene')
  const scene = (sceneText !== '' && SCENES.find(([pattern]) => pattern.test(sceneText))?.[1]) || defaultScene(band)
  const indoor = isIndoor(textAt(context, fields, 'site_type'))
  if (indoor) note(tally, 'rows-indoor')
  const azimuths = indoor ? [Number.NaN] : azimuthsOf(context, fields)
  if (!Array.isArray(azimuths)) return azimuths
  const stated = numberAt(context, fields, 'height', 'metres above ground, such as 35')
  if (typeof stated === 'object') return stated
  if (stated !== undefined && (stated < 0 || stated > 1000)) {
    return {
      field: 'height',
      value: String(stated),
      reason: `height is ${stated}; expected metres above ground from 0 to 1000`,
    }
  }
  if (!stated && !indoor) note(tally, 'rows-height')
  if (stated && stated > 150) note(tally, 'rows-height-high', String(stated))
  const altitude = textAt(context, fields, 'altitude')
  if (stated && stated > 10 && altitude !== '' && Number(altitude) === stated)
    note(tally, 'rows-height-altitude', altitude)
  const blocks = blocksOf(context, fields, band)
  if (typeof blocks === 'object') return blocks
  const epreDbm = epreOf(context, fields, band, scene, blocks)
  if (typeof epreDbm === 'object') return epreDbm
  const tilts = tiltsOf(context, fields, band, scene)
  if ('reason' in tilts) return tilts
  const [gain, hbw, vbw] = [
    numberAt(context, fields, 'gain', 'a gain in dBi, such as 15'),
    numberAt(context, fields, 'hbw', 'degrees, such as 65'),
    numberAt(context, fields, 'vbw', 'degrees, such as 7'),
  ]
  for (const value of [gain, hbw, vbw]) if (typeof value === 'object') return value
  if (gain === undefined) note(tally, 'rows-gain')
  const active = hasActiveAntennas(band)
  const antenna = textAt(context, fields, 'antenna_model').trim()
  if (active && (gain as number) > 22) note(tally, 'rows-traffic-gain', String(gain))
  return azimuths.map((azimuthDeg) => ({
    id: '',
    station: -1,
    band: band.id,
    frequencyMhz,
    azimuthDeg,
    mechanicalTiltDeg: tilts.mechanical,
    electricalTiltDeg: tilts.electrical,
    heightM: stated || (indoor ? 5 : band.heightM[scene]),
    epreDbm,
    gainDbi: gain === undefined ? band.gainDbi : active && (gain as number) > 22 ? band.gainDbi : (gain as number),
    horizontalBeamwidthDeg: (hbw as number) > 0 ? (hbw as number) : band.horizontalBeamwidthDeg,
    verticalBeamwidthDeg: (vbw as number) > 0 ? (vbw as number) : band.verticalBeamwidthDeg,
    lossDb: band.lossDb,
    indoor,
    ...(antenna ? { antenna } : {}),
    ...(blocks !== band.resourceBlocks && { resourceBlocks: blocks }),
  }))
}
