import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../shared/reference/vectors/', import.meta.url))

/** Folder of published validation vectors, which are not part of the project; undefined where they are absent. */
export const VECTORS = existsSync(root) ? root : undefined

/** Text of a vector file. */
export function vectorText(path: string): string {
  return readFileSync(`${VECTORS}${path}`, 'utf8')
}

/** Rows of a plain comma-separated file without its header, every value a number. */
export function vectorRows(path: string): number[][] {
  return vectorText(path)
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number))
}
