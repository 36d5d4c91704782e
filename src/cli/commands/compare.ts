import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Table from 'cli-table3'
import { InputError } from '../../formats/input-error'
import type { Summary } from '../../report/summary'
import type { Context } from '../context'

/** One figure in both runs. */
interface Difference {
  figure: string
  a: number | string
  b: number | string
  /** b − a; null for texts. */
  change: number | null
}

/** `gigaplan compare DIR_A DIR_B`: what changed between two runs, from their summaries. */
export async function compare({ settings }: Context, a: string, b: string): Promise<number> {
  const differences = differencesOf(figuresOf(readSummary(a)), figuresOf(readSummary(b)))
  if (settings.json) {
    process.stdout.write(`${JSON.stringify(differences, null, 2)}\n`)
    return 0
  }
  if (differences.length === 0) {
    process.stdout.write('Nothing differs.\n')
    return 0
  }
  const table = new Table({ head: ['', a, b, 'b − a'], style: { head: [], border: [], compact: true } })
  for (const { figure, a: before, b: after, change } of differences) {
    table.push([figure, text(before), text(after), change === null ? '' : `${change > 0 ? '+' : ''}${text(change)}`])
  }
  process.stdout.write(`${table.toString()}\n`)
  return 0
}

function readSummary(dir: string): Summary {
  const file = join(dir, 'summary.json')
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch {
    throw new InputError('file-missing', file, 'There is no summary; expected the folder of a finished run.')
  }
  try {
    return JSON.parse(content) as Summary
  } catch (error) {
    throw new InputError('not-json', file, `Not JSON: ${(error as Error).message}.`)
  }
}

/** Every number and text of a summary by its path; times, memory and sentences are left out. */
function figuresOf(summary: Summary): Map<string, number | string> {
  const figures = new Map<string, number | string>()
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'number' || typeof value === 'string') figures.set(path, value)
    else if (value && typeof value === 'object' && !Array.isArray(value)) {
      for (const [key, part] of Object.entries(value)) visit(part, path ? `${path}.${key}` : key)
    }
  }
  const { timingsMs: _, peakRssMb: __, lang: ___, ...rest } = summary
  visit(rest, '')
  return figures
}

function differencesOf(a: Map<string, number | string>, b: Map<string, number | string>): Difference[] {
  const differences: Difference[] = []
  for (const figure of new Set([...a.keys(), ...b.keys()])) {
    const [before, after] = [a.get(figure) ?? '–', b.get(figure) ?? '–']
    if (before === after) continue
    const change = typeof before === 'number' && typeof after === 'number' ? after - before : null
    differences.push({ figure, a: before, b: after, change })
  }
  return differences
}

function text(value: number | string): string {
  if (typeof value === 'string' || Number.isInteger(value)) return value.toLocaleString('en-US')
  return value.toPrecision(6)
}
