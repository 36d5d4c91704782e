import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import type { Datum } from '../area/datum'
import { openCsv } from '../formats/csv'
import { readGeotiff } from '../formats/geotiff'
import { InputError } from '../formats/input-error'
import { featuresFromFrame, rowFromFrame } from './output-frame'
import type {
  AreaColumns,
  GapColumns,
  ProposalColumns,
  ReportData,
  ReportRasters,
  StationColumns,
  VillageColumns,
} from './report-data'
import type { Lang, Summary } from './summary'

/**
 * Reads the files of an output folder back into the report's input.
 * @param dir folder that a run wrote
 * @param lang language of the report; that of the run where not given
 * @throws InputError `run-missing` where a file that every run writes is absent, `not-json`
 */
export async function readRun(dir: string, lang?: Lang): Promise<ReportData> {
  const summary = json<Summary>(dir, 'summary.json')
  const datum = (summary.outputDatum ?? 'wgs84') as Datum
  const inDegrees = <C extends FeatureCollection>(collection: C): C => ({
    ...collection,
    features: featuresFromFrame(collection.features as Feature[], datum),
  })
  const empty: FeatureCollection<never, never> = { type: 'FeatureCollection', features: [] }
  return {
    summary,
    lang: lang ?? summary.lang,
    villages: inDegrees(json<FeatureCollection<Polygon | MultiPolygon, VillageColumns>>(dir, 'villages.geojson')),
    counties: table<AreaColumns>(dir, 'counties.csv'),
    townships: table<AreaColumns>(dir, 'townships.csv'),
    gaps: inDegrees(json<FeatureCollection<Polygon | MultiPolygon, GapColumns>>(dir, 'gaps.geojson')),
    plan: existsSync(join(dir, 'plan.geojson'))
      ? inDegrees(json<FeatureCollection<Point, ProposalColumns>>(dir, 'plan.geojson'))
      : empty,
    stations: table<StationColumns>(dir, 'stations.csv').map((row) => rowFromFrame(row, datum)),
    rasters: await rasters(dir),
  }
}

function bytes(dir: string, name: string): Uint8Array {
  const path = join(dir, name)
  if (!existsSync(path)) {
    throw new InputError(
      'run-missing',
      path,
      `There is no ${name} in ${dir}; name the folder that "gigaplan run" wrote with --out.`,
    )
  }
  return readFileSync(path)
}

function json<T>(dir: string, name: string): T {
  try {
    return JSON.parse(new TextDecoder().decode(bytes(dir, name))) as T
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(
      'not-json',
      join(dir, name),
      `${name} is not JSON (${(error as Error).message}); run again to write it whole.`,
    )
  }
}

/** Columns that hold text whatever they look like: a code of digits is not a number. */
const TEXT = new Set(['code', 'name', 'county', 'id', 'operator', 'rat', 'bands'])

/** Rows of a CSV that a run wrote; empty cells are null. */
function table<Row>(dir: string, name: string): Row[] {
  const reader = openCsv({ name, bytes: bytes(dir, name) })
  let header: string[] | undefined
  const rows: Row[] = []
  for (const block of reader.blocks()) {
    for (const cells of block.rows) {
      if (!header) header = cells
      else if (cells.some((cell) => cell !== ''))
        rows.push(Object.fromEntries(header.map((key, i) => [key, valueOfCell(key, cells[i])])) as Row)
    }
  }
  return rows
}

function valueOfCell(key: string, text = ''): string | number | boolean | null {
  if (TEXT.has(key)) return /^'[=+\-@]/.test(text) ? text.slice(1) : text
  if (text === '') return null
  if (text === 'true' || text === 'false') return text === 'true'
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}

/** The rasters of a run; undefined where coverage.tif is absent. */
async function rasters(dir: string): Promise<ReportRasters | undefined> {
  if (!existsSync(join(dir, 'coverage.tif'))) return undefined
  const coverage = { name: 'coverage.tif', bytes: bytes(dir, 'coverage.tif') }
  const rsrp = await readGeotiff(coverage, 1)
  const other = async (name: string) =>
    existsSync(join(dir, name)) ? (await readGeotiff({ name, bytes: bytes(dir, name) })).data : undefined
  return {
    grid: {
      crs: rsrp.crs,
      originX: rsrp.originX,
      originY: rsrp.originY,
      cellSizeM: rsrp.pixelWidth,
      columns: rsrp.width,
      rows: rsrp.height,
    },
    rsrpDbm: rsrp.data as Float32Array,
    sinrDb: (await readGeotiff(coverage, 2)).data as Float32Array,
    probability: (await readGeotiff(coverage, 3)).data as Float32Array,
    server: (await other('server.tif')) as Uint32Array | undefined,
    gigabit: (await other('gigabit.tif')) as Uint8Array | undefined,
    coveredAtRank: (await other('plan.tif')) as Uint16Array | undefined,
  }
}
