import cn from '../../data/spectrum/cn-2024.json'
import de from '../../data/spectrum/de-2024.json'
import uk from '../../data/spectrum/uk-2024.json'
import us from '../../data/spectrum/us-2024.json'
import type { Network } from './network'
import { operatorName, operatorsNamed } from './operator'

/** What one operator holds of a band. */
export interface Holding {
  operator: string
  /** As in `BANDS`. */
  band: string
  /** Width, MHz; of one direction where the band is paired. */
  widthMhz: number
  /** Edges of the downlink, MHz, where they are known. */
  downlinkMhz?: readonly number[]
}

/** Operators that build one network on some of their bands (共建共享): each of them may build on all of these. */
export interface SpectrumPool {
  name: string
  operators: string[]
  bands: string[]
}

/** Who holds which spectrum in a country; dated data (data/spectrum/). */
export interface Spectrum {
  id: string
  date: string
  source: string
  /** ISO 3166 code. */
  country: string
  /** Full names by the short names that tables of stations are read to (`CMCC`). */
  operators: Readonly<Record<string, string>>
  holdings: readonly Holding[]
  pools: readonly SpectrumPool[]
}

/** The spectrum files that come with gigaplan, by id. */
export const SPECTRA: Readonly<Record<string, Spectrum>> = Object.fromEntries(
  [cn, uk, de, us].map((one) => [one.id, one]),
)

/** The spectrum of the country whose operators all stand in a network; undefined where none has them, or more than one. */
export function spectrumOf({ stations }: Pick<Network, 'stations'>): Spectrum | undefined {
  const named = [...new Set(stations.flatMap(({ operator }) => operatorsNamed(operatorName(operator))))]
  if (named.length === 0) return undefined
  const fitting = Object.values(SPECTRA).filter(({ operators }) =>
    named.every((name) => Object.hasOwn(operators, name)),
  )
  return fitting.length === 1 ? fitting[0] : undefined
}
