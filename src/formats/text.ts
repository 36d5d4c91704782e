/** How a file's text was encoded. */
export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252'

const CHUNK = 1 << 20

/** Node's own check, which makes no text of the bytes; undefined in a browser. */
const isUtf8Natively = (
  globalThis as { process?: { getBuiltinModule?: (id: string) => { isUtf8?: (bytes: Uint8Array) => boolean } } }
).process?.getBuiltinModule?.('node:buffer')?.isUtf8

/** True where the bytes are valid UTF-8 throughout. */
export function isUtf8(bytes: Uint8Array): boolean {
  if (isUtf8Natively) return isUtf8Natively(bytes)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

/** So much of a file that is no UTF-8 is looked at to tell GB18030 from Windows-1252. */
const LOOKED_AT = 1 << 20

/**
 * Chinese (GB18030) or Western text (Windows-1252): what is no GB18030 throughout is Western; else that which most of the bytes look like:
 * characters of GB 2312 are pairs of high bytes, while an accent or a degree sign stands alone among letters and figures.
 */
function chineseOrWestern(bytes: Uint8Array): 'gb18030' | 'windows-1252' {
  const head = bytes.subarray(0, LOOKED_AT)
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(head, { stream: bytes.length > head.length })
  } catch {
    return 'windows-1252'
  }
  let pairs = 0
  let alone = 0
  for (let i = 0; i < head.length; i++) {
    if (head[i] < 0x80) continue
    if (head[i + 1] >= 0x80) {
      pairs++
      i++
    } else alone++
  }
  return alone > pairs ? 'windows-1252' : 'gb18030'
}

/**
 * The encoding of a text file: a byte-order mark where there is one, else strict UTF-8, else GB18030 (which holds GBK and
 * GB 2312), as Chinese spreadsheets save CSV, or Windows-1252, as Western ones do.
 */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return isUtf8(bytes) ? 'utf-8-bom' : chineseOrWestern(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : chineseOrWestern(bytes)
}

/** The label that `TextDecoder` knows an encoding by. */
export function decoderLabel(encoding: TextEncoding): string {
  return encoding === 'utf-8-bom' ? 'utf-8' : encoding
}

/** The whole text of a file; only for files that fit one string (512 MB). A byte-order mark is dropped. */
export function decodeText(bytes: Uint8Array, encoding = encodingOf(bytes)): string {
  return new TextDecoder(decoderLabel(encoding)).decode(bytes)
}

/**
 * The bytes as UTF-8 without a byte-order mark, the same array where they are that already. Structural bytes (`{`, `"`, `,`)
 * can then be searched for as they are.
 */
export function asUtf8(bytes: Uint8Array): Uint8Array {
  const encoding = encodingOf(bytes)
  if (encoding === 'utf-8') return bytes
  if (encoding === 'utf-8-bom') return bytes.subarray(3)
  const decoder = new TextDecoder(decoderLabel(encoding))
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  let total = 0
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const last = at + CHUNK >= bytes.length
    const part = encoder.encode(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: !last }))
    parts.push(part)
    total += part.length
  }
  const whole = new Uint8Array(total)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The text at the beginning of a file, without a cut last character, leading blanks, marks and record separators. */
export function headText(bytes: Uint8Array, length: number): string {
  let from = 0
  while (from < bytes.length && (bytes[from] <= 0x20 || (from < 3 && [0xef, 0xbb, 0xbf][from] === bytes[from]))) from++
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return decodeText(bytes.subarray(0, length)).trim()
  }
  const head = bytes.subarray(from, from + length)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
  } catch {
    return new TextDecoder(chineseOrWestern(head)).decode(head, { stream: true })
  }
}

/**
 * The same text, no longer a slice of a larger one. V8 lets a cut-out text hold on to all that it was cut from: a name kept from a
 * table would keep the whole block of the file.
 */
export function detached(text: string): string {
  // V8 copies cuts shorter than 13 characters.
  return text.length < 13 ? text : ` ${text}`.slice(1)
}

/**
 * What no name holds and no terminal, drawing or table should be given: control characters (C0 but tab and line ends, DEL, C1), marks
 * that turn the direction of writing, half pairs and what XML 1.0 §2.2 leaves out.
 */
const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF\uD800-\uDFFF]/u
const ALL_CONTROLS = new RegExp(CONTROLS.source, 'gu')

/** The text without control characters: for terminals, drawings and documents. Tabs and line ends stay. */
export function printable(text: string): string {
  return CONTROLS.test(text) ? text.replace(ALL_CONTROLS, '') : text
}

/**
 * The text that a value of a file stands for: texts and numbers as they are, nothing for null, objects and lists as their JSON. Never
 * throws, whatever the value, and holds no control characters.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return printable(value)
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  try {
    return printable(JSON.stringify(value) ?? '')
  } catch {
    return ''
  }
}

/** Text shortened for a message, with line breaks made visible. */
export function excerpt(text: string, length = 40): string {
  const plain = printable(text.length > 4 * length ? text.slice(0, 4 * length) : text).replace(/[\r\n\t]+/g, ' ')
  return plain.length > length ? `${plain.slice(0, length)}…` : plain
}
