import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { runWith } from '../../src/cli/commands/run'
import { changedSinceRun, checkRun, manifestOf } from '../../src/output/run-manifest'
import { openFolder } from '../../src/run/folder'
import { systemFault } from '../../src/run/system-error'

const newDir = (): string => mkdtempSync(join(tmpdir(), 'gigaplan-folder-'))

/** A folder that a run has written. */
function firstRun(dir = newDir()): string {
  const folder = openFolder(dir, false)
  folder.write('summary.json', '{"run":"first"}')
  folder.write('villages.csv', 'first', 1)
  folder.write('cells.csv', 'first')
  folder.write('charts/gain.svg', 'first')
  folder.write('charts/cost.svg', 'first')
  folder.commit({ gigaplan: 'first' })
  return dir
}

/** Everything in a folder by name, hidden files too. */
const contents = (dir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(dir.length + 1), readFileSync(path, 'utf8')]),
  )

it('takes the folder of an earlier run and no other', () => {
  const dir = firstRun()
  openFolder(dir, false).discard()
  writeFileSync(join(dir, 'letter.docx'), '')
  expect(() => openFolder(dir, false)).toThrow(/holds other files \(letter\.docx\)/)
  openFolder(dir, true).discard()
})

it('takes away what the earlier run wrote and this one did not, and nothing else', () => {
  const dir = firstRun()
  for (const name of ['compare.csv', 'letter.docx', 'charts/mine.svg']) writeFileSync(join(dir, name), 'mine')
  const part = openFolder(dir, true)
  part.write('report.html', 'new')
  part.commit()
  expect(Object.keys(checkRun(dir).files)).toContain('report.html')
  const whole = openFolder(dir, true)
  whole.write('summary.json', 'new')
  whole.write('charts/levels.svg', 'new')
  whole.commit({ gigaplan: 'test' })
  const { 'run.json': manifest, ...files } = contents(dir)
  expect(files).toEqual({
    'charts/levels.svg': 'new',
    'charts/mine.svg': 'mine',
    'compare.csv': 'mine',
    'letter.docx': 'mine',
    'summary.json': 'new',
  })
  expect(Object.keys(JSON.parse(manifest).files).sort()).toEqual(['charts/levels.svg', 'summary.json'])
})

it('never touches files of others, whatever they are called and whatever is asked', () => {
  for (const name of ['places.csv', 'fibre.csv', 'quality.tif', 'plan.csv', 'charts/mine.svg']) {
    for (const force of [false, true]) {
      const dir = newDir()
      mkdirSync(join(dir, 'charts'))
      writeFileSync(join(dir, name), 'mine')
      if (!name.startsWith('charts')) writeFileSync(join(dir, 'charts', 'x'), 'mine')
      const before = contents(dir)
      expect(() => openFolder(dir, force)).toThrow(/which no run of gigaplan wrote/)
      expect(contents(dir)).toEqual(before)
    }
  }
})

it('gives the folder back once: a run that begins in between keeps its lock', () => {
  const dir = newDir()
  const first = openFolder(dir, false)
  first.write('summary.json', '{}')
  first.commit({ gigaplan: 'test' })
  const second = openFolder(dir, false)
  first.discard()
  expect(() => openFolder(dir, false)).toThrow(`process ${process.pid}`)
  second.discard()
})

it('takes no name out of run.json, or of what a killed run left, that no run writes', () => {
  const outer = newDir()
  const dir = firstRun(join(outer, 'run'))
  const [letter, outside] = [join(dir, 'letter.docx'), join(outer, 'plan.csv')]
  for (const path of [letter, outside]) writeFileSync(path, 'mine')
  const manifest = JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8'))
  for (const name of ['letter.docx', '../plan.csv', 'charts/../../plan.csv'])
    manifest.files[name] = { sha256: '', bytes: 4 }
  writeFileSync(join(dir, 'run.json'), JSON.stringify(manifest))
  const stage = join(dir, `.gigaplan-${spawnSync('true').pid}`)
  mkdirSync(join(stage, 'new'), { recursive: true })
  writeFileSync(join(stage, 'new', 'summary.json'), 'new')
  writeFileSync(join(stage, 'journal.json'), JSON.stringify({ put: ['../plan.csv', 'summary.json'], take: [] }))
  const folder = openFolder(dir, true)
  folder.write('summary.json', 'second')
  folder.commit({ gigaplan: 'second' })
  for (const path of [letter, outside]) expect(readFileSync(path, 'utf8')).toBe('mine')
})

