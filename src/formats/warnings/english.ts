/** A count with its noun: `1 village`, `2 villages`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** The form of a verb that fits a count. */
export function verb(count: number, one: string, many: string): string {
  return count === 1 ? one : many
}

/** Names, and a sign that they are not all. */
export function few(names: readonly string[], count: number): string {
  return `${names.join(', ')}${count > names.length ? ' …' : ''}`
}
