import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { compileTwin } from '../../bench/c-twin'

const hasCompiler = (() => {
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' })
    return process.arch === 'x64'
  } catch {
    return false
  }
})()

// Without this a kernel that moves to another file takes the C column from the benchmarks, and nobody is told.
test.skipIf(!hasCompiler)('the kernels of the sweep compile as C (skipped without a C compiler for x64)', () => {
  const twin = compileTwin()
  expect(twin).toBeDefined()
  twin?.close()
})
