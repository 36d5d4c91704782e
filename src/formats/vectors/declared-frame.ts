import { epsgNumber, isGeographic, systemName } from '../crs'
import { isWkt } from '../crs-wkt'
import { type Warning, warn } from '../warning'
import type { ReadFeature } from './geojson'

/** Features looked at to see whether their positions are degrees. */
const LOOKED_AT = 20

interface Placed {
  name: string
  crs: string | undefined
  features: Iterable<ReadFeature>
  warnings: Warning[]
}

/**
 * What a file's positions are measured against where the caller declares something: that, and it is told where the file itself says
 * another; but degrees are never read as metres: they stay what the file says, or WGS-84, and that is told.
 * @param own what the file itself declares
 */
export function withDeclared<T extends Placed>(source: T, declared: string, own: string | undefined): T {
  const { name: file, warnings } = source
  const projected = (epsgNumber(declared) !== undefined || isWkt(declared)) && !isGeographic(declared)
  if (projected) {
    const [first, features] = peeked(source.features)
    const positions = first.flatMap(({ feature }) => firstPosition(feature.geometry) ?? [])
    if (positions.length > 0 && positions.every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90)) {
      const taken = own !== undefined && isGeographic(own) ? own : undefined
      const told = warn('degrees-in-metres', { file, declared, taken: taken ?? 'WGS-84' })
      return { ...source, features, crs: taken, warnings: [...warnings, told] }
    }
    source = { ...source, features }
  }
  if (own === undefined || own === declared) return { ...source, crs: declared }
  return {
    ...source,
    crs: declared,
    warnings: [...warnings, warn('datum-over-file', { file, declared, own: systemName(own) })],
  }
}

/** The first features, and all of them again. */
function peeked(features: Iterable<ReadFeature>): [ReadFeature[], Iterable<ReadFeature>] {
  const rest = features[Symbol.iterator]()
  const first: ReadFeature[] = []
  while (first.length < LOOKED_AT) {
    const next = rest.next()
    if (next.done) break
    first.push(next.value)
  }
  function* all(): Generator<ReadFeature> {
    yield* first
    for (let next = rest.next(); !next.done; next = rest.next()) yield next.value
  }
  return [first, all()]
}

function firstPosition(geometry: unknown): [number, number][] | undefined {
  let at = geometry as { coordinates?: unknown; geometries?: unknown[] } | null | undefined
  for (let depth = 0; depth < 8 && Array.isArray(at?.geometries); depth++) at = at.geometries[0] as typeof at
  let value = at?.coordinates
  for (let depth = 0; depth < 8 && Array.isArray(value); depth++) {
    if (typeof value[0] === 'number' && typeof value[1] === 'number') return [[value[0], value[1]]]
    value = value[0]
  }
  return undefined
}
