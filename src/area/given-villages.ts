import { badArgument, listArgument, objectArgument, textArgument, unknownsBack } from '../formats/argument'
import { geometryArgument } from '../formats/geometry-argument'
import { InputError } from '../formats/input-error'
import { positionArgument } from '../formats/position-argument'
import type { Village, Villages } from './village'

const UNKNOWN: readonly (keyof Village)[] = ['population', 'households']
const TEXTS: readonly (keyof Village)[] = ['name', 'townshipCode', 'township', 'countyCode', 'county']

/**
 * Villages as a program gives them, checked; totals that JSON wrote as null are unknown again.
 * @param tested true where the public points are looked at
 * @throws InputError `bad-argument` with the path of what is wrong; `no-villages` where the list is empty
 */
export function villagesGiven(given: unknown, tested = false, path = 'villages'): Village[] {
  const isList = Array.isArray(given)
  const inside = isList ? given : (given as Partial<Villages> | null | undefined)?.villages
  const wanted = 'villages, as readVillages gives them'
  const list = listArgument(inside ?? given, path, wanted, 'readVillages') as Village[]
  if (list.length === 0) throw new InputError('no-villages', path, 'There is no village to plan for.')
  return list.map((village, i) => {
    const at = `${path}[${i}]`
    const value = objectArgument(village, at, 'a village with code, name and geometry')
    if (value.type === 'Feature') {
      throw new InputError('bad-argument', at, `${at} is a Feature; read the collection first: await readVillages(it).`)
    }
    geometryArgument(value.geometry, `${at}.geometry`, ['Polygon', 'MultiPolygon'])
    textArgument(value.code, `${at}.code`, 'a text of its own')
    for (const key of TEXTS) if (value[key] !== undefined) textArgument(value[key], `${at}.${key}`, 'a text')
    if (tested || value.publicPoints !== undefined) {
      const points = `${at}.publicPoints`
      listArgument(value.publicPoints, points, 'a list of points, empty where none is known').forEach((point, p) => {
        const where = `${at}.publicPoints[${p}]`
        positionArgument(objectArgument(point, where, '{ lon, lat }'), where)
      })
    }
    const known = unknownsBack(village, UNKNOWN)
    const bad = UNKNOWN.find((key) => {
      const total = known[key]
      return total !== undefined && !(typeof total === 'number' && (Number.isNaN(total) || total >= 0))
    })
    if (bad) throw badArgument(`${at}.${bad}`, known[bad], 'a number of 0 or more, NaN or null where unknown')
    return known
  })
}
