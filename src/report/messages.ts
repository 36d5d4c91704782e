import type { Lang } from '../output/summary'
import { en } from './messages/en'
import { zh } from './messages/zh'

export type MessageKey = keyof typeof en

/** Both catalogues, whole. */
export const MESSAGES: Record<Lang, Record<MessageKey, string>> = { en, zh }

/** Says a message in one language; `{name}` in it is replaced by `values.name`. */
export type Say = (key: MessageKey, values?: Record<string, string | number>) => string

/** The sayer of a language. */
export function sayer(lang: Lang): Say {
  const catalogue = MESSAGES[lang]
  return (key, values = {}) =>
    catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
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
