import cn4gMr110 from '../../data/rules/cn-4g-mr-110.json'
import cn5g503 from '../../data/rules/cn-5g-50-3.json'
import cn5gDt96 from '../../data/rules/cn-5g-dt-96.json'
import cn5gDt100 from '../../data/rules/cn-5g-dt-100.json'
import cn5gDt105 from '../../data/rules/cn-5g-dt-105.json'
import cnIotDt from '../../data/rules/cn-iot-dt.json'
import cnMr110 from '../../data/rules/cn-mr-110.json'
import cnRural110 from '../../data/rules/cn-rural-110.json'
import fccBdc4g51 from '../../data/rules/fcc-bdc-4g-5-1.json'
import fccBdc4g51Vehicle from '../../data/rules/fcc-bdc-4g-5-1-vehicle.json'
import fccBdc5g71 from '../../data/rules/fcc-bdc-5g-7-1.json'
import fccBdc5g71Vehicle from '../../data/rules/fcc-bdc-5g-7-1-vehicle.json'
import fccBdc5g353 from '../../data/rules/fcc-bdc-5g-35-3.json'
import fccBdc5g353Vehicle from '../../data/rules/fcc-bdc-5g-35-3-vehicle.json'
import ituSdg9c14g from '../../data/rules/itu-sdg-9c1-4g.json'
import ituSdg9c15g from '../../data/rules/itu-sdg-9c1-5g.json'
import nbIotCe0 from '../../data/rules/nb-iot-ce0.json'
import nbIotCe1 from '../../data/rules/nb-iot-ce1.json'
import nbIotCe2 from '../../data/rules/nb-iot-ce2.json'
import ofcom4gIndoor from '../../data/rules/ofcom-4g-indoor.json'
import ofcom4gOutdoor from '../../data/rules/ofcom-4g-outdoor.json'
import ofcom5gHigh from '../../data/rules/ofcom-5g-high.json'
import ofcom5gVeryHigh from '../../data/rules/ofcom-5g-very-high.json'
import { objectArgument } from '../formats/argument'
import { InputError } from '../formats/input-error'
import type { Rat } from '../network/network'
import { ENVIRONMENTS, type Environment } from '../radio/penetration'

/** The terminal that a rule means. */
export interface Receiver {
  /** Above ground, m. */
  heightM: number
}

/** A phone in the hand: 1.5 m above ground (FCC BDC and 3GPP evaluations). */
export const HANDSET: Receiver = { heightM: 1.5 }

/** A dated, named set of thresholds. Profiles are data files (data/rules/), not code. */
export interface Rule {
  id: string
  name: { en: string; zh: string }
  /** ISO date from which the profile is in use. */
  date: string
  source: string
  /** Whose cells count. */
  rat: Rat
  /** SS-RSRP threshold, dBm. */
  rsrpDbm: number
  /** SS-SINR threshold, dB; null where the rule asks for level only. */
  sinrDb: number | null
  /**
   * Rates that one user gets, Mbit/s; null or absent where the rule asks for none. A rate is turned into the SINR that it needs, and the rule is
   * tested on the dB by which all levels may fall together before the level, the SINR or a rate is missed, whichever comes first.
   */
  dlMbps?: number | null
  ulMbps?: number | null
  /** Where the receiver is, outdoors where absent: the wall's or the car's loss is taken off the level (TR 38.901 §7.4.3). */
  environment?: Environment
  /** The terminal; a handset's, 1.5 m, where absent. A fixed-wireless terminal on a roof stands at 6 m or so. */
  receiver?: Partial<Receiver>
  /** A cell of the map is covered *hard* where RSRP ≥ `rsrpDbm + marginDb`. */
  marginDb: number
  /** Share of area, samples or length that the rule wants, 0…1. */
  targetShare: number
  /** Least probability of RSRP ≥ `rsrpDbm` at a public point, 0…1. */
  pointProbability: number
}

