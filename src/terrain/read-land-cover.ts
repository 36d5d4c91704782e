import { shiftWarnings } from '../formats/crs-shift'
import { InputError } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import type { LongTask } from '../formats/progress'
import { type GeoRaster, type LonLatBox, windowUnder } from '../formats/rasters/geo-raster'
import { rastersAmong, readRasters } from '../formats/rasters/read-raster'
import { type Warning, warn } from '../formats/warning'
import { type LandCoverScheme, landCoverKind, landCoverName } from './land-cover'
import { landCoverSchemeOf } from './land-cover-scheme'

/** Land cover as it was read: tiles of pixel codes, laid on the grid later. */
export interface LandCover {
  /** Where tiles overlap the earlier one stands. */
  tiles: GeoRaster[]
  /** Whose codes they are. */
  scheme: LandCoverScheme
  /** Name of the classification. */
  name: string
  warnings: Warning[]
}

export interface ReadLandCoverOptions extends LongTask {
  area?: LonLatBox
  /** Whose codes they are, where the files do not say it. */
  scheme?: LandCoverScheme
}

/**
 * Reads land cover: one or more GeoTIFFs of pixel codes. Whose codes they are is told by the option, else by names, metadata and colours
 * of the files, else by the codes.
 * @throws InputError `land-cover-unknown`, `land-cover-ambiguous` as `landCoverSchemeOf` does, and as `readRaster` does
 */
export async function readLandCover(
  files: InputFile | InputFile[],
  { signal, onProgress, area, scheme: declared }: ReadLandCoverOptions = {},
): Promise<LandCover> {
  const list = rastersAmong(asFiles(files))
  const tiles: GeoRaster[] = []
  const outside: Warning[] = []
  for (let i = 0; i < list.length; i++) {
    signal?.throwIfAborted()
    const read = await readRasters(list[i], area)
    if (read.length === 0 || (area && read.every((tile) => !windowUnder(tile, area))))
      outside.push(warn('raster-outside', { file: list[i].name }))
    for (const { name, crs } of read) outside.push(...shiftWarnings(name, crs))
    tiles.push(...read)
    onProgress?.({ stage: 'read', done: i + 1, total: list.length })
  }
  if (tiles.length === 0) {
    const names = list.map((file) => file.name).join(', ')
    throw new InputError('outside-area', names, `${names} lies outside the area; expected land cover of the villages.`)
  }
  const codes = new Set<number>()
  for (const { data, nodata } of tiles) {
    for (let i = 0; i < data.length; i++) if (data[i] !== nodata) codes.add(data[i])
  }
  const text = [
    ...list.map((file) => file.name),
    ...tiles.flatMap(({ name, bandName, says }) => [name, bandName, says]),
  ]
  const colours = tiles.find((tile) => tile.colours)?.colours
  const scheme = landCoverSchemeOf(codes, { text: text.join('\n'), colours }, declared)
  const strange = [...codes].filter((code) => code !== 0 && !landCoverKind(scheme, code))
  const name = landCoverName(scheme)
  const warnings = strange.length > 0 ? [warn('land-cover-codes', { scheme: name, codes: strange.map(String) })] : []
  return { tiles: tiles.map((tile) => inBytes(tile, scheme)), scheme, name, warnings: [...outside, ...warnings] }
}

/** The tile with codes below 256: higher ones, such as CORINE's 111 to 523, as the lowest code of the same kind. */
function inBytes(tile: GeoRaster, scheme: LandCoverScheme): GeoRaster {
  if (tile.data instanceof Uint8Array) return tile
  const low = new Map<string, number>()
  for (let code = 255; code > 0; code--) {
    const kind = landCoverKind(scheme, code)
    if (kind) low.set(kind.id, code)
  }
  const data = Uint8Array.from(tile.data, (code) => {
    if (code === tile.nodata) return 0
    if (code >= 0 && code < 256) return code
    return low.get(landCoverKind(scheme, code)?.id ?? '') ?? 0
  })
  return { ...tile, data, nodata: 0 }
}
