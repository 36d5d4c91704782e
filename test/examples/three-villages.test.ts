import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

it('the county of three villages prints the plan that a reader can see', () => {
  const text = execFileSync(process.execPath, ['--import', 'tsx', 'examples/three-villages.ts'], { encoding: 'utf8' })
  expect(text.trim().split('\n')).toEqual([
    '1. as it is',
    '  1. hill (village): A, B, 100000 CNY',
    '  2. office of C (village): C, 100000 CNY',
    '2. the hill is a nature reserve',
    '  1. office of B (village): B, 100000 CNY',
    '  2. office of A (village): A, 100000 CNY',
    '  3. office of C (village): C, 100000 CNY',
    '3. money for one station',
    '  1. hill (village): A, B, 100000 CNY',
    '4. the hill is refused',
    '  1. office of C (village): C, 100000 CNY',
    '  2. office of B (village): B, 100000 CNY',
    '  3. office of A (village): A, 100000 CNY',
    '  the refusal costs 100000 CNY',
    '5. the reserve, and one station in the west',
    '  1. office of B (village): B, 100000 CNY',
    '  2. office of C (village): C, 100000 CNY',
  ])
})
