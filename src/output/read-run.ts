import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import type { Datum } from '../area/datum'
import { readOwnGeotiff } from '../formats/rasters/geotiff'
import type { ChangeRow } from './change-rows'
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
import { bytesOf, jsonOf, tableOf } from './run-files'
import { checkRun } from './run-manifest'
import type { Lang, Summary } from './summary'

/**
 * Reads the files of an output folder back into the report's input.
 * @param dir folder that a run wrote
 * @param lang language of the report; that of the run where not given
 * @throws InputError `run-missing`, `run-damaged` where a file is not what the run wrote, `run-too-old`, `not-json`
 */
export async function readRun(dir: string, lang?: Lang): Promise<ReportData> {
  checkRun(dir)
  const summary = jsonOf<Summary>(dir, 'summary.json')
  const datum = (summary.outputDatum ?? 'wgs84') as Datum
  const inDegrees = <C extends FeatureCollection>(collection: C): C => ({
    ...collection,
    features: featuresFromFrame(collection.features as Feature[], datum),
  })
  const empty: FeatureCollection<never, never> = { type: 'FeatureCollection', features: [] }
  return {
    summary,
    lang: lang ?? summary.lang,
    villages: inDegrees(jsonOf<FeatureCollection<Polygon | MultiPolygon, VillageColumns>>(dir, 'villages.geojson')),
    counties: tableOf<AreaColumns>(dir, 'counties.csv'),
    townships: tableOf<AreaColumns>(dir, 'townships.csv'),
    gaps: inDegrees(jsonOf<FeatureCollection<Polygon | MultiPolygon, GapColumns>>(dir, 'gaps.geojson')),
    plan: existsSync(join(dir, 'plan.geojson'))
      ? inDegrees(jsonOf<FeatureCollection<Point, ProposalColumns>>(dir, 'plan.geojson'))
      : empty,
    stations: tableOf<StationColumns>(dir, 'stations.csv').map((row) => rowFromFrame(row, datum)),
    changes: existsSync(join(dir, 'changes.csv')) ? tableOf<ChangeRow>(dir, 'changes.csv') : [],
    rasters: await rasters(dir),
  }
}

/** The rasters of a run; undefined where coverage.tif is absent. */
async function rasters(dir: string): Promise<ReportRasters | undefined> {
  if (!existsSync(join(dir, 'coverage.tif'))) return undefined
  const coverage = { name: 'coverage.tif', bytes: bytesOf(dir, 'coverage.tif') }
  const rsrp = await readOwnGeotiff(coverage, 1)
  const other = async (name: string) =>
    existsSync(join(dir, name)) ? (await readOwnGeotiff({ name, bytes: bytesOf(dir, name) })).data : undefined
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
    sinrDb: (await readOwnGeotiff(coverage, 2)).data as Float32Array,
    probability: (await readOwnGeotiff(coverage, 3)).data as Float32Array,
    server: (await other('server.tif')) as Uint32Array | undefined,
    gigabit: (await other('gigabit.tif')) as Uint8Array | undefined,
    quality: existsSync(join(dir, 'quality.tif')) ? await quality(dir) : undefined,
    terrainEffectDb: (await other('terrain-effect.tif')) as Float32Array | undefined,
    coveredAtRank: (await other('plan.tif')) as Uint16Array | undefined,
  }
}

/** The bands of quality.tif, in their order. */
async function quality(dir: string): Promise<ReportRasters['quality']> {
  const file = { name: 'quality.tif', bytes: bytesOf(dir, 'quality.tif') }
  const ids = ['rsrq', 'dominance', 'overlap', 'dl', 'ul'] as const
  const bands = await Promise.all(ids.map(async (id, i) => [id, (await readOwnGeotiff(file, i + 1)).data] as const))
  return Object.fromEntries(bands) as unknown as ReportRasters['quality']
}
