import { parseNumber, plainText } from './number'

/** What a column measures, named after the unit that readers compute in. `people` counts persons or homes. */
export type Quantity = 'metres' | 'degrees' | 'dBm' | 'MHz' | 'dBi' | 'people' | 'CNY'

/** A unit that tables write, and how it comes to that of its quantity. */
export interface Unit {
  /** As messages name it. */
  name: string
  /** As tables write it, in lower case and plain width, without spaces. */
  spellings: readonly string[]
  convert: (value: number) => number
}

const times =
  (factor: number) =>
  (value: number): number =>
    value * factor
const same = (value: number): number => value
/** Power in watts as dBm: `10·lg(1000·P)`. */
const watts =
  (factor: number) =>
  (value: number): number =>
    10 * Math.log10(1000 * factor * value)

/** Every unit that is understood. The international foot is 0.3048 m; a dipole has 2.15 dBi. */
export const UNITS: Readonly<Record<Quantity, readonly Unit[]>> = {
  metres: [
    { name: 'm', spellings: ['m', 'meter', 'meters', 'metre', 'metres', 'mtr', 'mts', '米', '公尺'], convert: same },
    { name: 'ft', spellings: ['ft', 'feet', 'foot', "'", '′', '英尺', '呎'], convert: times(0.3048) },
    {
      name: 'km',
      spellings: ['km', 'kilometre', 'kilometres', 'kilometer', 'kilometers', '千米', '公里'],
      convert: times(1000),
    },
    { name: 'dm', spellings: ['dm', '0.1m', '分米'], convert: times(0.1) },
    { name: 'cm', spellings: ['cm', '0.01m', '厘米'], convert: times(0.01) },
    { name: 'yd', spellings: ['yd', 'yard', 'yards'], convert: times(0.9144) },
  ],
  degrees: [
    { name: '°', spellings: ['°', '˚', 'º', 'deg', 'degs', 'degree', 'degrees', '度', 'grad(°)'], convert: same },
    { name: '0.1°', spellings: ['0.1°', '0.1deg', '0.1degree', '0.1degrees', '0.1度', '1/10°'], convert: times(0.1) },
    { name: '0.01°', spellings: ['0.01°', '0.01deg', '0.01degree', '0.01度'], convert: times(0.01) },
    { name: 'rad', spellings: ['rad', 'radian', 'radians', '弧度'], convert: times(180 / Math.PI) },
    { name: 'mil', spellings: ['mil', 'mils', '密位'], convert: times(360 / 6400) },
    { name: 'gon', spellings: ['gon', 'gons'], convert: times(0.9) },
  ],
  dBm: [
    { name: 'dBm', spellings: ['dbm', '分贝毫瓦'], convert: same },
    { name: '0.1 dBm', spellings: ['0.1dbm', '1/10dbm', '0.1分贝毫瓦', 'ddbm'], convert: times(0.1) },
    { name: '0.01 dBm', spellings: ['0.01dbm', '1/100dbm', 'cdbm'], convert: times(0.01) },
    { name: 'dBW', spellings: ['dbw'], convert: (value) => value + 30 },
    { name: 'W', spellings: ['w', 'watt', 'watts', '瓦', '瓦特'], convert: watts(1) },
    { name: 'kW', spellings: ['kw', 'kilowatt', 'kilowatts', '千瓦'], convert: watts(1000) },
    { name: 'mW', spellings: ['mw', 'milliwatt', 'milliwatts', '毫瓦'], convert: watts(1e-3) },
    { name: '0.1 W', spellings: ['0.1w', '0.1瓦'], convert: watts(0.1) },
  ],
  MHz: [
    { name: 'MHz', spellings: ['mhz', 'm', '兆', '兆赫', '兆赫兹'], convert: same },
    { name: 'kHz', spellings: ['khz', 'k', '千赫', '千赫兹'], convert: times(1e-3) },
    { name: 'GHz', spellings: ['ghz', 'g', '吉赫', '吉赫兹'], convert: times(1000) },
    { name: 'Hz', spellings: ['hz', '赫', '赫兹'], convert: times(1e-6) },
    { name: '100 kHz', spellings: ['100khz', '0.1mhz'], convert: times(0.1) },
  ],
  dBi: [
    { name: 'dBi', spellings: ['dbi', 'db', '分贝'], convert: same },
    { name: 'dBd', spellings: ['dbd'], convert: (value) => value + 2.15 },
    { name: '0.1 dBi', spellings: ['0.1dbi', '0.1db'], convert: times(0.1) },
  ],
  people: [
    {
      name: '1',
      spellings: ['人', '户', '口', '个', 'persons', 'person', 'people', 'residents', 'households', 'homes'],
      convert: same,
    },
    {
      name: '1,000',
      spellings: ['千人', '千户', 'thousand', 'thousands', 'inthousands', '1000', '1000s', "'000", '000s', '000'],
      convert: times(1000),
    },
    { name: '10,000', spellings: ['万人', '万户', '万', '10000'], convert: times(1e4) },
    { name: '1,000,000', spellings: ['million', 'millions', 'inmillions', '百万人'], convert: times(1e6) },
  ],
  CNY: [
    { name: 'CNY', spellings: ['cny', 'rmb', 'yuan', '元', '¥', '人民币'], convert: same },
    { name: '1,000 CNY', spellings: ['千元', 'kcny'], convert: times(1000) },
    { name: '10,000 CNY', spellings: ['万元', '万', '10000cny', '10kcny'], convert: times(1e4) },
    { name: '1,000,000 CNY', spellings: ['百万元', 'mcny', 'millioncny'], convert: times(1e6) },
  ],
}

