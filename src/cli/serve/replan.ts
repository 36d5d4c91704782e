import type { ServerResponse } from 'node:http'
import type { Polygon } from 'geojson'
import type { EarlierProposal } from '../../constraints/earlier-plan'
import { openCore } from '../../core/core'
import { InputError } from '../../formats/input-error'
import type { Progress } from '../../formats/progress'
import { BANDS } from '../../network/bands'
import type { PlanInput } from '../../plan/plan-input'
import { planStations } from '../../plan/plan-stations'
import { planInput, workersOf } from '../../run/execute'
import { sentencesOf } from '../error-words'
import type { Situation } from './situation'

/** What the page asks for. */
interface Request {
  /** Areas in which nothing is to stand: rings in degrees. */
  forbidden: { name: string; ring: [lon: number, lat: number][] }[]
  /** Stations that the planner placed and that stay in front. */
  keep: EarlierProposal[]
}

/** More areas or corners than a planner draws by hand would hold up every other request. */
const MOST_AREAS = 500
const MOST_CORNERS = 20_000
const MOST_AZIMUTHS = 12

/** Between two lines of progress, ms. */
const PAUSE_MS = 150

/** Plans again by the run's settings and the page's wishes: lines of JSON, progress first, the proposals or an error last. */
export async function replan(
  { settings, inputs, coverage }: Situation,
  body: unknown,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' })
  const say = (line: unknown): void => {
    if (!response.destroyed) response.write(`${JSON.stringify(line)}\n`)
  }
  let told = 0
  const onProgress = (progress: Progress): void => {
    if (performance.now() - told < PAUSE_MS) return
    told = performance.now()
    say({ progress })
  }
  const core = await openCore({ workers: workersOf(settings) })
  try {
    const { forbidden, keep } = checkedRequest(body)
    const asked = planInput(inputs, settings, coverage)
    const zones = forbidden.map(({ name, ring }) => {
      const geometry: Polygon = { type: 'Polygon', coordinates: [[...ring, ring[0]]] }
      return { name, geometry }
    })
    const plan = await planStations({
      ...asked,
      forbidden: [...(inputs.forbidden?.zones ?? []), ...zones],
      ...keptToo(asked, keep),
      core,
      signal,
      onProgress,
    })
    const { proposals, warnings, objective, upperBound } = plan
    say({ plan: { proposals, warnings, objective, upperBound } })
  } catch (error) {
    if (!signal.aborted) say({ error: error instanceof InputError ? sentencesOf(error) : (error as Error).message })
  } finally {
    await core.close()
    response.end()
  }
}

/** Stations that the planner placed, after those of an earlier plan that the run keeps. */
function keptToo(
  { keep = [], keepRanks }: PlanInput,
  placed: EarlierProposal[],
): Pick<PlanInput, 'keep' | 'keepRanks'> {
  if (placed.length === 0) return { keep, keepRanks }
  const last = keep.reduce((most, { rank }) => Math.max(most, rank), 0)
  return {
    keep: [...keep, ...placed.map((one, i) => ({ ...one, rank: last + 1 + i }))],
    keepRanks: keepRanks && [...keepRanks, [last + 1, last + placed.length]],
  }
}

/** @throws InputError `bad-request` */
export function checkedRequest(body: unknown): Request {
  const { forbidden = [], keep = [] } = (body ?? {}) as Partial<Request>
  const position = (at: unknown): boolean => Array.isArray(at) && at.length === 2 && at.every(Number.isFinite)
  const area = (zone: Request['forbidden'][number]): boolean =>
    typeof zone?.name === 'string' && Array.isArray(zone.ring) && zone.ring.length >= 3 && zone.ring.every(position)
  if (!Array.isArray(forbidden) || !forbidden.every(area)) {
    throw new InputError(
      'bad-request',
      'forbidden',
      'Expected areas as { name, ring: [[lon, lat], …] } of three or more corners.',
    )
  }
  const corners = forbidden.reduce((sum, { ring }) => sum + ring.length, 0)
  if (forbidden.length > MOST_AREAS || corners > MOST_CORNERS) {
    const found = `${forbidden.length} areas of ${corners} corners`
    throw new InputError(
      'bad-request',
      'forbidden',
      `${found}; expected at most ${MOST_AREAS} of ${MOST_CORNERS} corners.`,
    )
  }
  if (!Array.isArray(keep)) throw new InputError('bad-request', 'keep', 'Expected a list of stations.')
  keep.forEach(checkStation)
  return { forbidden, keep }
}

/** A station is held to what can stand. @throws InputError `bad-request` that names the field */
function checkStation(one: EarlierProposal, index: number): void {
  const within = (value: unknown, from: number, to: number): boolean =>
    typeof value === 'number' && value >= from && value <= to
  const { rank, lon, lat, heightM, band, azimuthsDeg, tiltDeg } = (one ?? {}) as Partial<EarlierProposal>
  const rules: [field: string, value: unknown, holds: boolean, expected: string][] = [
    ['rank', rank, within(rank, 1, 1e7), 'a rank from 1'],
    ['lon', lon, within(lon, -180, 180), 'degrees'],
    ['lat', lat, within(lat, -90, 90), 'degrees'],
    ['heightM', heightM, within(heightM, 1, 500), '1 to 500 m'],
    ['band', band, typeof band === 'string' && Object.hasOwn(BANDS, band), 'a band such as n28'],
    [
      'azimuthsDeg',
      azimuthsDeg,
      Array.isArray(azimuthsDeg) &&
        azimuthsDeg.length <= MOST_AZIMUTHS &&
        azimuthsDeg.every((degrees) => within(degrees, -360, 360)),
      `at most ${MOST_AZIMUTHS} directions in degrees`,
    ],
    ['tiltDeg', tiltDeg, tiltDeg === undefined || tiltDeg === null || within(tiltDeg, -90, 90), '-90 to 90 degrees'],
  ]
  for (const [field, value, holds, expected] of rules) {
    const found = JSON.stringify(value)?.slice(0, 60) ?? 'missing'
    if (!holds)
      throw new InputError('bad-request', `keep[${index}].${field}`, `${field} is ${found}; expected ${expected}.`)
  }
}
