import { generationName, type Lang, type Summary } from '../output/summary'
import { en } from './messages/en'
import { zh } from './messages/zh'

export type MessageKey = keyof typeof en

/** Both catalogues, whole. */
export const MESSAGES: Record<Lang, Record<MessageKey, string>> = { en, zh }

/** Says a message in one language; `{name}` in it is replaced by `values.name`, `{name:one|many}` by the word for that number. */
export type Say = (key: MessageKey, values?: Record<string, string | number>) => string

/** Placeholder with the words for one and for many. */
const PLACE = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g

/**
 * The sayer of a language.
 * @param rat what the map shows, `5G` or another: a message about the map calls it so (`{rat}`)
 */
export function sayer(lang: Lang, rat: string): Say {
  const catalogue = MESSAGES[lang]
  return (key, values = {}) =>
    catalogue[key].replace(PLACE, (whole, name: string, one?: string, many?: string) => {
      if (name === 'rat') return rat
      if (!(name in values)) return whole
      if (one !== undefined && many !== undefined) return String(values[name]) === '1' ? one : many
      return String(values[name])
    })
}

/** The sayer of a report. */
export function sayerOf({ summary }: { summary: Summary }, lang: Lang): Say {
  return sayer(lang, generationName(summary))
}

const REASON_AT = /^(.+)-at-(committee|school|clinic|square)$/

/** A word from data, such as a reason's code, in the language where the catalogue knows it; as it stands where not. */
export function sayValue(
  lang: Lang,
  group: 'value' | 'reason' | 'stop' | 'indicator' | 'model' | 'input',
  value: unknown,
): string {
  const catalogue: Record<string, string> = MESSAGES[lang]
  const text = String(value ?? '')
  const at = group === 'reason' && REASON_AT.exec(text)
  if (at && Object.hasOwn(catalogue, `reason.${at[1]}`)) {
    return catalogue['reason.at']
      .replace('{reason}', catalogue[`reason.${at[1]}`])
      .replace('{place}', catalogue[`place.${at[2]}`])
  }
  return Object.hasOwn(catalogue, `${group}.${text}`) ? catalogue[`${group}.${text}`] : text
}
