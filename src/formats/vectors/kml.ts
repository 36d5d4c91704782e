import { kml } from '@tmcw/togeojson'
import type { Feature } from 'geojson'
import { InputError } from '../input-error'
import type { InputFile } from '../input-file'
import { decodeText, excerpt } from '../text'
import { isZip, unzipped, XML_LIMITS } from '../zip'

const MAX_DEPTH = 200
/** So many elements are read in any case; where there are more, real ones have at least so many characters each. */
const FREE_ELEMENTS = 200_000
const LEAST_PER_ELEMENT = 20

/**
 * The features of a KML or KMZ file (WGS-84 by definition of KML). Of a KMZ, `doc.kml` or the first .kml is read.
 * Documents with a DOCTYPE are refused: entities could swell to any size.
 * @throws InputError `not-kml`, `xml-doctype`, `too-deep`, and those of zip archives
 */
export async function readKml(file: InputFile): Promise<Feature[]> {
  let source = file
  if (isZip(file.bytes)) {
    const found = unzipped(file, (name) => /\.kml$/i.test(name), XML_LIMITS)
    const doc = found.find((entry) => /(^|\/)doc\.kml$/i.test(entry.name)) ?? found[0]
    if (!doc) throw new InputError('not-kml', file.name, `${file.name} is an archive without a .kml in it.`)
    source = doc
  }
  const text = decodeText(source.bytes)
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw new InputError(
      'xml-doctype',
      file.name,
      `${file.name} declares a DOCTYPE or entities; expected plain KML. Save it again from the map program.`,
    )
  }
  assertDepth(text, file.name)
  let features: Feature[]
  try {
    features = kml(await parseXml(text)).features as Feature[]
  } catch (error) {
    const reason = excerpt(error instanceof Error ? error.message : String(error), 80)
    throw new InputError('not-kml', file.name, `${file.name} is not well-formed KML (${reason}). Save it again.`)
  }
  return features
}

function assertDepth(text: string, name: string): void {
  let depth = 0
  let elements = 0
  for (const tag of text.matchAll(/<(\/?)[A-Za-z][^<>]*?(\/?)>/g)) {
    if (!tag[1] && ++elements > FREE_ELEMENTS && elements * LEAST_PER_ELEMENT > text.length) {
      throw new InputError(
        'file-too-large',
        name,
        `${name} holds more than ${FREE_ELEMENTS} elements with hardly any text in them; expected KML of real data.`,
      )
    }
    if (tag[1]) depth--
    else if (!tag[2] && ++depth > MAX_DEPTH) {
      throw new InputError('too-deep', name, `${name} nests elements more than ${MAX_DEPTH} deep; expected KML.`)
    }
  }
}

/** The browser's own parser where there is one, else xmldom. */
async function parseXml(text: string): Promise<Document> {
  if (typeof DOMParser === 'function') return new DOMParser().parseFromString(text, 'text/xml')
  const { DOMParser: Parser } = await import('@xmldom/xmldom')
  const parser = new Parser({
    onError: (level, message) => {
      if (level !== 'warning') throw new Error(String(message))
    },
  })
  return parser.parseFromString(text, 'text/xml') as unknown as Document
}
