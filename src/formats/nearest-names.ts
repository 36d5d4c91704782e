/** Names shown where nothing is alike. */
const FEW = 8

/** The names that are most alike to one that is not known, best first; at most three. */
export function alikeNames(name: string, known: readonly string[]): string[] {
  const plain = name.normalize('NFKC').toLowerCase().trim()
  const most = Math.max(1, Math.floor(plain.length / 2))
  return known
    .map((one) => ({ one, edits: editDistance(plain, one.normalize('NFKC').toLowerCase()) }))
    .filter(({ one, edits }) => edits <= most || (plain !== '' && one.toLowerCase().includes(plain)))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ one }) => one)
}

/**
 * What may have been meant by a name that is not known, as the end of a sentence: the names that are most alike, or the first
 * few there are.
 */
export function nearestNames(name: string, known: readonly string[]): string {
  const alike = alikeNames(name, known)
  if (alike.length > 0) return `did you mean ${alike.join(' or ')}?`
  if (known.length === 0) return 'there are none'
  return `expected one of ${known.slice(0, FEW).join(', ')}${known.length > FEW ? ' …' : ''}`
}

/** Levenshtein distance: insertions, deletions and substitutions of single characters. */
function editDistance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    before = row
  }
  return before[b.length]
}
