/** Names with the Chinese enumeration comma; how many there are where not all are named. */
export function few(names: readonly string[], count: number): string {
  return `${names.join('、')}${count > names.length ? ` 等 ${count} 个` : ''}`
}

/** Parts of a sentence, those that are empty left out. */
export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('、')
}
