import { isMap, isScalar, parseDocument, visit } from 'yaml'
import { InputError } from './input-error'
import type { InputErrorCode } from './input-error-codes'

/**
 * The content of a text of JSON or YAML, in linear time: names that stand twice are looked for by a set, where the package compares each
 * with each.
 * @param code the error's code
 * @param name the file to name in errors
 * @throws InputError with that code where the text is neither, or a name stands twice
 */
export function parseYaml(text: string, code: InputErrorCode, name: string): unknown {
  if (/^\s*[{[]/.test(text)) {
    try {
      return JSON.parse(text)
    } catch {
      // YAML has lists and maps in brackets too.
    }
  }
  const neither = (why: string) => new InputError(code, name, `${name} is neither JSON nor YAML: ${why}`)
  try {
    const document = parseDocument(text, { uniqueKeys: false })
    if (document.errors.length > 0) throw neither(document.errors[0].message.split('\n')[0])
    visit(document, {
      Map(_, map) {
        const seen = new Set<unknown>()
        for (const { key } of map.items) {
          const value = isScalar(key) ? key.value : key
          if (seen.has(value)) throw neither(`"${String(value)}" stands twice in one group; expected each name once`)
          seen.add(value)
        }
        return isMap(map) ? undefined : visit.SKIP
      },
    })
    return document.toJS()
  } catch (error) {
    throw error instanceof InputError ? error : neither((error as Error).message)
  }
}
