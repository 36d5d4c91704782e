import { InputError } from '../../formats/input-error'

/** Mean Earth radius as P.1812 takes it, kilometres. */
export const EARTH_RADIUS_KM = 6371

/** Effective Earth radius exceeded for β0 of time, kilometres: 6371·3 (ITU-R P.1812-8 eq. (7b)). */
export const EARTH_RADIUS_BETA_KM = EARTH_RADIUS_KM * 3

/**
 * Median effective Earth radius a_e, kilometres: 6371·157/(157 − ΔN) (ITU-R P.1812-8 eqs (6), (7a)).
 * @throws InputError `bad-argument` where ΔN is 157 N-units/km or more: rays would circle the Earth
 */
export function medianEffectiveRadiusKm(deltaN: number): number {
  if (!(deltaN < 157))
    throw new InputError('bad-argument', 'deltaN', `deltaN is ${deltaN}; expected N-units/km below 157 (default 45)`)
  return (EARTH_RADIUS_KM * 157) / (157 - deltaN)
}

const DEG = Math.PI / 180

/** Latitude of the point half way along a great circle of given length from the transmitter, degrees (P.2001 att. H). */
export function pathCentreLatitude(
  txLon: number,
  txLat: number,
  rxLon: number,
  rxLat: number,
  distanceKm: number,
): number {
  const deltaLon = (rxLon - txLon) * DEG
  const sinTx = Math.sin(txLat * DEG)
  const cosTx = Math.cos(txLat * DEG)
  const sinRx = Math.sin(rxLat * DEG)
  const cosRx = Math.cos(rxLat * DEG)
  const r = sinTx * sinRx + cosTx * cosRx * Math.cos(deltaLon) // (H.2.2)
  const x1 = sinRx - r * sinTx // (H.2.5a)
  const y1 = cosTx * cosRx * Math.sin(deltaLon) // (H.2.5b)
  const bearing = Math.abs(x1) < 1e-9 && Math.abs(y1) < 1e-9 ? rxLon * DEG : Math.atan2(y1, x1) // (H.2.6)
  const half = distanceKm / 2 / EARTH_RADIUS_KM // (H.3.1)
  const s = sinTx * Math.cos(half) + cosTx * Math.sin(half) * Math.cos(bearing) // (H.3.2)
  return Math.asin(Math.max(-1, Math.min(1, s))) / DEG // (H.3.3)
}
