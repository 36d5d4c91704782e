import { InputError } from '../../formats/input-error'
import { writeReport } from '../../run/write-run'
import type { Context } from '../context'

/** `gigaplan report DIR`: pictures and report again from the files in DIR. */
export async function report({ settings }: Context, dir?: string): Promise<number> {
  if (!dir)
    throw new InputError(
      'input-missing',
      'DIR',
      'No folder is named; give the folder that a run wrote: gigaplan report DIR.',
    )
  await writeReport(dir, settings)
  return 0
}
