import { type Warning, warningText } from '../src/formats/warning'

/** Warnings as their sentences, English by default. */
export function sentences(warnings: readonly Warning[], lang: 'en' | 'zh' = 'en'): string[] {
  return warnings.map((warning) => warningText(warning, lang))
}
