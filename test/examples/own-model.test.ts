import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

it('a model of your own decides how far a mast carries', () => {
  const text = execFileSync(process.execPath, ['--import', 'tsx', 'examples/own-model.ts'], { encoding: 'utf8' })
  expect(text.trim().split('\n')).toEqual([
    'log-distance-35: -105 dBm to 8.6 km, σ 9 dB',
    'log-distance-40: -105 dBm to 4.9 km, σ 9 dB',
  ])
})
