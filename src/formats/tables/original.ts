import { detached, excerpt } from '../text'

/** A row or a feature's properties as text for `rejected.csv`: fields joined by commas, cut at 1,000 characters. */
export function originalOf(row: readonly string[] | Readonly<Record<string, unknown>>): string {
  const text = Array.isArray(row) ? row.join(',') : JSON.stringify(row)
  return detached(excerpt(text, 1000))
}
