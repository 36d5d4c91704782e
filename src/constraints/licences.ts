import { InputError } from '../formats/input-error'
import { nearestNames } from '../formats/nearest-names'
import { BANDS } from '../network/bands'
import type { Network, Rat } from '../network/network'
import { operatorName, operatorsNamed } from '../network/operator'
import { type Spectrum, spectrumOf } from '../network/spectrum'
import type { Quotas } from './quota-file'
import type { ListedCandidate } from './read-candidates'

/** For whom is planned, and on which bands: proposals stay within it. */
export interface LicenceChoice {
  /** Who holds what (see `SPECTRA`); that of the network's operators where absent; null: nobody asks. */
  spectrum?: Spectrum | null
  /** Operators that are planned for: all that stand where absent. Needs a spectrum. */
  operators?: readonly string[]
  /** A pool of the spectrum that is planned for instead, by its name or its operators (`电信+联通`). */
  pool?: string
  /** New stations get only these bands. */
  allowedBands?: readonly string[]
}

/** Who builds a station, and whether it is new on the structure that it shares. */
export interface Builder {
  /** Two that build as one are joined by `+`; empty where nobody can be said. */
  operator: string
  isNewTenant: boolean
}

/** Which operators of a plan may build on which band. */
export interface Licences {
  spectrum: Spectrum | null
  /** Operators that are planned for, in the spectrum's order; empty where no spectrum is known. */
  operators: readonly string[]
  /** Operators that may build on a band; undefined where no spectrum says so. */
  licensed(band: string): readonly string[] | undefined
  /** Whether an operator (or somebody, where it is empty) may build on a band. */
  allows(band: string, operator?: string): boolean
  /** Who would build on a band where these operators stand already. */
  builderAt(band: string, there: readonly string[]): Builder
}

/** Without a spectrum: anyone builds anything, and a structure's only operator builds there. */
const ANYONE: Licences = {
  spectrum: null,
  operators: [],
  licensed: () => undefined,
  allows: () => true,
  builderAt: (_, there) => ({ operator: there.length === 1 ? there[0] : '', isNewTenant: false }),
}

/**
 * Who may build on which band: the operators that stand, that a quota needs or that a candidate names, each on the bands that it or a
 * pool of its holds. An operator that the spectrum does not know builds on the bands of its own cells.
 * @throws InputError `unknown-operator`, `unknown-pool`, `band-unknown` with the names most alike; `no-spectrum` where nobody holds a band
 */
export function licencesOf(
  choice: LicenceChoice,
  network: Network,
  rat: Rat,
  quotas: Quotas,
  listed: readonly ListedCandidate[],
): Licences {
  const spectrum = choice.spectrum === undefined ? spectrumOf(network) : choice.spectrum
  const only = bandsAsked(choice.allowedBands, rat)
  if (!spectrum) {
    const asked = choice.pool ?? choice.operators?.[0]
    if (asked !== undefined) {
      throw new InputError(
        'no-spectrum',
        choice.pool === undefined ? 'operator' : 'pool',
        `No spectrum is known to plan for ${asked} alone.`,
        'Give one, such as cn-2024, or a file.',
      )
    }
    return only ? { ...ANYONE, allows: (band) => only.has(band) } : ANYONE
  }
  const own = bandsStanding(network)
  const operators = operatorsAsked(choice, spectrum, own, quotas, listed)
  const byBand = new Map<string, string[]>()
  for (const { id } of Object.values(BANDS)) {
    if (BANDS[id].rat !== rat || (only && !only.has(id))) continue
    const holders = operators.filter((name) => holds(spectrum, own, name, id))
    if (holders.length > 0) byBand.set(id, holders)
  }
  if (byBand.size === 0) {
    throw new InputError(
      'no-spectrum',
      only ? 'bands' : 'spectrum',
      `By ${spectrum.id} none of ${operators.join(', ')} holds ${only ? [...only].join(', ') : `a band of ${rat.toUpperCase()}`}.`,
    )
  }
  const licensed = (band: string): readonly string[] => byBand.get(band) ?? []
  return {
    spectrum,
    operators,
    licensed,
    allows: (band, operator = '') =>
      operator === '' ? byBand.has(band) : operatorsNamed(operator).some((name) => licensed(band).includes(name)),
    builderAt(band, there) {
      const standing = [...new Set(there.flatMap(operatorsNamed))]
      const able = licensed(band)
      const present = able.filter((name) => standing.includes(name))
      const first = present[0] ?? widest(spectrum, band, able)
      if (first === undefined) return { operator: '', isNewTenant: false }
      const pool = spectrum.pools.find(({ operators, bands }) => bands.includes(band) && operators.includes(first))
      const from = present.length > 0 ? present : able
      const together = pool ? from.filter((name) => pool.operators.includes(name)) : [first]
      return { operator: together.join('+'), isNewTenant: standing.length > 0 && present.length === 0 }
    },
  }
}

