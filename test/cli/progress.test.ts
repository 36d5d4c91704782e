import { afterEach, expect, test, vi } from 'vitest'
import { progressView } from '../../src/cli/progress'

afterEach(() => vi.restoreAllMocks())

test('without a terminal a stage tells its share in lines, and counts where its total is not known', () => {
  const lines: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  const isTTY = process.stderr.isTTY
  process.stderr.isTTY = false
  const view = progressView(false)
  view.show({ stage: 'read', done: 65_178, total: 0 })
  view.show({ stage: 'coverage', done: 1, total: 4 })
  view.show({ stage: 'coverage', done: 2, total: 4 })
  process.stderr.isTTY = isTTY
  expect(lines).toEqual(['read: 65178\n', 'coverage: 25 %\n'])
})
