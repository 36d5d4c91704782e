import { fileURLToPath } from 'node:url'
import { filesAt } from './formats/from-disk'
import { type GivenFile, type GivenLater, isContent } from './formats/given-file'
import { InputError } from './formats/input-error'
import * as readers from './readers'

/** A path on disk, a URL of a file or of the web, bytes, a Blob, a GeoJSON object; or several of them. */
export type FileInput = string | GivenLater | readonly (string | GivenLater)[]

/** Paths become what lies there; a `.shp` brings its companions. */
function opened(input: FileInput): GivenLater[] {
  const list: readonly (string | GivenLater)[] = Array.isArray(input) ? input : [input as string | GivenLater]
  return list.flatMap((one): GivenLater[] => {
    if (one instanceof URL && one.protocol === 'file:') return filesAt(pathOf(one))
    return typeof one === 'string' && !isContent(one) ? filesAt(one) : [one]
  })
}

/** @throws InputError `file-missing` where the URL names another machine */
function pathOf(url: URL): string {
  try {
    return fileURLToPath(url)
  } catch (error) {
    throw new InputError(
      'file-missing',
      url.href,
      `${url.href} is no file of this machine: ${(error as Error).message}.`,
    )
  }
}

/** @throws InputError `bad-argument` where there is none, or more than one */
function onlyOne(files: GivenLater[]): GivenLater {
  if (files.length === 1) return files[0]
  throw new InputError('bad-argument', 'file', `${files.length} files are given; expected one.`)
}

/** A reader of files that takes paths too. */
function withDisk<Rest extends unknown[], Read>(reader: (files: readers.Given, ...rest: Rest) => Promise<Read>) {
  return async (files: FileInput, ...rest: Rest): Promise<Read> => reader(opened(files), ...rest)
}

/** The same of a reader of one file. */
function withDiskOne<Rest extends unknown[], Read>(reader: (file: GivenLater, ...rest: Rest) => Promise<Read>) {
  return async (file: string | GivenLater, ...rest: Rest): Promise<Read> => reader(onlyOne(opened(file)), ...rest)
}

/** The same of a reader that does not wait. */
function withDiskNow<Rest extends unknown[], Read>(reader: (file: GivenFile, ...rest: Rest) => Read) {
  return (file: string | URL | GivenFile, ...rest: Rest): Read => reader(onlyOne(opened(file)) as GivenFile, ...rest)
}

/** Villages from boundaries: GeoJSON, TopoJSON, Shapefile, GeoPackage, KML. Degrees, WGS-84. @throws InputError `file-missing` and those of the root's reader */
export const readVillages = withDisk(readers.readVillages)
/** Residents from tables by village, attributes, or rasters of people per cell. @throws InputError `file-missing` and those of the root's reader */
export const readPopulation = withDisk(readers.readPopulation)
/** Key places, roads and rail from points, lines and polygons. @throws InputError `file-missing` and those of the root's reader */
export const readPlaces = withDisk(readers.readPlaces)
/** Sites, stations and cells from tables (engineering parameters, registers) or points. @throws InputError `file-missing` and those of the root's reader */
export const readSites = withDisk(readers.readSites)
/** Elevation, metres above sea, from tiles: GeoTIFF, .hgt, .asc, .bil, .flt. @throws InputError `file-missing` and those of the root's reader */
export const readTerrain = withDisk(readers.readTerrain)
/** Land cover from GeoTIFF tiles of class codes. @throws InputError `file-missing` and those of the root's reader */
export const readLandCover = withDisk(readers.readLandCover)
/** Optical line terminals with their ports from tables or points. @throws InputError `file-missing` and those of the root's reader */
export const readFibre = withDisk(readers.readFibre)
/** Lines along which fibre runs. @throws InputError `file-missing` and those of the root's reader */
export const readRoutes = withDisk(readers.readRoutes)
/** Places where stations may, must or must not go. @throws InputError `file-missing` and those of the root's reader */
export const readCandidates = withDisk(readers.readCandidates)
/** Zones in which nothing is proposed, from polygons. @throws InputError `file-missing` and those of the root's reader */
export const readForbidden = withDisk(readers.readForbidden)
/** The proposals of an earlier plan, from its `plan.csv` or `plan.geojson`. @throws InputError `file-missing` and those of the root's reader */
export const readEarlierPlan = withDisk(readers.readEarlierPlan)
/** Places that were refused. @throws InputError `file-missing` and those of the root's reader */
export const readRefused = withDisk(readers.readRefused)
/** Quotas per county and operator from YAML, JSON or a table. @throws InputError `file-missing` and those of the root's reader */
export const readQuotas = withDiskOne(readers.readQuotas)
/** Measured levels, dBm, by position and cell, from CSV or XLSX. @throws InputError `file-missing` and those of the root's reader */
export const readMeasurements = withDiskOne(readers.readMeasurements)
/** One raster with its georeference: GeoTIFF, .hgt, .asc, .bil, .flt. @throws InputError `file-missing` and those of the root's reader */
export const readRaster = withDiskOne(readers.readRaster)
/** Unit costs from dated JSON. @throws InputError `file-missing` and those of the root's reader */
export const readCosts = withDiskNow(readers.readCosts)
/** Who holds which bands, from dated JSON. @throws InputError `file-missing` and those of the root's reader */
export const readSpectrum = withDiskNow(readers.readSpectrum)
/** Busy-hour demand and what cells carry, from dated JSON. @throws InputError `file-missing` and those of the root's reader */
export const readUsage = withDiskNow(readers.readUsage)
/** A rule profile from JSON. @throws InputError `file-missing` and those of the root's reader */
export const readRule = withDiskNow(readers.readRule)
/** Figures of the board that only operators have, from JSON. @throws InputError `file-missing` and those of the root's reader */
export const readFacts = withDiskNow(readers.readFacts)
/** A measured antenna pattern from MSI or Planet text. @throws InputError `file-missing` and those of the root's reader */
export const readAntennaPattern = withDiskNow(readers.readAntennaPattern)
/** The model file of a calibration. @throws InputError `file-missing` and those of the root's reader */
export const readCalibratedModel = withDiskNow(readers.readCalibratedModel)
/** One of the two digital maps of P.1812, 121 lines of 241 numbers. @throws InputError `file-missing` and those of the root's reader */
export const readRefractivityMap = withDiskNow(readers.readRefractivityMap)
