/** A page with one section (from its `## ` heading to the next) replaced, or put at its end where it is new. */
export function withSection(page: string, section: string): string {
  const heading = section.slice(0, section.indexOf('\n'))
  const parts = page.split(/\n(?=## )/)
  const at = parts.findIndex((part) => part.startsWith(`${heading}\n`))
  const body = section.trimEnd()
  if (at < 0) parts.push(body)
  else parts[at] = body
  return `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`
}

/** What stands before the first section replaced, the sections kept. */
export function withOpening(page: string, opening: string): string {
  const [, ...sections] = page.split(/\n(?=## )/)
  return `${[opening, ...sections].map((part) => part.trimEnd()).join('\n\n')}\n`
}
