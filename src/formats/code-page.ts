/** Labels that `TextDecoder` knows (WHATWG Encoding), by the number of a code page of Windows or IBM. */
const BY_NUMBER: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1361: 'euc-kr',
  10000: 'macintosh',
  20866: 'koi8-r',
  21866: 'koi8-u',
  20932: 'euc-jp',
  20936: 'gb18030',
  51932: 'euc-jp',
  51936: 'gb18030',
  51949: 'euc-kr',
  54936: 'gb18030',
  65001: 'utf-8',
}

/** Language byte of a dBASE header (byte 29) → code page, where it says one. 0x57 is "ANSI", whatever that was. */
const BY_LANGUAGE: Readonly<Record<number, number>> = {
  3: 1252,
  38: 866,
  77: 936,
  78: 949,
  79: 950,
  80: 874,
  88: 1252,
  89: 1252,
  101: 866,
  120: 950,
  121: 949,
  122: 936,
  123: 932,
  124: 874,
  125: 1255,
  126: 1256,
  200: 1250,
  201: 1251,
  202: 1254,
  203: 1253,
  204: 1257,
}

function labelOfNumber(page: number): string | undefined {
  if (page >= 1250 && page <= 1258) return `windows-${page}`
  // 28591 is ISO 8859-1.
  if (page > 28590 && page <= 28606) return labelOf(`iso-8859-${page - 28590}`)
  return BY_NUMBER[page]
}

function labelOf(name: string): string | undefined {
  try {
    return new TextDecoder(name).encoding
  } catch {
    return undefined
  }
}

/**
 * The label of a code page as files name it: `936`, `CP936`, `cp-936`, `ANSI 1252`, `OEM 866`, `ISO 88591`, `KOI8-R`, `GBK`; undefined for
 * one that no `TextDecoder` knows.
 */
export function codePageLabel(name: string): string | undefined {
  const plain = name.replaceAll('\0', '').trim().toLowerCase()
  const iso = /^(?:iso|8859)[\s_-]*(?:8859)?[\s_-]*(\d{1,2})$/.exec(plain.replace(/^iso[\s_-]*8859[\s_-]*/, 'iso '))
  if (iso) return labelOf(`iso-8859-${iso[1]}`)
  const page = /^(?:cp|ansi|oem|windows|win|ms|x-cp|ldid\/)?[\s_-]*(\d{3,5})$/.exec(plain)
  if (page) return labelOfNumber(Number(page[1]))
  return labelOf(plain)
}

/** The label of a dBASE header's language byte; undefined where it says none. */
export function languageLabel(byte: number): string | undefined {
  const page = BY_LANGUAGE[byte]
  return page === undefined ? undefined : labelOfNumber(page)
}
