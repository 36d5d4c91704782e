import type { Feature, Position } from 'geojson'
import { type Datum, datumConverter } from '../area/datum'
import { InputError, type Rejection } from '../formats/input-error'
import { type InputFile, unpacked } from '../formats/input-file'

/** Lines along which cables run or could run. */
export interface FibreRoutes {
  /** [lon, lat] in degrees, WGS-84. */
  lines: Position[][]
  rejected: Rejection[]
}

/**
 * Reads cable routes or roads from GeoJSON LineString and MultiLineString features. Other geometries go to `rejected`.
 * @throws InputError `not-json`, `not-geojson`, `no-lines`
 */
export function readRoutes(input: InputFile, { datum = 'wgs84' }: { datum?: Datum } = {}): FibreRoutes {
  const file = unpacked(input)
  const toLonLat = datumConverter(datum)
  const convert = (line: Position[]) => line.map(([x, y]) => toLonLat(x, y))
  let json: { type?: string; features?: Feature[] }
  try {
    json = JSON.parse(new TextDecoder().decode(file.bytes))
  } catch (error) {
    throw new InputError(
      'not-json',
      file.name,
      `${file.name} is not valid JSON: ${(error as Error).message}. Expected GeoJSON lines.`,
    )
  }
  if (!Array.isArray(json.features)) {
    throw new InputError(
      'not-geojson',
      file.name,
      `${file.name} holds "${json.type ?? 'no type'}"; expected a FeatureCollection of lines.`,
    )
  }
  const lines: Position[][] = []
  const rejected: Rejection[] = []
  json.features.forEach((feature, i) => {
    const geometry = feature.geometry
    if (geometry?.type === 'LineString') lines.push(convert(geometry.coordinates))
    else if (geometry?.type === 'MultiLineString') lines.push(...geometry.coordinates.map(convert))
    else {
      const value = geometry?.type ?? ''
      rejected.push({
        file: file.name,
        row: i + 1,
        field: 'geometry',
        value,
        reason: 'a route is a LineString or MultiLineString',
      })
    }
  })
  if (lines.length === 0) {
    const found = rejected[0]
      ? `its ${rejected.length} features are ${rejected[0].value || 'without geometry'}`
      : 'it has no feature'
    throw new InputError(
      'no-lines',
      file.name,
      `${file.name} holds no line: ${found}. Expected LineString or MultiLineString features.`,
    )
  }
  return { lines, rejected }
}
