import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openCsv } from '../../../src/formats/tables/csv'
import { readSites } from '../../../src/network/read-sites'

const bytes = (text: string) => ({ name: 't.csv', bytes: new TextEncoder().encode(text) })

/** A table of so many rows that it is read in several blocks of 128 KiB; each row but the header says its number. */
const longTable = (rows: number, end: string, cell: (row: number) => string): string =>
  ['row,what', ...Array.from({ length: rows - 1 }, (_, i) => `${i + 2},${cell(i + 2)}`)].join(end) + end

it.each([
  ['line feeds', '\n', () => 'x'.repeat(20)],
  ['carriage returns and line feeds', '\r\n', () => 'x'.repeat(20)],
  ['carriage returns alone', '\r', () => 'x'.repeat(20)],
  ['quoted fields', '\n', () => '"a, b"'],
  ['quoted fields over two lines', '\n', (row: number) => `"a\nb ${row}"`],
  ['blank lines between', '\n', (row: number) => (row % 7 === 0 ? '\n' : 'x'.repeat(9))],
])('numbers rows alike in every block: %s', (_, end, cell) => {
  let blocks = 0
  let count = 0
  for (const { first, rows } of openCsv(bytes(longTable(30_000, end, cell))).blocks()) {
    expect(first).toBe(count + 1)
    blocks++
    count += rows.length
    // A blank line is a row of the file, too.
    if (cell(7) === '\n') continue
    for (let i = first === 1 ? 1 : 0; i < rows.length; i++) expect(Number(rows[i][0])).toBe(first + i)
  }
  expect(blocks).toBeGreaterThan(2)
  expect(count).toBe(cell(7) === '\n' ? 30_000 + 4_285 : 30_000)
})

it('says the row of a rejected cell as an editor counts it, wherever it stands in a long table', async () => {
  const at = fc.array(fc.integer({ min: 2, max: 20_000 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(at, async (bad) => {
      const lines = Array.from({ length: 19_999 }, (_, i) =>
        bad.includes(i + 2) ? 'west,25' : `${(100 + i * 0.001).toFixed(3)},25`,
      )
      const { rejected } = await readSites(bytes(['lon,lat', ...lines].join('\n')))
      expect(rejected.map(({ row }) => row)).toEqual([...new Set(bad)].sort((a, b) => a - b))
    }),
    { numRuns: 4 },
  )
})
