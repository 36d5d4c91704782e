import type { Position } from 'geojson'
import { shiftWarnings } from '../formats/crs-shift'
import type { LonLatBox } from '../formats/rasters/geo-raster'
import { type Warning, warn } from '../formats/warning'
import { datumFor, PLACED } from './datums'
import type { Inputs } from './inputs'
import type { Settings } from './settings'

type Read = Pick<Inputs, 'fibre' | 'routes' | 'candidates' | 'places' | 'forbidden'>

/** Inputs none of which lies in the area: often a wrong datum, or the file of another county. */
export function outsideInputs(settings: Settings, read: Read, area: LonLatBox | undefined): Warning[] {
  if (!area) return []
  const [west, south, east, north] = area
  // East of an area on both sides of the antimeridian is above 180.
  const inside = ([lon, lat]: Position) =>
    ((lon >= west && lon <= east) || lon + 360 <= east) && lat >= south && lat <= north
  const at = ({ lon, lat }: { lon: number; lat: number }): Position => [lon, lat]
  const positions: [keyof Read, Position[]][] = [
    ['fibre', read.fibre?.terminals.map(at) ?? []],
    ['routes', read.routes?.lines.flat() ?? []],
    ['candidates', read.candidates?.candidates.map(at) ?? []],
    ['places', read.places?.places.flatMap(({ geometry }) => pairsOf(geometry.coordinates)) ?? []],
    ['forbidden', read.forbidden?.zones.flatMap(({ geometry }) => pairsOf(geometry.coordinates)) ?? []],
  ]
  return positions
    .filter(([, all]) => all.length > 0 && !all.some(inside) && !surrounds(all, area))
    .map(([input, [[lon, lat]]]) =>
      warn('input-outside', { file: namesOf(settings, input), lon: round(lon), lat: round(lat) }),
    )
}

const round = (degrees: number): number => Math.round(degrees * 1e4) / 1e4

/** True where the positions lie around the area, as those of a large polygon or a long line may. */
function surrounds(all: readonly Position[], [west, south, east, north]: LonLatBox): boolean {
  return (
    all.some(([lon]) => lon <= east) &&
    all.some(([lon]) => lon >= west) &&
    all.some(([, lat]) => lat <= north) &&
    all.some(([, lat]) => lat >= south)
  )
}

function pairsOf(coordinates: unknown): Position[] {
  if (!Array.isArray(coordinates)) return []
  return typeof coordinates[0] === 'number' ? [coordinates as Position] : coordinates.flatMap(pairsOf)
}

/** Inputs declared to be in a system from which no good way to WGS-84 is known. */
export function declaredShifts(settings: Settings): Warning[] {
  return PLACED.filter((input) => settings[input]?.length).flatMap((input) =>
    shiftWarnings(namesOf(settings, input), datumFor(settings.datum, input)),
  )
}

function namesOf(settings: Settings, input: keyof Settings): string {
  return [settings[input]]
    .flat()
    .map((path) => String(path).split(/[\\/]/).pop())
    .join(', ')
}
