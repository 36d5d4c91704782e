import { readPlaces as readPlacesFiles } from './area/places'
import { readPopulation as readPopulationFiles } from './area/read-population'
import { readVillages as readVillagesFiles } from './area/read-villages'
import { readFacts as readFactsFile } from './assess/indicators'
import { readEarlierPlan as readEarlierPlanFiles } from './constraints/earlier-plan'
import { readForbidden as readForbiddenFiles } from './constraints/forbidden-zones'
import { readQuotas as readQuotasFile } from './constraints/quota-file'
import { readCandidates as readCandidatesFiles } from './constraints/read-candidates'
import { readCosts as readCostsFile } from './constraints/read-costs'
import { readSpectrum as readSpectrumFile } from './constraints/read-spectrum'
import { readUsage as readUsageFile } from './constraints/read-usage'
import { readRefused as readRefusedFiles } from './constraints/refusals'
import { readRule as readRuleFile } from './coverage/read-rule'
import { readFibre as readFibreFiles } from './fibre/read-fibre'
import { readRoutes as readRoutesFiles } from './fibre/read-routes'
import { readAntennaPattern as readAntennaPatternFile } from './formats/antenna-pattern'
import { fileGiven, filesGiven, type GivenFile, type GivenLater } from './formats/given-file'
import { InputError } from './formats/input-error'
import type { InputFile } from './formats/input-file'
import { readRaster as readRasterFile } from './formats/rasters/read-raster'
import { readSites as readSitesFiles } from './network/read-sites'
import { readCalibratedModel as readCalibratedModelFile } from './radio/calibration/calibrated-model'
import { readMeasurements as readMeasurementsFile } from './radio/calibration/read-measurements'
import { readRefractivityMap as readRefractivityMapFile } from './radio/p1812/refractivity-map'
import { readLandCover as readLandCoverFiles } from './terrain/read-land-cover'
import { readTerrain as readTerrainFiles } from './terrain/read-terrain'

/** A file, or several: bytes, ArrayBuffers, Blobs, URLs of the web, `{ name, bytes }`, GeoJSON objects. */
export type Given = GivenLater | readonly GivenLater[]

type FilesReader<Rest extends unknown[], Read> = (files: InputFile[], ...rest: Rest) => Promise<Read>
type FileReader<Rest extends unknown[], Read> = (file: InputFile, ...rest: Rest) => Read

/** A reader of files that takes them as a program holds them. */
function taking<Rest extends unknown[], Read>(reader: FilesReader<Rest, Read>) {
  return async (files: Given, ...rest: Rest): Promise<Read> => reader(await filesGiven(files), ...rest)
}

/** The same of a reader of one file. */
function takingOne<Rest extends unknown[], Read>(reader: FileReader<Rest, Promise<Read>>) {
  return async (file: GivenLater, ...rest: Rest): Promise<Read> => {
    const [one, second] = await filesGiven(file, 'file')
    if (second) throw new InputError('bad-argument', 'file', 'Several files are given; expected one.')
    return reader(one, ...rest)
  }
}

/** The same of a reader that does not wait: a Blob or URL has to be read first. */
function takingNow<Rest extends unknown[], Read>(reader: FileReader<Rest, Read>) {
  return (file: GivenFile, ...rest: Rest): Read => reader(fileGiven(file), ...rest)
}

/** Villages from boundaries: GeoJSON, TopoJSON, Shapefile, GeoPackage, KML. Degrees, WGS-84. @throws InputError `bad-argument` and those of its format */
export const readVillages = taking(readVillagesFiles)
/** Residents from tables by village, attributes, or rasters of people per cell. @throws InputError `bad-argument` and those of its format */
export const readPopulation = taking(readPopulationFiles)
/** Key places, roads and rail from points, lines and polygons. @throws InputError `bad-argument` and those of its format */
export const readPlaces = taking(readPlacesFiles)
/** Sites, stations and cells from tables (engineering parameters, registers) or points. @throws InputError `bad-argument` and those of its format */
export const readSites = taking(readSitesFiles)
/** Elevation, metres above sea, from tiles: GeoTIFF, .hgt, .asc, .bil, .flt. @throws InputError `bad-argument` and those of its format */
export const readTerrain = taking(readTerrainFiles)
/** Land cover from GeoTIFF tiles of class codes. @throws InputError `bad-argument` and those of its format */
export const readLandCover = taking(readLandCoverFiles)
/** Optical line terminals with their ports from tables or points. @throws InputError `bad-argument` and those of its format */
export const readFibre = taking(readFibreFiles)
/** Lines along which fibre runs. @throws InputError `bad-argument` and those of its format */
export const readRoutes = taking(readRoutesFiles)
/** Places where stations may, must or must not go. @throws InputError `bad-argument` and those of its format */
export const readCandidates = taking(readCandidatesFiles)
/** Zones in which nothing is proposed, from polygons. @throws InputError `bad-argument` and those of its format */
export const readForbidden = taking(readForbiddenFiles)
/** The proposals of an earlier plan, from its `plan.csv` or `plan.geojson`. @throws InputError `bad-argument` and those of its format */
export const readEarlierPlan = taking(readEarlierPlanFiles)
/** Places that were refused. @throws InputError `bad-argument` and those of its format */
export const readRefused = taking(readRefusedFiles)
/** Quotas per county and operator from YAML, JSON or a table. @throws InputError `bad-argument` and those of its format */
export const readQuotas = takingOne(readQuotasFile)
/** Measured levels, dBm, by position and cell, from CSV or XLSX. @throws InputError `bad-argument` and those of its format */
export const readMeasurements = takingOne(readMeasurementsFile)
/** One raster with its georeference: GeoTIFF, .hgt, .asc, .bil, .flt. @throws InputError `bad-argument` and those of its format */
export const readRaster = takingOne(readRasterFile)
/** Unit costs from dated JSON. @throws InputError `bad-argument` and those of its format */
export const readCosts = takingNow(readCostsFile)
/** Who holds which bands, from dated JSON. @throws InputError `bad-argument` and those of its format */
export const readSpectrum = takingNow(readSpectrumFile)
/** Busy-hour demand and what cells carry, from dated JSON. @throws InputError `bad-argument` and those of its format */
export const readUsage = takingNow(readUsageFile)
/** A rule profile from JSON. @throws InputError `bad-argument` and those of its format */
export const readRule = takingNow(readRuleFile)
/** Figures of the board that only operators have, from JSON. @throws InputError `bad-argument` and those of its format */
export const readFacts = takingNow(readFactsFile)
/** A measured antenna pattern from MSI or Planet text. @throws InputError `bad-argument` and those of its format */
export const readAntennaPattern = takingNow(readAntennaPatternFile)
/** The model file of a calibration. @throws InputError `bad-argument` and those of its format */
export const readCalibratedModel = takingNow(readCalibratedModelFile)
/** One of the two digital maps of P.1812, 121 lines of 241 numbers. @throws InputError `bad-argument` and those of its format */
export const readRefractivityMap = takingNow(readRefractivityMapFile)
