import type { Feature } from 'geojson'
import type { Datum } from '../area/datum'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Rejection } from '../formats/input-error'
import { cogPieces } from '../formats/rasters/cog'
import { reasonText } from '../formats/reason-text'
import { csvText } from '../formats/tables/csv-writer'
import { geojsonText } from '../formats/vectors/geojson-writer'
import { kmzBytes } from '../formats/vectors/kml-writer'
import { topojsonText } from '../formats/vectors/topojson-writer'
import { changeRows } from '../output/change-rows'
import { geojsonInFrame, outputFrame, rowInFrame } from '../output/output-frame'
import { planKml, tablesWorkbook, towerDemandWorkbook } from '../output/plan-documents'
import type { ReportData } from '../output/report-data'
import { reportDataOf } from '../output/report-data-of'
import {
  budgetFailRows,
  fibreAreaRows,
  indicatorRows,
  placeRows,
  planFeatures,
  planRows,
  terminalRows,
  tidy,
  townRows,
} from '../output/rows'
import { summarise } from '../output/summarise'
import { towerDemandRows } from '../plan/tower-demand'
import { reportFiles } from '../report/report-files'
import type { Results } from './execute'
import type { Folder } from './folder'
import type { Inputs } from './inputs'

const BUDGET_FAIL_COLUMNS = ['village', 'nearest_terminal', 'route_km', 'reach_km', 'missing_db', 'households']
const REJECTED_COLUMNS: (keyof Rejection)[] = ['file', 'row', 'field', 'value', 'reason', 'original']

/** Fills a folder with every file of a run; the summary last, for it holds the times of all that came before. */
export async function fillFolder(folder: Folder, results: Results): Promise<void> {
  const { inputs, settings } = results
  const { outputDatum, pictureWidth, csvBom: bom = false } = settings
  const { begunMs: begun } = inputs
  const { timingsMs } = results
  const started = performance.now()
  const { coverage, assessment, gaps, plan } = results
  const data = reportDataOf({
    summary: summarise(results),
    villages: inputs.villages.villages,
    assessment,
    after: plan?.after ?? null,
    gaps,
    plan: plan?.plan ?? null,
    coverage,
  })
  // Tiles are packed on threads of zlib's while tables and pictures are made here; both end before a failure of one is told.
  const ends = await Promise.allSettled([
    writeRasters(folder, results, data.rasters, inputs.synthetic.length > 0),
    writeTables(folder, inputs, results, data, { bom, outputDatum }).then(async () => {
      for (const { name, content } of await reportFiles(data, { width: pictureWidth })) folder.write(name, content)
    }),
  ])
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  timingsMs.report = Math.round(performance.now() - started)
  timingsMs.total = Math.round(performance.now() - begun)
  results.peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024)
  results.summary = summarise(results)
  folder.write('summary.json', `${JSON.stringify(results.summary, null, 2)}\n`)
}

/** Tables, outlines, workbooks and KML. */
async function writeTables(
  folder: Folder,
  inputs: Inputs,
  results: Results,
  data: ReportData,
  { bom, outputDatum }: { bom: boolean; outputDatum?: Datum },
): Promise<void> {
  const { assessment, plan } = results
  const frame = outputFrame(outputDatum)
  const placed = (rows: object[]) => rows.map((row) => rowInFrame(row, frame))
  const write = async (name: string, content: string | Uint8Array, rows?: number): Promise<void> => {
    folder.write(name, content, rows)
    // A turn of the event loop: threads that have packed a tile are given the next.
    await new Promise((resolve) => setTimeout(resolve))
  }
  const csv = (name: string, rows: object[], columns?: string[]) =>
    write(name, csvText(placed(rows), { columns, bom }), rows.length)
  const members = { synthetic: inputs.synthetic.length > 0 }
  const geojson = (name: string, all: Feature[]) => {
    const { features, options } = geojsonInFrame(all, frame)
    const text = geojsonText(features, { ...options, members: { ...members, ...options.members } })
    return write(name, text, features.length)
  }
  const villages = assessment.villages.map(tidy)
  await csv('villages.csv', villages)
  await csv('townships.csv', data.townships)
  await csv('counties.csv', data.counties)
  await csv('stations.csv', data.stations)
  if (results.cells) await csv('cells.csv', results.cells.map(tidy))
  const told = inputs.rejected.map((one) => ({ ...one, reason: reasonText(one.reason, results.lang) }))
  await csv('rejected.csv', told, REJECTED_COLUMNS)
  await geojson('villages.geojson', data.villages.features)
  await geojson('gaps.geojson', data.gaps.features)
  const outlines = {
    villages: geojsonInFrame(data.villages.features, frame).features,
    gaps: geojsonInFrame(data.gaps.features, frame).features,
  }
  const { place, members: said } = geojsonInFrame([], frame).options
  await write('areas.topojson', topojsonText(outlines, { place, members: { ...members, ...said } }))
  if (plan) {
    const rows = planRows(plan.plan.proposals, results.fibrePlan?.proposals ?? [], assessment.city.population !== null)
    await csv('plan.csv', rows)
    await csv('changes.csv', changeRows(assessment, plan.after, plan.plan.proposals).map(tidy))
    await geojson('plan.geojson', planFeatures(rows))
    const kml = planKml(rows, members.synthetic, frame)
    await write('plan.kml', kml)
    await write('plan.kmz', kmzBytes(kml))
    await write(
      'plan.xlsx',
      await tablesWorkbook({
        plan: placed(rows),
        villages,
        townships: placed(data.townships),
        counties: placed(data.counties),
        gaps: placed(data.gaps.features.map(({ properties }) => properties)),
        indicators: results.board ? indicatorRows(results.board.indicators) : [],
      }),
    )
    await write('tower-demand.xlsx', await towerDemandWorkbook(towerDemandRows(plan.plan.proposals), frame))
  }
  if (results.gigabit) {
    await csv('fibre.csv', terminalRows(results.gigabit))
    await csv('fibre-areas.csv', fibreAreaRows(results.gigabit, inputs.villages.villages))
    await csv('fibre-budget-fails.csv', budgetFailRows(results.gigabit), BUDGET_FAIL_COLUMNS)
  }
  if (results.board) {
    const { places, towns, nbIot, indicators } = results.board
    if (places.length > 0) await csv('places.csv', placeRows(places, inputs.villages.villages))
    await csv('towns.csv', townRows(towns, nbIot?.towns ?? null))
    await csv('indicators.csv', indicatorRows(indicators))
  }
}