const BY_SPELLING = new Map<Quantity, Map<string, Unit>>(
  (Object.keys(UNITS) as Quantity[]).map((quantity) => [
    quantity,
    new Map(UNITS[quantity].flatMap((unit) => unit.spellings.map((spelling) => [spelling, unit] as const))),
  ]),
)

/** The unit of a quantity that a text is; undefined where it is none. */
export function unitCalled(text: string, quantity: Quantity): Unit | undefined {
  const plain = plainText(text).toLowerCase().replace(/\s+/g, '')
  return BY_SPELLING.get(quantity)?.get(plain)
}

/** Words in the brackets of a header that say what is measured, not in which unit. */
const QUALIFIER =
  /^(agl|amsl|asl|msl|hagl|haat|rad|max|min|avg|mean|total|sum|nominal|actual|planned|true|magnetic|true ?north|tn|wgs ?-?84|cgcs ?2000|gcj ?-?02|bd ?-?09|epsg.*|lon|lat|x|y|e|n|s|w|dl|ul|downlink|uplink|tx|rx|h|v|nr|lte|5g|4g|3g|2g|gsm|umts|ant(enna)?|site|cell|sector|port|per .*|optional|clockwise|cw|mech(anical)?|elec(trical)?|preset|above|ground|value|range|approx|est|estimated|default|macro|local|utc|pwr|ref|ssb|crs|rs|bs|ue|required|option|opt|mandatory|text|number|int(eger)?|float|double|string|note|\d+|0-360|[0-9. ]+[-~][0-9. ]+)$/i

/** No header is longer than this: the search for a unit grows with the square of it. */
export const LONGEST_HEADER = 1000
const shortHeader = (header: string): string => plainText(header.slice(0, LONGEST_HEADER))

/** A unit that a header states. `known` is absent where the text is a unit of nothing that the column can measure. */
export interface StatedUnit {
  text: string
  known?: Unit
}

/**
 * The unit that a header states for a quantity: in brackets (`挂高(ft)`), after a comma or a stroke (`Power, dBm`, `挂高/米`), or as its
 * last word (`height_ft`, `Power dBW`, `HeightFt`). Brackets that hold a note are no unit.
 */
export function unitOfHeader(header: string, quantity: Quantity): StatedUnit | undefined {
  const plain = shortHeader(header)
  for (const [, inside] of plain.matchAll(/[([【{]([^)\]】}]*)[)\]】}]/g)) {
    const text = inside.replace(/^(unit|units|单位|in)\s*[:=]?\s*/i, '').trim()
    const known = unitCalled(text, quantity)
    if (known) return { text, known }
    // A short Latin word in brackets that is no known qualifier is meant as a unit.
    if (/^[a-zµμ°'"%][a-zµμ°'"%/0-9]{0,7}$|^0?\.\d+\s*[a-z]+$/i.test(text) && !QUALIFIER.test(text)) return { text }
  }
  const last = lastWord(plain)
  if (!last) return undefined
  const known = unitCalled(last.word, quantity)
  return known && last.rest !== '' ? { text: last.word, known } : undefined
}

/** A header without its last word where that is a unit of the quantity: `height_ft` → `height`; undefined otherwise. */
export function headerWithoutUnit(header: string, quantity: Quantity): string | undefined {
  const last = lastWord(shortHeader(header).replace(/[([【{][^)\]】}]*[)\]】}]/g, ''))
  return last && last.rest !== '' && unitCalled(last.word, quantity) ? last.rest : undefined
}

function lastWord(plain: string): { word: string; rest: string } | undefined {
  const parts =
    /^(.*?)[\s_\-,;:/.]+(?:in\s+)?((?:0\.0?1\s*)?[^\s_\-,;:/.]+)$/i.exec(plain) ??
    /^(.*[a-z\u4e00-\u9fff])([A-Z][A-Za-z]{0,2})$/.exec(plain)
  return parts ? { word: parts[2], rest: parts[1].trim() } : undefined
}

/**
 * A figure with or without a unit behind it (`46 dBm`, `30米`, `0.7 GHz`), in the unit of its quantity. The cell's own unit wins over
 * `unit`, which the column states.
 * @returns undefined where the text is no figure; the text of the unit where that is not known
 */
export function parseQuantity(
  text: string,
  quantity: Quantity,
  { decimalComma = false, unit }: { decimalComma?: boolean; unit?: Unit } = {},
): number | { unknown: string } | undefined {
  const bare = parseNumber(text, decimalComma)
  if (bare !== undefined) return unit ? unit.convert(bare) : bare
  const parts = /^([+-]?[\d.,' ]*\d(?:e[+-]?\d+)?)\s*(\D.*)$/i.exec(plainText(text))
  if (!parts) return undefined
  const value = parseNumber(parts[1].trim(), decimalComma)
  if (value === undefined) return undefined
  const own = unitCalled(parts[2], quantity)
  if (own) return own.convert(value)
  return /^[a-zµ°'%]+$/i.test(parts[2].trim()) ? { unknown: parts[2].trim() } : undefined
}
