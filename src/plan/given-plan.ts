import { villagesGiven } from '../area/given-villages'
import type { Place } from '../area/places'
import type { Village } from '../area/village'
import type { EarlierProposal } from '../constraints/earlier-plan'
import type { ForbiddenZone } from '../constraints/forbidden-zones'
import { candidatesGiven } from '../constraints/given-candidates'
import type { ListedCandidate } from '../constraints/read-candidates'
import { costsGiven } from '../constraints/read-costs'
import { coverageGiven, surfaceArgument, villagesOfMap } from '../coverage/given-coverage'
import {
  badArgument,
  knownOptions,
  listArgument,
  numberArgument,
  objectArgument,
  textArgument,
  unknownsBack,
} from '../formats/argument'
import { geometryArgument } from '../formats/geometry-argument'
import { positionArgument } from '../formats/position-argument'
import type { PlanInput } from './plan-input'

/** What `planStations` was asked for, in one shape. */
export interface CheckedPlanInput extends PlanInput {
  villages: Village[]
  places?: Place[]
  candidates?: ListedCandidate[]
  forbidden?: ForbiddenZone[]
}

const OPTIONS: Record<keyof PlanInput, true> = {
  coverage: true,
  villages: true,
  places: true,
  target: true,
  laterTargets: true,
  budgetCny: true,
  weights: true,
  costs: true,
  usage: true,
  bands: true,
  candidateSpacingM: true,
  minSpacingM: true,
  candidates: true,
  forbidden: true,
  quotas: true,
  quarterCapacity: true,
  keep: true,
  keepRanks: true,
  refused: true,
  seed: true,
  workers: true,
  core: true,
  spectrum: true,
  operators: true,
  pool: true,
  allowedBands: true,
  terrain: true,
  landCover: true,
  antennas: true,
  signal: true,
  onProgress: true,
}

/**
 * What `planStations` is asked for, checked and completed; unknowns that JSON wrote as null are unknown again.
 * @throws InputError `bad-argument`, `unknown-option`, `no-villages`, `bad-costs`
 */
export function planInputGiven(given: PlanInput): CheckedPlanInput {
  const input = objectArgument(given, 'input', '{ coverage, villages, target }') as unknown as PlanInput
  knownOptions(input, Object.keys(OPTIONS), 'planStations')
  coverageGiven(input.coverage)
  surfaceArgument(input)
  numberArgument(input.seed, 'seed', 'a whole number of 0 or more', { low: 0, whole: true })
  const villages = villagesGiven(input.villages)
  villagesOfMap(input.coverage, villages)
  return {
    ...input,
    villages,
    places: shapes(input.places, 'places', 'places', 'readPlaces'),
    forbidden: shapes(input.forbidden, 'forbidden', 'zones', 'readForbidden', ['Polygon', 'MultiPolygon']),
    candidates: isAbsent(input.candidates) ? undefined : candidatesGiven(input.candidates),
    costs: isAbsent(input.costs) ? undefined : costsGiven(input.costs),
    keep: keptGiven(input.keep),
    refused: isAbsent(input.refused) ? undefined : refusedGiven(input.refused),
  }
}

/** JSON has no undefined: null stands for what is not given. */
function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null
}

/** Things with a geometry: the list itself, also where it stands in what its reader gave. */
function shapes<T>(
  given: readonly T[] | object | undefined,
  path: string,
  inside: string,
  reader: string,
  types?: readonly string[],
): T[] | undefined {
  if (isAbsent(given)) return undefined
  const value = Array.isArray(given) ? given : (given as Record<string, unknown>)[inside]
  const list = listArgument(value ?? given, path, `what ${reader} gives`, reader)
  list.forEach((item, i) => {
    const at = `${path}[${i}]`
    const { geometry } = objectArgument(item, at, 'an object with a geometry')
    geometryArgument(geometry, `${at}.geometry`, types)
  })
  return list as T[]
}

function keptGiven(given: PlanInput['keep']): EarlierProposal[] | undefined {
  if (isAbsent(given)) return undefined
  return listArgument(given, 'keep', 'the proposals that readEarlierPlan gives', 'readEarlierPlan').map((item, i) => {
    const at = `keep[${i}]`
    const value = objectArgument(item, at, 'an earlier proposal') as unknown as EarlierProposal
    positionArgument(value as unknown as Record<string, unknown>, at)
    if (!(value.rank >= 1)) throw badArgument(`${at}.rank`, value.rank, 'a rank from 1')
    return unknownsBack(value, ['costCny'])
  })
}

function refusedGiven(given: unknown): NonNullable<PlanInput['refused']> {
  const inside = Array.isArray(given) ? given : (given as { refusals?: unknown } | null)?.refusals
  const list = listArgument(inside ?? given, 'refused', 'what readRefused gives', 'readRefused')
  return list.map((item, i) => {
    const at = `refused[${i}]`
    const value = objectArgument(item, at, '{ rank }, { site } or { lon, lat }')
    numberArgument(value.radiusM, `${at}.radiusM`, 'metres, 0 or more', { low: 0 })
    numberArgument(value.rank, `${at}.rank`, 'a rank from 1', { low: 1, whole: true })
    if (value.site !== undefined) textArgument(value.site, `${at}.site`, 'the id of a site')
    if (value.lon !== undefined || value.lat !== undefined) positionArgument(value, at)
    return value
  })
}
