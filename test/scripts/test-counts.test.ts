import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const run = (report: object) => {
  const path = join(mkdtempSync(join(tmpdir(), 'gigaplan-counts-')), 'report.json')
  writeFileSync(path, JSON.stringify(report))
  return spawnSync(process.execPath, ['scripts/test-counts.mjs', path], { encoding: 'utf8' })
}
const file = (status: string, ...tests: string[]) => ({
  name: join(process.cwd(), 'test/some.test.ts'),
  status,
  message: '',
  assertionResults: tests.map((one) => ({ status: one, fullName: 'some test', failureMessages: ['why'] })),
})
const counts = (passed: number, failed: number, pending: number) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: 0,
})

test.each([
  ['all passed', [file('passed', 'passed')], counts(1, 0, 0), '1 passed, 0 failed', 0],
  ['a test failed', [file('failed', 'passed', 'failed')], counts(1, 1, 0), '1 passed, 1 failed', 1],
  ['a file could not be loaded', [file('passed', 'passed'), file('failed')], counts(1, 0, 0), '1 passed, 1 failed', 1],
  [
    'a hook failed and left its tests skipped',
    [file('passed', 'passed'), file('failed', 'skipped', 'skipped')],
    counts(1, 0, 2),
    '1 passed, 1 failed, 2 skipped',
    1,
  ],
  [
    'a hook failed after tests had passed',
    [file('failed', 'passed', 'passed')],
    counts(2, 0, 0),
    '2 passed, 1 failed',
    1,
  ],
  ['none ran', [], counts(0, 0, 0), '0 passed, 0 failed', 1],
])('%s', (_, testResults, numbers, last, status) => {
  const { stdout, status: ended } = run({ testResults, ...numbers })
  expect(stdout.trim().split('\n').at(-1)).toBe(last)
  expect(ended).toBe(status)
})
