import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runWith } from '../../src/cli/commands/run'
import { openFolder } from '../../src/run/folder'

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

it('takes away what an earlier run wrote and a whole run did not, and nothing else', () => {
  const dir = mkdtempSync(join(tmpdir(), 'gigaplan-folder-'))
  mkdirSync(join(dir, 'charts'))
  for (const name of ['summary.json', 'plan.csv', 'quality.tif', 'compare.csv', 'letter.docx', 'charts/gain.svg']) {
    writeFileSync(join(dir, name), 'old')
  }
  const part = openFolder(dir, true)
  part.write('report.html', 'new')
  part.commit()
  expect(readdirSync(dir)).toContain('plan.csv')
  const whole = openFolder(dir, true)
  whole.write('summary.json', 'new')
  whole.write('charts/levels.svg', 'new')
  whole.commit({ whole: true })
  expect(readdirSync(dir).sort()).toEqual(['charts', 'compare.csv', 'letter.docx', 'summary.json'])
})

it('does not let a run write over its own inputs', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'gigaplan-folder-'))
  const villages = join(dir, 'villages.geojson')
  writeFileSync(villages, '{}')
  const settings = { villages: [villages], out: dir, quiet: true }
  await expect(runWith(settings, new AbortController().signal, { plan: false })).rejects.toThrow(
    /write over this input/,
  )
  expect(readdirSync(dir)).toEqual(['villages.geojson'])
})
