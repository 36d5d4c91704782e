/** Mean radius of the earth, metres (IUGG). */
export const EARTH_RADIUS_M = 6371008.8

const RAD = Math.PI / 180

/** Great-circle distance in metres between two places in degrees (haversine). */
export function distanceM(lonA: number, latA: number, lonB: number, latB: number): number {
  const sinLat = Math.sin(((latB - latA) * RAD) / 2)
  const sinLon = Math.sin(((lonB - lonA) * RAD) / 2)
  const h = sinLat * sinLat + Math.cos(latA * RAD) * Math.cos(latB * RAD) * sinLon * sinLon
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** A plane in metres for looking up neighbours, not for lengths: true along its latitude, too long nearer the equator, too short nearer the pole. */
export interface LocalPlane {
  x(lon: number): number
  y(lat: number): number
}

/** The plane in which no two places are farther apart than on the ground: a search in it misses none. */
export function searchPlane(...latitudes: ArrayLike<number>[]): LocalPlane {
  let most = 0
  for (const list of latitudes) for (let i = 0; i < list.length; i++) most = Math.max(most, Math.abs(list[i]))
  return localPlane(Math.min(most, 89))
}

export function localPlane(latDeg: number): LocalPlane {
  const kx = EARTH_RADIUS_M * RAD * Math.cos(latDeg * RAD)
  const ky = EARTH_RADIUS_M * RAD
  return { x: (lon) => lon * kx, y: (lat) => lat * ky }
}
