import type { PublicPoint } from '../area/village'
import type { Rule } from '../coverage/rule'
import type { PointResult } from './public-points'

type At = `-at-${PublicPoint['type']}`

/**
 * Why a village has no 5G, by its weakest public point; empty where it has.
 * `outside-grid`: the point lies beyond the map. `no-signal`: no cell reaches it. `weak`: RSRP below the rule's threshold.
 * `quality`: the level suffices, and the rate, the SINR or the level behind the wall that the rule asks for is missed.
 * `uncertain`: above it, but reached too rarely under shadowing. `no-points`: nothing to test at.
 */
export type ReasonCode = '' | 'no-points' | `${'outside-grid' | 'no-signal' | 'weak' | 'quality' | 'uncertain'}${At}`

/** The reason from the weakest point of a village. */
export function reasonOf(weakest: PointResult | undefined, rule: Rule): ReasonCode {
  if (!weakest) return 'no-points'
  if (weakest.passed) return ''
  if (weakest.outside) return `outside-grid-at-${weakest.type}`
  if (Number.isNaN(weakest.rsrpDbm)) return `no-signal-at-${weakest.type}`
  if (weakest.rsrpDbm < rule.rsrpDbm) return `weak-at-${weakest.type}`
  return `${weakest.testedDbm < rule.rsrpDbm ? 'quality' : 'uncertain'}-at-${weakest.type}`
}

const PLACES = {
  en: { committee: 'the village committee', school: 'the school', clinic: 'the clinic', square: 'the square' },
  zh: { committee: '村委会', school: '学校', clinic: '卫生室', square: '广场' },
}

/** The reason as a sentence; empty where there is none. */
export function reasonSentence(weakest: PointResult | undefined, rule: Rule, lang: 'en' | 'zh'): string {
  const code = reasonOf(weakest, rule)
  if (code === '') return ''
  if (!weakest) return lang === 'zh' ? '没有可供检验的公共点位。' : 'There is no public point to test at.'
  const place = PLACES[lang][weakest.type]
  const level = weakest.rsrpDbm.toFixed(1).replace('-', '−')
  const need = String(rule.rsrpDbm).replace('-', '−')
  // Down, so that 89.9 % is not said to miss 90 % as "90 %"; f32 holds 0.7 as 0.69999999.
  const percent = Math.floor(weakest.probability * 100 + 1e-4)
  const wanted = Math.round(rule.pointProbability * 100)
  const kind = code.slice(0, code.indexOf('-at-'))
  if (lang === 'zh') {
    if (kind === 'outside-grid') return `${place}位于计算范围之外。`
    if (kind === 'no-signal') return `${place}没有任何小区的信号。`
    if (kind === 'weak') return `${place}信号偏弱：RSRP ${level} dBm，低于 ${need} dBm。`
    if (kind === 'quality') return `${place}电平达标（RSRP ${level} dBm），但未达到规则要求的${asked(rule).zh}。`
    return `${place}覆盖不稳：RSRP ${level} dBm，达到 ${need} dBm 的概率为 ${percent} %，要求 ${wanted} %。`
  }
  const subject = place[0].toUpperCase() + place.slice(1)
  if (kind === 'outside-grid') return `${subject} lies outside the map.`
  if (kind === 'no-signal') return `No cell reaches ${place}.`
  if (kind === 'weak') return `The signal at ${place} is weak: RSRP ${level} dBm, below ${need} dBm.`
  if (kind === 'quality')
    return `The level at ${place} suffices (RSRP ${level} dBm); ${asked(rule).en} that the rule asks for is missed.`
  return `The signal at ${place} is uncertain: RSRP ${level} dBm reaches ${need} dBm with a probability of ${percent} %; ${wanted} % is asked for.`
}

/** What a rule asks for beside the level. */
function asked({ dlMbps, ulMbps, environment }: Rule): { en: string; zh: string } {
  const en: string[] = []
  const zh: string[] = []
  if (dlMbps || ulMbps) {
    const rates = [dlMbps && `${dlMbps}`, ulMbps && `${ulMbps}`].map((rate) => rate || '–').join('/')
    en.push(`the rate of ${rates} Mbps`)
    zh.push(`${rates} Mbps 速率`)
  }
  if (environment === 'in-vehicle') {
    en.push('the level in a vehicle')
    zh.push('车内电平')
  }
  if (environment === 'indoor') {
    en.push('the level indoors')
    zh.push('室内电平')
  }
  return { en: en.join(' or '), zh: zh.join('或') }
}
