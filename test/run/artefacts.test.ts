import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Manifest } from '../../src/output/run-manifest'
import { ARTEFACTS, isRunFile } from '../../src/run/artefacts'
import { openFolder } from '../../src/run/folder'
import { smallRun } from '../browser/small-run'

/** The README's table of files, and all names in it: `coverage` with `.png` is a picture. */
const readme = readFileSync('README.md', 'utf8').split('## What a run writes')[1].split('\n## ')[0]
const quoted = [...readme.matchAll(/`([^`]+)`/g)].map(([, text]) => text)
const PICTURE = /^(coverage|gaps|plan)(\.png\.aux\.xml|\.pgw|\.png|\.svg)$/

test.each(ARTEFACTS.map(({ name }) => name))('the README names %s', (name) => {
  const [, stem, ending] = PICTURE.exec(name) ?? []
  for (const part of stem ? [stem, ending] : [name]) expect(quoted).toContain(part)
})

test('the README names no file that no run writes', () => {
  const files = quoted.filter((text) => /^[a-z-]+\.[a-z]+$/.test(text))
  expect(files.length).toBeGreaterThan(25)
  expect(files.filter((name) => !isRunFile(name))).toEqual([])
})

test('the list names no file twice, and none that no code writes', () => {
  const names = ARTEFACTS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  const code = ['run/files', 'report/report-files', 'run/commit'].map((path) => readFileSync(`src/${path}.ts`, 'utf8'))
  const written = code.join('')
  expect(names.filter((name) => !PICTURE.test(name) && !written.includes(`'${name}'`))).toEqual([])
})

test('a run writes what the list says it always writes, and no run can write another', async () => {
  const dir = await smallRun()
  const { files } = JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as Manifest
  const always = ARTEFACTS.filter(({ when, name }) => !when && name !== 'run.json').map(({ name }) => name)
  expect(always.filter((name) => !(name in files))).toEqual([])
  const folder = openFolder(dir, false)
  folder.write('unlisted.csv', '')
  expect(() => folder.commit({ gigaplan: 'test' })).toThrow('unlisted.csv is not in the list')
  folder.discard()
})
