import type { InputFile } from '../input-file'
import type { GeoRaster } from './geo-raster'
import { headerOf, numberOf, placeOf, tooShort } from './grid-header'

/** Lines of an ASCII grid's header begin with letters. */
const HEAD_BYTES = 4096

/**
 * An Esri ASCII grid (.asc): a header of `ncols`, `nrows`, `xllcorner` …, then values row by row from the north. Its system stands in a
 * `.prj` beside it.
 * @throws InputError `no-georeference`, `crs-unknown`, `file-damaged`
 */
export function readAsciiGrid({ name, bytes }: InputFile, system?: InputFile): GeoRaster {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES))
  const [text] = /^(\s*[a-z_]+[ \t]+\S+[ \t]*\r?\n)*/i.exec(head)!
  const header = headerOf(text)
  const place = placeOf(header, name, system)
  const count = place.width * place.height
  // Each value takes a digit and a space.
  if (count * 2 > bytes.length + 1) throw tooShort(name, Math.floor((bytes.length - text.length) / 2), count)
  const data = new Float32Array(count)
  const found = readNumbers(bytes, text.length, data)
  if (found < count) throw tooShort(name, found, count)
  const nodata = numberOf(header, 'nodata_value', 'nodata')
  return { name, ...place, data, nodata: nodata === undefined ? null : Math.fround(nodata) }
}

const SPACE = 32
const [MINUS, PLUS, POINT, ZERO, NINE] = [45, 43, 46, 48, 57]
/** Digits that a double holds exactly. */
const MOST_DIGITS = 15

/** Fills an array with the numbers of a text; returns how many there are before one that is none. */
function readNumbers(bytes: Uint8Array, from: number, out: Float32Array): number {
  let at = from
  for (let n = 0; n < out.length; n++) {
    while (at < bytes.length && bytes[at] <= SPACE) at++
    if (at >= bytes.length) return n
    const start = at
    const sign = bytes[at] === MINUS ? -1 : 1
    if (bytes[at] === MINUS || bytes[at] === PLUS) at++
    let whole = 0
    let digits = 0
    let decimals = -1
    for (; at < bytes.length; at++) {
      const byte = bytes[at]
      if (byte >= ZERO && byte <= NINE) {
        whole = whole * 10 + byte - ZERO
        digits++
        if (decimals >= 0) decimals++
      } else if (byte === POINT && decimals < 0) decimals = 0
      else break
    }
    if (digits > 0 && digits <= MOST_DIGITS && !(bytes[at] > SPACE)) {
      out[n] = (sign * whole) / 10 ** Math.max(0, decimals)
      continue
    }
    // Exponents, nan, and whatever else the language reads.
    while (at < bytes.length && bytes[at] > SPACE) at++
    const text = String.fromCharCode(...bytes.subarray(start, Math.min(at, start + 64)))
    const value = Number(text.replace(',', '.'))
    if (Number.isNaN(value) && !/^[-+]?nan$/i.test(text)) return n
    out[n] = value
  }
  return out.length
}
