import { shiftWarnings } from '../formats/crs-shift'
import { detectFormat, type FileFormat } from '../formats/detect'
import { InputError, type Rejection } from '../formats/input-error'
import { asFiles, type InputFile, unpacked } from '../formats/input-file'
import type { LongTask } from '../formats/progress'
import { type GeoRaster, type LonLatBox, windowUnder } from '../formats/rasters/geo-raster'
import { holdsRasters, rastersAmong, readRasters } from '../formats/rasters/read-raster'
import {
  columnsOf,
  headerKey,
  headerTest,
  type NamedColumns,
  type ReadReport,
  requireNamed,
} from '../formats/tables/columns'
import { isBlank } from '../formats/tables/number'
import { openTable } from '../formats/tables/table'
import { parseQuantity, type Unit } from '../formats/tables/unit'
import { excerpt, textOf } from '../formats/text'
import { openFeatures } from '../formats/vectors/features'
import { type Warning, warn } from '../formats/warning'
import { zipEntries } from '../formats/zip'
import type { Village } from './village'
import { POPULATION_COLUMNS } from './village-columns'

/** Residents of one area, as a table gives them. */
export interface PopulationRow {
  /** Empty where the table has none. */
  code: string
  name: string
  population: number
  /** NaN where the table has none. */
  households: number
}

/** What a population file holds: rows to be joined to villages, or a raster of people. */
export interface PopulationTable extends ReadReport {
  rows: PopulationRow[]
  /** People per pixel (or any weight: it is rescaled to the villages' totals), where the file is a raster. */
  raster: GeoRaster | null
  rejected: Rejection[]
  warnings: Warning[]
}

const YEAR = /^\D{0,4}((?:18|19|20)\d\d)\D{0,3}$/

/** Villages or rows named in a warning. */
const NAMED = 5

/**
 * Reads residents (and households) per village: a CSV or XLSX by code or by name, a vector file with such attributes, or a
 * GeoTIFF of people. In a table with one column per year the latest year is read.
 * @throws InputError `file-empty`, `format-unknown`, `no-population`
 */
export async function readPopulation(
  files: InputFile | InputFile[],
  task: LongTask & { area?: LonLatBox; columns?: NamedColumns } = {},
): Promise<PopulationTable> {
  const table: PopulationTable = {
    rows: [],
    raster: null,
    rejected: [],
    warnings: [],
    columns: [],
    unused: [],
    formats: [],
    systems: [],
  }
  for (const packed of rastersAmong(asFiles(files))) {
    task.signal?.throwIfAborted()
    const file = unpacked(packed)
    const format = detectFormat(file)
    if (isRaster(file, format)) {
      if (table.raster) throw secondRaster(file)
      const [raster] = await readRasters(packed, task.area)
      table.raster = raster ?? null
      if (!raster || (task.area && !windowUnder(raster, task.area)))
        table.warnings.push(warn('raster-outside', { file: file.name }))
      if (raster) table.warnings.push(...shiftWarnings(file.name, raster.crs))
      table.formats.push(format === 'zip' ? 'geotiff' : format)
    } else if (['geojson', 'topojson', 'shapefile', 'gpkg'].includes(format))
      await readAttributes(file, table, task.columns)
    else await readTable(file, table, task.columns)
  }
  return table
}

function isRaster(file: InputFile, format: FileFormat): boolean {
  if (format === 'zip') return holdsRasters(zipEntries(file).map(({ name }) => name))
  return ['geotiff', 'asc', 'hgt'].includes(format) || file.beside !== undefined
}

function secondRaster({ name }: InputFile): InputError {
  return new InputError(
    'bad-argument',
    name,
    `${name} is a second raster of people; expected one. Join them first (gdal_merge.py -o people.tif a.tif b.tif).`,
  )
}

