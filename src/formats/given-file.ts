import { InputError } from './input-error'
import type { InputFile } from './input-file'
import { excerpt } from './text'

/** Bytes in any of the forms in which a program holds them, under a name or without one. */
export interface NamedBytes {
  name?: string
  bytes: Uint8Array | ArrayBuffer | string
  /** Which sheet of a workbook, or layer of a GeoPackage, TopoJSON or zip of Shapefiles. */
  part?: string
}

/** A file as a program holds it: bytes, their text, or the object that its JSON says (a FeatureCollection, a Topology, settings). */
export type GivenFile = InputFile | NamedBytes | Uint8Array | ArrayBuffer | string | object

/** The same, and what has to be waited for: a Blob or File, a URL of the web. */
export type GivenLater = GivenFile | Blob | URL

const WANTED = 'bytes, an ArrayBuffer, { name, bytes }, or the object of its JSON'

/**
 * A file that is at hand, as the readers take it.
 * @throws InputError `bad-argument` where nothing is given, a path (gigaplan/node reads paths), or what must be waited for
 */
export function fileGiven(given: GivenFile, path = 'file'): InputFile {
  if (given === undefined || given === null) {
    throw new InputError('bad-argument', path, `Nothing is given (${given}); expected ${WANTED}.`)
  }
  if (typeof given === 'string') return textGiven(given, path)
  const bytes = bytesOf(given)
  if (bytes) return { name: 'bytes', bytes }
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new InputError('bad-argument', path, `${told(given)} is no file; expected ${WANTED}.`)
  }
  if (isBlob(given) || given instanceof URL) {
    const what = given instanceof URL ? `The URL ${given.href}` : 'A Blob'
    throw new InputError('bad-argument', path, `${what} has to be read first: give its bytes (await it).`)
  }
  if (!('bytes' in given)) return jsonGiven(given, path)
  const { name, bytes: content, part } = given as NamedBytes
  const named = typeof name === 'string' && name !== '' ? name : 'bytes'
  const raw = typeof content === 'string' ? new TextEncoder().encode(content) : bytesOf(content)
  if (!raw) {
    throw new InputError('bad-argument', `${path}.bytes`, `${told(content)} is no content; expected bytes or text.`)
  }
  return { name: named, bytes: raw, ...(part === undefined ? {} : { part }) }
}

/**
 * Files as the readers take them; a Blob is read, and a URL of the web fetched.
 * @throws InputError `bad-argument` as `fileGiven`; `not-fetched` where the web does not give it
 */
export async function filesGiven(given: GivenLater | readonly GivenLater[], path = 'files'): Promise<InputFile[]> {
  const list: readonly GivenLater[] = Array.isArray(given) ? given : [given]
  if (list.length === 0) throw new InputError('bad-argument', path, `${path} is an empty list; expected ${WANTED}.`)
  return Promise.all(list.map((one, i) => fileLater(one, list.length > 1 ? `${path}[${i}]` : path)))
}

async function fileLater(given: GivenLater, path: string): Promise<InputFile> {
  if (given instanceof URL) return fetched(given, path)
  if (!isBlob(given)) return fileGiven(given, path)
  const { name } = given as Blob & { name?: string }
  return { name: name || 'blob', bytes: new Uint8Array(await given.arrayBuffer()) }
}

async function fetched(url: URL, path: string): Promise<InputFile> {
  if (url.protocol === 'file:') {
    throw new InputError('bad-argument', path, `${url.href} lies on a disk; import the readers from gigaplan/node.`)
  }
  const fail = (why: string): InputError =>
    new InputError('not-fetched', path, `${url.href} could not be fetched: ${why}. Check the address.`)
  let response: Response
  try {
    response = await fetch(url)
  } catch (error) {
    throw fail((error as Error).message)
  }
  if (!response.ok) throw fail(`${response.status} ${response.statusText}`)
  const name = decodeURIComponent(url.pathname.split('/').at(-1) ?? '') || url.hostname
  return { name, bytes: new Uint8Array(await response.arrayBuffer()) }
}

/** The text of a file; a short line without a bracket is a path. */
function textGiven(text: string, path: string): InputFile {
  if (isContent(text)) return { name: 'text', bytes: new TextEncoder().encode(text) }
  throw new InputError(
    'bad-argument',
    path,
    `"${excerpt(text)}" is a path; import the readers from gigaplan/node, or give ${WANTED}.`,
  )
}

/** True for the text of a file itself, and false for a path to one. */
export function isContent(text: string): boolean {
  return /^\s*[{[<]/.test(text) || /[\r\n]/.test(text)
}

function jsonGiven(value: object, path: string): InputFile {
  let text: string
  try {
    text = JSON.stringify(value)
  } catch (error) {
    throw new InputError('bad-argument', path, `The object cannot be written as JSON: ${(error as Error).message}.`)
  }
  const isGeometry = typeof (value as { type?: unknown }).type === 'string'
  return { name: isGeometry ? 'object.geojson' : 'object.json', bytes: new TextEncoder().encode(text) }
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  const tag = Object.prototype.toString.call(value)
  const isBuffer = tag === '[object ArrayBuffer]' || tag === '[object SharedArrayBuffer]'
  return isBuffer ? new Uint8Array(value as ArrayBuffer) : undefined
}

function isBlob(value: unknown): value is Blob {
  return typeof Blob !== 'undefined' && value instanceof Blob
}

function told(value: unknown): string {
  return Array.isArray(value) ? 'A list' : excerpt(JSON.stringify(value) ?? String(value))
}
