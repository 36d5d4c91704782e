import { parseNumber, plainText } from '../tables/number'

/** How a coordinate was written. All but `degrees` and `metres` are converted to degrees; `point` and `ddmm` are guesses to be told. */
export type CoordinateForm = 'degrees' | 'dms' | 'ddmm' | 'point' | 'metres'

export interface Coordinate {
  value: number
  form: CoordinateForm
}

/**
 * One longitude or latitude as tables give it: `118.6757`, `118°40′32.5″`, `118-40-32`, `118 40.54`, `东经118.6757`, `118.6757E`,
 * `11840.54` (degrees and minutes run together), `118675700` (decimal point lost), or metres of a projection (returned as
 * they stand).
 * @returns undefined where the text is none of these
 */
export function parseCoordinate(text: string, axis: 'lon' | 'lat', decimalComma = false): Coordinate | undefined {
  const simple = +text
  if (text !== '' && simple >= -180 && simple <= 180) return { value: simple, form: 'degrees' }
  let plain = plainText(text)
    .replace(/东经|北纬|[en]$/i, '')
    .trim()
  let sign = 1
  if (/西经|南纬|[ws]$/i.test(plain)) {
    sign = -1
    plain = plain.replace(/西经|南纬|[ws]$/i, '').trim()
  }
  const number = parseNumber(plain, decimalComma)
  if (number !== undefined) return classify(number * sign, plain, axis)
  const parts =
    /^(-?\d{1,3})\s*[°度\s:-]\s*(\d{1,2}(?:\.\d+)?)\s*(?:['′’分\s:-]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”秒]|''|′′)?)?)?$/.exec(
      plain,
    )
  if (!parts) return undefined
  const [degrees, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)]
  if (minutes >= 60 || seconds >= 60) return undefined
  const negative = parts[1].startsWith('-') ? -1 : 1
  return { value: sign * negative * (Math.abs(degrees) + minutes / 60 + seconds / 3600), form: 'dms' }
}

function classify(value: number, plain: string, axis: 'lon' | 'lat'): Coordinate {
  const size = Math.abs(value)
  if (size <= 180) return { value, form: 'degrees' }
  const limit = axis === 'lon' ? 180 : 90
  const minutes = size % 100
  if (size < limit * 100 + 60 && minutes < 60 && Math.floor(size / 100) <= limit && plain.includes('.')) {
    return { value: Math.sign(value) * (Math.floor(size / 100) + minutes / 60), form: 'ddmm' }
  }
  const digits = plain.replace(/^[+-]/, '')
  if (/^\d{7,11}$/.test(digits)) {
    const whole = axis === 'lon' && digits.startsWith('1') ? 3 : 2
    const pointed = Number(`${digits.slice(0, whole)}.${digits.slice(whole)}`)
    const decimals = digits.length - whole
    // A northing or a zone-prefixed easting (zones 13–23 and 25–45) has no more digits than metres need.
    const zone = Number(digits.slice(0, 2))
    const metres =
      axis === 'lat'
        ? digits.length === 7 && pointed < 60 && size < 6.5e6 && decimals === 5 && !plain.startsWith('-') && size < 1e7
        : digits.length === 8 && zone >= 13 && zone <= 45
    if (!metres && pointed <= limit && decimals >= 4) return { value: Math.sign(value) * pointed, form: 'point' }
  }
  return { value, form: 'metres' }
}

/**
 * True where longitude and latitude have surely changed places: the latitude is beyond 90°, or it is a longitude of China
 * where no land of the latitude lies (the far north of Svalbard, 10–34° E up to 82°, and Franz Josef Land are left alone).
 */
export function looksSwapped(lon: number, lat: number): boolean {
  if (Math.abs(lat) > 90) return Math.abs(lat) <= 180 && Math.abs(lon) <= 90
  return lat >= 73 && lon >= 3 && lon <= 54 && (lat > 82 || lon < 10 || lon > 34) && !(lat > 79 && lat < 82 && lon > 34)
}

/** What CRS coordinates in metres seem to be in, for the message; undefined where nothing fits. */
export function suggestCrs(x: number, y: number): string | undefined {
  const zone = Math.floor(x / 1e6)
  const inside = x - zone * 1e6
  if (y > 1.8e6 && y < 6e6 && inside > 2e5 && inside < 8e5) {
    if (zone >= 25 && zone <= 45) return `EPSG:${4513 + zone - 25}`
    // Zones 13 to 15 (west of 93° E) look like Web Mercator's eastings of all China, which are met far more often.
    if (zone >= 16 && zone <= 23) return `EPSG:${4491 + zone - 13}`
    if (zone === 0) return 'EPSG:4548'
  }
  return Math.abs(x) <= 20037509 && Math.abs(y) <= 20048967 ? 'EPSG:3857' : undefined
}
