import { BANDS, bandAt } from './bands'
import type { Rat } from './network'
import { umtsId } from './operating-bands'

const CLEAN = /[\s_\-().:]|频段|band/g

/** Spoken names of bands, by radio technology; keys are lower case without spaces, dots, dashes and the word 频段. */
const NAMES: Readonly<Record<string, Partial<Record<Rat, string>>>> = {
  '600m': { '5g': 'n71', '4g': 'b71' },
  '700m': { '5g': 'n28', '4g': 'b28', 'nb-iot': 'nb28' },
  '800m': { '5g': 'n5', '4g': 'b5', '3g': 'u19', 'nb-iot': 'nb5' },
  '850m': { '5g': 'n5', '4g': 'b5', '3g': 'u5', '2g': 'g850', 'nb-iot': 'nb5' },
  '900m': { '5g': 'n8', '4g': 'b8', '3g': 'u900', '2g': 'g900', 'nb-iot': 'nb8' },
  '1800m': { '5g': 'n3', '4g': 'b3', '3g': 'u3', '2g': 'g1800', 'nb-iot': 'nb3' },
  '18g': { '5g': 'n3', '4g': 'b3', '2g': 'g1800' },
  '19g': { '4g': 'b39' },
  '1900m': { '4g': 'b39', '3g': 'u2', '2g': 'g1900' },
  '21g': { '5g': 'n1', '4g': 'b1', '3g': 'u2100' },
  '2100m': { '5g': 'n1', '4g': 'b1', '3g': 'u2100' },
  '23g': { '5g': 'n40', '4g': 'b40' },
  '2300m': { '5g': 'n40', '4g': 'b40' },
  '26g': { '5g': 'n41', '4g': 'b41' },
  '2600m': { '5g': 'n41', '4g': 'b41', '3g': 'u7' },
  '33g': { '5g': 'n78' },
  '34g': { '5g': 'n78' },
  '35g': { '5g': 'n78', '4g': 'b42' },
  '3500m': { '5g': 'n78', '4g': 'b42' },
  '3600m': { '5g': 'n78', '4g': 'b43' },
  '36g': { '5g': 'n78', '4g': 'b43' },
  '3700m': { '5g': 'n78', '4g': 'b43' },
  '37g': { '5g': 'n78', '4g': 'b43' },
  '49g': { '5g': 'n79' },
  '4900m': { '5g': 'n79' },
  cband: { '5g': 'n78' },
  cbrs: { '5g': 'n48', '4g': 'b48' },
  aws: { '5g': 'n66', '4g': 'b4', '3g': 'u4' },
  pcs: { '5g': 'n2', '4g': 'b2', '3g': 'u2', '2g': 'g1900' },
  // Letters of the TD-LTE bands: D 2.6 GHz, F 1.9 GHz, A 2.0 GHz, E 2.3 GHz (indoor).
  d: { '5g': 'n41', '4g': 'b41' },
  f: { '5g': 'n39', '4g': 'b39' },
  a: { '5g': 'n34', '4g': 'b34' },
  e: { '5g': 'n40', '4g': 'b40' },
  l: { '4g': 'b5' },
}

const PREFIX: Readonly<Partial<Record<Rat, string>>> = { '5g': 'n', '4g': 'b', 'nb-iot': 'nb' }

/** Id of a band by its number in the standard of a radio technology; undefined where there is none. */
function byNumber(number: string, rat: Rat): string | undefined {
  const plain = Number(number)
  // GSM's bands have no numbers; planners write those of LTE.
  if (rat === '2g') return BANDS[`b${plain}`] && bandAt(BANDS[`b${plain}`].frequencyMhz, rat, { reach: 0 })?.id
  const id = rat === '3g' ? umtsId(plain) : `${PREFIX[rat] ?? '?'}${plain}`
  return Object.hasOwn(BANDS, id) ? id : undefined
}

/**
 * A band's id from what planners write: `n28`, `N41`, `B3`, `Band 66`, `78` (the row says NR), `700M`, `2.6G`, `2600 (B7)`, `D频段`,
 * `FDD1800`, `NR700`, `Band1800MHz`, `3500`.
 * @param text the cell of the table
 * @param rat the radio technology of the row; where it is not known, NR is tried first, then LTE, 3G, 2G
 * @returns a key of `BANDS`, or undefined where the text names none
 */
