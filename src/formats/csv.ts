import Papa from 'papaparse'
import { InputError } from './input-error'
import type { InputFile } from './input-file'
import { decoderLabel, encodingOf, type TextEncoding } from './text'

/** Longest record that is believed, bytes; a longer one is an unclosed quote or no table. */
const MAX_RECORD_BYTES = 1 << 20
const BLOCK_BYTES = 1 << 18

/** Rows of a table of text, in blocks. */
export interface CsvReader {
  encoding: TextEncoding
  separator: string
  /** Blocks of rows; `first` is the 1-based number of the block's first record, the header's included. */
  blocks(): Generator<{ first: number; rows: string[][] }>
}

/**
 * Opens CSV and its kin: UTF-8 (with or without mark), UTF-16 with mark, GBK/GB18030; separated by `,` `;` tab or `|`; quoted
 * fields; any line ends. Read block by block: the text never needs to fit one string.
 * @throws InputError `line-too-long` (while reading)
 */
export function openCsv(file: InputFile): CsvReader {
  let { bytes } = file
  let encoding = encodingOf(bytes)
  const declared = encoding
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    bytes = new TextEncoder().encode(new TextDecoder(encoding).decode(bytes))
    encoding = 'utf-8'
  } else if (encoding === 'utf-8-bom') bytes = bytes.subarray(3)
  const label = decoderLabel(encoding)
  const head = new TextDecoder(label).decode(bytes.subarray(0, 65536))
  const separator = separatorOf(head)
  return {
    encoding: declared,
    separator,
    *blocks() {
      const decoder = new TextDecoder(label)
      let first = 1
      for (const [from, to] of records(bytes, file.name)) {
        const text = decoder.decode(bytes.subarray(from, to))
        const { data } = Papa.parse<string[]>(text, { delimiter: separator, skipEmptyLines: false })
        const last = data[data.length - 1]
        if (last && last.length === 1 && last[0] === '') data.pop()
        yield { first, rows: data }
        first += data.length
      }
    },
  }
}

/** Cuts the bytes into blocks of whole records: at line ends outside quotes (line feed, or carriage return alone). */
function* records(bytes: Uint8Array, name: string): Generator<[from: number, to: number]> {
  let from = 0
  let record = 0
  let end = 0
  let quoted = false
  let line = 1
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === 0x22) quoted = !quoted
    else if (!quoted && (byte === 0x0a || (byte === 0x0d && bytes[i + 1] !== 0x0a))) {
      record = i + 1
      end = record
      line++
      if (end - from >= BLOCK_BYTES) {
        yield [from, end]
        from = end
      }
    }
    if (i - record > MAX_RECORD_BYTES) {
      throw new InputError(
        'line-too-long',
        `${name}:${line}`,
        `${name}, row ${line}: the row is longer than ${MAX_RECORD_BYTES / 2 ** 20} MiB; expected a table${quoted ? '. A quotation mark seems not to be closed' : ''}.`,
      )
    }
  }
  if (from < bytes.length) yield [from, bytes.length]
}

/** The separator that cuts the first lines into the most columns, evenly. */
function separatorOf(head: string): string {
  const lines = head
    .split(/\r\n|\n|\r/)
    .slice(0, 30)
    .map((line) => line.replace(/"[^"]*"/g, ''))
    .filter((line) => line.trim() !== '')
  const measured = lines.length > 1 && head.length >= 65536 ? lines.slice(0, -1) : lines
  let best = ','
  let most = 0
  for (const candidate of [',', '\t', ';', '|', '，']) {
    const counts = measured.map((line) => line.split(candidate).length - 1)
    const score =
      counts.reduce((sum, count) => sum + Math.min(count, 200), 0) *
      (counts.some((c) => c > 0 && c === counts[0]) ? 1.5 : 1)
    if (score > most) {
      best = candidate
      most = score
    }
  }
  return best
}
