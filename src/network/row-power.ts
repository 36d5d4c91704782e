import { parseNumber } from '../formats/tables/number'
import { UNITS } from '../formats/tables/unit'
import { type Band, epre, type Scene } from './bands'
import type { RowContext } from './cell-row'
import { type Fault, textAt } from './position'
import { figureAt, withoutUnit } from './row-figures'
import { note } from './tally'

/** Most that one cell may send, dBm: 100 kW, beyond any station of a mobile network. */
const MOST_DBM = 80
/** Energy per resource element of cells outdoors: 1 W over 100 MHz to 200 W in one resource block lie within, dBm. */
const USUAL_EPRE_DBM: readonly [least: number, most: number] = [-6, 43]
/** Lower masts carry small cells, whose power says nothing about units, m. */
const MACRO_MAST_M = 15

/** The figures without which a power cannot be told. */
export interface PowerOf {
  band: Band
  scene: Scene
  resourceBlocks: number
  /** Gain and losses that a radiated power holds, dBi and dB. */
  gainDbi: number
  lossDb: number
}

/** The EPRE of a row, dBm: the reference signal's where stated, else the power of the cell, else a radiated power, spread over its blocks. */
export function epreOf(context: RowContext, fields: string[], of: PowerOf): number | Fault {
  const reference = referenceOf(context, fields)
  if (reference !== undefined) return reference
  const total = totalOf(context, fields)
  if (typeof total === 'object') return total
  if (total !== undefined) return spread('power', total, of.resourceBlocks)
  const radiated = radiatedOf(context, fields)
  if (typeof radiated === 'object') return radiated
  if (radiated !== undefined) return spread('eirp', radiated - of.gainDbi + of.lossDb, of.resourceBlocks)
  note(context.tally, 'rows-power')
  return epre(of.band.powerW[of.scene], of.resourceBlocks)
}

/** The reference signal's power: dBm, or tenths of it where no unit stands and the figure is beyond all dBm. */
function referenceOf(context: RowContext, fields: string[]): number | Fault | undefined {
  const value = figureAt(context, fields, 'power_rs', 'dBm', 'a power in dBm, such as 18.2')
  if (typeof value === 'object' || value === undefined) return value
  if (isZero(context, fields, 'power_rs')) return undefined
  if (Math.abs(value) <= 60 || !withoutUnit(context, fields, 'power_rs')) return value
  note(context.tally, 'rows-power-tenth', String(value))
  return value / 10
}

/** The power of the cell, dBm; undefined where none or 0 is stated. */
function totalOf(context: RowContext, fields: string[]): number | Fault | undefined {
  const value = figureAt(context, fields, 'power', 'dBm', 'a power in W or dBm, such as 240')
  if (typeof value === 'object' || value === undefined || isZero(context, fields, 'power'))
    return value && typeof value === 'object' ? value : undefined
  if (!withoutUnit(context, fields, 'power')) return value
  const name = { w: 'W', dbm: 'dBm', '0.1dbm': '0.1 dBm' }[context.powerUnit]
  note(context.tally, 'rows-power-unit', name === '0.1 dBm' ? 'tenths of a dBm' : name)
  if (context.powerUnit === 'w' && value <= 0) return tooMuch('power', `${value} W`)
  return UNITS.dBm.find((unit) => unit.name === name)?.convert(value)
}

/** What the antenna radiates, dBm over an isotropic one. An ERP is over a dipole, 2.15 dB more. */
function radiatedOf(context: RowContext, fields: string[]): number | Fault | undefined {
  for (const [key, more] of [
    ['eirp', 0],
    ['erp', 2.15],
  ] as const) {
    const value = figureAt(context, fields, key, 'dBm', 'a radiated power in W, dBW or dBm')
    if (typeof value === 'object') return value
    if (value === undefined || (isZero(context, fields, key) && !context.map.units.get(key)?.name.startsWith('dB')))
      continue
    if (withoutUnit(context, fields, key)) note(context.tally, 'rows-eirp-unit', String(value))
    return value + more
  }
  return undefined
}

/** 0 in a column of powers means that there is none. */
function isZero(context: RowContext, fields: string[], key: string): boolean {
  return (
    Number.parseFloat(textAt(context, fields, key)) === 0 ||
    parseNumber(textAt(context, fields, key), context.decimalComma) === 0
  )
}

function spread(field: string, dBm: number, resourceBlocks: number): number | Fault {
  if (!(dBm < MOST_DBM) || !Number.isFinite(dBm)) return tooMuch(field, `${Math.round(dBm * 10) / 10} dBm`)
  return dBm - 10 * Math.log10(12 * resourceBlocks)
}

function tooMuch(field: string, value: string): Fault {
  return { field, value, reason: `${field} is ${value}; expected more than 0 W and less than 100 kW` }
}

/** Tells a power that no cell on a mast has, with the unit that would make it one. */
export function tellUnusualPower(context: RowContext, epreDbm: number, heightM: number, indoor: boolean): void {
  if (indoor || heightM < MACRO_MAST_M) return
  const [least, most] = USUAL_EPRE_DBM
  const shown = `${Math.round(epreDbm * 10) / 10} dBm, ${Math.round(heightM)} m`
  if (epreDbm < least) note(context.tally, 'rows-epre-low', shown)
  else if (epreDbm > most) note(context.tally, 'rows-epre-high', shown)
}
