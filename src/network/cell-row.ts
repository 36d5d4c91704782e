import type { ColumnMap } from '../formats/tables/columns'
import { isBlank, parseNumber, plainText } from '../formats/tables/number'
import { excerpt } from '../formats/text'
import { BANDS, type Band, defaultScene, hasActiveAntennas, resourceBlocksOf, type Scene } from './bands'
import { earfcnToBand } from './channels'
import type { Cell, Rat } from './network'
import { type Fault, textAt } from './position'
import { type CarrierContext, carrierOfRow } from './row-carrier'
import { figureAt, withoutUnit } from './row-figures'
import { epreOf, tellUnusualPower } from './row-power'
import { TILTS, tiltsOf } from './row-tilt'
import { note } from './tally'

/** What rows are read with. */
export interface RowContext extends CarrierContext {
  /** Unit of the power column where its header states none. */
  powerUnit: 'w' | 'dbm' | '0.1dbm'
  /** What its tilts are multiplied with: negative where it counts downtilt negative, 0.1 where it gives tenths of a degree. */
  tiltFactor: number
  /** What each word of the status column means. */
  statuses: Map<string, string>
  /** Columns that may list a value for each azimuth, with their positions. */
  listed: [key: string, at: number][]
}

const SCENES: ReadonlyArray<readonly [RegExp, Scene]> = [
  [/密集|dense/i, 'dense'],
  [/郊|suburb|县城|城镇|town/i, 'suburban'],
  [/农村|乡|村|rural|山区|village|country/i, 'rural'],
  [/城|urban|市区/i, 'urban'],
]

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

