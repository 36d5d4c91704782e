import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** How a run ended. */
export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}

/** Packs the project and installs the tarball in an empty folder, as a user would; returns the folder. */
export function installPacked(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan e2e 包 '))
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { stdio: 'pipe' })
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!
  // npm init refuses to make a package name of the folder's, which is there to be unusual.
  writeFileSync(join(folder, 'package.json'), '{ "name": "user-of-gigaplan", "private": true }\n')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', join(folder, tarball)], {
    cwd: folder,
    stdio: 'pipe',
  })
  return folder
}

/** Runs the installed command. */
export function runPacked(folder: string, ...args: string[]): Ended {
  const bin = join(folder, 'node_modules', '.bin', 'gigaplan')
  return ended(spawnSync(bin, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 }))
}

/** Runs the built command of this checkout, in `cwd`. */
export function runBuilt(cwd: string, ...args: string[]): Ended {
  const cli = resolve('dist/cli.js')
  return ended(spawnSync(process.execPath, [cli, ...args], { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 }))
}

function ended({ status, stdout, stderr }: { status: number | null; stdout: string; stderr: string }): Ended {
  return { status, stdout, stderr }
}
