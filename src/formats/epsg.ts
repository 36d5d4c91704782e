import { inflateSync } from 'fflate'
import epsg from '../../data/epsg/epsg.json'

/** What is known of one code of the registry. */
export interface EpsgEntry {
  /** PROJ string; axes east, north. */
  definition: string
  /** Metres by which places are off, where the way to WGS-84 is not known well; 0 where it is. */
  offM: number
}

let codes: Map<number, EpsgEntry> | undefined
let shifts: Map<string, string> | undefined

/** Unpacked at the first code that is no everyday one: dated data, data/epsg/. */
function unpack(): void {
  codes = new Map()
  shifts = new Map()
  const packed = Uint8Array.from(atob(epsg.packed), (character) => character.charCodeAt(0))
  for (const line of new TextDecoder().decode(inflateSync(packed)).split('\n')) {
    const space = line.indexOf(' ')
    const [, definition, off] = /^(.*?)(?: !(\d+))?$/.exec(line.slice(space + 1))!
    if (line[0] === '@') shifts.set(line.slice(1, space), definition)
    else codes.set(Number(line.slice(0, space)), { definition: `${definition} +no_defs`, offM: Number(off ?? 0) })
  }
}

/** A code of the EPSG registry (or of Esri's, above 53000); undefined where it is not known or cannot be computed. */
export function epsgEntry(code: number): EpsgEntry | undefined {
  if (!codes) unpack()
  return codes!.get(code)
}

/** The seven (or three) parameters from a datum to WGS-84, as `+towgs84` takes them, by the datum's name in WKT. */
export function shiftOfDatum(name: string): number[] | undefined {
  if (!shifts) unpack()
  const key = name
    .toLowerCase()
    .replace(/^d_/, '')
    .replace(/[^a-z0-9]/g, '')
  return shifts!.get(key)?.split(',').map(Number)
}
