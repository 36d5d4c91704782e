import type { Position } from 'geojson'
import { type Datum, datumConverter } from '../area/datum'
import { InputError, type Rejection } from '../formats/input-error'
import { asFiles, type InputFile } from '../formats/input-file'
import { openFeatures } from '../formats/vectors/features'
import type { Warning } from '../formats/warning'

/** Lines along which cables run or could run. */
export interface FibreRoutes {
  /** [lon, lat] in degrees, WGS-84. */
  lines: Position[][]
  rejected: Rejection[]
  warnings: Warning[]
}

/**
 * Reads cable routes or roads from LineString and MultiLineString features of GeoJSON, TopoJSON, Shapefile, GeoPackage, KML or KMZ.
 * Other geometries go to `rejected`.
 * @param options.datum of the coordinates; by default what the file declares, else WGS-84
 * @throws InputError `no-lines`, `datum-unknown`, and those of `openFeatures`
 */
export async function readRoutes(
  files: InputFile | InputFile[],
  { datum = 'wgs84', layer }: { datum?: Datum; layer?: string } = {},
): Promise<FibreRoutes> {
  const lines: Position[][] = []
  const rejected: Rejection[] = []
  const warnings: Warning[] = []
  const list = asFiles(files)
  for (const source of await openFeatures(list, { layer, declared: datum })) {
    const toLonLat = datumConverter((source.crs ?? 'wgs84') as Datum, source.name)
    for (const { row, feature } of source.features) {
      const geometry = feature.geometry
      const found =
        geometry?.type === 'LineString'
          ? [geometry.coordinates]
          : geometry?.type === 'MultiLineString'
            ? asList(geometry.coordinates)
            : undefined
      if (found && found.every(isLine)) lines.push(...found.map((line) => line.map(([x, y]) => toLonLat(x, y))))
      else {
        rejected.push({
          file: source.name,
          row,
          field: 'geometry',
          value: geometry?.type ?? '',
          reason: found ? 'a line is not a list of positions' : 'a route is a LineString or MultiLineString',
        })
      }
    }
    rejected.push(...source.rejected)
    warnings.push(...source.warnings)
  }
  if (lines.length === 0) {
    const name = list.map((file) => file.name).join(', ')
    const found = rejected[0]
      ? `its ${rejected.length} features are ${rejected[0].value || 'without geometry'}`
      : 'it has no feature'
    throw new InputError(
      'no-lines',
      name,
      `${name} holds no line: ${found}. Expected LineString or MultiLineString features.`,
    )
  }
  return { lines, rejected, warnings }
}

/** What a file gives for a list of lines: nothing is believed yet. */
const asList = (value: Position[][]): Position[][] => (Array.isArray(value) ? value : [])

/** True for a list of positions of two finite numbers. */
function isLine(line: Position[]): boolean {
  return (
    Array.isArray(line) &&
    line.every((position) => Array.isArray(position) && Number.isFinite(position[0]) && Number.isFinite(position[1]))
  )
}