export function bandByAlias(text: string, rat?: Rat): string | undefined {
  const plain = text.normalize('NFKC').toLowerCase().trim()
  if (Object.hasOwn(BANDS, plain)) return ofRat(plain, rat)
  const named = nameRat(plain)
  const own = rat ?? named
  const numbered = /(?:^|[^a-z])(n|b)\s*-?(\d{1,3})(?![\d.]|\s*(?:[mg]\b|[mg]hz|兆))/.exec(plain)
  if (numbered) {
    const stated: Rat = numbered[1] === 'n' ? '5g' : '4g'
    const id = (own && byNumber(numbered[2], own)) ?? byNumber(numbered[2], stated)
    if (id) return ofRat(id, own)
    if (/^[nb]\s*-?\d{1,3}$/.test(plain)) return undefined
  }
  const spoken = /(?:band|频段|e-?utra|utra)\s*[a-z]?(\d{1,3})(?![\d.]|\s*(?:[mg]\b|[mg]hz|兆))/.exec(plain)
  if (spoken) {
    const id = byNumber(spoken[1], own ?? '4g')
    if (id) return id
  }
  // A number alone, or behind the technology's name, is the band's number where there is such a band.
  const alone = /^(?:nr|5g|lte|4g|umts|wcdma|3g|nb-?iot|e-?utra)?[\s:/_-]*(\d{1,3})$/.exec(plain)
  if (alone && own) {
    const id = byNumber(alone[1], own)
    if (id) return id
  }
  const order: Rat[] = own ? [own] : ['5g', '4g', '3g', '2g', 'nb-iot']
  const key = plain.replace(CLEAN, '')
  const bare = key.replace(/^(nr|lte|fdd|tdd|tdlte|gsm|dcs|umts|wcdma|nbiot|nb|[lugw](?=\d{3})|5g|4g|3g|2g)+/g, '')
  const duplex = /fdd/.test(plain) ? 'FDD' : /tdd|td-?lte/.test(plain) ? 'TDD' : undefined
  const word = /(?<![a-z])(pcs|aws|cbrs|c-?band)(?![a-z])/.exec(plain)?.[1].replace('-', '') ?? key
  for (const one of order) {
    for (const form of [word, key, bare, bare.replace(/hz$/, ''), `${bare}m`]) {
      const id = Object.hasOwn(NAMES, form) ? NAMES[form][one] : undefined
      if (id && (!duplex || BANDS[id].duplex === duplex)) return id
    }
  }
  const number = /(\d{3,5}(?:\.\d+)?)(?:\s*m|$|\D)/.exec(plain) ?? /(\d{1,2}(?:\.\d+)?)\s*g(?:hz)?\b/.exec(plain)
  if (!number) return undefined
  const frequencyMhz = Number(number[1]) * (/^[\d.]+\s*g/.test(number[0]) ? 1000 : 1)
  for (const one of order) {
    const found = bandAt(frequencyMhz, one, { duplex })
    if (found) return found.id
  }
  return undefined
}

/** The band in the numbering of the row's technology: B3 of an NR row is n3; of a GSM row the band that holds its frequency. */
function ofRat(id: string, rat: Rat | undefined): string {
  const of = BANDS[id]
  if (!rat || of.rat === rat) return id
  const number = /^(?:nb|n|b)(\d+)$/.exec(id)?.[1]
  return (number && byNumber(number, rat)) || bandAt(of.frequencyMhz, rat)?.id || id
}

/** A radio technology named inside a band's name; undefined where none is. */
function nameRat(plain: string): Rat | undefined {
  if (/\bnb(?!\d)|nb-?iot/.test(plain)) return 'nb-iot'
  if (/^(nr|5g)/.test(plain)) return '5g'
  if (/^(lte|td-?lte|fdd|4g|e-?utra|l\d{3})/.test(plain)) return '4g'
  if (/^(umts|wcdma|3g|[uw]\d{3})/.test(plain)) return '3g'
  if (/^(gsm|dcs|2g|g\d{3})/.test(plain)) return '2g'
  return undefined
}
