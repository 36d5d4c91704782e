import { InputError } from '../../formats/input-error'
import { readRun } from '../../output/read-run'
import { reportFiles } from '../../report/report-files'
import { openFolder } from '../../run/folder'
import type { Context } from '../context'

/** `gigaplan report DIR`: pictures and report again from the files in DIR. */
export async function report({ settings }: Context, dir?: string): Promise<number> {
  if (!dir)
    throw new InputError(
      'input-missing',
      'DIR',
      'No folder is named; give the folder that a run wrote: gigaplan report DIR.',
    )
  const data = await readRun(dir, settings.lang)
  const folder = openFolder(dir, true)
  try {
    for (const { name, content } of await reportFiles(data, { width: settings.pictureWidth }))
      folder.write(name, content)
    folder.commit()
  } finally {
    folder.discard()
  }
  return 0
}
