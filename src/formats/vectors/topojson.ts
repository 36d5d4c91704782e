import type { Feature, FeatureCollection } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryObject, Topology } from 'topojson-specification'
import { startOf } from '../detect'
import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import { decodeText, excerpt } from '../text'

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
    return one?.type === 'GeometryCollection' ? one.geometries.length : 1
  }
  if (object !== undefined && !names.includes(object)) {
    throw new InputError(
      'layer-missing',
      file.name,
      `${file.name} has no object "${excerpt(object)}"; it has ${names.slice(0, 10).join(', ')}.`,
    )
  }
  const chosen = object ?? names.reduce((best, name) => (size(name) > size(best) ? name : best))
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
