import type { Feature, Geometry } from 'geojson'
import type { Database } from 'sql.js'
import { epsgNumber, isGeographic, projDefinition } from '../crs'
import { InputError, type Rejection } from '../input-error'
import type { InputFile } from '../input-file'
import { excerpt } from '../text'
import { readWkb } from './wkb'

/** One layer of a GeoPackage as it was read. */
export interface GpkgLayer {
  layer: string
  others: string[]
  /** `EPSG:n`, or the WKT of a system without one; undefined for WGS-84 degrees. */
  crs: string | undefined
  features: { row: number; feature: Feature }[]
  rejected: Rejection[]
}

/** Bytes of the envelope in a GeoPackage's geometry header, by its indicator (OGC 12-128r18 §2.1.3). */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64]

/**
 * The features of one layer of a GeoPackage. SQLite is read by the package sql.js, which is loaded only here.
 * @param wanted name of the layer; by default the one with the most features
 * @throws InputError `package-missing`, `file-damaged`, `layer-missing`
 */
export async function readGpkg(file: InputFile, wanted?: string): Promise<GpkgLayer> {
  const SQL = await sqlite(file)
  let database: Database | undefined
  try {
    database = new SQL.Database(file.bytes)
    return readLayer(database, file, wanted)
  } catch (error) {
    if (error instanceof InputError) throw error
    const why = excerpt(error instanceof Error ? error.message : String(error), 80)
    throw new InputError(
      'file-damaged',
      file.name,
      `${file.name} is a damaged GeoPackage (${why}). Export it again, or as GeoJSON (ogr2ogr -f GeoJSON out.geojson ${file.name}).`,
    )
  } finally {
    database?.close()
  }
}

async function sqlite(file: InputFile) {
  let load: typeof import('sql.js').default
  try {
    load = (await import('sql.js')).default
  } catch {
    throw new InputError(
      'package-missing',
      file.name,
      `${file.name} is a GeoPackage; reading it needs the package sql.js. Install it beside gigaplan (npm install sql.js@1.16.0), or export the layer as GeoJSON (ogr2ogr -f GeoJSON out.geojson ${file.name}).`,
    )
  }
  return load()
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

function readLayer(database: Database, file: InputFile, wanted: string | undefined): GpkgLayer {
  const rows = (sql: string): unknown[][] => database.exec(sql)[0]?.values ?? []
  const kindOf = (name: string): unknown => {
    const [kind, sql] =
      rows(`SELECT type, sql FROM sqlite_master WHERE name = '${name.replaceAll("'", "''")}' LIMIT 1`)[0] ?? []
    return /^\s*CREATE\s+VIRTUAL/i.test(String(sql)) ? 'virtual table' : kind
  }
  // A view computes its rows, and may do so without end.
  const assertTable = (name: string): void => {
    const kind = kindOf(name)
    if (kind === 'table') return
    throw new InputError(
      'layer-computed',
      file.name,
      `${file.name}: "${excerpt(name)}" is ${kind ? `a ${kind}` : 'missing'}; expected a table. Write it out as one first (ogr2ogr out.gpkg ${file.name} "${excerpt(name)}").`,
    )
  }
  // A row takes some bytes: a damaged tree of pages that leads to itself does not give more.
  const mostRows = Math.ceil(file.bytes.length / 4)
  for (const name of ['gpkg_geometry_columns', 'gpkg_spatial_ref_sys']) assertTable(name)
  const layers = rows(
    'SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns ORDER BY table_name LIMIT 1000',
  ).map(([name, column, srs]) => {
    if (kindOf(String(name)) !== 'table')
      return { name: String(name), column: String(column), srs: Number(srs), count: -1 }
    const counted = rows(`SELECT count(*) FROM (SELECT 1 FROM ${quoted(String(name))} LIMIT ${mostRows})`)
    const count = Number(counted[0]?.[0] ?? 0)
    return { name: String(name), column: String(column), srs: Number(srs), count }
  })
  const names = layers.map(({ name }) => name)
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new InputError(
      'layer-missing',
      file.name,
      `${file.name} has no layer "${excerpt(wanted)}"; it has ${names.slice(0, 10).join(', ') || 'none'}.`,
    )
  }
  if (layers.length === 0) throw new InputError('layer-missing', file.name, `${file.name} holds no layer of features.`)
  const chosen = wanted
    ? layers.find(({ name }) => name === wanted)!
    : layers.reduce((best, layer) => (layer.count > best.count ? layer : best))
  assertTable(chosen.name)
  const rejected: Rejection[] = []
  const features: GpkgLayer['features'] = []
  // Of the columns that are stored: generated ones are computed too, and do not stand in this list.
  const stored = rows(`PRAGMA table_info(${quoted(chosen.name)})`).map((column) => quoted(String(column[1])))
  const statement = database.prepare(`SELECT ${stored.join(', ') || '*'} FROM ${quoted(chosen.name)} LIMIT ${mostRows}`)
  try {
    for (let row = 1; statement.step(); row++) {
      const columns = statement.getColumnNames()
      const values = statement.get()
      const properties: [string, unknown][] = []
      let blob: unknown = null
      columns.forEach((column, i) => {
        if (column === chosen.column) blob = values[i]
        else if (!(values[i] instanceof Uint8Array)) properties.push([column, values[i]])
      })
      try {
        const geometry = blob instanceof Uint8Array ? geometryOf(blob) : null
        features.push({
          row,
          feature: { type: 'Feature', properties: Object.fromEntries(properties), geometry: geometry as Geometry },
        })
      } catch (error) {
        rejected.push({
          file: file.name,
          row,
          field: chosen.column,
          value: '',
          reason: `the geometry of feature ${row} cannot be read: ${(error as Error).message}; expected points, lines or polygons`,
        })
      }
    }
  } finally {
    statement.free()
  }
  const crs = crsOf(
    rows(
      `SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ${chosen.srs}`,
    )[0],
  )
  return { layer: chosen.name, others: names.filter((name) => name !== chosen.name), crs, features, rejected }
}

/** The system that a layer names: undefined for WGS-84 and its like, and where the file leaves it undefined (srs_id 0 and −1). */
function crsOf(row: unknown[] | undefined): string | undefined {
  if (!row) return undefined
  const [organization, code, definition] = row.map(String)
  const epsg = organization.toUpperCase() === 'EPSG' ? `EPSG:${code}` : ''
  if (isGeographic(epsg)) return undefined
  if (projDefinition(epsg) === undefined && /^(PROJCS|PROJCRS)\s*\[/i.test(definition)) return definition
  return epsgNumber(epsg) === undefined ? undefined : epsg
}

/** A GeoPackage geometry: `GP`, version, flags, reference system, envelope, then well-known binary. */
function geometryOf(blob: Uint8Array): Geometry | null {
  if (blob[0] !== 0x47 || blob[1] !== 0x50) throw new RangeError('it does not begin with GP')
  const flags = blob[3]
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7]
  if (envelope === undefined) throw new RangeError('its envelope is of no known kind')
  if (flags & 0x10) return null
  return readWkb(blob.subarray(8 + envelope))
}
