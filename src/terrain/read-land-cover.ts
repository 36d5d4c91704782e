import { shiftWarnings } from '../formats/crs-shift'
import { InputError } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import type { LongTask } from '../formats/progress'
import { type GeoRaster, type LonLatBox, windowUnder } from '../formats/rasters/geo-raster'
import { rastersAmong, readRasters } from '../formats/rasters/read-raster'
import { type Warning, warn } from '../formats/warning'
import { type LandCoverScheme, landCoverKind, landCoverName, landCoverSchemeOf } from './land-cover'

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

/**
 * Reads land cover: one or more GeoTIFFs of ESA WorldCover or GLC_FCS30 pixel codes; the codes tell which.
 * @throws InputError `land-cover-unknown` where the codes are of neither, and as `readRaster` does
 */
export async function readLandCover(
  files: InputFile | InputFile[],
  { signal, onProgress, area }: LongTask & { area?: LonLatBox } = {},
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
  const scheme = landCoverSchemeOf(codes)
  const strange = [...codes].filter((code) => code !== 0 && !landCoverKind(scheme, code))
  const name = landCoverName(scheme)
  const warnings = strange.length > 0 ? [warn('land-cover-codes', { scheme: name, codes: strange.map(String) })] : []
  return { tiles, scheme, name, warnings: [...outside, ...warnings] }
}
