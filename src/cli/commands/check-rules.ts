import type { Inputs } from '../../run/inputs'

const WORDS = {
  en: {
    candidates: (n: number, must: number, mustNot: number) =>
      `${n} listed ${n === 1 ? 'candidate' : 'candidates'} (${must} must, ${mustNot} must not)`,
    forbidden: (n: number) => `${n} forbidden ${n === 1 ? 'zone' : 'zones'}`,
    quotas: (names: string[]) => `quotas for ${names.join(', ')}`,
    earlier: (n: number) => `an earlier plan of ${n} ${n === 1 ? 'station' : 'stations'}`,
    refused: (n: number) => `${n} ${n === 1 ? 'refusal' : 'refusals'}`,
    costs: (id: string, date: string) => `unit costs ${id} of ${date}`,
    usage: (id: string, date: string) => `busy-hour usage ${id} of ${date}`,
  },
  zh: {
    candidates: (n: number, must: number, mustNot: number) => `候选点清单 ${n} 个（必建 ${must}，不可建 ${mustNot}）`,
    forbidden: (n: number) => `禁建区 ${n} 个`,
    quotas: (names: string[]) => `配额：${names.join('、')}`,
    earlier: (n: number) => `上一版规划 ${n} 个站`,
    refused: (n: number) => `被拒绝的选址 ${n} 处`,
    costs: (id: string, date: string) => `单价 ${id}（${date}）`,
    usage: (id: string, date: string) => `忙时业务模型 ${id}（${date}）`,
  },
}

/** What a plan would have to obey, in a few words each, in a language. */
export function rulesOf(
  { candidates, forbidden, quotas, costs, usage, earlier, refused }: Inputs,
  lang: 'en' | 'zh',
): string[] {
  const words = WORDS[lang]
  const wished = (wish: string): number => candidates?.candidates.filter((one) => one.wish === wish).length ?? 0
  const groups = [...Object.keys(quotas?.county ?? {}), ...Object.keys(quotas?.operator ?? {})]
  return [
    candidates && words.candidates(candidates.candidates.length, wished('must'), wished('must-not')),
    forbidden && words.forbidden(forbidden.zones.length),
    groups.length > 0 && words.quotas(groups),
    earlier && words.earlier(earlier.proposals.length),
    refused && words.refused(refused.refusals.length),
    costs && words.costs(costs.id, costs.date),
    usage && words.usage(usage.id, usage.date),
  ].filter((rule) => typeof rule === 'string')
}
