/** That a file holds more than was read, and how to name another part. */
export function severalParts(name: string, what: string, read: string, others: string[]): string {
  const some = `${others.slice(0, 5).join(', ')}${others.length > 5 ? ' …' : ''}`
  return `${name} has ${others.length + 1} ${what}; "${read}" was read. Others: ${some} (write ${name}:${others[0]} to read that one).`
}
