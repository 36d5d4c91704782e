import { parts, reasons } from './warnings/zh-reasons'

type Pattern = readonly [RegExp, string]

/** Templates as patterns: each `{}` is any text. */
const patterns = (list: ReadonlyArray<readonly [string, string]>): Pattern[] =>
  list.map(([english, chinese]) => {
    const body = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return [new RegExp(`^${body.join('([\\s\\S]*?)')}$`), chinese]
  })

let compiled: { reasons: Pattern[]; parts: Pattern[] } | undefined

/** A text by the first pattern that fits; as it stands where none does. `{2}` names the second part, `{}` the next one. */
function said(text: string, list: readonly Pattern[], partOf: (part: string) => string): string {
  for (const [pattern, chinese] of list) {
    const found = pattern.exec(text)
    if (!found) continue
    let next = 0
    return chinese.replace(/\{(\d?)\}/g, (_, at: string) => partOf(found[at ? Number(at) : ++next] ?? ''))
  }
  return text
}

/**
 * Why a row or feature was rejected (`Rejection.reason`, English), in a language. A reason that the catalogue does not know stays
 * English.
 */
export function reasonText(reason: string, lang: 'en' | 'zh'): string {
  if (lang === 'en') return reason
  compiled ??= { reasons: patterns(reasons), parts: patterns(parts) }
  const { reasons: whole, parts: inner } = compiled
  return said(reason, whole, (part) => said(part, inner, (text) => text))
}
