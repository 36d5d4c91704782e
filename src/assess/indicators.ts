import goals from '../../data/rules/cn-5g-goals.json'
import villages2024 from '../../data/rules/cn-villages-2024.json'
import miit2021 from '../../data/rules/miit-gigabit-2021.json'
import signal2024 from '../../data/rules/signal-upgrade-2024.json'
import { InputError } from '../formats/input-error'

/** How an indicator is built: numerator ÷ denominator × factor, each the first of the named facts that is known. Profiles are dated data files. */
export interface IndicatorRule {
  code: string
  /** G1 … G8 in the gigabit-city list; empty elsewhere. */
  number: string
  name: { en: string; zh: string }
  unit: 'share' | 'per10k' | 'count'
  numerator: string[]
  denominator: string[] | null
  factor: number
  /** The least value that passes; null where the indicator is only reported. */
  threshold: number | null
  source: string
}

export interface BoardProfile {
  id: string
  name: { en: string; zh: string }
  date: string
  source: string
  indicators: IndicatorRule[]
}

/** A figure that an indicator is made of, from the run or from the inputs file. */
export interface Fact {
  value: number
  year?: number
  source?: string
  /** True where the source says "more than" or "at least" only. */
  atLeast?: boolean
}

export type Facts = Record<string, Fact>

export interface Indicator {
  code: string
  number: string
  name: { en: string; zh: string }
  profile: string
  unit: IndicatorRule['unit']
  /** Never clipped: a share can pass 1. Null where a fact is missing. */
  value: number | null
  /** Value after the plan, where the plan changes a fact of it. */
  after: number | null
  atLeast: boolean
  numerator: number | null
  denominator: number | null
  threshold: number | null
  /** value − threshold. */
  margin: number | null
  pass: boolean | null
  /** Year of the oldest fact in it. */
  year: number | null
  /** Where its facts come from. */
  source: string
  /** Facts that were not given: only operators or the city have them. */
  missing: string[]
}

/** Profiles of the board, dated: gigabit city 2021, villages and towns, 信号升格, goals for stations per 10,000. */
export const BOARD_PROFILES = [miit2021, villages2024, signal2024, goals] as BoardProfile[]

/**
 * The board: every indicator of the profiles with value, threshold, margin, pass, year and source; `missing` names the facts that were not given.
 * A fact with the code of an indicator gives its value directly (a published share without its parts).
 * @param facts from the run and the inputs file; the later wins in `{ ...a, ...b }`
 * @param after the same after the plan
 */
export function boardOf(facts: Facts, after?: Facts, profiles: BoardProfile[] = BOARD_PROFILES): Indicator[] {
  return profiles.flatMap((profile) =>
    profile.indicators.map((rule) => {
      const now = evaluate(rule, facts)
      const then = after ? evaluate(rule, after) : null
      const { value } = now
      const { threshold } = rule
      const comparable = value !== null && threshold !== null
      // A share that is "at least" its figure passes where the figure does; below it nothing is known.
      const pass = !comparable ? null : value >= threshold ? true : now.atLeast ? null : false
      return {
        code: rule.code,
        number: rule.number,
        name: rule.name,
        profile: profile.id,
        unit: rule.unit,
        ...now,
        after: then !== null && then.value !== value ? then.value : null,
        threshold,
        margin: comparable ? value - threshold : null,
        pass,
      }
    }),
  )
}

type Evaluated = Pick<Indicator, 'value' | 'atLeast' | 'numerator' | 'denominator' | 'year' | 'source' | 'missing'>

function evaluate(rule: IndicatorRule, facts: Facts): Evaluated {
  const direct = facts[rule.code]
  const top = firstOf(rule.numerator, facts)
  const bottom = rule.denominator ? firstOf(rule.denominator, facts) : null
  const used = direct && !(top && (bottom || !rule.denominator)) ? [direct] : [top, bottom].filter((f) => f !== null)
  const missing = [top ? '' : rule.numerator[0], rule.denominator && !bottom ? rule.denominator[0] : ''].filter(
    (key) => key !== '',
  )
  const years = used.flatMap((f) => f.year ?? [])
  const about = {
    atLeast: used.some((f) => f.atLeast === true),
    numerator: top?.value ?? null,
    denominator: bottom?.value ?? null,
    year: years.length > 0 ? Math.min(...years) : null,
    source: [...new Set(used.flatMap((f) => f.source ?? []))].join('; '),
  }
  if (missing.length > 0)
    return direct ? { ...about, value: direct.value, missing: [] } : { ...about, value: null, missing }
  const value = ((top as Fact).value / (bottom?.value ?? 1)) * rule.factor
  return Number.isFinite(value)
    ? { ...about, value, missing }
    : { ...about, value: null, missing: rule.denominator ?? [] }
}

function firstOf(keys: string[], facts: Facts): Fact | null {
  for (const key of keys) if (facts[key]) return facts[key]
  return null
}

/**
 * Reads the facts that only operators and the city have from a JSON object: `{ "fixed_users": 2500000, "u500_share": { "value": 0.3, "year": 2023,
 * "source": "…", "atLeast": true } }`. Keys that are not figures are passed over.
 * @throws InputError `not-json`, `bad-fact`
 */
export function readFacts(file: { name: string; bytes: Uint8Array }): Facts {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(file.bytes))
  } catch (error) {
    throw new InputError(
      'not-json',
      file.name,
      `${file.name} is not valid JSON: ${(error as Error).message}. Expected an object of figures.`,
    )
  }
  return factsOf(json, file.name)
}

/** The same from a parsed object. */
export function factsOf(json: unknown, path = 'facts'): Facts {
  const facts: Facts = {}
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InputError(
      'bad-fact',
      path,
      `${path} holds ${Array.isArray(json) ? 'a list' : String(json)}; expected an object of figures by name.`,
    )
  }
  for (const [key, entry] of Object.entries(json)) {
    const fact = typeof entry === 'number' ? { value: entry } : (entry as Fact | null)
    if (typeof fact !== 'object' || fact === null || !('value' in fact)) continue
    if (!(Number.isFinite(fact.value) && fact.value >= 0)) {
      throw new InputError(
        'bad-fact',
        `${path}:${key}`,
        `The value of ${key} is ${JSON.stringify(fact.value)}; expected a number of 0 or more.`,
      )
    }
    facts[key] = fact
  }
  return facts
}
