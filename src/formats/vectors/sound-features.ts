import type { Feature, Geometry } from 'geojson'
import type { Rejection } from '../input-error'
import { originalOf } from '../tables/original'
import { excerpt, textOf } from '../text'
import type { ReadFeature } from './geojson'

/** How many arrays lie around a position, by type of geometry. */
const DEPTH: Readonly<Record<string, number>> = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2 }

/**
 * The first two numbers of a position; undefined where they are not two finite numbers.
 * @param value what stands in a file where a position belongs
 */
export function positionOf(value: unknown): [x: number, y: number] | undefined {
  if (!Array.isArray(value)) return undefined
  const [x, y] = value
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined
}

/**
 * The one door of all vector readers: what comes through has properties of texts, numbers, truth values and lists of them, and a
 * geometry whose type is a text and whose positions are numbers. Polygons are looked at where they are placed. What has
 * objects where text or positions belong is rejected, or its objects become their JSON text.
 */
export function* soundFeatures(
  features: Iterable<ReadFeature>,
  file: string,
  rejected: Rejection[],
): Generator<ReadFeature> {
  for (const { row, feature } of features) {
    const properties = propertiesOf(feature.properties)
    const fault = faultOf(feature.geometry)
    if (fault) rejected.push({ file, row, field: 'geometry', ...fault, original: originalOf(properties) })
    else yield { row, feature: { ...feature, properties } as Feature }
  }
}

function propertiesOf(given: unknown): Record<string, unknown> {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return {}
  const properties: Record<string, unknown> = Object.create(null)
  for (const [key, value] of Object.entries(given)) properties[textOf(key)] = plainValue(value)
  return properties
}

function plainValue(value: unknown): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value) && value.every((one) => one === null || typeof one !== 'object')) {
    return value.map((one) => (typeof one === 'string' ? textOf(one) : one))
  }
  return textOf(value)
}

function faultOf(geometry: Geometry | null | undefined): { value: string; reason: string } | undefined {
  if (geometry === null || geometry === undefined) return undefined
  const { type } = geometry as { type: unknown }
  const found = excerpt(textOf(type))
  if (typeof type !== 'string') {
    return {
      value: found,
      reason: `the geometry's type is ${found || 'missing'}; expected a name, such as "Point" or "Polygon"`,
    }
  }
  if (type === 'GeometryCollection') {
    const { geometries } = geometry as { geometries?: unknown }
    if (!Array.isArray(geometries)) {
      return { value: found, reason: 'the GeometryCollection has no list of geometries' }
    }
    for (const part of geometries) {
      const fault = faultOf(part as Geometry)
      if (fault) return fault
    }
    return undefined
  }
  const depth = Object.hasOwn(DEPTH, type) ? DEPTH[type] : undefined
  if (depth === undefined) return undefined
  const wrong = wrongPosition((geometry as { coordinates?: unknown }).coordinates, depth)
  if (wrong === undefined) return undefined
  const shown = excerpt(wrong.text)
  return {
    value: shown,
    reason: `the position ${shown || 'nothing'} of the ${type} is not two finite numbers; expected [longitude, latitude]`,
  }
}

/** What stands where a position belongs; undefined where all are positions. */
function wrongPosition(value: unknown, depth: number): { text: string } | undefined {
  if (depth === 0) return positionOf(value) ? undefined : { text: textOf(value) }
  if (!Array.isArray(value)) return { text: textOf(value) }
  for (const one of value) {
    const wrong = wrongPosition(one, depth - 1)
    if (wrong) return wrong
  }
  return undefined
}