/** coverage.tif (RSRP, SINR, probability), quality.tif (RSRQ, dominance, overlap, rates), server.tif, gigabit.tif (fibre mask), plan.tif (rank that covers first), nb-iot.tif (coupling loss). */
async function writeRasters(
  folder: Folder,
  { coverage, board, nbIotMap }: Results,
  rasters: ReportData['rasters'],
  synthetic: boolean,
): Promise<void> {
  const { rsrpDbm, sinrDb, probability, server } = coverage
  const frame = frameOf(coverage, synthetic)
  const bands = [
    { name: 'RSRP (dBm)', data: rsrpDbm },
    { name: 'SINR (dB)', data: sinrDb },
    { name: 'Probability of coverage', data: probability },
    ...(coverage.serviceDbm ? [{ name: 'Level that the rule tests (dBm)', data: coverage.serviceDbm }] : []),
  ]
  folder.write('coverage.tif', await cogPieces({ ...frame, bands }))
  folder.write(
    'server.tif',
    await cogPieces({
      ...frame,
      bands: [{ name: 'Serving cell (1 + row of the cell; 0 none)', data: server }],
      nodata: 0,
    }),
  )
  if (coverage.quality) {
    const { rsrqDb, dominanceDb, overlap, dlMbps, ulMbps } = coverage.quality
    const bands = [
      { name: 'RSRQ (dB)', data: rsrqDb },
      { name: 'Level over the second cell (dB)', data: dominanceDb },
      { name: 'Cells within 6 dB (1 to 4, 4 and more; 0 none)', data: Float32Array.from(overlap) },
      { name: 'Downlink rate (Mbit/s)', data: dlMbps },
      { name: 'Uplink rate (Mbit/s)', data: ulMbps },
    ]
    folder.write('quality.tif', await cogPieces({ ...frame, bands }))
  }
  if (coverage.terrainEffectDb) {
    const bands = [{ name: 'RSRP with terrain less without (dB)', data: coverage.terrainEffectDb }]
    folder.write('terrain-effect.tif', await cogPieces({ ...frame, bands }))
  }
  if (coverage.gigabit) {
    folder.write(
      'gigabit.tif',
      await cogPieces({ ...frame, bands: [{ name: 'Gigabit fibre (1 yes)', data: coverage.gigabit }], nodata: 0 }),
    )
  }
  if (rasters?.coveredAtRank) {
    const data = rasters.coveredAtRank
    folder.write(
      'plan.tif',
      await cogPieces({
        ...frame,
        bands: [{ name: 'Rank of the proposal that first covers the cell (0 none)', data }],
        nodata: 0,
      }),
    )
  }
  if (board?.nbIot && nbIotMap) {
    const bands = [{ name: 'NB-IoT coupling loss (dB)', data: board.nbIot.couplingLossDb }]
    folder.write('nb-iot.tif', await cogPieces({ ...frameOf(nbIotMap, synthetic), bands }))
  }
}

/** Where a map's rasters lie, and what they were made by. */
function frameOf({ grid, rule, model }: CoverageMap, synthetic: boolean) {
  return {
    crs: grid.crs,
    width: grid.columns,
    height: grid.rows,
    originX: grid.originX,
    originY: grid.originY,
    pixelWidth: grid.cellSizeM,
    pixelHeight: grid.cellSizeM,
    metadata: { synthetic: synthetic ? 'yes' : 'no', rule: rule.id, model },
  }
}
