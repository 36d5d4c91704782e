import { parseNumber } from '../formats/tables/number'
import type { Table } from '../formats/tables/table'
import type { RowContext } from './cell-row'
import { textAt } from './position'
import { TILTS } from './row-tilt'

/** Looks at the first block for what a table does not state: the unit of its powers, the sign and the unit of its tilts. */
export async function sniffConventions(table: Table, context: RowContext): Promise<void> {
  for await (const block of table.blocks()) {
    const powers: number[] = []
    const tilts: number[] = []
    for (const { fields } of block) {
      const power = parseNumber(textAt(context, fields, 'power'), context.decimalComma)
      if (power) powers.push(power)
      for (const key of TILTS) {
        if (context.map.units.has(key)) continue
        const tilt = parseNumber(textAt(context, fields, key), context.decimalComma)
        if (tilt) tilts.push(tilt)
      }
    }
    const power = median(powers)
    // No macro cell sends more than 60 dBm (1 kW) or, in tenths, less than 30 dBm; watts lie between.
    context.powerUnit = power <= 60 ? 'dbm' : power > 400 ? '0.1dbm' : 'w'
    const sign = tilts.length > 0 && tilts.every((tilt) => tilt < 0) ? -1 : 1
    // Base stations count in tenths of a degree; no table of antennas is tilted by 25° in the middle.
    context.tiltFactor = tilts.length > 3 && median(tilts.map(Math.abs)) > 25 ? sign / 10 : sign
    return
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