/** The width of a row's carrier in resource blocks. */
function blocksOf(context: RowContext, fields: string[], band: Band): number | Fault {
  const text = textAt(context, fields, 'bandwidth')
  // Enumerations of base stations: CELL_BW_100M is a width, CELL_BW_N100 a number of resource blocks of LTE.
  const named = /bw_?(n?)(\d+(?:\.\d+)?)(m?)/i.exec(text.replace(/\s/g, ''))
  if (named && named[1] !== '' && named[3] === '') return Number(named[2])
  const width = named
    ? Number(named[2])
    : figureAt(context, fields, 'bandwidth', 'MHz', 'a bandwidth in MHz, such as 100')
  if (typeof width === 'object') return width
  if (width === undefined || !(width > 0)) return resourceBlocksOf(band, band.bandwidthMhz)
  // Without a unit, bandwidths in kHz or Hz occur; no carrier of these bands is wider than 400 MHz.
  const unit = !named && withoutUnit(context, fields, 'bandwidth') ? (width > 1e6 ? 1e6 : width > 400 ? 1000 : 1) : 1
  return resourceBlocksOf(band, width / unit)
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
  // Spaces alone may part them too: `0 120 240`.
  const parts = plain
    .split(/[/;、|]|,(?=\s*\d{1,3}(?:\D|$))|(?<=[\d°度])\s+(?=\d)/)
    .filter((part) => part.trim() !== '')
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

/** True for indoor systems (室分, 室内, DAS, pico). */
function isIndoor(text: string): boolean {
  return /室分|室内(?!外)|indoor|in-building|\bdas\b|pico|皮站|飞站|^(true|yes|是|1)$/i.test(text)
}

/** The columns of a table that may list one value for each azimuth of a station's row. */
export function listedColumns({ index }: ColumnMap): [key: string, at: number][] {
  const keys = [
    ...TILTS,
    'height',
    'power',
    'power_rs',
    'eirp',
    'erp',
    'gain',
    'hbw',
    'vbw',
    'band',
    'arfcn',
    'frequency',
  ]
  return keys.flatMap((key) => {
    const at = index.get(key)
    return at === undefined ? [] : [[key, at] as [string, number]]
  })
}

/** The radio of a row as cells, one per azimuth; ids and stations are given later. */
export function cellsOf(context: RowContext, fields: string[], rat: Rat): Cell[] | Fault {
  const indoor = isIndoor(textAt(context, fields, 'site_type'))
  if (indoor) note(context.tally, 'rows-indoor')
  const azimuths = indoor ? [Number.NaN] : azimuthsOf(context, fields)
  if (!Array.isArray(azimuths)) return azimuths
  const sectors = sectorFields(context, fields, azimuths.length)
  if (!Array.isArray(sectors)) return sectors
  if (sectors.length === 1) {
    const cell = cellOfRow(context, sectors[0], rat, indoor)
    return 'reason' in cell ? cell : azimuths.map((azimuthDeg) => ({ ...cell, azimuthDeg }))
  }
  const cells: Cell[] = []
  for (let i = 0; i < azimuths.length; i++) {
    const cell = cellOfRow(context, sectors[i], rat, indoor)
    if ('reason' in cell) return cell
    cells.push({ ...cell, azimuthDeg: azimuths[i] })
  }
  return cells
}

/** The row once, or once per azimuth where columns list a value for each (`6/6/8`). */
function sectorFields(context: RowContext, fields: string[], count: number): string[][] | Fault {
  let sectors: string[][] | undefined
  for (const [key, at] of context.listed) {
    const text = fields[at] ?? ''
    if (text.length < 3 || !/[/;、|；／]/.test(text) || isBlank(text)) continue
    const parts = plainText(text)
      .split(/[/;、|]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    if (parts.length < 2 || (!/^[-+\d.]/.test(parts[1]) && key !== 'band')) continue
    if (parts.length !== count) {
      if (key === 'band' || key === 'arfcn' || key === 'frequency') continue
      const reason = `${key} lists ${parts.length} values, "${excerpt(text)}", for ${count} azimuths; expected one, or one for each`
      return { field: key, value: text, reason }
    }
    sectors ??= Array.from({ length: count }, () => [...fields])
    for (let i = 0; i < count; i++) sectors[i][at] = parts[i]
  }
  return sectors ?? [fields]
}

/** One cell of a row, without its azimuth. */
function cellOfRow(context: RowContext, fields: string[], rat: Rat, indoor: boolean): Cell | Fault {
  const { tally } = context
  const found = carrierOfRow(context, fields, rat)
  if ('reason' in found) return found
  const { band, frequencyMhz } = found
  const sceneText = textAt(context, fields, 'scene')
  const scene = (sceneText !== '' && SCENES.find(([pattern]) => pattern.test(sceneText))?.[1]) || defaultScene(band)
  const stated = heightOf(context, fields)
  if (typeof stated === 'object') return stated
  if (!stated && !indoor) note(tally, 'rows-height')
  const heightM = stated || (indoor ? 5 : band.heightM[scene])
  const blocks = blocksOf(context, fields, band)
  if (typeof blocks === 'object') return blocks
  const tilts = tiltsOf(context, fields, band, scene)
  if ('reason' in tilts) return tilts
  const figures: Record<string, number | undefined> = {}
  for (const [key, quantity, wanted] of [
    ['gain', 'dBi', 'a gain in dBi, such as 15'],
    ['hbw', 'degrees', 'degrees, such as 65'],
    ['vbw', 'degrees', 'degrees, such as 7'],
    ['loss', 'dBi', 'a loss in dB, such as 0.5'],
  ] as const) {
    const value = figureAt(context, fields, key, quantity, wanted)
    if (typeof value === 'object') return value
    figures[key] = value
  }
  const { gain, hbw, vbw, loss } = figures
  if (gain === undefined) note(tally, 'rows-gain')
  const active = hasActiveAntennas(band)
  const traffic = gain !== undefined && active && gain > 22
  if (traffic) note(tally, 'rows-traffic-gain', String(gain))
  const gainDbi = gain === undefined || traffic ? band.gainDbi : gain
  const lossDb = loss !== undefined && loss >= 0 && loss < 40 ? loss : band.lossDb
  const epreDbm = epreOf(context, fields, { band, scene, resourceBlocks: blocks, gainDbi, lossDb })
  if (typeof epreDbm === 'object') return epreDbm
  tellUnusualPower(context, epreDbm, heightM, indoor)
  const antenna = textAt(context, fields, 'antenna_model').trim()
  return {
    id: '',
    station: -1,
    band: band.id,
    frequencyMhz,
    azimuthDeg: Number.NaN,
    mechanicalTiltDeg: tilts.mechanical,
    electricalTiltDeg: tilts.electrical,
    heightM,
    epreDbm,
    gainDbi,
    horizontalBeamwidthDeg: hbw !== undefined && hbw > 0 ? hbw : band.horizontalBeamwidthDeg,
    verticalBeamwidthDeg: vbw !== undefined && vbw > 0 ? vbw : band.verticalBeamwidthDeg,
    lossDb,
    indoor,
    ...(antenna ? { antenna } : {}),
    ...(blocks !== band.resourceBlocks && { resourceBlocks: blocks }),
  }
}

/** The antenna above ground, m: as stated, else the structure's height; 0 and undefined where there is none. */
function heightOf(context: RowContext, fields: string[]): number | Fault | undefined {
  const { tally } = context
  let stated = figureAt(context, fields, 'height', 'metres', 'metres above ground, such as 35')
  if (typeof stated === 'object') return stated
  if (!stated) {
    const structure = figureAt(context, fields, 'structure_height', 'metres', 'metres above ground, such as 35')
    if (typeof structure === 'object') return structure
    if (structure) note(tally, 'rows-height-structure', String(structure))
    stated = structure
  }
  if (stated !== undefined && (stated < 0 || stated > 1000)) {
    const reason = `height is ${stated}; expected metres above ground from 0 to 1000`
    return { field: 'height', value: String(stated), reason }
  }
  if (stated && stated > 150) note(tally, 'rows-height-high', String(stated))
  const altitude = textAt(context, fields, 'altitude')
  if (stated && stated > 10 && altitude !== '' && Number(altitude) === stated)
    note(tally, 'rows-height-altitude', altitude)
  return stated
}
