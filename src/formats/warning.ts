import { en } from './warnings/en'
import { zh } from './warnings/zh'

/** What a warning is about: a key of the catalogues, short and stable, for programs. */
export type WarningCode = keyof typeof en

/** Codes of what is counted over the rows of a table. */
export type RowWarningCode = Extract<WarningCode, `rows-${string}`>

/** Something the user should know: a default taken, a repair, an estimate. It is data; `warningText` says it in a language. */
export interface Warning {
  code: WarningCode
  /** What the sentence names: counts, files, names. */
  values: Record<string, WarningValue>
}

type WarningValue = string | number | readonly string[] | undefined

/** A warning with its sentence, as `summary.json` and `check --json` hold it. */
export interface ToldWarning extends Warning {
  text: string
}

/** A warning; its values are held to its sentence by type. */
export function warn<C extends WarningCode>(code: C, ...[values]: Parameters<(typeof en)[C]>): Warning {
  return { code, values: (values ?? {}) as Warning['values'] }
}

/** The warning as a sentence of a language, English by default; a code that is not known (a later version wrote it) as it stands. */
export function warningText({ code, values }: Warning, lang: 'en' | 'zh' = 'en'): string {
  const catalogue = (lang === 'zh' ? zh : en) as Record<string, (values: never) => string>
  return Object.hasOwn(catalogue, code) ? catalogue[code](values as never) : code
}

/** Warnings with their sentences. */
export function toldIn(lang: 'en' | 'zh', warnings: readonly Warning[]): ToldWarning[] {
  return warnings.map((warning) => ({ ...warning, text: warningText(warning, lang) }))
}
