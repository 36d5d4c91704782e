import type { Feature } from 'geojson'
import { startOf } from '../detect'
import { InputError, type Rejection } from '../input-error'
import type { InputFile } from '../input-file'
import { asUtf8, excerpt } from '../text'

/** Deepest nesting that a GeoJSON feature has use for is about 10 (a MultiPolygon inside a collection inside properties). */
const MAX_DEPTH = 100

/** Where the features of a GeoJSON file lie, found without parsing it. */
interface Layout {
  bytes: Uint8Array
  /** Start and end of each feature's text, in pairs. */
  spans: number[]
  /** Members of the collection other than its features. */
  shell: Record<string, unknown>
  sequence: boolean
}

/** One feature as it was read, before anything in it is believed. */
export interface ReadFeature {
  /** 1-based, as the user would count. */
  row: number
  feature: Feature
}

/** A GeoJSON file opened: its declared CRS and its features one by one. */
export interface GeojsonReader {
  /** Name in the outdated but common `crs` member, such as `urn:ogc:def:crs:EPSG::4326`; undefined where absent. */
  crsName: string | undefined
  /** The member `datum` that gigaplan writes into files in an offset frame of Chinese web maps: `gcj02`, `bd09`. */
  datum: string | undefined
  count: number
  /** Reads feature by feature; text that is no JSON object goes to `rejected` and is passed over. */
  features(rejected: Rejection[]): Generator<ReadFeature>
}

/**
 * Opens GeoJSON of any size: a FeatureCollection, one Feature or geometry, newline-delimited GeoJSON, or a GeoJSON text
 * sequence (RFC 8142). A depth scanner finds where each feature begins and ends, and only one is parsed at a time, so that the
 * file never needs to fit one string.
 * @throws InputError `not-json`, `not-geojson`, `too-deep`
 */
export function openGeojson(file: InputFile): GeojsonReader {
  const { bytes, spans, shell, sequence } = scan(file)
  const crs = shell.crs as { properties?: { name?: unknown } } | undefined
  const crsName = typeof crs?.properties?.name === 'string' ? crs.properties.name : undefined
  const decoder = new TextDecoder()
  const wholeIsFeature = spans.length === 2 && !sequence && shell.type !== 'FeatureCollection'
  const datum = shell.datum === 'gcj02' || shell.datum === 'bd09' ? shell.datum : undefined
  return {
    crsName,
    datum,
    count: spans.length / 2,
    *features(rejected) {
      for (let i = 0; i < spans.length; i += 2) {
        const text = decoder.decode(bytes.subarray(spans[i], spans[i + 1]))
        const row = i / 2 + 1
        let value: unknown
        try {
          value = JSON.parse(text)
        } catch (error) {
          if (wholeIsFeature) throw notJson(file, error)
          rejected.push({
            file: file.name,
            row,
            field: '',
            value: excerpt(text, 200),
            reason: `feature ${row} is not JSON: ${reasonOf(error)}`,
          })
          continue
        }
        const object = value as { type?: unknown; coordinates?: unknown; geometries?: unknown }
        if (object?.type === 'Feature') yield { row, feature: value as Feature }
        else if (Array.isArray(object?.coordinates) || Array.isArray(object?.geometries)) {
          yield { row, feature: { type: 'Feature', properties: {}, geometry: value as Feature['geometry'] } }
        } else {
          rejected.push({
            file: file.name,
            row,
            field: 'type',
            value: excerpt(text, 200),
            reason: `feature ${row} has the type ${JSON.stringify(object?.type) ?? 'nothing'}; expected "Feature"`,
          })
        }
      }
    },
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/, "[\s\S]*$/, '').slice(0, 80)
}

function notJson(file: InputFile, error: unknown): InputError {
  return new InputError(
    'not-json',
    file.name,
    `${file.name} is not JSON (${reasonOf(error)}); it begins with ${startOf(file)}. Expected GeoJSON; export it again.`,
  )
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const FEATURES = [...'features'].map((letter) => letter.charCodeAt(0))

function scan(file: InputFile): Layout {
  const bytes = asUtf8(file.bytes)
  const spans: number[] = []
  const values: number[] = []
  let depth = 0
  let start = -1
  /** Depth at which the elements of "features" lie; 0 while not inside that array. */
  let within = 0
  let arrayFrom = -1
  let arrayTo = -1
  let lastKeyIsFeatures = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === QUOTE) {
      const from = i + 1
      for (i++; i < bytes.length && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++
      if (depth === 1 && within === 0) lastKeyIsFeatures = isFeatures(bytes, from, i)
    } else if (byte === 0x7b || byte === 0x5b) {
      if (depth === 0) {
        if (byte === 0x5b) throw notGeojson(file)
        start = i
      } else if (byte === 0x5b && depth === 1 && lastKeyIsFeatures && arrayFrom < 0 && values.length === 0) {
        within = 2
        arrayFrom = i
      } else if (within === depth) start = i
      if (++depth > MAX_DEPTH) {
        throw new InputError(
          'too-deep',
          file.name,
          `${file.name} nests brackets more than ${MAX_DEPTH} deep; expected GeoJSON. Export it again.`,
        )
      }
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--
      if (depth < 0) throw notJson(file, new Error('a bracket is closed that was not opened'))
      if (within > 0 && depth === within && byte === 0x7d) spans.push(start, i + 1)
      else if (within > 0 && depth === 1) {
        within = 0
        arrayTo = i + 1
        lastKeyIsFeatures = false
      } else if (depth === 0) {
        values.push(arrayFrom >= 0 && values.length === 0 ? firstByte(bytes) : start, i + 1)
      }
    }
  }
  if (depth !== 0 || values.length === 0) {
    throw notJson(file, new Error(values.length === 0 && depth === 0 ? 'it holds no object' : 'it breaks off'))
  }
  if (arrayFrom < 0) {
    const sequence = values.length > 2
    return { bytes, spans: values, shell: sequence ? {} : headOf(bytes, values, file), sequence }
  }
  const decoder = new TextDecoder()
  try {
    const around = `${decoder.decode(bytes.subarray(values[0], arrayFrom))}[]${decoder.decode(bytes.subarray(arrayTo, values[1]))}`
    return { bytes, spans, shell: JSON.parse(around), sequence: false }
  } catch (error) {
    throw notJson(file, error)
  }
}

function firstByte(bytes: Uint8Array): number {
  let at = 0
  while (bytes[at] !== 0x7b) at++
  return at
}

/** A lone object: it must be a Feature or a geometry; anything else is JSON of another kind. */
function headOf(bytes: Uint8Array, [from, to]: number[], file: InputFile): Record<string, unknown> {
  let value: Record<string, unknown>
  try {
    value = JSON.parse(new TextDecoder().decode(bytes.subarray(from, to)))
  } catch (error) {
    throw notJson(file, error)
  }
  if (value.type !== 'Feature' && !Array.isArray(value.coordinates) && !Array.isArray(value.geometries)) {
    throw notGeojson(file)
  }
  return value
}

function isFeatures(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== FEATURES.length) return false
  for (let i = 0; i < FEATURES.length; i++) if (bytes[from + i] !== FEATURES[i]) return false
  return true
}

function notGeojson(file: InputFile): InputError {
  return new InputError(
    'not-geojson',
    file.name,
    `${file.name} is JSON but not GeoJSON: it begins with ${startOf(file)}. Expected a FeatureCollection; export it as GeoJSON.`,
  )
}
