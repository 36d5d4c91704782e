import { excerpt } from '../formats/text'
import type { RowWarningCode } from '../formats/warning'
import { bandByAlias } from './band-names'
import { BANDS, type Band, bandAt, isWithin } from './bands'
import { channelsOf } from './channels'
import type { Rat } from './network'
import { type Fault, type TableContext, textAt } from './position'
import { figureAt, withoutUnit } from './row-figures'
import { note } from './tally'

/** The band and downlink frequency of a row, or why they cannot be told; with what is to be said of them. */
export interface RowCarrier {
  carrier: { band: Band; frequencyMhz: number } | Fault
  notes: [code: RowWarningCode, example: string][]
}

/** No cell sends below 300 MHz, or above the last band of FR2. */
const LOWEST_MHZ = 300
const HIGHEST_MHZ = 71000
/** A nominal frequency such as 1800 for a downlink from 1805 MHz may lie so far from its band, as a share. */
const NOMINAL = 0.1

const isPossible = (mhz: number): boolean => mhz > LOWEST_MHZ && mhz <= HIGHEST_MHZ

interface Reading {
  frequencyMhz: number
  /** The band that a channel number tells. */
  band?: string
  unit: 'mhz' | 'other' | 'channel'
}

/** What a number without a unit may mean: a frequency in MHz, kHz, Hz or GHz, or a channel number. */
function readingsOf(value: number, rat: Rat, first: 'frequency' | 'channel'): Reading[] {
  const frequencies = [1, 1e-3, 1e-6, 1e3].flatMap((factor): Reading[] => {
    const frequencyMhz = Math.round(value * factor * 1e6) / 1e6
    return isPossible(frequencyMhz) ? [{ frequencyMhz, unit: factor === 1 ? 'mhz' : 'other' }] : []
  })
  const channels = channelsOf(rat, value)
    .filter(({ frequencyMhz }) => isPossible(frequencyMhz))
    .map((channel): Reading => ({ ...channel, unit: 'channel' }))
  return first === 'frequency' ? [...frequencies, ...channels] : [...channels, ...frequencies]
}

/**
 * The likeliest reading. In the named band: a frequency of its downlink, its uplink or near it, before a channel number (the other way
 * round in a column of channel numbers). Else one in any band of the technology, else the first that can be.
 */
function chosen(readings: Reading[], rat: Rat, named: Band | undefined): Reading | undefined {
  const fits = (of: Reading): boolean =>
    named !== undefined &&
    (isWithin(of.frequencyMhz, named.downlinkMhz) ||
      isWithin(of.frequencyMhz, named.uplinkMhz) ||
      (of.unit === 'mhz' && isNear(of.frequencyMhz, named)))
  return (
    readings.find(fits) ??
    readings.find(({ frequencyMhz }) => bandAt(frequencyMhz, rat, { reach: 0 })) ??
    readings.find(({ unit }) => unit === 'mhz') ??
    readings[0]
  )
}

/** True where a frequency may be the nominal one of a band. */
function isNear(frequencyMhz: number, { downlinkMhz: [from, to] }: Band): boolean {
  return frequencyMhz > from * (1 - NOMINAL) && frequencyMhz < to * (1 + NOMINAL)
}

/**
 * The band and frequency of what a row says. A frequency that is stated is taken, whatever the band's name; the band then tells the
 * defaults. Without either the default band is taken, where there is one.
 */
