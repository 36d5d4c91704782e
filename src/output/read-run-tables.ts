import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Datum } from '../area/datum'
import type { ChangeRow } from './change-rows'
import type { RunTables } from './compare-runs'
import { rowFromFrame } from './output-frame'
import type { AreaColumns, ProposalColumns } from './report-data'
import { jsonOf, tableOf } from './run-files'
import { checkRun } from './run-manifest'
import type { Summary } from './summary'

/**
 * Reads what a comparison needs of an output folder.
 * @throws InputError `run-missing`, `run-damaged` where a file is not what the run wrote, `run-too-old`, `not-json`
 */
export function readRunTables(dir: string): RunTables {
  checkRun(dir)
  const summary = jsonOf<Summary>(dir, 'summary.json')
  const datum = (summary.outputDatum ?? 'wgs84') as Datum
  // A folder may still hold the plan of an earlier run.
  const ofPlan = <Row>(name: string): Row[] =>
    summary.plan && existsSync(join(dir, name)) ? tableOf<Row>(dir, name) : []
  return {
    name: dir,
    summary,
    counties: tableOf<AreaColumns>(dir, 'counties.csv'),
    changes: ofPlan<ChangeRow>('changes.csv'),
    plan: ofPlan<ProposalColumns>('plan.csv').map((row) => rowFromFrame(row, datum)),
  }
}
