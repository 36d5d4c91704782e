import {
  badArgument,
  listArgument,
  numberArgument,
  objectArgument,
  textArgument,
  toldArgument,
  unknownsBack,
} from '../formats/argument'
import { InputError } from '../formats/input-error'
import { nearestNames } from '../formats/nearest-names'
import { positionArgument } from '../formats/position-argument'
import { BANDS } from './bands'
import type { Cell, Network, Station } from './network'

/** Numbers of a cell without which no level can be computed, and what each may be. */
const NEEDED: readonly [key: keyof Cell, wanted: string, low: number, high: number][] = [
  ['frequencyMhz', 'MHz above 0', Number.MIN_VALUE, 1e6],
  ['heightM', 'metres above ground, 0 or more', 0, 10_000],
  ['epreDbm', 'dBm', -300, 300],
  ['gainDbi', 'dBi', -100, 100],
  ['mechanicalTiltDeg', 'degrees', -180, 180],
  ['electricalTiltDeg', 'degrees', -180, 180],
  ['horizontalBeamwidthDeg', 'degrees above 0', Number.MIN_VALUE, 360],
  ['verticalBeamwidthDeg', 'degrees above 0', Number.MIN_VALUE, 360],
  ['lossDb', 'dB', -100, 300],
]
const UNKNOWN_OF_CELL: readonly (keyof Cell)[] = ['azimuthDeg']
const UNKNOWN_OF_STATION: readonly (keyof Station)[] = ['built']

/**
 * A network as `readSites` gives it, as far as its lists go.
 * @throws InputError `bad-argument`
 */
export function networkArgument(given: unknown, path = 'network'): void {
  const value = objectArgument(given, path, 'a network, as readSites gives it') as unknown as Network
  listArgument(value.sites, `${path}.sites`, 'a list of sites', 'readSites')
  listArgument(value.stations, `${path}.stations`, 'a list of stations')
  listArgument(value.cells, `${path}.cells`, 'a list of cells')
}

/**
 * A network as a program gives it, checked: every index leads somewhere, every number that a level is made of is one. What JSON wrote
 * as null (an omnidirectional azimuth, an unknown year) is unknown again. The network itself where nothing had to be changed.
 * @throws InputError `bad-argument` with the path of what is wrong
 */
export function networkGiven(given: unknown, path = 'network'): Network {
  networkArgument(given, path)
  const value = given as Network
  const { sites, stations, cells } = value
  sites.forEach((site, i) => {
    const at = `${path}.sites[${i}]`
    positionArgument(objectArgument(site, at, '{ id, lon, lat }'), at)
  })
  let isChanged = false
  const back = <T extends object>(item: T, keys: readonly (keyof T)[]): T => {
    const known = unknownsBack(item, keys)
    isChanged ||= known !== item
    return known
  }
  const checkedStations = stations.map((station, i) => {
    const at = `${path}.stations[${i}]`
    objectArgument(station, at, '{ id, site, rat, operator, built }')
    if (station.operator !== undefined) textArgument(station.operator, `${at}.operator`, 'a text, empty where unknown')
    indexArgument(station.site, `${at}.site`, sites.length, 'sites')
    return back(station, UNKNOWN_OF_STATION)
  })
  const checkedCells = cells.map((cell, i) => {
    const at = `${path}.cells[${i}]`
    objectArgument(cell, at, 'a cell with station, band, frequencyMhz …')
    indexArgument(cell.station, `${at}.station`, stations.length, 'stations')
    if (!Object.hasOwn(BANDS, cell.band)) {
      const message = `${at}.band is ${toldArgument(cell.band)}; ${nearestNames(String(cell.band), Object.keys(BANDS))}`
      throw new InputError('band-unknown', `${at}.band`, message)
    }
    for (const [key, wanted, low, high] of NEEDED) {
      if (cell[key] === undefined) throw badArgument(`${at}.${key}`, undefined, wanted)
      numberArgument(cell[key], `${at}.${key}`, wanted, { low, high })
    }
    return back(cell, UNKNOWN_OF_CELL)
  })
  return isChanged ? { ...value, stations: checkedStations, cells: checkedCells } : value
}

function indexArgument(value: unknown, path: string, length: number, of: string): void {
  const isIndex = Number.isInteger(value) && (value as number) >= 0 && (value as number) < length
  if (!isIndex) throw badArgument(path, value, `an index into the ${length} ${of}`)
}
