import { plainText } from '../formats/tables/number'
import type { Rat } from './network'

/** Station and cell number of a cell's global identity. */
export interface CellIdentity {
  mcc: string
  mnc: string
  station: string
  cell: string
  /** True where the network code had one digit, because a spreadsheet took its leading zero. */
  zeroLost?: boolean
}

/**
 * Takes a CGI or an integer identity apart: `460-00-1559436-503`; LTE `ECI = eNB·256 + cell` (TS 36.300 §8.2); NR in China
 * `NCI = gNB·4096 + cell`, a 24-bit gNB (TS 38.413 leaves 22 to 32 bits open).
 * @returns undefined for a blank; a sentence for what cannot be read
 */
export function parseIdentity(text: string, rat: Rat): CellIdentity | string | undefined {
  const plain = plainText(text)
  if (plain === '') return undefined
  if (/^\d+(\.\d+)?e\+?\d+$/i.test(plain)) {
    return `is "${plain}": Excel kept only the first digits; expected the whole number. Format the column as text and export again`
  }
  if (/^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|^\d{1,2}[-/][A-Za-z]{3}|^\d{1,2}\/\d{1,2}\/\d{2,4}$/.test(plain)) {
    return `is "${plain}": Excel turned it into a date; expected mcc-mnc-station-cell. Format the column as text and export again`
  }
  const parts = /^(\d{3})[-_ ](\d{1,3})[-_ ](\d+)[-_ ](\d+)$/.exec(plain)
  if (parts) {
    const [, mcc, mnc, station, cell] = parts
    return { mcc, mnc: mnc.padStart(2, '0'), station, cell, ...(mnc.length === 1 ? { zeroLost: true } : {}) }
  }
  const short = /^(\d+)[-_](\d+)$/.exec(plain)
  if (short) return { mcc: '', mnc: '', station: short[1], cell: short[2] }
  const whole = /^(?:(\d{3})[-_ ](\d{2,3})[-_ ])?(\d{1,11})$/.exec(plain)
  if (!whole)
    return `is "${plain.slice(0, 40)}"; expected mcc-mnc-station-cell, such as 460-00-1559436-503, or one whole number`
  const number = Number(whole[3])
  const cells = rat === '5g' ? 4096 : 256
  return {
    mcc: whole[1] ?? '',
    mnc: whole[2] ?? '',
    station: String(Math.floor(number / cells)),
    cell: String(number % cells),
  }
}