describe('a commit', () => {
  it('lists every file with digest, bytes and rows, and the manifest is the last to come', () => {
    const dir = firstRun()
    const { files } = checkRun(dir)
    expect(Object.keys(files).sort()).toEqual([
      'cells.csv',
      'charts/cost.svg',
      'charts/gain.svg',
      'summary.json',
      'villages.csv',
    ])
    expect(files['villages.csv']).toEqual({
      // sha256 of "first".
      sha256: 'a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e',
      bytes: 5,
      rows: 1,
    })
  })

  it('that is killed in any of its renames leaves the old run, the new one or none, and the next run clears up', () => {
    const first = contents(firstRun())
    const whole = spawnSync('npx', ['tsx', 'test/run/killed-commit.ts', firstRun()], { encoding: 'utf8' })
    expect(whole.stderr + whole.status).toBe('0')
    let killed = 0
    for (let at = 1; ; at++) {
      const dir = firstRun()
      const { signal } = spawnSync('npx', ['tsx', 'test/run/killed-commit.ts', dir], {
        env: { ...process.env, KILL_AT: String(at) },
      })
      const run = existsSync(join(dir, 'run.json')) ? manifestOf(dir).gigaplan : 'none'
      if (run === 'none') expect(() => checkRun(dir)).toThrow(/no run|not finished/)
      else checkRun(dir)
      // The next run opens the folder.
      openFolder(dir, false).discard()
      const after = contents(dir)
      const second = manifestOf(dir).gigaplan === 'second'
      if (second) {
        expect(Object.keys(after).sort()).toEqual([
          'charts/gain.svg',
          'plan.tif',
          'run.json',
          'summary.json',
          'villages.csv',
        ])
      } else expect(after).toEqual(first)
      checkRun(dir)
      if (run !== 'none') expect(second).toBe(run === 'second')
      if (signal === null && second) break
      killed++
    }
    // Six old files and five new ones.
    expect(killed).toBeGreaterThanOrEqual(10)
  }, 240_000)

  it('that fails half way leaves the old run as it was', () => {
    for (const inTheWay of ['plan.tif', 'charts']) {
      const dir = firstRun()
      const before = contents(dir)
      const folder = openFolder(dir, false)
      folder.write('summary.json', 'new')
      folder.write('villages.csv', 'new')
      folder.write('plan.tif/really', 'new')
      // Something comes in the way while the run computes.
      if (inTheWay === 'plan.tif') writeFileSync(join(dir, 'plan.tif'), '')
      else folder.write('cells.csv/x', 'new')
      expect(() => folder.commit({ gigaplan: 'second' })).toThrow(/is in the way of/)
      folder.discard()
      if (inTheWay === 'plan.tif') unlinkSync(join(dir, 'plan.tif'))
      expect(contents(dir)).toEqual(before)
    }
  })
})