async function readTable(file: InputFile, out: PopulationTable, given?: NamedColumns): Promise<void> {
  const isKnown = headerTest(POPULATION_COLUMNS, given)
  const table = await openTable(file, (header) => isKnown(header) || YEAR.test(header.trim()))
  requireNamed([table], given)
  const map = columnsOf(table, POPULATION_COLUMNS, given)
  const used = (i: number) => [...map.index.values()].includes(i)
  if (!map.index.has('population')) {
    let latest = -1
    let at = -1
    table.headers.forEach((header, i) => {
      const year = Number(YEAR.exec(header.trim())?.[1] ?? Number.NaN)
      if (year > latest) {
        latest = year
        at = i
      }
    })
    if (at < 0) {
      throw new InputError(
        'no-population',
        file.name,
        `${file.name} has no column for residents (population, 常住人口 … or a year); its columns are ${excerpt(table.headers.join(', '), 160)}.`,
      )
    }
    map.index.set('population', at)
    map.columns.push({ from: table.headers[at], to: 'population' })
    out.warnings.push(warn('population-year', { file: file.name, year: latest }))
  }
  if (!map.index.has('code') && !map.index.has('name')) {
    const first = table.headers.findIndex((header, i) => !used(i) && !/^\d{5,}$/.test(header))
    const at = Math.max(0, first)
    map.index.set('name', at)
    map.columns.unshift({ from: table.headers[at] || `column ${at + 1}`, to: 'name' })
  }
  const field = (fields: string[], key: string) => {
    const at = map.index.get(key)
    const text = at === undefined ? '' : (fields[at] ?? '')
    return isBlank(text) ? '' : text.trim()
  }
  for await (const block of table.blocks()) {
    for (const { row, fields } of block) {
      const stated = field(fields, 'population')
      if (stated === '') continue
      const population = parseQuantity(stated, 'people', {
        decimalComma: table.decimalComma,
        unit: map.units.get('population'),
      })
      if (typeof population !== 'number' || population < 0) {
        out.rejected.push({
          file: file.name,
          row,
          field: 'population',
          value: excerpt(stated, 200),
          reason: `population is "${excerpt(stated)}"; expected a number of 0 or more, such as 1234`,
        })
        continue
      }
      out.rows.push({
        code: field(fields, 'code'),
        name: field(fields, 'name'),
        population,
        households: figureOf(field(fields, 'households'), map.units.get('households'), table.decimalComma),
      })
    }
  }
  out.warnings.push(...table.warnings)
  out.formats.push(table.format)
  out.columns.push(...map.columns)
  out.unused.push(...map.unused.filter((header) => !map.columns.some((column) => column.from === header)))
}

/** A count in its unit; NaN where the text is none. */
function figureOf(text: string, unit: Unit | undefined, decimalComma = false): number {
  const value = parseQuantity(text, 'people', { decimalComma, unit })
  return typeof value === 'number' ? value : Number.NaN
}

async function readAttributes(file: InputFile, out: PopulationTable, given?: NamedColumns): Promise<void> {
  for (const source of await openFeatures([file])) {
    for (const { feature } of source.features) {
      const properties = (feature.properties ?? {}) as Record<string, unknown>
      const headers = Object.keys(properties)
      const map = columnsOf({ name: file.name, headers, warnings: [] }, POPULATION_COLUMNS, given)
      const value = (key: string) => textOf(properties[headers[map.index.get(key) ?? -1]])
      const population = figureOf(value('population'), map.units.get('population'))
      if (Number.isNaN(population)) continue
      out.rows.push({
        code: value('code'),
        name: value('name'),
        population,
        households: figureOf(value('households'), map.units.get('households')),
      })
    }
    out.formats.push(source.format)
  }
}

/** A name as it is compared: without case, accents, spaces and punctuation, and without the kind of committee at its end. */
function nameKey(name: string): string {
  return headerKey(name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')).replace(
    /(村民委员会|居民委员会|村委会|居委会)$/,
    '',
  )
}

/**
 * Gives villages the residents and households of a table, by code, else by name where the name is unique on both sides. The villages
 * are changed in place.
 * @returns sentences for the user: villages that found no row, rows that found no village
 */
export function joinPopulation(villages: { villages: Village[] } | Village[], table: PopulationTable): Warning[] {
  const list = Array.isArray(villages) ? villages : villages.villages
  const byCode = new Map(table.rows.filter((row) => row.code !== '').map((row) => [row.code, row]))
  const byName = uniqueBy(table.rows, (row) => nameKey(row.name))
  const villageNames = uniqueBy(list, (village) => nameKey(village.name))
  // A spreadsheet takes leading zeros off codes: 0601 comes back as 601.
  const byShortCode = uniqueBy(table.rows, (row) => row.code.replace(/^0+/, ''))
  const joined = new Set<PopulationRow>()
  const without: string[] = []
  let zerosLost = 0
  for (const village of list) {
    const own = nameKey(village.name)
    const exact = byCode.get(village.code)
    const short = exact ? undefined : byShortCode.get(village.code.replace(/^0+/, ''))
    if (short) zerosLost++
    const row = exact ?? short ?? (villageNames.has(own) ? byName.get(own) : undefined)
    if (!row) {
      without.push(village.name)
      continue
    }
    joined.add(row)
    village.population = row.population
    if (!Number.isNaN(row.households)) village.households = row.households
  }
  const warnings: Warning[] = []
  if (zerosLost > 0) {
    warnings.push(warn('population-zeros', { count: zerosLost }))
  }
  if (table.rows.length > 0 && without.length > 0) {
    warnings.push(
      warn('population-no-row', { count: without.length, total: list.length, names: without.slice(0, NAMED) }),
    )
  }
  const left = table.rows.filter((row) => !joined.has(row))
  if (left.length > 0) {
    warnings.push(
      warn('population-no-village', {
        count: left.length,
        total: table.rows.length,
        names: left.slice(0, NAMED).map((row) => row.name || row.code),
      }),
    )
  }
  return warnings
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T> {
  const map = new Map<string, T>()
  const twice = new Set<string>()
  for (const item of items) {
    const own = key(item)
    if (own === '' || map.has(own)) twice.add(own)
    else map.set(own, item)
  }
  for (const own of twice) map.delete(own)
  return map
}
