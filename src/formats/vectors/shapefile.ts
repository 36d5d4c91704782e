import type { Feature } from 'geojson'
import shp from 'shpjs'
import { codePageLabel, languageLabel } from '../code-page'
import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import { decoderLabel, decodeText, encodingOf } from '../text'
import { type Warning, warn } from '../warning'
import { isZip, unzipped } from '../zip'

const PART = /\.(shp|dbf|prj|cpg)$/i

/** One layer of a Shapefile as it was read. */
export interface ShapefileLayer {
  name: string
  features: Feature[]
  /** The text of its .prj, in which the coordinates stand; undefined where there is none. */
  crs: string | undefined
  warnings: Warning[]
}

/**
 * A Shapefile from its loose files or from a zip, with its .cpg (text encoding) and .prj (coordinate system) honoured. Without
 * a .cpg the language byte of the .dbf counts, then what the bytes look like: UTF-8, GB18030 or Windows-1252.
 * @param layer file name without extension, where there are several .shp; by default the largest
 * @param ignorePrj leave the coordinates as they stand in the file
 * @throws InputError `shapefile-incomplete`, `file-damaged`, `layer-missing`
 */
export async function readShapefile(files: InputFile[], layer?: string, ignorePrj = false): Promise<ShapefileLayer> {
  const parts = files
    .flatMap((file) => (isZip(file.bytes) ? unzipped(file, (name) => PART.test(name)) : [file]))
    .filter((file) => PART.test(file.name))
  const stem = (name: string) => name.replace(PART, '')
  const shapes = parts.filter((file) => /\.shp$/i.test(file.name))
  const wanted = shapes.filter((file) => !layer || stem(file.name).split(/[\\/]/).pop() === layer)
  if (wanted.length === 0) {
    const there = shapes.map((file) => stem(file.name)).join(', ')
    if (shapes.length > 0) {
      throw new InputError('layer-missing', files[0].name, `${files[0].name} has no layer "${layer}"; it has ${there}.`)
    }
    throw new InputError(
      'shapefile-incomplete',
      files[0].name,
      `${files[0].name}: there is no .shp; expected .shp, .dbf and .prj of one name together, or a zip that holds them.`,
    )
  }
  const main = wanted.reduce((best, file) => (file.bytes.length > best.bytes.length ? file : best))
  const beside = (extension: string) =>
    parts.find((file) => file.name.toLowerCase() === `${stem(main.name).toLowerCase()}.${extension}`)
  const [dbf, prj, cpg] = [beside('dbf'), beside('prj'), beside('cpg')]
  const warnings: Warning[] = []
  if (shapes.length > 1 && !layer) {
    const layerName = (file: InputFile) => stem(file.name).split(/[\\/]/).pop() ?? file.name
    const others = shapes.filter((file) => file !== main).map(layerName)
    warnings.push(warn('several-parts', { file: files[0].name, what: 'layers', read: layerName(main), others: others }))
  }
  if (!dbf) warnings.push(warn('no-dbf', { file: main.name }))
  let encoding = cpg && codePageLabel(decodeText(cpg.bytes))
  if (dbf) encoding ??= languageLabel(dbf.bytes[29])
  if (dbf && !encoding) {
    encoding = decoderLabel(encodingOf(dbf.bytes.subarray(32)))
    if (encoding === 'gb18030') warnings.push(warn('no-cpg', { file: dbf.name }))
  }
  const projection = ignorePrj ? undefined : prj && decodeText(prj.bytes).trim()
  if (!prj && !ignorePrj) warnings.push(warn('no-prj', { file: main.name }))
  try {
    assertShape(main)
    if (dbf) assertTable(dbf)
    const collection = await shp({ shp: main.bytes, dbf: dbf?.bytes, cpg: dbf ? encoding : undefined })
    return { name: main.name, features: collection.features, crs: projection || undefined, warnings }
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(
      'file-damaged',
      main.name,
      `${main.name} is a damaged Shapefile: it breaks off or its records contradict its header. Copy all of its files again.`,
    )
  }
}

/**
 * Walks the records before they are parsed: the header's length (in 16-bit words, big-endian, at byte 24) may not exceed the
 * file's, and no record may claim more parts and points than it has bytes for (ESRI Shapefile Technical Description, 1998).
 */
function assertShape({ bytes, name }: InputFile): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const damaged = (what: string) =>
    new InputError('file-damaged', name, `${name} is a damaged Shapefile: ${what}. Copy all of its files again.`)
  if (bytes.length < 100 || view.getInt32(0) !== 9994 || view.getInt32(24) * 2 > bytes.length) {
    const stated = bytes.length < 28 ? 'nothing' : `${view.getInt32(24) * 2} bytes`
    throw damaged(`its header speaks of ${stated}, there are ${bytes.length}`)
  }
  let record = 0
  for (let at = 100; at + 12 <= bytes.length; ) {
    record++
    const length = view.getInt32(at + 4) * 2
    const start = at + 8
    if (length < 4 || start + length > bytes.length) throw damaged(`record ${record} breaks off`)
    const kind = view.getInt32(start, true) % 10
    if (kind === 3 || kind === 5) {
      if (length < 44) throw damaged(`record ${record} breaks off`)
      const parts = view.getInt32(start + 36, true)
      const points = view.getInt32(start + 40, true)
      if (parts < 0 || points < 0 || 44 + 4 * parts + 16 * points > length) {
        throw damaged(`record ${record} claims ${parts} parts and ${points} points, more than it holds`)
      }
      let before = 0
      for (let i = 0; i < parts; i++) {
        const first = view.getInt32(start + 44 + 4 * i, true)
        if (first < before || first > points) throw damaged(`record ${record} has parts out of order`)
        before = first
      }
    } else if (kind === 8 && (length < 40 || 40 + 16 * view.getInt32(start + 36, true) > length)) {
      throw damaged(`record ${record} claims more points than it holds`)
    }
    at = start + length
  }
}

/** A dBASE table may not claim more or longer records than it has bytes for. */
function assertTable({ bytes, name }: InputFile): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length >= 33
  const [count, header, length] = whole
    ? [view.getUint32(4, true), view.getUint16(8, true), view.getUint16(10, true)]
    : [0, 0, 0]
  let fields = 1
  for (let at = 32; whole && at + 32 < header && bytes[at] !== 13; at += 32) fields += bytes[at + 16]
  if (!whole || header < 33 || header + count * length > bytes.length || (count > 0 && fields > length)) {
    throw new InputError(
      'file-damaged',
      name,
      `${name} is a damaged dBASE table: it claims ${count} records of ${length} bytes, more than it holds. Copy all files of the Shapefile again.`,
    )
  }
}
