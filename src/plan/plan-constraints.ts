import type { CandidatePool } from '../candidates/candidate-pool'
import { newTenantCny } from '../constraints/cost'
import type { PlanSettings } from '../constraints/plan-settings'
import { capacityOf } from '../constraints/quarters'
import type { CoverageMap } from '../coverage/coverage-map'
import { type Warning, warn } from '../formats/warning'
import type { Pick } from './pick'
import type { PlanConstraints, PlanYear, RefusalCost } from './plan'

/** What a plan had to obey and how it did. */
export function constraintsOf(
  settings: PlanSettings,
  pool: CandidatePool,
  picks: readonly Pick[],
  years: readonly PlanYear[],
  refusals: RefusalCost | null,
): PlanConstraints {
  const from = (origin: 'listed' | 'kept'): number =>
    picks.filter(({ candidate }) => candidate.origin === origin).length
  const { licences } = settings
  return {
    listed:
      settings.candidates.length > 0
        ? { given: settings.candidates.length, outside: pool.outside, chosen: from('listed') }
        : null,
    forbiddenZones:
      settings.forbidden.length > 0
        ? { zones: settings.forbidden.length, candidatesRemoved: pool.inZones, keptRemoved: pool.keptInZones }
        : null,
    kept: settings.keep.length > 0 ? from('kept') : null,
    quotas: years[0].quotas.map((row, q) => ({
      ...row,
      planned: years.reduce((sum, { quotas }) => sum + quotas[q].planned, 0),
      builtLater: years.reduce((sum, { quotas }) => sum + quotas[q].builtLater, 0),
    })),
    refusals,
    laterYears: years.reduce((sum, { builtLater }) => sum + builtLater, 0),
    spectrum: licences.spectrum && {
      id: licences.spectrum.id,
      date: licences.spectrum.date,
      operators: [...licences.operators],
    },
    minSpacingM: settings.spacingM,
    quarterCapacity: settings.quarterCapacity === undefined ? null : [...capacityOf(settings.quarterCapacity)],
  }
}

/** Within which spectrum the plan stays, and whom it brings to structures of others. */
export function spectrumWarnings(
  { licences, costs }: PlanSettings,
  coverage: CoverageMap,
  picks: readonly Pick[],
): Warning[] {
  const { spectrum, operators } = licences
  if (!spectrum) {
    const isNamed = coverage.network.stations.some(({ operator }) => operator !== '')
    return isNamed && picks.length > 0 ? [warn('spectrum-unknown')] : []
  }
  const { id, date } = spectrum
  const warnings = [warn('spectrum-taken', { id, date, operators: [...operators] })]
  const unknown = operators.filter((name) => !Object.hasOwn(spectrum.operators, name))
  if (unknown.length > 0) warnings.push(warn('spectrum-operators-unknown', { id, operators: unknown }))
  const count = picks.filter(({ candidate }) => candidate.isNewTenant).length
  if (count > 0) warnings.push(warn('new-tenants', { count, cny: String(newTenantCny(costs, true)) }))
  return warnings
}

/** What the constraints did, for the user. */
export function constraintWarnings(
  { refusals, laterYears, kept, quotas }: PlanConstraints,
  proposals: number,
  years: number,
): Warning[] {
  const warnings: Warning[] = []
  if (kept !== null) warnings.push(warn('plan-kept', { count: kept }))
  if (laterYears > 0) {
    warnings.push(warn('later-years', { count: laterYears, total: proposals }))
  }
  for (const { name, maxPerQuarter, planned, builtLater } of quotas) {
    if (maxPerQuarter === null) continue
    const over = planned - 4 * years * maxPerQuarter
    if (over <= 0) continue
    warnings.push(warn('quota-later', { quota: name, planned, over, perQuarter: maxPerQuarter, years, builtLater }))
  }
  if (refusals) {
    const { places, keptLost } = refusals
    if (refusals.without === null) warnings.push(warn('refused', { places, keptLost }))
    else {
      const people = refusals.without.people - refusals.with.people
      const villages = refusals.without.villages - refusals.with.villages
      const cny = refusals.without.costCny - refusals.with.costCny
      const objective = refusals.without.objective - refusals.with.objective
      warnings.push(
        warn('refused-cost', {
          places,
          keptLost,
          objective,
          percent: percent(objective, refusals.without.objective),
          people,
          villages,
          cny,
        }),
      )
    }
  }
  return warnings
}

const percent = (part: number, whole: number): string => (whole > 0 ? ((100 * part) / whole).toFixed(2) : '0.00')
