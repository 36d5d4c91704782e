import landCover2024 from '../../data/land-cover/land-cover-2024.json'
import { InputError } from '../formats/input-error'

/** A kind of ground: how high it stands and what it adds to an empirical model. Dated data: data/land-cover/. */
export interface LandCoverKind {
  id: string
  name: { en: string; zh: string }
  /** Representative clutter height on top of the terrain, metres (P.1812 table 2). */
  heightM: number
  /** Offset in the standard propagation model, dB. */
  offsetDb: number
}

/** Classifications whose codes are known: ESA WorldCover 2021, GLC_FCS30(D). */
export type LandCoverScheme = keyof typeof landCover2024.schemes

/** All kinds, by id. */
export const LAND_COVER_KINDS: ReadonlyMap<string, LandCoverKind> = new Map(
  Object.entries(landCover2024.kinds).map(([id, kind]) => [id, { id, ...kind }]),
)

/**
 * The kind that a pixel's code stands for; undefined for nodata and for codes that the classification does not have.
 */
export function landCoverKind(scheme: LandCoverScheme, code: number): LandCoverKind | undefined {
  const codes: Record<string, string> = landCover2024.schemes[scheme].codes
  return LAND_COVER_KINDS.get(codes[code] ?? '')
}

/**
 * The classification that a raster's codes belong to, told by the codes that only one of them has.
 * @param codes the distinct pixel values of the raster
 * @throws InputError `land-cover-unknown` where neither classification has most of the codes
 */
export function landCoverSchemeOf(codes: Iterable<number>): LandCoverScheme {
  const present = [...codes]
  let best: LandCoverScheme | undefined
  let most = 0
  for (const scheme of Object.keys(landCover2024.schemes) as LandCoverScheme[]) {
    const nodata = landCover2024.schemes[scheme].nodata
    const wanted = present.filter((code) => !nodata.includes(code))
    const share = wanted.filter((code) => landCoverKind(scheme, code)).length / Math.max(1, wanted.length)
    if (share > most) {
      most = share
      best = scheme
    }
  }
  if (best && most > 0.9) return best
  throw new InputError(
    'land-cover-unknown',
    'landCover',
    `The raster holds the codes ${present.slice(0, 12).join(', ')}; expected those of ESA WorldCover (10, 20 … 100) or GLC_FCS30 (10, 11 … 220).`,
  )
}

/** Clutter heights and offsets by code as two tables of 256, NaN for codes without a kind: what a raster is mapped with. */
export function landCoverTables(scheme: LandCoverScheme): { heightM: Float32Array; offsetDb: Float32Array } {
  const heightM = new Float32Array(256).fill(Number.NaN)
  const offsetDb = new Float32Array(256).fill(Number.NaN)
  for (let code = 0; code < 256; code++) {
    const kind = landCoverKind(scheme, code)
    if (!kind) continue
    heightM[code] = kind.heightM
    offsetDb[code] = kind.offsetDb
  }
  return { heightM, offsetDb }
}
