import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

it('the town of twelve households prints who is served and what to build', () => {
  const text = execFileSync(process.execPath, ['--import', 'tsx', 'examples/twelve-households.ts'], {
    encoding: 'utf8',
  })
  expect(text.trim().split('\n')).toEqual([
    'h1   A',
    'h2   A',
    'h3   A',
    'h4   A',
    'h5   ports-used-up',
    'h6   ports-used-up',
    'h7   B',
    'h8   B',
    'h9   B',
    'h10  B',
    'h11  B',
    'h12  out-of-reach, 0.3 dB missing',
    '9 of 12 households have a port; capability 9',
    '1. 1 port more at A: 2 households, 3000 CNY',
    '2. a terminal at Home 12 at km 15: 1 household, 319001 CNY',
  ])
})
