import landCover2024 from '../../data/land-cover/land-cover-2024.json'
import { InputError } from '../formats/input-error'
import { type LandCoverScheme, landCoverKind } from './land-cover'

/** What a raster says of its classification beside its codes. */
export interface LandCoverSaid {
  /** Names of the file and its band, and texts of its metadata. */
  text?: string
  /** Colour by code, `rrggbb` in small letters. */
  colours?: ReadonlyMap<number, string>
}

interface Facts {
  name: string
  nodata: readonly number[]
  /** Regular expressions on what the file says. */
  says: readonly string[]
  colours?: Readonly<Record<string, string>>
}

/** All classifications whose codes are known. */
export const LAND_COVER_SCHEMES = Object.keys(landCover2024.schemes) as LandCoverScheme[]
const FACTS = landCover2024.schemes as Readonly<Record<LandCoverScheme, Facts>>

/** Share of the codes that a classification has to know. */
const MOST = 0.9
/** Colours that have to agree, and by how much each part may be off. */
const LEAST_COLOURS = 3
const COLOUR_STEP = 8

/**
 * The classification of a raster: the one that is declared, else the one that the file names or whose colours it has, else the one whose
 * codes it holds.
 * @param codes the distinct pixel values
 * @throws InputError `land-cover-unknown` where none has most of the codes, or not the one that is declared or named; `land-cover-ambiguous`
 *   where several do and give them other meanings
 */
export function landCoverSchemeOf(
  codes: Iterable<number>,
  said: LandCoverSaid = {},
  declared?: LandCoverScheme,
): LandCoverScheme {
  const present = [...codes]
  const told = declared ? [declared] : saidSchemes(said)
  const fitting = LAND_COVER_SCHEMES.filter((scheme) => shareOf(scheme, present) > MOST)
  const best = told.length > 0 ? told.filter((scheme) => fitting.includes(scheme)) : fitting
  if (best.length === 0) throw unknown(present, told)
  const [first, ...others] = best
  const rival = others.find((other) => present.some((code) => meaning(other, code) !== meaning(first, code)))
  if (!rival) return first
  const names = best.map((scheme) => `${scheme} (${FACTS[scheme].name})`)
  const differing = present.filter((code) => meaning(rival, code) !== meaning(first, code)).slice(0, 4)
  const example = differing.map((code) => `${code} is ${meaning(first, code)} or ${meaning(rival, code)}`).join(', ')
  throw new InputError(
    'land-cover-ambiguous',
    'landCover',
    `The raster's codes fit ${names.join(', ')}, with other meanings: ${example}.`,
    'Say whose codes they are.',
  )
}

const meaning = (scheme: LandCoverScheme, code: number): string => landCoverKind(scheme, code)?.id ?? 'nothing'

function shareOf(scheme: LandCoverScheme, present: readonly number[]): number {
  const wanted = present.filter((code) => !FACTS[scheme].nodata.includes(code))
  return wanted.filter((code) => landCoverKind(scheme, code)).length / Math.max(1, wanted.length)
}

/** The classifications that the file names; else those whose colours it has. */
function saidSchemes({ text = '', colours }: LandCoverSaid): LandCoverScheme[] {
  const named = LAND_COVER_SCHEMES.filter((scheme) =>
    FACTS[scheme].says.some((word) => new RegExp(word, 'i').test(text)),
  )
  if (named.length > 0 || !colours) return named
  return LAND_COVER_SCHEMES.filter((scheme) => {
    const own = Object.entries(FACTS[scheme].colours ?? {})
    const alike = own.filter(([code, colour]) => isAlike(colours.get(Number(code)), colour)).length
    return alike >= LEAST_COLOURS && alike * 2 > own.length
  })
}

function isAlike(found: string | undefined, colour: string): boolean {
  const parts = (text: string) => [0, 2, 4].map((at) => Number.parseInt(text.slice(at, at + 2), 16))
  if (!found) return false
  const wanted = parts(colour)
  return parts(found).every((part, i) => Math.abs(part - wanted[i]) <= COLOUR_STEP)
}

function unknown(present: readonly number[], told: readonly LandCoverScheme[]): InputError {
  const expected =
    told.length > 0
      ? `those of ${told.map((scheme) => FACTS[scheme].name).join(' or ')}`
      : `those of ${LAND_COVER_SCHEMES.map((scheme) => FACTS[scheme].name).join(', ')}`
  return new InputError(
    'land-cover-unknown',
    'landCover',
    `The raster holds the codes ${present.slice(0, 12).join(', ')}; expected ${expected}.`,
    'Say whose codes they are, or give a product that is known.',
  )
}
