import type { Feature } from 'geojson'
import type { Datum } from '../area/datum'
import type { CoverageMap } from '../coverage/coverage-map'
import { writeCog } from '../formats/cog'
import { csvText } from '../formats/csv-writer'
import { geojsonText } from '../formats/geojson-writer'
import type { Rejection } from '../formats/input-error'
import { kmzBytes } from '../formats/kml-writer'
import { topojsonText } from '../formats/topojson-writer'
import { towerDemandRows } from '../plan/tower-demand'
import { changeRows } from '../report/change-rows'
import { geojsonInFrame, outputFrame, rowInFrame } from '../report/output-frame'
import { planKml, tablesWorkbook, towerDemandWorkbook } from '../report/plan-documents'
import { coveredAtRank, reportDataOf } from '../report/report-data-of'
import { reportFiles } from '../report/report-files'
import {
  budgetFailRows,
  fibreAreaRows,
  gapFeatures,
  indicatorRows,
  placeRows,
  planFeatures,
  planRows,
  stationRows,
  terminalRows,
  tidy,
  townRows,
  villageFeatures,
} from '../report/rows'
import { summarise } from '../report/summarise'
import type { Results } from './execute'
import type { Folder } from './folder'
import type { Inputs } from './inputs'

const BUDGET_FAIL_COLUMNS = ['village', 'nearest_terminal', 'route_km', 'reach_km', 'missing_db', 'households']
const REJECTED_COLUMNS: (keyof Rejection)[] = ['file', 'row', 'field', 'value', 'reason', 'original']

/** Writes every file of a run; the summary last, for it holds the times of all that came before. */
export async function writeRun(
  folder: Folder,
  inputs: Inputs,
  results: Results,
  {
    bom,
    begun,
    outputDatum,
    pictureWidth,
  }: { bom: boolean; begun: number; outputDatum?: Datum; pictureWidth?: number },
): Promise<void> {
  const { coverage, assessment, gaps, plan, timingsMs } = results
  const started = performance.now()
  const frame = outputFrame(outputDatum)
  const placed = (rows: object[]) => rows.map((row) => rowInFrame(row, frame))
  const csv = (name: string, rows: object[], columns?: string[]): void =>
    folder.write(name, csvText(placed(rows), { columns, bom }))
  const members = { synthetic: inputs.synthetic.length > 0 }
  const geojson = (name: string, all: Feature[]): void => {
    const { features, options } = geojsonInFrame(all, frame)
    folder.write(name, geojsonText(features, { ...options, members: { ...members, ...options.members } }))
  }
  csv('villages.csv', assessment.villages.map(tidy))
  csv('townships.csv', assessment.townships.map(tidy))
  csv('counties.csv', assessment.counties.map(tidy))
  csv('stations.csv', stationRows(coverage.network))
  if (results.cells) csv('cells.csv', results.cells.map(tidy))
  csv('rejected.csv', inputs.rejected, REJECTED_COLUMNS)
  geojson('villages.geojson', villageFeatures(inputs.villages.villages, assessment.villages))
  geojson('gaps.geojson', gapFeatures(gaps))
  const outlines = {
    villages: geojsonInFrame(villageFeatures(inputs.villages.villages, assessment.villages), frame).features,
    gaps: geojsonInFrame(gapFeatures(gaps), frame).features,
  }
  const { place, members: said } = geojsonInFrame([], frame).options
  folder.write('areas.topojson', topojsonText(outlines, { place, members: { ...members, ...said } }))
  if (plan) {
    const rows = planRows(plan.plan.proposals, results.fibrePlan?.proposals ?? [])
    csv('plan.csv', rows)
    csv('changes.csv', changeRows(assessment, plan.after, plan.plan.proposals).map(tidy))
    geojson('plan.geojson', planFeatures(rows))
    const kml = planKml(rows, members.synthetic, frame)
    folder.write('plan.kml', kml)
    folder.write('plan.kmz', kmzBytes(kml))
    folder.write(
      'plan.xlsx',
      await tablesWorkbook({
        plan: placed(rows),
        villages: assessment.villages.map(tidy),
        townships: assessment.townships.map(tidy),
        counties: assessment.counties.map(tidy),
        gaps: gapFeatures(gaps).map(({ properties }) => properties ?? {}),
        indicators: results.board ? indicatorRows(results.board.indicators) : [],
      }),
    )
    folder.write('tower-demand.xlsx', await towerDemandWorkbook(towerDemandRows(plan.plan.proposals), frame))
  }
  if (results.gigabit) {
    csv('fibre.csv', terminalRows(results.gigabit))
    csv('fibre-areas.csv', fibreAreaRows(results.gigabit, inputs.villages.villages))
    csv('fibre-budget-fails.csv', budgetFailRows(results.gigabit), BUDGET_FAIL_COLUMNS)
  }
  if (results.board) {
    const { places, towns, nbIot, indicators } = results.board
    if (places.length > 0) csv('places.csv', placeRows(places, inputs.villages.villages))
    csv('towns.csv', townRows(towns, nbIot?.towns ?? null))
    csv('indicators.csv', indicatorRows(indicators))
  }
  await writeRasters(folder, results, inputs.synthetic.length > 0)
  const data = reportDataOf({
    summary: summarise(results),
    villages: inputs.villages.villages,
    assessment,
    after: plan?.after ?? null,
    gaps,
    plan: plan?.plan ?? null,
    coverage,
  })
  for (const { name, content } of await reportFiles(data, { width: pictureWidth })) folder.write(name, content)
  timingsMs.report = Math.round(performance.now() - started)
  timingsMs.total = Math.round(performance.now() - begun)
  results.peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024)
  results.summary = summarise(results)
  folder.write('summary.json', `${JSON.stringify(results.summary, null, 2)}\n`)
}

/** coverage.tif (RSRP, SINR, probability), quality.tif (RSRQ, dominance, overlap, rates), server.tif, gigabit.tif (fibre mask), plan.tif (rank that covers first), nb-iot.tif (coupling loss). */
async function writeRasters(
  folder: Folder,
  { coverage, plan, board, nbIotMap }: Results,
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
  folder.write('coverage.tif', await writeCog({ ...frame, bands }))
  folder.write(
    'server.tif',
    await writeCog({
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
    folder.write('quality.tif', await writeCog({ ...frame, bands }))
  }
  if (coverage.terrainEffectDb) {
    const bands = [{ name: 'RSRP with terrain less without (dB)', data: coverage.terrainEffectDb }]
    folder.write('terrain-effect.tif', await writeCog({ ...frame, bands }))
  }
  if (coverage.gigabit) {
    folder.write(
      'gigabit.tif',
      await writeCog({ ...frame, bands: [{ name: 'Gigabit fibre (1 yes)', data: coverage.gigabit }], nodata: 0 }),
    )
  }
  if (plan) {
    const data = coveredAtRank(coverage, plan.plan)
    folder.write(
      'plan.tif',
      await writeCog({ ...frame, bands: [{ name: 'Rank of the proposal that covers the cell', data }], nodata: 0 }),
    )
  }
  if (board?.nbIot && nbIotMap) {
    const bands = [{ name: 'NB-IoT coupling loss (dB)', data: board.nbIot.couplingLossDb }]
    folder.write('nb-iot.tif', await writeCog({ ...frameOf(nbIotMap, synthetic), bands }))
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
