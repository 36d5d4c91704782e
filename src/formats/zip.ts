import { unzipSync } from 'fflate'
import { InputError } from './input-error'
import type { InputFile } from './input-file'

/** A zip may not unpack to more than this, nor to more than 300 times its own size once past 64 MiB. */
const MAX_BYTES = 2 * 2 ** 30
const FREE_BYTES = 64 * 2 ** 20
const MAX_RATIO = 300
const MAX_ENTRIES = 100_000
/** What becomes a tree of elements takes many times its size in memory. Real XML packs to a tenth or a thirtieth. */
export const XML_LIMITS = { freeBytes: 16 * 2 ** 20, maxRatio: 100 }

/** True for a zip archive (`PK\3\4`), which XLSX and KMZ are too. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
}

/** Names and declared sizes of what a zip holds, without unpacking. Folders are left out. */
export function zipEntries(file: InputFile): { name: string; size: number }[] {
  const entries: { name: string; size: number }[] = []
  unzip(file, (name, size) => {
    entries.push({ name, size })
    return false
  })
  return entries
}

/**
 * The files of a zip archive that `wanted` asks for.
 * Names that climb out (`../`, absolute, with a drive letter) are refused, as is an archive that unpacks beyond all measure.
 * @param limits bytes that are unpacked in any case, and how many times its own size beyond
 * @throws InputError `file-damaged`, `zip-name-unsafe`, `file-too-large`
 */
export function unzipped(
  file: InputFile,
  wanted: (name: string) => boolean = () => true,
  { freeBytes, maxRatio } = { freeBytes: FREE_BYTES, maxRatio: MAX_RATIO },
): InputFile[] {
  let total = 0
  const kept = unzip(file, (name, size) => {
    if (!wanted(name)) return false
    if (/(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[a-z]:/i.test(name)) {
      throw new InputError(
        'zip-name-unsafe',
        file.name,
        `${file.name} holds an entry named "${name}" that points outside the archive; expected plain relative names. Pack it again.`,
      )
    }
    total += size
    if (total > MAX_BYTES || (total > freeBytes && total > file.bytes.length * maxRatio)) {
      throw new InputError(
        'file-too-large',
        file.name,
        `${file.name} (${file.bytes.length} bytes) unpacks to more than ${Math.round(Math.min(total, MAX_BYTES) / 2 ** 20)} MiB; expected an archive of real data. Unpack it yourself if it is meant.`,
      )
    }
    return true
  })
  return Object.keys(kept).map((name) => ({ name, bytes: kept[name] }))
}

function unzip(file: InputFile, keep: (name: string, size: number) => boolean): Record<string, Uint8Array> {
  let count = 0
  try {
    return unzipSync(file.bytes, {
      filter: ({ name, originalSize }) => {
        if (++count > MAX_ENTRIES) {
          throw new InputError('file-too-large', file.name, `${file.name} holds more than ${MAX_ENTRIES} entries.`)
        }
        return !name.endsWith('/') && !name.startsWith('__MACOSX/') && keep(name, originalSize)
      },
    })
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError('file-damaged', file.name, `${file.name} is a damaged zip archive. Copy or pack it again.`)
  }
}
