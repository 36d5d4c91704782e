import type { Feature } from 'geojson'
import { epsgNumber } from '../crs'
import { shiftWarnings } from '../crs-shift'
import { detectFormat, FORMAT_NAMES, startOf } from '../detect'
import { InputError, type Rejection } from '../input-error'
import { assertNotEmpty, type InputFile, unpacked } from '../input-file'
import { type Warning, warn } from '../warning'
import { withDeclared } from './declared-frame'
import { openGeojson, type ReadFeature } from './geojson'
import { readGpkg } from './gpkg'
import { readKml } from './kml'
import { readShapefile } from './shapefile'
import { soundFeatures } from './sound-features'
import { readTopojson } from './topojson'

/** Features of a vector file of any format, in input order. */
export interface FeatureSource {
  /** The file that rejections name. */
  name: string
  format: 'geojson' | 'topojson' | 'shapefile' | 'kml' | 'gpkg'
  /** What the coordinates stand in: as declared, else `EPSG:n`, `gcj02`, `bd09` where the file itself declares one; undefined for WGS-84 degrees. */
  crs: string | undefined
  features: Iterable<ReadFeature>
  /** Filled while reading. */
  rejected: Rejection[]
  warnings: Warning[]
  count: number
}

const VECTOR = 'GeoJSON, TopoJSON, a Shapefile, GeoPackage, KML or KMZ'

/**
 * Opens vector files: GeoJSON (also newline-delimited), TopoJSON, Shapefile (zip or loose), GeoPackage, KML, KMZ, each also gzipped.
 * Several files of one Shapefile belong together; otherwise each file is a source of its own.
 * @param layer which object or layer where a file holds several and does not say it itself (`part`)
 * @param declared what the caller says that the coordinates are measured against, in place of what files say themselves; `wgs84` says nothing
 * @throws InputError `file-empty`, `format-unknown`, and those of each format
 */
export async function openFeatures(
  files: InputFile[],
  { layer, declared: given }: { layer?: string; declared?: string } = {},
): Promise<FeatureSource[]> {
  const declared = given === 'wgs84' ? undefined : given
  const ignoreCrs = declared !== undefined
  const sources: FeatureSource[] = []
  const loose: InputFile[] = []
  for (const packed of files) {
    assertNotEmpty(packed)
    const file = unpacked(packed)
    const wanted = file.part ?? layer
    const side = /\.(shp|dbf|prj|cpg|shx|sbn|sbx|qmd|qpj)$/i.test(file.name)
    const format = side ? 'shapefile' : detectFormat(file)
    if (format === 'geojson') {
      const rejected: Rejection[] = []
      const reader = openGeojson(file)
      const crs = reader.datum ?? crsOfName(reader.crsName)
      sources.push({
        name: file.name,
        format,
        crs,
        features: reader.features(rejected),
        rejected,
        warnings: [],
        count: reader.count,
      })
    } else if (format === 'topojson') {
      const { features, object, others, datum } = readTopojson(file, wanted)
      const warnings =
        wanted === undefined && others.length > 0
          ? [warn('several-parts', { file: file.name, what: 'objects', read: object, others: others })]
          : []
      sources.push({ ...listed(file.name, format, features, warnings), crs: datum })
    } else if (format === 'gpkg') {
      sources.push(await gpkgSource(file, wanted))
    } else if (format === 'kml' || format === 'kmz') {
      sources.push(listed(file.name, 'kml', await readKml(file), []))
    } else if (format === 'shapefile') {
      if (side) loose.push(file)
      else sources.push(shapefileSource(await readShapefile([file], wanted, ignoreCrs)))
    } else throw formatError(file, format, VECTOR)
  }
  if (loose.length > 0) sources.push(shapefileSource(await readShapefile(loose, layer, ignoreCrs)))
  return sources
    .map((source) => (declared === undefined ? source : withDeclared(source, declared, source.crs)))
    .map((source) => ({
      ...source,
      warnings: [...source.warnings, ...shiftWarnings(source.name, source.crs)],
      features: soundFeatures(source.features, source.name, source.rejected),
    }))
}

/** The error for a file that is something else than what can be read here. */
export function formatError(file: InputFile, format: keyof typeof FORMAT_NAMES, expected: string): InputError {
  if (format === 'empty') return new InputError('file-empty', file.name, `${file.name} is empty; expected ${expected}.`)
  if (format === 'json') {
    return new InputError(
      'not-geojson',
      file.name,
      `${file.name} is JSON but not GeoJSON: it begins with ${startOf(file)}. Expected ${expected}.`,
    )
  }
  if (format === 'csv' && /\.(geo)?json$/i.test(file.name)) {
    return new InputError(
      'not-json',
      file.name,
      `${file.name} is not JSON; it begins with ${startOf(file)}. Expected ${expected}.`,
    )
  }
  const hint =
    format === 'xls' ? ' Save it as .xlsx.' : format === 'img' ? ' Convert it (gdal_translate in.img out.tif).' : ''
  return new InputError(
    'format-unknown',
    file.name,
    `${file.name} is ${FORMAT_NAMES[format]}${format === 'unknown' ? ` that begins with ${startOf(file)}` : ''}; expected ${expected}.${hint}`,
  )
}

async function gpkgSource(file: InputFile, layer: string | undefined): Promise<FeatureSource> {
  const read = await readGpkg(file, layer)
  const warnings =
    layer === undefined && read.others.length > 0
      ? [warn('several-parts', { file: file.name, what: 'layers', read: read.layer, others: read.others })]
      : []
  const { features, rejected, crs } = read
  return { name: file.name, format: 'gpkg', crs, features, rejected, warnings, count: features.length }
}

function listed(name: string, format: 'topojson' | 'kml', features: Feature[], warnings: Warning[]): FeatureSource {
  return { name, format, crs: undefined, features: numbered(features), rejected: [], warnings, count: features.length }
}

function shapefileSource({ name, crs, features, warnings }: Awaited<ReturnType<typeof readShapefile>>): FeatureSource {
  return {
    name,
    format: 'shapefile',
    crs,
    features: numbered(features),
    rejected: [],
    warnings,
    count: features.length,
  }
}

function* numbered(features: Feature[]): Generator<ReadFeature> {
  for (let i = 0; i < features.length; i++) yield { row: i + 1, feature: features[i] }
}

/** `EPSG:n` of a CRS name such as `urn:ogc:def:crs:EPSG::3857`; undefined for WGS-84; other names as they are, to be refused by name. */
function crsOfName(name: string | undefined): string | undefined {
  if (name === undefined || name.trim() === '' || /crs:?84|wgs[ _-]?(19)?84$/i.test(name.trim())) return undefined
  const code = epsgNumber(name)
  if (code === undefined) return name
  return code === 4326 ? undefined : `EPSG:${code}`
}
