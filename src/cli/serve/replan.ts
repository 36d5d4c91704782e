import type { ServerResponse } from 'node:http'
import type { Polygon } from 'geojson'
import type { EarlierProposal } from '../../constraints/earlier-plan'
import { openCore } from '../../core/core'
import { InputError } from '../../formats/input-error'
import type { Progress } from '../../formats/progress'
import type { PlanInput } from '../../plan/plan-input'
import { planStations } from '../../plan/plan-stations'
import { planInput, workersOf } from '../../run/execute'
import type { Situation } from './situation'

/** What the page asks for. */
interface Request {
  /** Areas in which nothing is to stand: rings in degrees. */
  forbidden: { name: string; ring: [lon: number, lat: number][] }[]
  /** Stations that the planner placed and that stay in front. */
  keep: EarlierProposal[]
}

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
    const { forbidden, keep } = checked(body)
    const asked = planInput(inputs, settings, coverage)
    const zones = forbidden.map(({ name, ring }) => {
      const geometry: Polygon = { type: 'Polygon', coordinates: [[...ring, ring[0]]] }
      return { name, geometry }
    })
    const plan = await planStations({
      ...asked,
      forbidden: [...(asked.forbidden ?? []), ...zones],
      ...keptToo(asked, keep),
      core,
      signal,
      onProgress,
    })
    const { proposals, warnings, objective, upperBound } = plan
    say({ plan: { proposals, warnings, objective, upperBound } })
  } catch (error) {
    if (!signal.aborted) say({ error: (error as Error).message })
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
function checked(body: unknown): Request {
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
  const station = (one: EarlierProposal): boolean =>
    [one?.rank, one?.lon, one?.lat, one?.heightM].every(Number.isFinite) && typeof one.band === 'string'
  if (!Array.isArray(keep) || !keep.every(station)) {
    throw new InputError('bad-request', 'keep', 'Expected stations with rank, lon, lat, band, heightM, azimuthsDeg.')
  }
  return { forbidden, keep }
}
