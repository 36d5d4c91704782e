import type { Village } from '../area/village'
import { builtBy, type Candidate } from '../candidates/candidate'
import type { Spans } from '../candidates/footprints'
import type { Standing } from '../candidates/standing'
import { villageAt } from '../candidates/village-at'
import type { PlanSettings } from '../constraints/plan-settings'
import type { QuotaBounds, Quotas } from '../constraints/quota-file'
import type { CoverageMap } from '../coverage/coverage-map'
import { InputError } from '../formats/input-error'
import { alikeNames, nearestNames } from '../formats/nearest-names'
import { type Warning, warn } from '../formats/warning'
import { operatorsNamed } from '../network/operator'
import type { Quota } from '../solve/quota'
import type { QuotaRow } from './plan'

/** Quotas of one kind with a number for each group; group 0 is whatever no quota names. */
export interface QuotaGroups {
  kind: 'county' | 'operator'
  names: string[]
  /** Bounds as given; group 0 has none. */
  bounds: QuotaBounds[]
  groupOf(candidate: Candidate): number
}

/**
 * Quotas by the counties of the villages and by operator.
 * @throws InputError `unknown-county` with the names most alike, `quota-contradiction` where a county is given by name and by code
 */
export function quotaGroupsOf(quotas: Quotas, coverage: CoverageMap, villages: Village[]): QuotaGroups[] {
  const groups: QuotaGroups[] = []
  if (quotas.county) groups.push(countyGroups(quotas.county, coverage, villages))
  if (quotas.operator) {
    const names = ['', ...operatorsOf(quotas.operator, coverage)]
    const number = new Map(names.map((name, g) => [name, g]))
    groups.push({
      kind: 'operator',
      names,
      bounds: names.map((name) => quotas.operator?.[name] ?? {}),
      groupOf: ({ operator }) => number.get(operator) ?? 0,
    })
  }
  return groups
}

function countyGroups(quotas: Record<string, QuotaBounds>, coverage: CoverageMap, villages: Village[]): QuotaGroups {
  const names = ['', ...Object.keys(quotas)]
  const groupOfVillage = new Map<Village, number>()
  const counties = [...new Set(villages.map(({ county }) => county).filter((county) => county !== ''))]
  names.slice(1).forEach((name, i) => {
    const own = villages.filter(({ county, countyCode }) => county === name || countyCode === name)
    if (own.length === 0) {
      const hint =
        counties.length > 0 ? nearestNames(name, counties) : 'the villages name no county (column county, 县)'
      throw new InputError('unknown-county', `quotas: county: ${name}`, `There is no county "${name}"; ${hint}`)
    }
    for (const village of own) {
      if (groupOfVillage.has(village)) {
        throw new InputError(
          'quota-contradiction',
          `quotas: county: ${name}`,
          `${village.county} is given twice, by name and by code ${village.countyCode}; give it once.`,
        )
      }
      groupOfVillage.set(village, i + 1)
    }
  })
  return {
    kind: 'county',
    names,
    bounds: names.map((name) => (name === '' ? {} : quotas[name])),
    groupOf: ({ x, y }) => groupOfVillage.get(villageAt(coverage, villages, x, y)!) ?? 0,
  }
}

/** Operators that may build: those that quotas name, then those whose stations of the map's generation stand. */
function operatorsOf(quotas: Record<string, QuotaBounds>, { network, rat }: CoverageMap): string[] {
  const standing = network.stations.filter((station) => station.rat === rat && station.operator !== '')
  return [...new Set([...Object.keys(quotas), ...standing.flatMap(({ operator }) => operatorsNamed(operator))])]
}

/** Operators that have quotas although nothing else knows them: a new one, or a slip of the pen. */
export function unknownOperators(
  { operator = {} }: Quotas,
  { network }: CoverageMap,
  listed: readonly { operator: string }[],
): Warning[] {
  const known = new Set([...network.stations, ...listed].map((one) => one.operator).filter((name) => name !== ''))
  if (known.size === 0) return []
  return Object.keys(operator)
    .filter((name) => !known.has(name))
    .map((operator) =>
      warn('quota-operator-unknown', { operator, near: alikeNames(operator, [...known]), known: [...known] }),
    )
}

/** True where a group must have stations. */
export function hasMinimum(groups: readonly QuotaGroups[]): boolean {
  return groups.some(({ bounds }) => bounds.some(({ min = 0 }) => min > 0))
}

/** The quotas of a year before which stations were built: what these fill already comes on top of its minima and maxima. */
export function afterStations(groups: readonly QuotaGroups[], built: readonly Candidate[]): QuotaGroups[] {
  const book = openQuotaBook(groups)
  for (const candidate of built) book.add(candidate)
  return groups.map((group, q) => ({
    ...group,
    bounds: group.bounds.map(({ min, max }, g) => ({
      ...(min === undefined ? {} : { min: min + book.counts[q][g] }),
      ...(max === undefined ? {} : { max: max + book.counts[q][g] }),
    })),
  }))
}

/** Each quota with the stations that are planned for it, and how many of them are built after their year. */
export function quotaRows(
  groups: readonly QuotaGroups[],
  counts: QuotaBook['counts'],
  late: QuotaBook['counts'],
): QuotaRow[] {
  return groups.flatMap(({ kind, names, bounds }, q) =>
    names.flatMap((name, g) =>
      g === 0
        ? []
        : [
            {
              kind,
              name,
              min: bounds[g].min ?? null,
              max: bounds[g].max ?? null,
              maxPerQuarter: bounds[g].maxPerQuarter ?? null,
              planned: counts[q][g],
              builtLater: late[q][g],
            },
          ],
    ),
  )
}

