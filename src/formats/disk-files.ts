import { existsSync } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { InputError } from './input-error'
import type { InputFile } from './input-file'

const MAX_BYTES = 16 * 2 ** 30

/**
 * Reads files from disk (Node only). A Shapefile is named by its .shp; its .dbf, .prj and .cpg are taken along.
 * @param paths one path or several
 * @throws InputError `file-missing`, `file-is-folder`, `file-unreadable`, `file-too-large`
 */
export async function readInputFiles(paths: string | readonly string[]): Promise<InputFile[]> {
  const files: InputFile[] = []
  for (const path of typeof paths === 'string' ? [paths] : paths) {
    files.push(await readInputFile(path))
    if (extname(path).toLowerCase() !== '.shp') continue
    const stem = basename(path).slice(0, -4).toLowerCase()
    for (const name of await readdir(dirname(path) || '.')) {
      const other = name.toLowerCase()
      if (['.dbf', '.prj', '.cpg'].some((extension) => other === stem + extension)) {
        files.push(await readInputFile(join(dirname(path), name)))
      }
    }
  }
  return files
}

async function readInputFile(path: string): Promise<InputFile> {
  if (!existsSync(path)) {
    throw new InputError('file-missing', path, `There is no file ${path}; expected it to exist. Check the path.`)
  }
  const info = await stat(path)
  if (info.isDirectory()) {
    throw new InputError('file-is-folder', path, `${path} is a folder; expected a file. Name the file in it.`)
  }
  if (info.size > MAX_BYTES) {
    throw new InputError('file-too-large', path, `${path} has ${info.size} bytes; at most ${MAX_BYTES} can be read.`)
  }
  try {
    // In pieces: one read call of Node ends at 2 GiB.
    const handle = await open(path, 'r')
    try {
      const bytes = new Uint8Array(info.size)
      let at = 0
      while (at < info.size) {
        const { bytesRead } = await handle.read(bytes, at, Math.min(2 ** 30, info.size - at), at)
        if (bytesRead === 0) break
        at += bytesRead
      }
      return { name: basename(path), bytes: at === info.size ? bytes : bytes.subarray(0, at) }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw new InputError(
      'file-unreadable',
      path,
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'fault'}); expected a file that you may read. Check its rights.`,
    )
  }
}

/** Files given as bytes as they are, paths read from disk. */
export async function filesFrom(input: string | InputFile | readonly (string | InputFile)[]): Promise<InputFile[]> {
  const list = Array.isArray(input) ? (input as readonly (string | InputFile)[]) : [input as string | InputFile]
  const files: InputFile[] = []
  for (const one of list) {
    if (typeof one === 'string') files.push(...(await readInputFiles(one)))
    else files.push(one)
  }
  return files
}