describe('a damaged run is refused by name', () => {
  test.each([
    [
      'cut in half',
      (dir: string) => writeFileSync(join(dir, 'villages.csv'), 'fi'),
      /villages\.csv has 2 bytes, the run wrote 5 \(1 rows\)/,
    ],
    [
      'a flipped bit',
      (dir: string) => writeFileSync(join(dir, 'villages.csv'), 'firsu'),
      /villages\.csv is not what the run wrote/,
    ],
    ['a missing file', (dir: string) => unlinkSync(join(dir, 'cells.csv')), /cells\.csv is missing/],
    [
      'a folder in its place',
      (dir: string) => {
        unlinkSync(join(dir, 'cells.csv'))
        mkdirSync(join(dir, 'cells.csv'))
      },
      /cells\.csv is no file any more/,
    ],
    ['a manifest that is none', (dir: string) => writeFileSync(join(dir, 'run.json'), '{"a'), /run\.json is not JSON/],
    ['an older manifest', (dir: string) => writeFileSync(join(dir, 'run.json'), '{}'), /does not list the run's files/],
    ['no manifest', (dir: string) => unlinkSync(join(dir, 'run.json')), /was not finished/],
  ])('%s', (_, damage, message) => {
    const dir = firstRun()
    damage(dir)
    expect(() => checkRun(dir)).toThrow(message)
  })
})

describe('a file of a run that is read by itself', () => {
  const path = (dir: string) => join(dir, 'villages.csv')

  it('is what the run wrote, is told where it changed, or is refused where the run was not finished', () => {
    const dir = firstRun()
    expect(changedSinceRun(path(dir))).toBeUndefined()
    writeFileSync(path(dir), 'changed')
    expect(changedSinceRun(path(dir))).toEqual({ rows: 1 })
    unlinkSync(join(dir, 'run.json'))
    expect(() => changedSinceRun(path(dir))).toThrow(/was not finished/)
  })

  it('is refused where only the stage of the killed run tells of it', () => {
    const dir = newDir()
    writeFileSync(path(dir), 'x')
    mkdirSync(join(dir, '.gigaplan-1'))
    expect(() => changedSinceRun(path(dir))).toThrow(/was not finished/)
  })

  it('is taken as it stands where no run is near', () => {
    const dir = newDir()
    writeFileSync(path(dir), 'x')
    expect(changedSinceRun(path(dir))).toBeUndefined()
  })
})

describe('two runs', () => {
  it('into one folder: the second is refused while the first lives', () => {
    const dir = newDir()
    const first = openFolder(dir, false)
    expect(() => openFolder(dir, false)).toThrow(`process ${process.pid}`)
    first.discard()
    openFolder(dir, false).discard()
    expect(readdirSync(dir)).toEqual([])
  })

  it('a lock of a process that is dead is taken over, one of another machine is not', () => {
    const dir = newDir()
    const dead = spawnSync('true').pid
    writeFileSync(join(dir, '.gigaplan-lock'), JSON.stringify({ pid: dead, host: hostname() }))
    mkdirSync(join(dir, `.gigaplan-${dead}`, 'new'), { recursive: true })
    writeFileSync(join(dir, `.gigaplan-${dead}`, 'new', 'plan.csv'), 'left')
    openFolder(dir, false).discard()
    expect(readdirSync(dir)).toEqual([])
    writeFileSync(join(dir, '.gigaplan-lock'), '{"pid"')
    openFolder(dir, false).discard()
    writeFileSync(join(dir, '.gigaplan-lock'), JSON.stringify({ pid: 1, host: 'elsewhere' }))
    expect(() => openFolder(dir, false)).toThrow(/process 1 on elsewhere/)
  })
})

describe('inputs are never targets', () => {
  const run = (settings: object) => runWith({ quiet: true, ...settings }, new AbortController().signal, { plan: false })

  it('by name, by a link, by the layer behind a colon, by a link to the folder', async () => {
    const dir = newDir()
    const villages = join(dir, 'villages.geojson')
    writeFileSync(villages, '{}')
    const elsewhere = newDir()
    const link = join(elsewhere, 'mine.geojson')
    symlinkSync(villages, link)
    const folderLink = join(elsewhere, 'link')
    symlinkSync(dir, folderLink)
    for (const settings of [
      { villages: [villages], out: dir },
      { villages: [link], out: dir },
      { villages: [villages], out: folderLink },
      { villages: [`${villages}:layer`], out: dir },
      { villages: [join(elsewhere, 'x')], model: villages, out: dir },
    ]) {
      await expect(run(settings)).rejects.toThrow(/write over this input/)
    }
    expect(readdirSync(dir)).toEqual(['villages.geojson'])
  })
})

describe('what the system refuses is told as such', () => {
  test.each(['ENOSPC', 'EDQUOT', 'EMFILE', 'EACCES', 'EROFS', 'EISDIR', 'ENOTDIR'])('%s', (code) => {
    const error = Object.assign(new Error(`${code}: refused`), { code, syscall: 'open', path: '/x/plan.csv' })
    const told = systemFault(error)!
    expect([told.code, told.path]).toEqual(['system-refused', '/x/plan.csv'])
    expect(told.message).toMatch(new RegExp(`^${code} at open: .+: .+\\.$`))
  })

  it('our own faults are not', () => {
    expect(systemFault(new TypeError('x is not a function'))).toBeUndefined()
    expect(systemFault(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBeUndefined()
  })
})
