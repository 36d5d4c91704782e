import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** Rooms in the order in which data flows: a room may import from rooms to its left and from itself, never from one to its right. */
const ROOMS =
  'formats area network terrain grid radio fibre core solve coverage assess constraints candidates plan outside-plant what-if output report run cli'.split(
    ' ',
  )
const RANK: Record<string, number> = Object.fromEntries(ROOMS.map((room, rank) => [room, rank]))

const sources = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.endsWith('-bundle.ts'))
    .map((name) => join(dir, name))

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map(([, path]) => path)

const roomOf = (path: string): string | undefined => relative('src', path).split('/')[0]

test('imports go only to rooms on the left', () => {
  const wrong: string[] = []
  let checked = 0
  for (const file of sources('src')) {
    const room = roomOf(file)!
    if (!(room in RANK)) continue
    for (const path of importsOf(file)) {
      const target = roomOf(resolve(dirname(file), path).slice(resolve('.').length + 1))!
      if (!(target in RANK) || target === room) continue
      checked++
      if (RANK[target] >= RANK[room]) wrong.push(`${file} imports ${path}`)
    }
  }
  expect(checked).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})

test('only the core says WebAssembly and starts workers', () => {
  const wrong = sources('src')
    .filter((file) => roomOf(file) !== 'core')
    .filter((file) => /\bWebAssembly\.|\bnew Worker\(|worker_threads/.test(readFileSync(file, 'utf8')))
  expect(wrong).toEqual([])
})

test('only the core looks into assembly/', () => {
  const wrong = sources('src')
    .filter((file) => roomOf(file) !== 'core')
    .filter((file) => importsOf(file).some((path) => /(^|\/)assembly\//.test(path)))
  expect(wrong).toEqual([])
})

/** The browser programs take the library as any page does: bundled apart, from its root import. */
const BROWSER_PROGRAMS = /^src\/report\/(what-if-)?client\//

test('no room imports an entry point: it would see every other room through it', () => {
  const wrong = sources('src')
    .filter((file) => roomOf(file)! in RANK && !BROWSER_PROGRAMS.test(file))
    .filter((file) =>
      importsOf(file).some((path) => /^src\/(index|node)$/.test(relative('.', resolve(dirname(file), path)))),
    )
  expect(wrong).toEqual([])
})

test('entry points export only', () => {
  for (const file of ['src/index.ts', 'src/node.ts']) {
    const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    expect(code).not.toMatch(/^(?:const|let|function|class|async)\b/m)
  }
})

/** Folders of more files, and why. */
const LARGE: Record<string, string> = {
  'src/coverage': 'one map from network, terrain and rules; every file a step of it',
}

test('a folder of more than 30 files is two rooms, or says why not', () => {
  const count = new Map<string, number>()
  for (const file of sources('src')) count.set(dirname(file), (count.get(dirname(file)) ?? 0) + 1)
  const large = [...count].filter(([folder, files]) => files > 30 && !(folder in LARGE))
  expect(large).toEqual([])
})

test('the root import touches no disk', () => {
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const path of importsOf(file)) {
      const target = `${resolve(dirname(file), path)}.ts`
      if (target.startsWith(resolve('src'))) visit(target)
    }
  }
  visit(resolve('src/index.ts'))
  const wrong = [...seen].filter((file) => {
    try {
      return /from 'node:/.test(readFileSync(file, 'utf8'))
    } catch {
      return false
    }
  })
  expect(seen.size).toBeGreaterThan(40)
  expect(wrong).toEqual([])
})
