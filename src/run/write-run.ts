import { readRun } from '../output/read-run'
import type { Lang } from '../output/summary'
import { reportFiles } from '../report/report-files'
import type { Results } from './execute'
import { fillFolder } from './files'
import { type Folder, openFolder } from './folder'
import { keepInputs } from './keep-inputs'
import { runRecord } from './reuse'

/**
 * Writes every file of a run: tables, maps, pictures, plan, report, `summary.json`, and last `run.json`, which lists them. All appear
 * or none.
 * @param to a folder (made where there is none), or one that is open
 * @param options.force the folder may hold files of others; none of them is touched
 * @throws InputError `out-not-empty`, `out-over-foreign`, `out-over-input`, `out-busy`, `out-not-writable`
 */
export async function writeRun(
  to: string | Folder,
  results: Results,
  { force = false }: { force?: boolean } = {},
): Promise<void> {
  if (typeof to === 'string') keepInputs(results.settings, to)
  const folder = typeof to === 'string' ? openFolder(to, force) : to
  try {
    await fillFolder(folder, results)
    folder.commit(runRecord(results.coverageKey, results.settings))
  } finally {
    folder.discard()
  }
}

/**
 * Writes pictures and report of a run again, from its files.
 * @param options.lang of the report; that of the run by default
 * @param options.pictureWidth of pictures, pixels
 * @throws InputError `run-missing`, `run-damaged`, `run-too-old`, `out-busy`, `out-not-writable`
 */
export async function writeReport(
  dir: string,
  { lang, pictureWidth }: { lang?: Lang; pictureWidth?: number } = {},
): Promise<void> {
  const data = await readRun(dir, lang)
  const folder = openFolder(dir, true)
  try {
    for (const { name, content } of await reportFiles(data, { width: pictureWidth })) folder.write(name, content)
    folder.commit()
  } finally {
    folder.discard()
  }
}
