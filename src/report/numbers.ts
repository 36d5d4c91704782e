import type { Lang } from '../output/summary'

/** Shown where a figure is not known. */
export const UNKNOWN = '–'

const known = (value: number | null | undefined): value is number => value !== null && Number.isFinite(value)

/** A plain number with at most `digits` decimals and thousands apart: `24,198`, `0.35`. */
export function plain(value: number | null | undefined, digits = 0): string {
  if (!known(value)) return UNKNOWN
  const [whole, fraction = ''] = Math.abs(value).toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const decimals = fraction.replace(/0+$/, '')
  const text = decimals ? `${grouped}.${decimals}` : grouped
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

/** Three or four leading digits of a magnitude below 10,000. */
function leading(value: number): string {
  return plain(value, value >= 1000 ? 0 : value >= 100 ? 1 : 2)
}

/**
 * A count as people say it: `8.88 million` in English, `888万` and `47亿` in Chinese; small ones in full.
 * @param value a count of people, households, yuan …
 */
export function counted(value: number | null | undefined, lang: Lang): string {
  if (!known(value)) return UNKNOWN
  const size = Math.abs(value)
  const sign = value < 0 ? '−' : ''
  if (lang === 'zh') {
    if (size >= 99_995_000) return `${sign}${leading(size / 1e8)}亿`
    if (size >= 99_995) return `${sign}${leading(size / 1e4)}万`
    return plain(Math.round(value))
  }
  if (size >= 999_950_000) return `${sign}${leading(size / 1e9)} billion`
  if (size >= 999_950) return `${sign}${leading(size / 1e6)} million`
  return plain(Math.round(value))
}

/** A share 0…1 as per cent. Never says 100 % of what is not whole, nor 0 % of what is not nothing. */
export function percent(share: number | null | undefined, digits = 1): string {
  if (!known(share)) return UNKNOWN
  if (share === 1) return '100%'
  const step = 10 ** -digits / 100
  if (share < 1 && share > 1 - step / 2) return `>${plain(100 - 10 ** -digits, digits)}%`
  if (share > 0 && share < step / 2) return `<${plain(10 ** -digits, digits)}%`
  return `${(share * 100).toFixed(digits).replace('-', '−')}%`
}

/** A length in metres as `850 m` or `3.2 km`. */
export function distance(metres: number | null | undefined, lang: Lang): string {
  if (!known(metres)) return UNKNOWN
  if (metres < 1000) return `${plain(Math.round(metres))}${lang === 'zh' ? '米' : ' m'}`
  return `${plain(metres / 1000, metres < 10_000 ? 1 : 0)}${lang === 'zh' ? '公里' : ' km'}`
}

/** Yuan: `CNY 970 million`, `9.7亿元`. */
export function yuan(value: number | null | undefined, lang: Lang): string {
  if (!known(value)) return UNKNOWN
  return lang === 'zh' ? `${counted(value, lang)}元` : `CNY ${counted(value, lang)}`
}
