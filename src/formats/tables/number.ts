const BLANKS: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '—',
  '/',
  '\\',
  'null',
  'nan',
  'na',
  'n/a',
  '#n/a',
  '#value!',
  '#ref!',
  'none',
  'nil',
  '无',
  '未知',
  '空',
  '暂无',
])

/** Full-width digits, letters, signs and spaces as their plain forms; ends trimmed. */
export function plainText(text: string): string {
  let ascii = true
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 126) {
      ascii = false
      break
    }
  }
  return (ascii ? text : text.normalize('NFKC').replace(/[−–]/g, '-')).trim()
}

/** True for the many ways to leave a field of a table empty: nothing, `-`, `/`, `NULL`, `#N/A`, `无` … */
export function isBlank(text: string): boolean {
  if (text === '') return true
  const first = text.charCodeAt(0)
  if (first >= 48 && first <= 57) return false
  // Of ideographs only these begin a blank: looked at first, for most fields of a table are names.
  if (first >= 0x4e00 && first <= 0x9fff && !'无未空暂'.includes(text[0])) return false
  return text.length < 9 && BLANKS.has(plainText(text).toLowerCase())
}

/**
 * A number as people write it: full-width digits, thousands separators, a decimal comma, an exponent.
 * @param decimalComma true where a lone comma is a decimal sign (tables separated by `;`)
 * @returns undefined where the text is no finite number
 */
export function parseNumber(text: string, decimalComma = false): number | undefined {
  // Most are plain: a digit first, then a digit, a point or nothing (which leaves out 0x10).
  const [first, second] = [text.charCodeAt(0), text.charCodeAt(1)]
  if (first >= 48 && first <= 57 && (text.length === 1 || second === 46 || (second >= 48 && second <= 57))) {
    const simple = +text
    if (Number.isFinite(simple)) return simple
  }
  let plain = plainText(text)
  if (plain.includes(',')) {
    if (decimalComma) plain = plain.replace(/\./g, '').replace(',', '.')
    else if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) plain = plain.replace(/,/g, '')
    else plain = plain.replace(',', '.')
  }
  if (plain === '' || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return undefined
  const value = Number(plain)
  return Number.isFinite(value) ? value : undefined
}
