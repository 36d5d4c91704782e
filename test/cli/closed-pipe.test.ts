import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

test('a reader that has seen enough is no error', async () => {
  const child = spawn(process.execPath, [resolve('dist/cli.js'), 'run', '--help'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  let told = ''
  child.stderr.on('data', (chunk) => {
    told += chunk
  })
  const [status] = await once(child, 'close')
  expect(told).toBe('')
  expect(status).toBe(0)
})
