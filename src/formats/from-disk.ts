import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { InputError } from './input-error'
import type { InputFile } from './input-file'

/** What a Shapefile's name brings along. */
const SHAPEFILE_PARTS = ['.shp', '.dbf', '.prj', '.cpg', '.shx']

/**
 * Reads files from disk as the readers take them; a `.shp` brings its `.dbf`, `.prj` and `.cpg`; `table.xlsx:5G` and
 * `map.gpkg:villages` name a sheet or layer.
 * @throws InputError `file-missing` (with names nearby where one is alike), `is-folder`, `not-a-file`, `not-readable`
 */
export function filesAt(paths: string | string[]): InputFile[] {
  return (Array.isArray(paths) ? paths : [paths]).flatMap((path) => {
    const [, whole, part] =
      (!existsSync(path) && /^(.+\.(?:xlsx|gpkg|zip|kmz|(?:topo|geo)?json)(?:\.gz)?):([^\\/]+)$/i.exec(path)) || []
    if (part && existsSync(whole)) return filesAt(whole).map((file) => ({ ...file, part }))
    if (!existsSync(path)) throw missing(path)
    if (statSync(path).isDirectory()) {
      throw new InputError('is-folder', path, 'This is a folder; expected a file.')
    }
    assertFile(path)
    if (/\.(asc|bil|bip|bsq|flt)$/i.test(path)) return [withBeside(path)]
    if (extname(path).toLowerCase() !== '.shp') return [fileAt(path)]
    const stem = basename(path, extname(path)).toLowerCase()
    return readdirSync(dirname(path) || '.')
      .filter((name) => {
        const extension = extname(name)
        return SHAPEFILE_PARTS.includes(extension.toLowerCase()) && basename(name, extension).toLowerCase() === stem
      })
      .map((name) => fileAt(join(dirname(path), name)))
  })
}

/** A grid of plain values, with its header and system. */
function withBeside(path: string): InputFile {
  const stem = path.slice(0, -extname(path).length)
  const beside = ['.hdr', '.prj', '.HDR', '.PRJ'].map((ending) => stem + ending).filter((name) => existsSync(name))
  return { ...fileAt(path), beside: beside.map(fileAt) }
}

/** A pipe or a device has no end that one may wait for. */
function assertFile(path: string): void {
  if (!statSync(path).isFile()) {
    throw new InputError(
      'not-a-file',
      path,
      'This is a pipe, a socket or a device; expected a file. Write its content to a file first.',
    )
  }
}

function fileAt(path: string): InputFile {
  assertFile(path)
  try {
    const bytes = new Uint8Array(statSync(path).size)
    const handle = openSync(path, 'r')
    // In pieces: one read call of Node ends at 2 GiB.
    let at = 0
    for (let got = 1; got > 0 && at < bytes.length; at += got) {
      got = readSync(handle, bytes, at, Math.min(2 ** 30, bytes.length - at), at)
    }
    closeSync(handle)
    return { name: basename(path), bytes: bytes.subarray(0, at) }
  } catch (error) {
    throw new InputError('not-readable', path, `The file cannot be read: ${(error as Error).message}.`)
  }
}

function missing(path: string): InputError {
  const folder = dirname(path) || '.'
  const wanted = basename(path).toLowerCase()
  const near = existsSync(folder)
    ? readdirSync(folder).find(
        (name) => name.toLowerCase() === wanted || name.toLowerCase().startsWith(wanted.slice(0, 4)),
      )
    : undefined
  const hint = near ? `Is it "${join(folder, near)}"?` : `Check the name; it is looked for from ${process.cwd()}.`
  return new InputError('file-missing', path, 'There is no such file.', hint)
}

/** Files given as bytes as they are, paths read from disk. */
export function filesFrom(input: string | InputFile | readonly (string | InputFile)[]): InputFile[] {
  const list = Array.isArray(input) ? (input as readonly (string | InputFile)[]) : [input as string | InputFile]
  return list.flatMap((one) => (typeof one === 'string' ? filesAt(one) : [one]))
}
