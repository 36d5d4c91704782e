import type { InputFile } from './input-file'
import { excerpt, headText } from './text'
import { isZip, zipEntries } from './zip'

/** What a file is, told by its content; the name decides only between kinds that look alike. */
export type FileFormat =
  | 'empty'
  | 'geojson'
  | 'topojson'
  | 'json'
  | 'csv'
  | 'xlsx'
  | 'xls'
  | 'shapefile'
  | 'dbf'
  | 'kml'
  | 'kmz'
  | 'geotiff'
  | 'hgt'
  | 'asc'
  | 'img'
  | 'gpkg'
  | 'zip'
  | 'unknown'

/** Name of a format as a message says it. */
export const FORMAT_NAMES: Readonly<Record<FileFormat, string>> = {
  empty: 'an empty file',
  geojson: 'GeoJSON',
  topojson: 'TopoJSON',
  json: 'JSON',
  csv: 'a table of text (CSV)',
  xlsx: 'an Excel workbook (XLSX)',
  xls: 'an Excel workbook of before 2007 (XLS)',
  shapefile: 'a Shapefile',
  dbf: 'a dBASE table',
  kml: 'KML',
  kmz: 'KMZ',
  geotiff: 'GeoTIFF',
  hgt: 'SRTM elevation (.hgt)',
  asc: 'an ASCII grid (.asc)',
  img: 'an Erdas Imagine raster (.img)',
  gpkg: 'GeoPackage',
  zip: 'a zip archive',
  unknown: 'a file of unknown kind',
}

/** Side of an SRTM tile by its size in bytes: 3″ 1201, 1″ 3601 samples of two bytes; undefined for other sizes. */
export function hgtSide(byteLength: number): number | undefined {
  return byteLength === 1201 * 1201 * 2 ? 1201 : byteLength === 3601 * 3601 * 2 ? 3601 : undefined
}

/** What the file is. Gzip is taken off before (`unpacked`). */
export function detectFormat(file: InputFile): FileFormat {
  const { bytes, name } = file
  if (bytes.length === 0) return 'empty'
  const at = (i: number) => bytes[i] ?? 0
  if (isZip(bytes)) return zipKind(file)
  const magic = (at(0) << 24) | (at(1) << 16) | (at(2) << 8) | at(3)
  if (magic === 0x49492a00 || magic === 0x4d4d002a || magic === 0x49492b00 || magic === 0x4d4d002b) return 'geotiff'
  if (magic === 0x0000270a && bytes.length >= 100) return 'shapefile'
  if (magic === (0xd0cf11e0 | 0)) return 'xls'
  if (magic === 0x53514c69) return 'gpkg'
  if (hgtSide(bytes.length) && /\.hgt$/i.test(name)) return 'hgt'
  const head = headText(bytes, 4096)
  if (head.startsWith('EHFA_HEADER_TAG')) return 'img'
  if (/^\s*(ncols|nrows)\s+\d/i.test(head)) return 'asc'
  if (head.startsWith('<')) return /<kml[\s>]|opengis\.net\/kml|google\.com\/kml/i.test(head) ? 'kml' : 'unknown'
  if (head.startsWith('{')) {
    if (/"type"\s*:\s*"Topology"/.test(head) || (/\.topojson$/i.test(name) && !/"FeatureCollection"/.test(head))) {
      return 'topojson'
    }
    const known =
      /"type"\s*:\s*"(FeatureCollection|Feature|GeometryCollection|(Multi)?(Point|LineString|Polygon))"|"features"\s*:/
    return known.test(head) || /\.(geojson|geojsonl|geojsons|ndjson)$/i.test(name) ? 'geojson' : 'json'
  }
  if (head.startsWith('[')) return 'json'
  if (hgtSide(bytes.length)) return 'hgt'
  if (/\.dbf$/i.test(name) && (at(0) & 7) === 3) return 'dbf'
  return isText(bytes) ? 'csv' : 'unknown'
}

function zipKind(file: InputFile): FileFormat {
  const names = zipEntries(file).map((entry) => entry.name.toLowerCase())
  if (names.includes('xl/workbook.xml')) return 'xlsx'
  if (names.some((name) => name.endsWith('.shp'))) return 'shapefile'
  if (names.some((name) => name.endsWith('.kml'))) return 'kmz'
  return 'zip'
}

/** Text holds no control bytes but tab, line breaks, form feed and the record separator (nulls only under a UTF-16 mark). */
function isText(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true
  const end = Math.min(bytes.length, 65536)
  for (let i = 0; i < end; i++) {
    const byte = bytes[i]
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 0x1e) return false
  }
  return true
}

/** The beginning of a file for a message that says what stands there. */
export function startOf({ bytes }: InputFile): string {
  return isText(bytes) ? `"${excerpt(headText(bytes, 120).trim())}"` : 'binary data'
}
