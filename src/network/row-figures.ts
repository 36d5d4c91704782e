import { parseNumber, plainText } from '../formats/tables/number'
import { parseQuantity, type Quantity, UNITS, type Unit, unitCalled } from '../formats/tables/unit'
import { excerpt } from '../formats/text'
import { type Fault, type TableContext, textAt } from './position'
import { note } from './tally'

/** The unit that a row's figure is in: what its column of units says, else what the header says. */
function statedUnit(
  context: TableContext,
  fields: string[],
  key: string,
  quantity: Quantity,
): Unit | Fault | undefined {
  const at = context.map.unitColumns.get(key)
  const text = at === undefined ? '' : (fields[at] ?? '').trim()
  if (text === '') return context.map.units.get(key)
  return unitCalled(text, quantity) ?? unitFault(`${key}.unit`, text, quantity)
}

function unitFault(field: string, unit: string, quantity: Quantity): Fault {
  const known = UNITS[quantity].map(({ name }) => name).join(', ')
  return { field, value: unit, reason: `the unit is "${excerpt(unit)}"; expected ${known}` }
}

/** A figure of a row with its unit honoured, or why it cannot be read; undefined where the row has none. */
export function figureAt(
  context: TableContext,
  fields: string[],
  key: string,
  quantity: Quantity,
  wanted: string,
): number | Fault | undefined {
  const text = textAt(context, fields, key)
  if (text === '') return undefined
  const unit = statedUnit(context, fields, key, quantity)
  if (unit && 'reason' in unit) return unit
  const value = parseQuantity(text, quantity, { decimalComma: context.decimalComma, unit })
  if (typeof value === 'number') return value
  if (value) return unitFault(key, value.unknown, quantity)
  const middle = middleOf(text, context.decimalComma)
  if (middle !== undefined) {
    note(context.tally, 'rows-range', `${key} ${text.trim()}`)
    return unit ? unit.convert(middle) : middle
  }
  return { field: key, value: text, reason: `${key} is "${excerpt(text)}"; expected ${wanted}` }
}

/** True where neither the column nor the figure itself says its unit. */
export function withoutUnit(context: TableContext, fields: string[], key: string): boolean {
  const { map } = context
  const at = map.unitColumns.get(key)
  if (map.units.has(key) || (at !== undefined && (fields[at] ?? '').trim() !== '')) return false
  return parseNumber(textAt(context, fields, key), context.decimalComma) !== undefined
}

/** The middle of a range such as `30-35` or `30~35m`. */
function middleOf(text: string, decimalComma: boolean): number | undefined {
  const parts = /^(\d+(?:[.,]\d+)?)\s*(?:-|~|～|至|到)\s*(\d+(?:[.,]\d+)?)\s*(?:m|米|°|度)?$/i.exec(plainText(text))
  if (!parts) return undefined
  const low = parseNumber(parts[1], decimalComma)
  const high = parseNumber(parts[2], decimalComma)
  return low !== undefined && high !== undefined && low <= high ? (low + high) / 2 : undefined
}
