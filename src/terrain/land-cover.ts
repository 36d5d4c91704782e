import landCover2024 from '../../data/land-cover/land-cover-2024.json'

/** A kind of ground: how high it stands and what it adds to an empirical model. Dated data: data/land-cover/. */
export interface LandCoverKind {
  id: string
  name: { en: string; zh: string }
  /** Representative clutter height on top of the terrain, metres (P.1812 table 2). */
  heightM: number
  /** Offset in the standard propagation model, dB. */
  offsetDb: number
}

/** Classifications whose codes are known: ESA WorldCover, GLC_FCS30(D), GlobeLand30, FROM-GLC, Esri, CORINE, NLCD, CLCD. */
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

/** Kinds in the order by which rasters number them: the number of a kind is 1 + its place here, 0 stands for "not known". */
export const KIND_ORDER: readonly LandCoverKind[] = [...LAND_COVER_KINDS.values()]

/** The kind's number (`KIND_ORDER`) for each pixel code 0 … 255: what a raster is mapped with. */
export function kindNumbers(scheme: LandCoverScheme): Uint8Array {
  const numbers = new Uint8Array(256)
  for (let code = 0; code < 256; code++) {
    const kind = landCoverKind(scheme, code)
    if (kind) numbers[code] = 1 + KIND_ORDER.indexOf(kind)
  }
  return numbers
}

/** What a classification is called. */
export function landCoverName(scheme: LandCoverScheme): string {
  return landCover2024.schemes[scheme].name
}
