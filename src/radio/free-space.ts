/**
 * Free-space basic transmission loss, dB (ITU-R P.525-4 eq. (4): 32.45 + 20 lg f + 20 lg d with f in MHz, d in km,
 * the constant kept exact for c = 299 792 458 m/s). Distances under one metre count as one metre.
 */
export function freeSpaceLossDb(distanceM: number, frequencyMhz: number): number {
  return 20 * Math.log10((4 * Math.PI * Math.max(distanceM, 1) * frequencyMhz * 1e6) / 299_792_458)
}

/** A model's loss, or that of free space where the formula falls below it, dB; no real path does, and the warning says it. */
export function aboveFreeSpace(
  warnings: string[],
  model: string,
  lossDb: number,
  distanceM: number,
  frequencyMhz: number,
): number {
  const freeDb = freeSpaceLossDb(distanceM, frequencyMhz)
  if (lossDb >= freeDb) return lossDb
  warnings.push(`${model}: the formula is ${(freeDb - lossDb).toFixed(1)} dB below free space; free space stands`)
  return freeDb
}
