import type { Warning, WarningCode } from '../formats/warning'

/** What a guess can move: the received level, by so many dB; the people or homes that are counted; the loss of fibre. */
export interface Guess {
  warning: Warning
  moves: 'level' | 'people' | 'fibre'
  /** Most that it can move the level (or the fibre's loss) where it was made, dB; NaN where it moves people. */
  upToDb: number
  /** Share of the rows for which it was made, 0 to 1. */
  share: number
}

/**
 * Most that a guess can move the level, dB, with what it is derived from. Sources: the default antenna of TR 38.901 table 7.3-1 (30 dB
 * front to back; `12·(Δ/θ)²` off the beam), `20·lg(f)` between bands, `13.82·lg(h)` of Hata's formula, spans of usual equipment.
 */
const LEVEL_DB: Partial<Record<WarningCode, number>> = {
  // Front to back of a sector that was taken as omnidirectional.
  'rows-azimuth': 30,
  // dBW for dBm, mW for dBm.
  'rows-epre-low': 30,
  'rows-epre-high': 30,
  'rows-eirp-unit': 30,
  // A cell that may not stand at all.
  'rows-status-unknown': 30,
  // A site at another place altogether.
  'rows-point': 30,
  'rows-ddmm': 30,
  'rows-swapped': 30,
  'rows-degrees-in-metres': 30,
  'rows-remote': 10,
  'villages-swapped': 30,
  // 20·lg(3450/703), and another power.
  'rows-rat': 20,
  'rows-band': 20,
  'rows-band-unknown': 20,
  // 46 read as W or as dBm differs by 0.6 dB, 20 by 23 dB.
  'rows-power-unit': 23,
  'rows-power-tenth': 20,
  // 20 W of a small cell to 320 W of 64 channels.
  'rows-power': 12,
  // 12·(6/7)² for 6° at a beam of 7°.
  'rows-tilt': 9,
  'rows-tilt-no-mechanical': 9,
  'rows-tilt-no-electrical': 9,
  'rows-tilt-sum': 9,
  'rows-tilt-range': 30,
  'rows-tilt-sign': 9,
  'rows-tilt-tenth': 9,
  // 13.82·lg(60/20).
  'rows-height': 7,
  'rows-height-structure': 3,
  'rows-height-high': 10,
  'rows-height-altitude': 10,
  'heights-like-ground': 10,
  'rows-range': 2,
  // 15 dBi of a small panel to 20 dBi of a swept beam.
  'rows-gain': 5,
  'rows-traffic-gain': 5,
  'antenna-gain-unit': 2.15,
  // Where phones heard a cell is some 500 m off: 35·lg(2).
  'rows-centroid': 11,
  'datum-shift': 11,
  'datum-shift-both': 11,
  'datum-shift-declared': 11,
  'crs-off-unknown': 11,
  'no-prj': 11,
  'terrain-odd': 20,
}

/** What a column can move that looks like one of these and is not used, dB. */
const COLUMN_DB: Readonly<Record<string, number>> = {
  azimuth: 30,
  status: 30,
  power: 23,
  power_rs: 23,
  eirp: 23,
  erp: 23,
  frequency: 20,
  bandwidth: 10,
  lon: 11,
  lat: 11,
  tilt: 9,
  tilt_m: 9,
  tilt_e: 9,
  tilt_e0: 9,
  height: 7,
  gain: 5,
  loss: 5,
}

/** Guesses that move whom or what is counted, not how strong a signal is. */
const PEOPLE: ReadonlySet<WarningCode> = new Set([
  'villages-no-point',
  'population-year',
  'population-no-row',
  'population-no-village',
  'villages-overlap',
  'villages-repeated',
])

/** Guesses about fibre: the span of class budgets is 28 to 35 dB, a split of 1:64 for 1:8 takes 9 dB. */
const FIBRE_DB: Partial<Record<WarningCode, number>> = { 'fibre-pon-class': 7, 'fibre-split': 9 }

/** The warnings that are guesses, those that can move the result most first. */
export function guessesOf(warnings: readonly Warning[]): Guess[] {
  const guesses = warnings.flatMap((warning): Guess[] => {
    const { code, values } = warning
    const { count, rows, total } = values
    const share = typeof count === 'number' ? count / Number(rows ?? total ?? count) : 1
    if (PEOPLE.has(code)) return [{ warning, moves: 'people', upToDb: Number.NaN, share }]
    const fibre = FIBRE_DB[code]
    if (fibre !== undefined) return [{ warning, moves: 'fibre', upToDb: fibre, share }]
    const dB =
      code === 'columns-look-used'
        ? columnDb(values.keys)
        : code === 'crs-off'
          ? placeDb(values.metres)
          : LEVEL_DB[code]
    return dB === undefined ? [] : [{ warning, moves: 'level', upToDb: dB, share }]
  })
  const order = (guess: Guess): number => (Number.isNaN(guess.upToDb) ? 0 : guess.upToDb * guess.share)
  return guesses.sort((a, b) => order(b) - order(a))
}

function columnDb(keys: unknown): number | undefined {
  const known = (Array.isArray(keys) ? keys : []).map((key) => COLUMN_DB[key] ?? 0)
  const most = Math.max(0, ...known)
  return most > 0 ? most : undefined
}

/** A place off by so many metres, in the middle of a cell of 500 m, whose loss falls by 35 dB a decade. */
function placeDb(metres: unknown): number | undefined {
  return typeof metres === 'number' && metres > 0 ? Math.round(350 * Math.log10(1 + metres / 500)) / 10 : undefined
}
