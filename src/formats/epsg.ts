import { inflateSync } from 'fflate'
import epsg from '../../data/epsg/epsg.json'

/** What is known of one code of the registry. */
export interface EpsgEntry {
  /** PROJ string; axes east, north. */
  definition: string
  /** Metres by which places are off, where the way to WGS-84 is not known well; `Infinity` where none is known, 0 where it is. */
  offM: number
}

let codes: Map<number, EpsgEntry> | undefined
/** The geographic code of a datum by its name. */
let datums: Map<string, number> | undefined

/** Unpacked at the first code that is no everyday one: dated data, data/epsg/. */
function unpack(): void {
  codes = new Map()
  datums = new Map()
  const packed = Uint8Array.from(atob(epsg.packed), (character) => character.charCodeAt(0))
  for (const line of new TextDecoder().decode(inflateSync(packed)).split('\n')) {
    if (line[0] === '@') {
      const [, code, names] = line.split(' ')
      for (const name of names.split(',')) if (!datums.has(name)) datums.set(name, Number(code))
      continue
    }
    const [, code, definition, off = '0'] = /^(\d+) (.*?)(?: !(\d+|\?))?(?: @\d+)?$/.exec(line)!
    codes.set(Number(code), { definition: `${definition} +no_defs`, offM: off === '?' ? Infinity : Number(off) })
  }
}

/** A code of the EPSG registry (or of Esri's, above 53000); undefined where it is not known or cannot be computed. */
export function epsgEntry(code: number): EpsgEntry | undefined {
  if (!codes) unpack()
  return codes!.get(code)
}

/** The geographic system of a datum by the name that WKT 1 (GDAL's or Esri's) or WKT 2 gives it. */
export function datumEntry(name: string): EpsgEntry | undefined {
  if (!datums) unpack()
  const key = name
    .toLowerCase()
    .replace(/^d_/, '')
    .replace(/[^a-z0-9]/g, '')
  return epsgEntry(datums!.get(key) ?? 0)
}