/** The one with most of a band; the first of several. */
function widest({ holdings }: Spectrum, band: string, able: readonly string[]): string | undefined {
  const width = (name: string): number =>
    holdings.find((one) => one.operator === name && one.band === band)?.widthMhz ?? 0
  return able.reduce<string | undefined>(
    (best, name) => (best === undefined || width(name) > width(best) ? name : best),
    undefined,
  )
}

function holds(spectrum: Spectrum, own: ReadonlyMap<string, Set<string>>, name: string, band: string): boolean {
  if (!Object.hasOwn(spectrum.operators, name)) return own.get(name)?.has(band) ?? false
  return (
    spectrum.holdings.some((one) => one.operator === name && one.band === band) ||
    spectrum.pools.some(({ operators, bands }) => operators.includes(name) && bands.includes(band))
  )
}

/** Bands that each operator's cells use today. */
function bandsStanding({ stations, cells }: Network): Map<string, Set<string>> {
  const own = new Map<string, Set<string>>()
  const add = (name: string, band?: string): void => {
    const bands = own.get(name) ?? new Set()
    if (band !== undefined) bands.add(band)
    own.set(name, bands)
  }
  for (const { operator } of stations) for (const name of operatorsNamed(operator)) add(name)
  for (const { station, band } of cells) for (const name of operatorsNamed(stations[station].operator)) add(name, band)
  return own
}

function operatorsAsked(
  { operators, pool }: LicenceChoice,
  spectrum: Spectrum,
  own: ReadonlyMap<string, unknown>,
  quotas: Quotas,
  listed: readonly ListedCandidate[],
): string[] {
  const known = [...Object.keys(spectrum.operators), ...[...own.keys()].filter((name) => !(name in spectrum.operators))]
  if (pool !== undefined) {
    const members = poolNamed(pool, spectrum).operators
    return known.filter((name) => members.includes(name))
  }
  if (operators) {
    const asked = operators.flatMap((text) => operatorsNamed(operatorName(text)))
    const full = (text: string): string =>
      Object.keys(spectrum.operators).find((name) => spectrum.operators[name] === text) ?? text
    const names = asked.map(full)
    for (const name of names) {
      if (known.includes(name)) continue
      throw new InputError(
        'unknown-operator',
        'operator',
        `There is no operator "${name}"; ${nearestNames(name, known)}`,
      )
    }
    return known.filter((name) => names.includes(name))
  }
  const needed = Object.entries(quotas.operator ?? {}).filter(([, { min = 0 }]) => min > 0)
  const named = [...needed.map(([name]) => name), ...listed.map(({ operator }) => operator)]
  const asked = new Set([...own.keys(), ...named.flatMap(operatorsNamed)])
  const present = [...new Set([...known, ...asked])].filter((name) => asked.has(name))
  return present.length > 0 ? present : Object.keys(spectrum.operators)
}

function poolNamed(text: string, spectrum: Spectrum): { operators: string[] } {
  const members = operatorsNamed(operatorName(text))
  const found = spectrum.pools.find(
    ({ name, operators }) =>
      name === text.trim() || (operators.length === members.length && operators.every((one) => members.includes(one))),
  )
  if (found) return found
  const names = spectrum.pools.map(({ name }) => name)
  const hint = names.length > 0 ? nearestNames(text, names) : `${spectrum.id} has none; use --operator.`
  throw new InputError('unknown-pool', 'pool', `There is no pool "${text}" in ${spectrum.id}; ${hint}`)
}

function bandsAsked(bands: readonly string[] | undefined, rat: Rat): Set<string> | undefined {
  if (!bands || bands.length === 0) return undefined
  const known = Object.values(BANDS).filter((band) => band.rat === rat)
  for (const band of bands) {
    if (known.some(({ id }) => id === band)) continue
    const hint = nearestNames(
      band,
      known.map(({ id }) => id),
    )
    throw new InputError('band-unknown', 'bands', `There is no ${rat.toUpperCase()} band "${band}"; ${hint}`)
  }
  return new Set(bands)
}
