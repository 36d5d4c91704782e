import { InputError } from '../../formats/input-error'
import type { Warning } from '../../formats/warning'
import { runPlan } from '../../run/execute'
import { openFolder } from '../../run/folder'
import { readInputs } from '../../run/inputs'
import { keepInputs } from '../../run/keep-inputs'
import { withProject } from '../../run/project'
import type { Settings } from '../../run/settings'
import { writeRun } from '../../run/write-run'
import type { Context } from '../context'
import { printSummary } from '../print'
import { progressView } from '../progress'
import { tellWarnings } from '../tell'

/** Rows were rejected and `--strict` was given. */
const REJECTED = 3

/** `gigaplan run [PROJECT]`: check, cover, assess, plan, report. */
export function run({ settings, signal }: Context, project?: string): Promise<number> {
  return runWith(withProject(settings, project), signal, { plan: true })
}

/** `gigaplan coverage [PROJECT]`: the map, tables and gaps; no plan. */
export function coverage({ settings, signal }: Context, project?: string): Promise<number> {
  return runWith(withProject(settings, project), signal, { plan: false })
}

/** `gigaplan plan [PROJECT]`: plan again; the map in DIR is taken where its inputs have not changed. */
export function plan({ settings, signal }: Context, project?: string): Promise<number> {
  return runWith(withProject(settings, project), signal, { plan: true, reuse: true })
}

/** Reads, computes and writes with settings that are complete. */
export async function runWith(
  settings: Settings,
  signal: AbortSignal,
  work: { plan: boolean; reuse?: boolean },
): Promise<number> {
  if (!settings.out) throw new InputError('input-missing', '--out', 'No folder for the files is named; give --out DIR.')
  keepInputs(settings, settings.out)
  const view = progressView(settings.quiet ?? false, settings.lang)
  const folder = openFolder(settings.out, settings.force ?? false)
  try {
    const task = { signal, onProgress: view.show }
    const inputs = await readInputs(settings, task)
    const results = await runPlan(inputs, { plan: work.plan, reuse: work.reuse ? settings.out : undefined }, task)
    await writeRun(folder, results)
    view.done()
    const { inputs: read, plan, fibre } = results.summary
    const warnings: Warning[] = [read, plan, fibre?.plan].flatMap((part) => part?.warnings ?? [])
    if (results.fewerWorkers) warnings.push(results.fewerWorkers)
    if (!settings.quiet) tellWarnings(warnings, settings.lang)
    if (settings.json) process.stdout.write(`${JSON.stringify(results.summary, null, 2)}\n`)
    else printSummary(folder.dir, results)
    return settings.strict && inputs.rejected.length > 0 ? REJECTED : 0
  } finally {
    view.done()
    folder.discard()
  }
}
