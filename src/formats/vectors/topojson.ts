import type { Feature, FeatureCollection } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryObject, Topology } from 'topojson-specification'
import { startOf } from '../detect'
import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import { decodeText, excerpt } from '../text'
import { positionOf } from './sound-features'

/** A geometry of collections within collections is no map's. */
const MAX_DEPTH = 8

/**
 * The features of one object of a TopoJSON file.
 * @param object its name; by default the one with the most geometries
 * @throws InputError `not-json`, `not-topojson`, `layer-missing`
 */
export function readTopojson(
  file: InputFile,
  object?: string,
): { features: Feature[]; object: string; others: string[]; datum: string | undefined } {
  let topology: Topology
  try {
    topology = JSON.parse(decodeText(file.bytes))
  } catch {
    throw new InputError(
      'not-json',
      file.name,
      `${file.name} is not JSON; it begins with ${startOf(file)}. Expected TopoJSON; export it again.`,
    )
  }
  const names = topology?.objects && typeof topology.objects === 'object' ? Object.keys(topology.objects) : []
  if (topology?.type !== 'Topology' || names.length === 0 || !Array.isArray(topology.arcs)) {
    throw new InputError(
      'not-topojson',
      file.name,
      `${file.name} is JSON but no TopoJSON: it has no "objects" and "arcs".`,
    )
  }
  const size = (name: string) => {
    const one = topology.objects[name] as GeometryObject
    return one?.type === 'GeometryCollection' && Array.isArray(one.geometries) ? one.geometries.length : 1
  }
  if (object !== undefined && !names.includes(object)) {
    throw new InputError(
      'layer-missing',
      file.name,
      `${file.name} has no object "${excerpt(object)}"; it has ${names.slice(0, 10).join(', ')}.`,
    )
  }
  const chosen = object ?? names.reduce((best, name) => (size(name) > size(best) ? name : best))
  assertArcs(topology, topology.objects[chosen], file)
  try {
    const made = feature(topology, topology.objects[chosen] as GeometryObject) as Feature | FeatureCollection
    const { datum } = topology as { datum?: unknown }
    return {
      datum: datum === 'gcj02' || datum === 'bd09' || /^EPSG:\d+$/.test(String(datum)) ? String(datum) : undefined,
      features: made.type === 'FeatureCollection' ? made.features : [made],
      object: chosen,
      others: names.filter((name) => name !== chosen),
    }
  } catch {
    throw new InputError(
      'not-topojson',
      file.name,
      `${file.name} is damaged TopoJSON: "${excerpt(chosen)}" refers to arcs that are not there. Export it again.`,
    )
  }
}

/**
 * Arcs must be lists of positions, and the geometries may not repeat them without end: a real map uses each arc once or twice, so
 * that its positions never outnumber the file's bytes.
 */
function assertArcs(topology: Topology, object: unknown, file: InputFile): void {
  const damaged = (what: string) =>
    new InputError('not-topojson', file.name, `${file.name} is damaged TopoJSON: ${what}. Export it again.`)
  topology.arcs.forEach((arc: unknown, i) => {
    if (!Array.isArray(arc) || !arc.every((position) => positionOf(position))) {
      throw damaged(`arc ${i} is no list of positions`)
    }
  })
  let positions = 0
  const count = (references: unknown, depth: number): void => {
    if (typeof references === 'number') {
      positions += topology.arcs[references < 0 ? ~references : references]?.length ?? 0
      if (positions > file.bytes.length) throw damaged('its geometries repeat its arcs without end')
    } else if (Array.isArray(references) && depth < MAX_DEPTH) {
      for (const one of references) count(one, depth + 1)
    }
  }
  const walk = (one: unknown, depth: number): void => {
    const { arcs, geometries } = (one ?? {}) as { arcs?: unknown; geometries?: unknown }
    count(arcs, 0)
    if (!Array.isArray(geometries)) return
    if (depth > MAX_DEPTH) throw damaged('its collections are nested too deep')
    for (const part of geometries) walk(part, depth + 1)
  }
  walk(object, 0)
}
