import type { Candidate } from '../candidates/candidate'
import type { Demand } from '../candidates/demand'
import type { Spans } from '../candidates/footprints'
import type { PlanSettings } from '../constraints/plan-settings'
import type { Core } from '../core/core'
import { InputError } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import { warn } from '../formats/warning'
import { type CoverConstraints, type CoverStage, coverStage } from './cover-stage'
import { type MustCoverStage, mustCoverStage } from './must-cover'

/** The choice of the first two stages. */
export interface CoverChoice {
  must: MustCoverStage
  cover: CoverStage
}

/** What a set of stations in front can make impossible although the rules alone are not. */
const IN_THE_WAY = new Set(['quota-unmet', 'budget-too-small'])

/**
 * First the stations that let villages pass, then those that add most cover, within the rules. Where the rules leave no room
 * for all of the villages' stations, or target and budget do not reach for them, they compete with the others by weight.
 * @throws InputError where no plan can obey the rules: which one, and by how much
 */
export async function chooseCover(
  core: Core,
  settings: PlanSettings,
  demand: Demand,
  candidates: Candidate[],
  spans: Spans,
  constraints: CoverConstraints,
  task: LongTask,
): Promise<CoverChoice> {
  const must = await mustCoverStage(settings, demand, candidates, spans, constraints, task)
  const cover = async (fixed: number[]): Promise<CoverStage> => {
    try {
      return await coverStage(core, settings, demand, candidates, spans, { ...constraints, fixed }, task)
    } catch (error) {
      throw error instanceof InputError ? inSentences(error) : error
    }
  }
  const chosen = constraints.fixed
  // Villages that cannot all be served are chosen among by who lives there.
  if (!must.complete) return { must: { ...must, chosen }, cover: await cover(chosen) }
  try {
    return { must, cover: await cover(must.chosen) }
  } catch (error) {
    const more = must.chosen.length > chosen.length
    if (!(more && error instanceof InputError && IN_THE_WAY.has(error.code))) throw error
    const warnings = [...must.warnings, warn('villages-no-room')]
    return { must: { ...must, chosen, warnings }, cover: await cover(chosen) }
  }
}

/** The solver's errors on quotas and money in the words of the plan: it knows neither where they were given nor CNY. */
function inSentences(error: InputError): InputError {
  const { code, path, message, hint } = error
  const money = code === 'budget-too-small'
  if (!money && path !== 'quotas' && !path.startsWith('quotas[')) return error
  const sentence = `${message[0].toUpperCase()}${message.slice(1)}${money ? ' (CNY)' : ''}.`
  return new InputError(code, path.startsWith('quotas') ? 'quotas' : path, sentence, hint)
}