const PROFILES = [
  cn5gDt105,
  cnRural110,
  cn4gMr110,
  cn5gDt100,
  cn5gDt96,
  cn5g503,
  cnIotDt,
  cnMr110,
  fccBdc4g51,
  fccBdc4g51Vehicle,
  fccBdc5g353,
  fccBdc5g353Vehicle,
  fccBdc5g71,
  fccBdc5g71Vehicle,
  ituSdg9c14g,
  ituSdg9c15g,
  nbIotCe0,
  nbIotCe1,
  nbIotCe2,
  ofcom4gIndoor,
  ofcom4gOutdoor,
  ofcom5gHigh,
  ofcom5gVeryHigh,
] as Rule[]

/** TR 38.901 table 7.4.1-1 holds for users of 1 to 22.5 m (UMa, UMi) and 1 to 10 m (RMa). */
const MOST_RECEIVER_M = 22.5

/** The profile that holds where none is named. */
export const DEFAULT_RULE = 'cn-5g-dt-105'

/** Names of the built-in profiles. */
export function ruleNames(): string[] {
  return PROFILES.map((rule) => rule.id)
}

/**
 * A rule by the name of a built-in profile, or a profile object checked.
 * @throws InputError `rule-unknown`, `rule-invalid`
 */
export function ruleOf(rule: string | Rule = DEFAULT_RULE): Rule {
  if (typeof rule === 'string') {
    const found = PROFILES.find((profile) => profile.id === rule)
    if (!found) {
      throw new InputError(
        'rule-unknown',
        'rule',
        `No rule "${rule}"; expected one of ${ruleNames().join(', ')}, or a profile file.`,
      )
    }
    return found
  }
  objectArgument(rule, 'rule', 'a name or a rule')
  for (const field of ['rsrpDbm', 'marginDb', 'targetShare', 'pointProbability'] as const) {
    if (!Number.isFinite(rule[field])) {
      throw new InputError('rule-invalid', `rule.${field}`, `The rule's ${field} is ${rule[field]}; expected a number.`)
    }
  }
  for (const field of ['targetShare', 'pointProbability'] as const) {
    if (rule[field] < 0 || rule[field] > 1) {
      throw new InputError(
        'rule-invalid',
        `rule.${field}`,
        `The rule's ${field} is ${rule[field]}; expected a share from 0 to 1.`,
      )
    }
  }
  const { heightM } = receiverOf(rule)
  if (!(heightM > 0 && heightM <= MOST_RECEIVER_M)) {
    const message = `The rule's receiver.heightM is ${heightM}; expected metres above ground, above 0 and up to ${MOST_RECEIVER_M}.`
    throw new InputError('rule-invalid', 'rule.receiver.heightM', message)
  }
  for (const field of ['dlMbps', 'ulMbps'] as const) {
    const value = rule[field] ?? null
    if (value !== null && !(Number.isFinite(value) && value > 0)) {
      const message = `The rule's ${field} is ${value}; expected Mbit/s above 0, or null for no rate.`
      throw new InputError('rule-invalid', `rule.${field}`, message)
    }
    if (value !== null && rule.rat !== '5g' && rule.rat !== '4g') {
      const message = `The rule asks for ${field} of ${rule.rat}; rates are computed for 4g and 5g only.`
      throw new InputError('rule-invalid', `rule.${field}`, message)
    }
  }
  if (rule.environment !== undefined && !ENVIRONMENTS.includes(rule.environment)) {
    const message = `The rule's environment is "${rule.environment}"; expected ${ENVIRONMENTS.join(', ')}.`
    throw new InputError('rule-invalid', 'rule.environment', message)
  }
  return rule
}

/** The terminal of a rule, with a handset's values where the rule does not say. */
export function receiverOf({ receiver }: Pick<Rule, 'receiver'>): Receiver {
  return { ...HANDSET, ...receiver }
}
