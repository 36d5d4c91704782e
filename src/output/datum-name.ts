const NAMES: Readonly<Record<string, string>> = { wgs84: 'WGS-84', gcj02: 'GCJ-02', bd09: 'BD-09' }

/** How planners call a datum: GCJ-02 for `gcj02`; an EPSG code as it is. */
export function datumName(datum: string): string {
  return NAMES[datum] ?? datum
}
