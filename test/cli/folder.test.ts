import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openFolder } from '../../src/cli/folder'

it('takes a folder that an earlier run wrote, optional files and all, and no other', () => {
  const dir = mkdtempSync(join(tmpdir(), 'gigaplan-folder-'))
  for (const name of ['summary.json', 'cells.csv', 'quality.tif', 'nb-iot.tif', 'gigabit.tif', 'tower-demand.xlsx']) {
    writeFileSync(join(dir, name), '')
  }
  openFolder(dir, false).discard()
  writeFileSync(join(dir, 'letter.docx'), '')
  expect(() => openFolder(dir, false)).toThrow(/holds other files \(letter\.docx\)/)
  openFolder(dir, true).discard()
})