function carrierFor(
  rat: Rat,
  texts: { band: string; frequency: string; channel: string },
  { value: frequency, bare }: { value: number; bare: boolean },
  fallback: Band | undefined,
): RowCarrier {
  const notes: RowCarrier['notes'] = []
  const id = texts.band === '' ? undefined : bandByAlias(texts.band, rat)
  const named = id !== undefined && BANDS[id].rat === rat ? BANDS[id] : undefined
  const channel = Number(texts.channel) || 0
  const readings =
    frequency > 0
      ? bare
        ? readingsOf(frequency, rat, 'frequency')
        : isPossible(frequency)
          ? [{ frequencyMhz: frequency, unit: 'mhz' as const }]
          : []
      : channel > 0 || (rat === '2g' && texts.channel === '0')
        ? readingsOf(channel, rat, 'channel')
        : []
  const stated = frequency > 0 ? texts.frequency : texts.channel
  const reading = chosen(readings, rat, named)
  if ((frequency > 0 || channel > 0) && !reading) notes.push(['rows-channel', stated])
  if (reading) {
    if (frequency > 0 && reading.unit === 'channel') notes.push(['rows-frequency-channel', stated])
    return { carrier: withFrequency(reading, rat, named, stated, notes), notes }
  }
  if (named) return { carrier: { band: named, frequencyMhz: named.frequencyMhz }, notes }
  if (fallback) {
    notes.push(texts.band === '' ? ['rows-band', fallback.id] : ['rows-band-unknown', texts.band])
    return { carrier: { band: fallback, frequencyMhz: fallback.frequencyMhz }, notes }
  }
  const example = { '5g': 'n78', '4g': 'b3', '3g': 'u2100', '2g': 'g900', 'nb-iot': 'nb8' }[rat]
  const reason =
    texts.band === ''
      ? `the row states neither band nor frequency; expected a band such as ${example}, or a default band for such rows`
      : `band is "${excerpt(texts.band)}", no downlink band of its technology, and no frequency is stated; expected a band such as ${example}, or a default band for such rows`
  return { carrier: { field: 'band', value: texts.band, reason }, notes }
}

function withFrequency(
  { frequencyMhz, band: told, unit }: Reading,
  rat: Rat,
  named: Band | undefined,
  stated: string,
  notes: RowCarrier['notes'],
): { band: Band; frequencyMhz: number } {
  if (named && isWithin(frequencyMhz, named.downlinkMhz)) return { band: named, frequencyMhz }
  if (named?.uplinkMhz && isWithin(frequencyMhz, named.uplinkMhz)) {
    notes.push(['rows-frequency-uplink', `${stated}, ${named.id}`])
    return { band: named, frequencyMhz: frequencyMhz + named.downlinkMhz[0] - named.uplinkMhz[0] }
  }
  if (named) {
    if (unit === 'mhz' && isNear(frequencyMhz, named)) return { band: named, frequencyMhz }
    notes.push(['rows-band-frequency', `${named.id}, ${stated}`])
  }
  const holds = told && Object.hasOwn(BANDS, told) ? BANDS[told] : bandAt(frequencyMhz, rat, { reach: 0 })
  if (holds) return { band: holds, frequencyMhz }
  const nearest = bandAt(frequencyMhz, rat, { reach: Number.POSITIVE_INFINITY })
  if (!bandAt(frequencyMhz, rat)) notes.push(['rows-frequency-outside', stated])
  return { band: named ?? (nearest as Band), frequencyMhz }
}

/** What the carriers of a table's rows are told by; `carriers` keeps what was found for each wording. */
export interface CarrierContext extends TableContext {
  carriers: Map<string, RowCarrier>
  /** Band of rows that name neither band nor frequency, by radio technology; such rows are rejected where there is none. */
  defaultBand: (rat: Rat) => Band | undefined
}

/** Band and downlink frequency of a row; what is to be said is counted in the table's tally. */
export function carrierOfRow(context: CarrierContext, fields: string[], rat: Rat): RowCarrier['carrier'] {
  const texts = {
    band: textAt(context, fields, 'band'),
    frequency: textAt(context, fields, 'frequency'),
    channel: textAt(context, fields, 'arfcn'),
  }
  const value = figureAt(context, fields, 'frequency', 'MHz', 'a frequency in MHz, such as 2565')
  if (typeof value === 'object') return value
  const bare = withoutUnit(context, fields, 'frequency')
  const key = `${rat}|${texts.band}|${value}|${bare}|${texts.channel}`
  let found = context.carriers.get(key)
  if (!found) {
    found = carrierFor(rat, texts, { value: value ?? 0, bare }, context.defaultBand(rat))
    context.carriers.set(key, found)
  }
  for (const [code, example] of found.notes) note(context.tally, code, example)
  return found.carrier
}
