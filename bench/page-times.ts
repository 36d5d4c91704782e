/** Flags of headless Chromium: as root, and asking nobody for updates. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
]

/** How times in a page spread, ms. */
export interface Spread {
  medianMs: number
  p95Ms: number
  mostMs: number
}

/** Median, 95th percentile and most of times in milliseconds. */
export function spreadOf(times: number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
  return { medianMs: at(0.5), p95Ms: at(0.95), mostMs: at(1) }
}
