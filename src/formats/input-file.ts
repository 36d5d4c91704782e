import { Gunzip } from 'fflate'
import { InputError } from './input-error'

/** One file as bytes. A Shapefile is one zip, or several files (.shp, .dbf, .prj, .cpg). */
export interface InputFile {
  /** File name with extension; a path is fine. Formats are told by content, the name settles what content leaves open. */
  name: string
  bytes: Uint8Array
  /** Which sheet of a workbook, or layer of a GeoPackage, TopoJSON or zip of Shapefiles; the first or the largest where absent. */
  part?: string
  /** What lies beside a raster: its header (.hdr) and system (.prj). */
  beside?: InputFile[]
}

/** A `.gz` may not unpack to more than this many bytes, nor to more than 300 times its own size once past 64 MiB. */
export const MAX_UNPACKED_BYTES = 4 * 2 ** 30
const FREE_BYTES = 64 * 2 ** 20
const MAX_RATIO = 300
const PIECE_BYTES = 16384

/** One file or several as a list; names kept. */
export function asFiles(files: InputFile | InputFile[]): InputFile[] {
  return Array.isArray(files) ? files : [files]
}

/**
 * The file unpacked where its content is gzip (RFC 1952, magic 1F 8B), as it is otherwise.
 * @throws InputError `file-damaged` where the gzip stream breaks off, `file-too-large` where it unpacks beyond all measure
 */
export function unpacked(file: InputFile): InputFile {
  const { bytes } = file
  if (bytes.length < 3 || bytes[0] !== 0x1f || bytes[1] !== 0x8b) return file
  const parts: Uint8Array[] = []
  let total = 0
  let ended = false
  const stream = new Gunzip((part, final) => {
    parts.push(part)
    total += part.length
    ended = ended || final
  })
  try {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      stream.push(bytes.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= bytes.length)
      // By what was taken so far, not by the whole file: a file that swells is refused at once.
      const taken = Math.min(bytes.length, at + PIECE_BYTES)
      if (total > MAX_UNPACKED_BYTES || (total > FREE_BYTES && total > taken * MAX_RATIO)) {
        throw new InputError(
          'file-too-large',
          file.name,
          `${file.name} unpacks to more than ${Math.round(total / 2 ** 20)} MiB from ${bytes.length} bytes; expected a gzip file of real data. Unpack it yourself if it is meant.`,
        )
      }
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    ended = false
  }
  if (!ended) {
    throw new InputError(
      'file-damaged',
      file.name,
      `${file.name} is a damaged gzip file: it breaks off. Copy it again.`,
    )
  }
  const whole = new Uint8Array(total)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return { ...file, name: file.name.replace(/\.gz$/i, ''), bytes: whole }
}

/** @throws InputError `file-empty` where there is not one byte */
export function assertNotEmpty(file: InputFile): void {
  if (file.bytes.length === 0) {
    throw new InputError('file-empty', file.name, `${file.name} is empty (0 bytes); expected data in it.`)
  }
}
