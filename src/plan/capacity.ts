/** One more station for a site. */
export interface Relief {
  /** Index of the site. */
  site: number
  /** Residents that it takes off what stands there. */
  people: number
}

/**
 * Stations for density: again and again one more for the site with the most residents per station, until none is above the
 * limit. A site with S stations and P residents is relieved by P/S − P/(S+1) per station that was there, counted only down to
 * the limit. Ties go to the site of lower index.
 * @param peopleAt residents served by each site; `stations` stations at it
 * @param limit residents per station
 */
export function densityStations(peopleAt: ArrayLike<number>, stations: ArrayLike<number>, limit: number): Relief[] {
  const crowded: { site: number; people: number; stations: number }[] = []
  for (let site = 0; site < peopleAt.length; site++) {
    const [people, standing] = [peopleAt[site], stations[site]]
    if (standing === 0) continue
    const need = Math.ceil(people / limit) - standing
    for (let step = 0; step < need; step++) crowded.push({ site, people, stations: standing + step })
  }
  crowded.sort((a, b) => b.people / b.stations - a.people / a.stations || a.site - b.site)
  return crowded.map(({ site, people, stations: before }) => ({
    site,
    people: (people / before - Math.max(limit, people / (before + 1))) * before,
  }))
}

/** A site whose residents ask for more than it carries. */
export interface Overload extends Relief {
  band: string
}

/**
 * Stations for the busy hour: the most overloaded site (demand / carried) first, one band more at a time, until it carries its
 * demand or has every band. Ties go to the site of lower index.
 * @param sites `people` served, Mbit/s that they ask for, Mbit/s that the site carries, and the bands it can still get
 * @param mbpsOf what a station of a band carries, Mbit/s
 * @returns the stations in order, and how many sites stay overloaded with every band on air
 */
export function busyHourStations(
  sites: { site: number; people: number; demandMbps: number; carriedMbps: number; freeBands: string[] }[],
  mbpsOf: (band: string) => number,
): { stations: Overload[]; stillOverloaded: number } {
  const steps: (Overload & { ratio: number })[] = []
  let stillOverloaded = 0
  for (const { site, people, demandMbps, carriedMbps, freeBands } of sites) {
    let carried = carriedMbps
    for (const band of freeBands) {
      if (carried >= demandMbps) break
      const added = mbpsOf(band)
      const relieved = (people * Math.min(added, demandMbps - carried)) / demandMbps
      steps.push({ site, band, people: relieved, ratio: demandMbps / carried })
      carried += added
    }
    if (carried < demandMbps) stillOverloaded++
  }
  // Within a site the ratio falls from step to step, so that the sort keeps their order.
  steps.sort((a, b) => b.ratio - a.ratio || a.site - b.site)
  return { stations: steps.map(({ site, band, people }) => ({ site, band, people })), stillOverloaded }
}
