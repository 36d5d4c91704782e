import type { Feature } from 'geojson'
import { type Datum, datumConverter, datumWriter, isProjected } from '../area/datum'
import { type GeojsonOptions, rounded } from '../formats/vectors/geojson-writer'

/** What the coordinates of tables and outlines are written in. */
export interface OutputFrame {
  datum: Datum
  projected: boolean
  /** WGS-84 degrees to coordinates as they are written, rounded to 0.1 m or so. */
  place: (lon: number, lat: number) => [x: number, y: number]
}

const METRE_DIGITS = 2
const DEGREE_DIGITS = 6

/** The frame of a datum; WGS-84 by default. @throws InputError `datum-unknown`, `crs-unknown` */
export function outputFrame(datum: Datum = 'wgs84'): OutputFrame {
  const write = datumWriter(datum, '--output-datum')
  const projected = isProjected(datum)
  const factor = 10 ** (projected ? METRE_DIGITS : DEGREE_DIGITS)
  const round = (value: number): number => Math.round(value * factor) / factor
  const place = (lon: number, lat: number): [number, number] => {
    const [x, y] = write(lon, lat)
    return [round(x), round(y)]
  }
  return { datum, projected, place }
}

/**
 * A row of a table with its `lon` and `lat` in the frame, and a column `datum` that says so. Metres stand in columns `x` (east) and
 * `y` (north). Rows without coordinates, and all rows in WGS-84, stay as they are.
 */
export function rowInFrame<Row extends object>(row: Row, frame: OutputFrame): Record<string, unknown> {
  const { lon, lat } = row as { lon?: unknown; lat?: unknown }
  if (frame.datum === 'wgs84' || typeof lon !== 'number' || typeof lat !== 'number') {
    return row as Record<string, unknown>
  }
  const [x, y] = frame.place(lon, lat)
  const moved = Object.entries(row).map(([key, value]) => {
    if (key === 'lon') return [frame.projected ? 'x' : 'lon', x]
    return key === 'lat' ? [frame.projected ? 'y' : 'lat', y] : [key, value]
  })
  return { ...Object.fromEntries(moved), datum: frame.datum }
}

/**
 * Features with the properties' coordinates in the frame, and how the writer is to move the geometries. The collection says its datum in a
 * member `datum`; an EPSG code also in the member `crs` of GeoJSON 2008, which GDAL and QGIS honour.
 */
export function geojsonInFrame(features: readonly Feature[], frame: OutputFrame) {
  if (frame.datum === 'wgs84') return { features: [...features], options: {} as GeojsonOptions }
  const { datum, place, projected } = frame
  const name = `urn:ogc:def:crs:${datum.replace(':', '::')}`
  const members = datum.startsWith('EPSG:') ? { datum, crs: { type: 'name', properties: { name } } } : { datum }
  const options: GeojsonOptions = { place, decimals: projected ? METRE_DIGITS : DEGREE_DIGITS, members }
  return {
    features: features.map((feature) => ({ ...feature, properties: rowInFrame(feature.properties ?? {}, frame) })),
    options,
  }
}

/** Features as a run wrote them, back in WGS-84 degrees. */
export function featuresFromFrame<F extends Feature>(features: F[], datum: Datum): F[] {
  if (datum === 'wgs84') return features
  const convert = datumConverter(datum, 'outputDatum')
  return features.map((feature) => ({
    ...feature,
    geometry: feature.geometry && rounded(feature.geometry, 9, convert),
    properties: feature.properties && rowFromFrame(feature.properties, datum),
  }))
}

/** A row as a run wrote it, with `lon` and `lat` back in WGS-84 degrees. */
export function rowFromFrame<Row extends object>(row: Row, datum: Datum): Row {
  const { lon, lat, x, y } = row as Record<string, unknown>
  const [east, north] = isProjected(datum) ? [x, y] : [lon, lat]
  if (datum === 'wgs84' || typeof east !== 'number' || typeof north !== 'number') return row
  const [back, up] = datumConverter(datum, 'outputDatum')(east, north)
  return { ...row, lon: back, lat: up }
}