/** The error for minima where there is no candidate at all. */
export function withoutCandidates(groups: readonly QuotaGroups[]): InputError {
  const { kind, names, bounds } = groups.find((group) => hasMinimum([group]))!
  const g = bounds.findIndex(({ min = 0 }) => min > 0)
  const message = `${kind} ${names[g]} needs at least ${bounds[g].min} stations and has 0 candidates: ${bounds[g].min} too few`
  return new InputError('quota-unmet', `quotas: ${kind}: ${names[g]}`, message)
}

/** The quotas as the solver takes them. */
export function solverQuotas(groups: readonly QuotaGroups[], candidates: readonly Candidate[]): Quota[] {
  return groups.map(({ kind, names, bounds, groupOf }) => ({
    name: kind,
    group: Uint32Array.from(candidates, groupOf),
    labels: names.map((name) => name || 'without quota'),
    min: bounds.map(({ min = 0 }) => min),
    max: bounds.map(({ max = Number.POSITIVE_INFINITY }) => max),
  }))
}

/**
 * Where operators have quotas, a candidate that nobody is said to build stands once for each operator that may build on its band, those at its site first;
 * which of them builds is then a part of the choice. Fixed ones keep one place each: with the operator that is farthest below its
 * minimum.
 * @param fixed how many of the first candidates are part of every plan
 */
export function offeredToOperators(
  groups: readonly QuotaGroups[],
  candidates: Candidate[],
  spans: Spans,
  fixed: number,
  standing: Standing,
  { licences, costs }: Pick<PlanSettings, 'licences' | 'costs'>,
): { candidates: Candidate[]; spans: Spans } {
  const quota = groups.find(({ kind }) => kind === 'operator')
  if (!quota) return { candidates, spans }
  const operators = quota.names.slice(1)
  const given = new Map(operators.map((name, i) => [name, -(quota.bounds[i + 1].min ?? 0)]))
  const offered: Candidate[] = []
  const from: number[] = []
  candidates.forEach((candidate, c) => {
    const said = candidate.listed?.operator || candidate.kept?.operator || ''
    const able = operators.filter((name) => licences.allows(candidate.band, name))
    let names = said !== '' ? [said] : buildersOf(candidate, able, standing, c)
    if (names.length === 0) names = [candidate.operator]
    if (c < fixed) {
      const short = (name: string): number => given.get(name) ?? 0
      names = [names.reduce((best, name) => (short(name) < short(best) ? name : best))]
      given.set(names[0], short(names[0]) + 1)
    }
    for (const operator of names) {
      offered.push(operator === candidate.operator ? candidate : builtBy(candidate, operator, costs, standing))
      from.push(c)
    }
  })
  return { candidates: offered, spans: repeatSpans(spans, from) }
}

/** Operators that may build a candidate in the order of preference: those at the site, then all others, beginning at another one each time. */
export function buildersOf(
  { site }: Candidate,
  operators: readonly string[],
  standing: Standing,
  turn: number,
): string[] {
  const at = site >= 0 ? standing.operatorsAt(site).flatMap(operatorsNamed) : []
  const there = at.filter((name) => operators.includes(name))
  const others = operators.map((_, i) => operators[(i + turn) % operators.length])
  return [...new Set([...there, ...others])]
}

function repeatSpans({ offsets, start, end }: Spans, from: readonly number[]): Spans {
  const repeated = new Uint32Array(from.length + 1)
  from.forEach((c, i) => {
    repeated[i + 1] = repeated[i] + offsets[c + 1] - offsets[c]
  })
  const starts = new Uint32Array(repeated[from.length])
  const ends = new Uint32Array(repeated[from.length])
  from.forEach((c, i) => {
    starts.set(start.subarray(offsets[c], offsets[c + 1]), repeated[i])
    ends.set(end.subarray(offsets[c], offsets[c + 1]), repeated[i])
  })
  return { offsets: repeated, start: starts, end: ends }
}

/** Stations counted against the quotas while a plan is put together. */
export interface QuotaBook {
  /** The groups of a candidate as one text: candidates of the same groups may stand in for each other. */
  keyOf(candidate: Candidate): string
  /** Whether every maximum has room for it. */
  hasRoom(candidate: Candidate): boolean
  /** Whether a minimum of its groups is not met yet. */
  isNeeded(candidate: Candidate): boolean
  add(candidate: Candidate): void
  /** Stations that are still missing to the minima of the kind that misses most. */
  missing(): number
  /** Planned stations per group. */
  counts: readonly number[][]
}

export function openQuotaBook(groups: readonly QuotaGroups[]): QuotaBook {
  const counts = groups.map(({ names }) => names.map(() => 0))
  const own = (candidate: Candidate): number[] => groups.map(({ groupOf }) => groupOf(candidate))
  return {
    counts,
    keyOf: (candidate) => own(candidate).join(' '),
    hasRoom: (candidate) =>
      own(candidate).every((g, q) => counts[q][g] < (groups[q].bounds[g].max ?? Number.POSITIVE_INFINITY)),
    isNeeded: (candidate) => own(candidate).some((g, q) => counts[q][g] < (groups[q].bounds[g].min ?? 0)),
    missing: () =>
      groups.reduce((most, { bounds }, q) => {
        const short = bounds.reduce((sum, { min = 0 }, g) => sum + Math.max(0, min - counts[q][g]), 0)
        return Math.max(most, short)
      }, 0),
    add(candidate) {
      own(candidate).forEach((g, q) => {
        counts[q][g]++
      })
    },
  }
}
