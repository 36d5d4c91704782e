import { isKnownCrs } from '../crs'
import { detectFormat } from '../detect'
import { InputError } from '../input-error'
import { assertNotEmpty, type InputFile, unpacked } from '../input-file'
import { formatError } from '../vectors/features'
import { unzipped } from '../zip'
import { readAsciiGrid } from './ascii-grid'
import { readBinaryGrid } from './binary-grid'
import type { GeoRaster, LonLatBox } from './geo-raster'
import { readGeotiffUnder } from './geotiff'
import { readHgt } from './hgt'

const EXPECTED = 'a raster as GeoTIFF, .hgt, .asc, or .bil or .flt with its .hdr'

/** Names of rasters and of what lies beside them. */
const RASTER = /\.(hgt|tiff?|asc|bil|bip|bsq|flt)(\.gz)?$/i
const BESIDE = /\.(hdr|prj)$/i

const stemOf = (name: string): string => name.replace(/\.[^./\\]*$/, '').toLowerCase()

/** True for an archive of rasters. */
export const holdsRasters = (names: readonly string[]): boolean => names.some((name) => RASTER.test(name))

/** Rasters with the headers (`.hdr`) and systems (`.prj`) that were given beside them. */
export function rastersAmong(files: readonly InputFile[]): InputFile[] {
  const beside = files.filter(({ name }) => BESIDE.test(name))
  const rasters = files.filter((file) => !beside.includes(file))
  if (beside.length === 0 || rasters.length === 0) return [...files]
  return rasters.map((file) => {
    const own = beside.filter(({ name }) => stemOf(name) === stemOf(file.name))
    return own.length > 0 ? { ...file, beside: [...(file.beside ?? []), ...own] } : file
  })
}

/**
 * One raster of any format: GeoTIFF in any CRS, .hgt, .asc, .bil, .flt, or a zip or gzip that holds one.
 * @throws InputError `file-empty`, `format-unknown`, `crs-unknown`, and those of the formats
 */
export async function readRaster(packed: InputFile): Promise<GeoRaster> {
  return (await readRasters(packed))[0]
}

/**
 * The rasters of a file; of large ones only the part under the area, none where they lie outside it.
 * @throws InputError as `readRaster` does
 */
export async function readRasters(packed: InputFile, area?: LonLatBox): Promise<GeoRaster[]> {
  assertNotEmpty(packed)
  const file = unpacked(packed)
  const format = detectFormat(file)
  if (format === 'zip') {
    const inner = unzipped(file, (name) => RASTER.test(name) || BESIDE.test(name))
    if (!holdsRasters(inner.map(({ name }) => name))) throw formatError(file, format, EXPECTED)
    const rasters: GeoRaster[] = []
    for (const one of rastersAmong(inner)) rasters.push(...(await readRasters(one, area)))
    return rasters
  }
  const raster = await rasterOf(file, format, area)
  if (!raster) return []
  if (!isKnownCrs(raster.crs)) {
    throw new InputError(
      'crs-unknown',
      file.name,
      `${file.name} is in ${raster.crs}, which is not known here; expected a system of the EPSG registry that proj4 can compute. Convert it (gdalwarp -t_srs EPSG:4326 in.tif out.tif).`,
    )
  }
  return [raster]
}

async function rasterOf(file: InputFile, format: ReturnType<typeof detectFormat>, area: LonLatBox | undefined) {
  const side = (ending: RegExp) => file.beside?.find(({ name }) => ending.test(name))
  const [header, system] = [side(/\.hdr$/i), side(/\.prj$/i)]
  // A tile of 3601² samples may be .bil as well as .hgt: the header decides.
  if (header) return readBinaryGrid(file, header, system)
  if (format === 'hgt' || /\.hgt$/i.test(file.name)) return readHgt(file)
  if (format === 'asc') return readAsciiGrid(file, system)
  if (format === 'geotiff') return readGeotiffUnder(file, area)
  if (/\.(bil|bip|bsq|flt)$/i.test(file.name)) {
    throw new InputError(
      'no-georeference',
      file.name,
      `${file.name} has no header beside it; expected ${file.name.replace(/\.[^.]*$/, '.hdr')}, which says where it lies. Give it too.`,
    )
  }
  throw formatError(file, format, EXPECTED)
}
