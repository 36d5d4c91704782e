import type { VillageKind } from './village'

/**
 * The kind of a village by what a file says (`kind` column) or, where it says nothing, by its name and code: 村委会 is a
 * `village`, 居委会 and 社区 a `community`; elsewhere than in China every area is a `village`.
 */
export function villageKind(stated: string, name: string, code: string): VillageKind {
  const plain = stated.trim().toLowerCase()
  if (plain === 'village' || plain === 'community' || plain === 'other') return plain
  for (const text of [plain, name]) {
    if (/居委会|居民委员会|社区|community/.test(text)) return /虚拟社区|生活区/.test(text) ? 'other' : 'community'
    if (/村委会|村民委员会|行政村|村$/.test(text)) return 'village'
  }
  return /^\d{12}$/.test(code) && /\p{Script=Han}/u.test(name) ? 'other' : 'village'
}
