import { type RowWarningCode, type Warning, warn } from '../formats/warning'
import { rows as sentences } from '../formats/warnings/en-rows'

/** Counts of what was noticed on the rows of a table, told once per kind instead of once per row. */
export interface Tally {
  counts: Map<RowWarningCode, number>
  examples: Map<RowWarningCode, string>
}

export const newTally = (): Tally => ({ counts: new Map(), examples: new Map() })

/** Counts one occurrence; the first one's example is kept. */
export function note(tally: Tally, code: RowWarningCode, example = ''): void {
  const before = tally.counts.get(code) ?? 0
  if (before === 0) tally.examples.set(code, example)
  tally.counts.set(code, before + 1)
}

/** The tally as warnings, in the order of the catalogue. */
export function tallyWarnings({ counts, examples }: Tally, file: string, rows: number): Warning[] {
  return (Object.keys(sentences) as RowWarningCode[]).flatMap((code) => {
    const count = counts.get(code)
    return count ? [warn(code, { file, count, rows, first: examples.get(code) ?? '' })] : []
  })
}
