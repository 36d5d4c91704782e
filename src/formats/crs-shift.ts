import { missingShiftM, systemName } from './crs'
import { type Warning, warn } from './warning'

/** Says by how many metres places of a system may be off for want of a way to WGS-84; nothing where one is known. */
export function shiftWarnings(file: string, crs: string | undefined): Warning[] {
  const metres = crs === undefined || /^(wgs84|gcj02|bd09)$/.test(crs) ? 0 : missingShiftM(crs)
  if (metres === 0) return []
  const system = systemName(crs!)
  return [
    Number.isFinite(metres) ? warn('crs-off', { file, system, metres }) : warn('crs-off-unknown', { file, system }),
  ]
}
