import type { Feature } from 'geojson'
import { writeCog } from '../formats/cog'
import { csvText } from '../formats/csv-writer'
import { geojsonText } from '../formats/geojson-writer'
import type { Rejection } from '../formats/input-error'
import { coveredAtRank, reportDataOf } from '../report/report-data-of'
import { reportFiles } from '../report/report-files'
import { gapFeatures, planFeatures, proposalRow, stationRows, tidy, villageFeatures } from '../report/rows'
import { summarise } from '../report/summarise'
import type { Results } from './execute'
import type { Folder } from './folder'
import type { Inputs } from './inputs'

const REJECTED_COLUMNS: (keyof Rejection)[] = ['file', 'row', 'field', 'value', 'reason']

/** Writes every file of a run; the summary last, for it holds the times of all that came before. */
export async function writeRun(
  folder: Folder,
  inputs: Inputs,
  results: Results,
  { bom, begun }: { bom: boolean; begun: number },
): Promise<void> {
  const { coverage, assessment, gaps, plan, timingsMs } = results
  const started = performance.now()
  const csv = (name: string, rows: object[], columns?: string[]): void =>
    folder.write(name, csvText(rows as Record<string, unknown>[], { columns, bom }))
  const members = { synthetic: inputs.synthetic.length > 0 }
  const geojson = (name: string, features: Feature[]): void => folder.write(name, geojsonText(features, { members }))
  csv('villages.csv', assessment.villages.map(tidy))
  csv('townships.csv', assessment.townships.map(tidy))
  csv('counties.csv', assessment.counties.map(tidy))
  csv('stations.csv', stationRows(coverage.network))
  csv('rejected.csv', inputs.rejected, REJECTED_COLUMNS)
  geojson('villages.geojson', villageFeatures(inputs.villages.villages, assessment.villages))
  geojson('gaps.geojson', gapFeatures(gaps))
  if (plan) {
    csv('plan.csv', plan.plan.proposals.map(proposalRow))
    geojson('plan.geojson', planFeatures(plan.plan.proposals))
  }
  await writeRasters(folder, results, inputs.synthetic.length > 0)
  const data = reportDataOf({
    summary: summarise(results),
    villages: inputs.villages.villages,
    assessment,
    gaps,
    plan: plan?.plan ?? null,
    coverage,
  })
  for (const { name, content } of reportFiles(data)) folder.write(name, content)
  timingsMs.report = Math.round(performance.now() - started)
  timingsMs.total = Math.round(performance.now() - begun)
  results.peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024)
  results.summary = summarise(results)
  folder.write('summary.json', `${JSON.stringify(results.summary, null, 2)}\n`)
}

/** coverage.tif (RSRP, SINR, probability), server.tif, gigabit.tif (fibre mask) and plan.tif (rank that covers first). */
async function writeRasters(folder: Folder, { coverage, plan }: Results, synthetic: boolean): Promise<void> {
  const { grid, rsrpDbm, sinrDb, probability, server } = coverage
  const frame = {
    crs: grid.crs,
    width: grid.columns,
    height: grid.rows,
    originX: grid.originX,
    originY: grid.originY,
    pixelWidth: grid.cellSizeM,
    pixelHeight: grid.cellSizeM,
    metadata: { synthetic: synthetic ? 'yes' : 'no', rule: coverage.rule.id, model: coverage.model },
  }
  const bands = [
    { name: 'RSRP (dBm)', data: rsrpDbm },
    { name: 'SINR (dB)', data: sinrDb },
    { name: 'Probability of coverage', data: probability },
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
}
