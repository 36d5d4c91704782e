import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import { decoderLabel, encodingOf, printable, type TextEncoding } from '../text'

/** Longest record that is believed, bytes; a longer one is an unclosed quote or no table. */
const MAX_RECORD_BYTES = 1 << 20
const BLOCK_BYTES = 1 << 17
const [QUOTE, LINE_FEED, RETURN] = [0x22, 0x0a, 0x0d]

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
      for (const [from, to] of records(bytes, file.name, separator)) {
        const text = printable(decoder.decode(bytes.subarray(from, to)))
        const rows = rowsOf(text, separator)
        yield { first, rows }
        first += rows.length
      }
    },
  }
}

/**
 * The rows of a block. Without quotes and lone carriage returns it is cut at its separators.
 */
function rowsOf(text: string, separator: string): string[][] {
  if (!text.includes('"') && !/\r(?!\n)/.test(text)) return plainRows(text, separator)
  return quotedRows(text, separator)
}

/**
 * Rows with quotes as spreadsheets and Python's csv read them: a quotation mark opens a field only where it begins it; within another
 * field it is a letter (`Tower 6 ft 5"`), and what follows a closed one belongs to the field (`"C" St`). One that is never closed is a
 * letter too: Papa Parse (5.5) would swallow the rows behind it.
 */
function quotedRows(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const { length } = text
  for (let at = 0; at < length; ) {
    let field = ''
    if (text[at] === '"') {
      let close = at + 1
      for (;;) {
        close = text.indexOf('"', close)
        if (close < 0 || text[close + 1] !== '"') break
        close += 2
      }
      if (close >= 0) {
        field = text.slice(at + 1, close).replaceAll('""', '"')
        at = close + 1
      }
    }
    const from = at
    while (at < length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++
    row.push(field + text.slice(from, at))
    if (text[at] === separator) {
      at++
      if (at < length) continue
      row.push('')
    } else if (at < length) at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    rows.push(row)
    row = []
  }
  return rows
}

function plainRows(text: string, separator: string): string[][] {
  const rows: string[][] = []
  for (let from = 0; from < text.length; ) {
    const feed = text.indexOf('\n', from)
    const next = feed < 0 ? text.length : feed + 1
    let end = feed < 0 ? text.length : feed
    if (end > from && text.charCodeAt(end - 1) === RETURN) end--
    // The row is cut out first: a search for separators in the whole block would go past the end of a row that has none.
    rows.push(end === from ? [''] : text.slice(from, end).split(separator))
    from = next
  }
  return rows
}

/** Cuts the bytes into blocks of whole records: at line ends outside quotes (line feed, or carriage return alone). */
function* records(bytes: Uint8Array, name: string, separator: string): Generator<[from: number, to: number]> {
  for (let from = 0; from < bytes.length; ) {
    const to = blockEnd(bytes, from, name, separator)
    yield [from, to]
    from = to
  }
}

function blockEnd(bytes: Uint8Array, from: number, name: string, separator: string): number {
  if (from + BLOCK_BYTES < bytes.length) {
    // Where there is no quote the last line feed will do, and the engine finds it much faster than a walk.
    const window = bytes.subarray(from, from + BLOCK_BYTES)
    const feed = window.includes(QUOTE) ? -1 : window.lastIndexOf(LINE_FEED)
    if (feed >= 0) return from + feed + 1
  }
  let record = from
  let quoted = false
  for (let i = from; i < bytes.length; i++) {
    if (bytes[i] === QUOTE) quoted = !quoted && beginsField(bytes, i, separator)
    else if (!quoted && endsRecord(bytes, i)) {
      record = i + 1
      if (record - from >= BLOCK_BYTES) return record
    }
    if (i - record > MAX_RECORD_BYTES) {
      const row = 1 + recordsIn(bytes.subarray(0, record), separator)
      throw new InputError(
        'line-too-long',
        `${name}:${row}`,
        `${name}, row ${row}: the row is longer than ${MAX_RECORD_BYTES / 2 ** 20} MiB; expected a table${quoted ? '. A quotation mark seems not to be closed' : ''}.`,
      )
    }
  }
  return bytes.length
}

function endsRecord(bytes: Uint8Array, i: number): boolean {
  return bytes[i] === LINE_FEED || (bytes[i] === RETURN && bytes[i + 1] !== LINE_FEED)
}

/** Whether a field begins at a byte: only there does a quotation mark open one. A full-width comma ends with a high byte. */
function beginsField(bytes: Uint8Array, i: number, separator: string): boolean {
  const before = i === 0 ? LINE_FEED : bytes[i - 1]
  if (before === LINE_FEED || before === RETURN) return true
  return separator.charCodeAt(0) < 0x80 ? before === separator.charCodeAt(0) : before >= 0x80
}

function recordsIn(bytes: Uint8Array, separator: string): number {
  let count = 0
  let quoted = false
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === QUOTE) quoted = !quoted && beginsField(bytes, i, separator)
    else if (!quoted && endsRecord(bytes, i)) count++
  }
  return count
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
