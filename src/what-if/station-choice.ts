import { type Candidate, candidateAt, candidateLonLat, newKindIn } from '../candidates/candidate'
import { onGrid, standingIn } from '../candidates/standing'
import type { PlanSettings } from '../constraints/plan-settings'
import type { CoverageMap } from '../coverage/coverage-map'
import { InputError } from '../formats/input-error'
import { projection } from '../grid/projection'
import { BANDS } from '../network/bands'
import type { Surroundings } from '../radio/models/path-model'

/** A station as a planner names it; what is left out is the band's usual setting where it stands. */
export interface StationChoice {
  /** Degrees, WGS-84. */
  lon: number
  lat: number
  /** A band of `BANDS` of the map's generation; a low band in the country, a mid band in town by default. */
  band?: string
  /** Antenna above ground, m. */
  heightM?: number
  /** Degrees clockwise from north, one per sector. */
  azimuthsDeg?: readonly number[]
  /** Total downtilt, degrees. */
  tiltDeg?: number
  /** Taken from the density of sites by default. */
  surroundings?: Surroundings
}

/** Turns choices into candidates, as the plan makes them: shared structures, default heights and tilts, costs. */
export interface Chooser {
  /** @throws InputError `band-unknown`, `band-unlicensed`, `out-of-range` where a number is none, `outside-grid` */
  candidate(choice: StationChoice): Candidate
  /** The same of what a plan already holds, on whatever band. */
  planned(choice: StationChoice): Candidate
  /** Where a candidate stands in degrees. */
  lonLat(candidate: Candidate): [lon: number, lat: number]
}

/**
 * A chooser for a map's network. A place within 50 m (dense town), 100 m (town) or 300 m (country) of a site takes the site's structure and place:
 * share before you build.
 */
export function chooserOf(
  coverage: CoverageMap,
  { costs, bands, licences }: Pick<PlanSettings, 'costs' | 'bands' | 'licences'>,
): Chooser {
  const { grid, network, rat } = coverage
  const { forward, inverse } = projection(grid.crs)
  const standing = standingIn(coverage)
  const { ground } = standing
  const candidateOf = (choice: StationChoice, allows: (band: string) => boolean): Candidate => {
    const [px, py] = forward(choice.lon, choice.lat)
    if (!onGrid(grid, px, py)) {
      const message = `${choice.lon}, ${choice.lat} lies outside the map; choose a place on it.`
      throw new InputError('outside-grid', 'station', message)
    }
    const [told] = choice.surroundings ? [choice.surroundings] : standing.surroundingsAt([px], [py])
    const site = standing.siteWithin(px, py, standing.shareToleranceM(told, px, py))
    const surroundings = site >= 0 ? ground.surroundings[site] : told
    const [x, y] = site >= 0 ? [ground.x[site], ground.y[site]] : [px, py]
    const band = choice.band ?? bands[surroundings][0]
    if (BANDS[band]?.rat !== rat) {
      const known = Object.values(BANDS).filter((band) => band.rat === rat)
      const message = `No ${rat.toUpperCase()} band "${band}"; expected one of ${known.map(({ id }) => id).join(', ')}.`
      throw new InputError('band-unknown', 'band', message)
    }
    if (!allows(band)) {
      const held = Object.keys(BANDS).filter((id) => BANDS[id].rat === rat && licences.allows(id))
      const message = `Nobody who is planned for may build on ${band} by ${licences.spectrum?.id ?? 'the bands asked for'}; expected one of ${held.join(', ')}.`
      throw new InputError('band-unlicensed', 'band', message)
    }
    const place = {
      origin: site >= 0 ? ('structure' as const) : ('listed' as const),
      kind: site >= 0 ? ('structure' as const) : newKindIn(surroundings),
      nearestSiteM: site >= 0 ? 0 : standing.nearestM(px, py),
      x,
      y,
      site,
      surroundings,
    }
    const usual = candidateAt(place, band, costs, standing, licences)
    const { heightM = usual.heightM, tiltDeg = usual.tiltDeg, azimuthsDeg = usual.azimuthsDeg } = choice
    if (!(heightM > 0 && heightM <= 300)) throw outOfRange('heightM', heightM, 'metres above ground, above 0 to 300')
    if (!(Math.abs(tiltDeg) <= 45)) throw outOfRange('tiltDeg', tiltDeg, 'degrees, −45 to 45')
    if (azimuthsDeg.length === 0 || azimuthsDeg.some((azimuth) => !(azimuth >= 0 && azimuth <= 360))) {
      throw outOfRange('azimuthsDeg', azimuthsDeg.join(', '), 'one or more directions of 0 to 360 degrees')
    }
    return { ...usual, heightM, tiltDeg, azimuthsDeg: [...azimuthsDeg] }
  }
  return {
    candidate: (choice) => candidateOf(choice, licences.allows),
    planned: (choice) => candidateOf(choice, () => true),
    lonLat: (candidate) => candidateLonLat(candidate, network, inverse),
  }
}

function outOfRange(path: string, value: unknown, expected: string): InputError {
  return new InputError('out-of-range', path, `${path} is ${value}; expected ${expected}.`)
}
