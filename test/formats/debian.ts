import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** True where a program is on the path: Debian's GDAL checks our files where it is installed. */
export function has(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Runs a program on bytes written to a file of that name; its output. `FILE` among the arguments stands for the file. */
export function runOn(name: string, bytes: Uint8Array | string, program: string, args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan-'))
  try {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    const { stdout, stderr, status } = spawnSync(
      program,
      args.map((arg) => (arg === 'FILE' ? path : arg)),
      { encoding: 'utf8', maxBuffer: 2 ** 28 },
    )
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`)
    return stdout + stderr
  } finally {
    rmSync(folder, { recursive: true })
  }
}
