import { csvText } from '../../formats/tables/csv-writer'
import { proposalComparisonRows } from '../../output/compare-proposals'
import { compareRuns, comparisonRows } from '../../output/compare-runs'
import { readRunTables } from '../../output/read-run-tables'
import { tidy } from '../../output/rows'
import { openFolder } from '../../run/folder'
import type { Context } from '../context'
import { comparisonText } from '../print-comparison'

/** `gigaplan compare DIR_A DIR_B`: what changed between two runs; with --out also as tables. */
export async function compare({ settings }: Context, a: string, b: string): Promise<number> {
  const [runA, runB] = [readRunTables(a), readRunTables(b)]
  const comparison = compareRuns(runA, runB)
  const json = `${JSON.stringify(comparison, null, 2)}\n`
  if (settings.out) {
    const folder = openFolder(settings.out, settings.force ?? false)
    try {
      const csv = (name: string, rows: Record<string, unknown>[]): void =>
        folder.write(name, csvText(rows.map(tidy), { bom: settings.csvBom ?? false }))
      csv('compare.csv', comparisonRows(comparison))
      csv('compare-proposals.csv', proposalComparisonRows(comparison.proposals))
      folder.write('compare.json', json)
      folder.commit()
    } finally {
      folder.discard()
    }
  }
  process.stdout.write(settings.json ? json : `${comparisonText(comparison, settings.lang ?? runB.summary.lang)}\n`)
  return 0
}
