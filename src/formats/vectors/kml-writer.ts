import { strToU8, zipSync } from 'fflate'
import type { Feature, Geometry, Position } from 'geojson'

/** How features look in Google Earth. Colours are CSS `#rrggbb`. */
export interface KmlStyle {
  id: string
  /** Fill of polygons and tint of points. */
  color: string
  /** 0 transparent to 1 solid; 0.6 by default. */
  opacity?: number
  lineColor?: string
  lineWidth?: number
  /** Size of a point's icon; 1 by default. */
  iconScale?: number
}

export interface KmlFolder {
  name: string
  /** Closed or open when the file is opened; open by default. */
  open?: boolean
  folders?: readonly KmlFolder[]
  features?: readonly KmlFeature[]
}

/** A feature; `name` and `style` are told apart from the properties, which become the balloon's table. */
export interface KmlFeature {
  name: string
  style?: string
  geometry: Geometry
  properties?: Readonly<Record<string, unknown>>
}

const ICON = 'http://maps.google.com/mapfiles/kml/shapes/placemark_circle.png'

/**
 * KML 2.2 with styles, nested folders and extended data. Positions are WGS-84 by definition of KML, to 6 decimals.
 * @param name of the document
 * @param note a line shown below the name, such as that the data are synthetic
 */
export function kmlText(name: string, styles: readonly KmlStyle[], folders: readonly KmlFolder[], note = ''): string {
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
    `<name>${escaped(name)}</name>`,
    ...(note === '' ? [] : [`<description>${escaped(note)}</description>`]),
    ...styles.map(styleXml),
    ...folders.map(folderXml),
    '</Document></kml>',
    '',
  ]
  return parts.join('\n')
}

/** A KMZ: the KML as `doc.kml` in a zip. The same input makes the same bytes. */
export function kmzBytes(kml: string): Uint8Array {
  // Zip knows no time before 1980; a fixed one keeps the bytes the same.
  return zipSync({ 'doc.kml': [strToU8(kml), { level: 9, mtime: '1980-01-01T12:00:00' }] })
}

/** Features of a GeoJSON collection as KML features. */
export function kmlFeatures(
  features: readonly Feature[],
  nameOf: (feature: Feature) => string,
  styleOf?: (feature: Feature) => string,
): KmlFeature[] {
  return features.map((feature) => ({
    name: nameOf(feature),
    style: styleOf?.(feature),
    geometry: feature.geometry,
    properties: feature.properties ?? {},
  }))
}

function styleXml({ id, color, opacity = 0.6, lineColor = color, lineWidth = 1.5, iconScale = 1 }: KmlStyle): string {
  return (
    `<Style id="${escaped(id)}"><IconStyle><color>${kmlColor(color, 1)}</color><scale>${iconScale}</scale>` +
    `<Icon><href>${ICON}</href></Icon></IconStyle><LabelStyle><scale>0.7</scale></LabelStyle>` +
    `<LineStyle><color>${kmlColor(lineColor, 1)}</color><width>${lineWidth}</width></LineStyle>` +
    `<PolyStyle><color>${kmlColor(color, opacity)}</color></PolyStyle></Style>`
  )
}

/** KML writes colours as aabbggrr. */
function kmlColor(css: string, opacity: number): string {
  const [, r, g, b] = /^#?(..)(..)(..)$/.exec(css) ?? ['', '80', '80', '80']
  const alpha = Math.round(Math.min(1, Math.max(0, opacity)) * 255)
  return `${alpha.toString(16).padStart(2, '0')}${b}${g}${r}`.toLowerCase()
}

function folderXml({ name, open = true, folders = [], features = [] }: KmlFolder): string {
  return [
    `<Folder><name>${escaped(name)}</name><open>${open ? 1 : 0}</open>`,
    ...folders.map(folderXml),
    ...features.map(placemarkXml),
    '</Folder>',
  ].join('\n')
}

function placemarkXml({ name, style, geometry, properties = {} }: KmlFeature): string {
  const data = Object.entries(properties)
    // Readers take data of these names for the placemark's own.
    .filter(([key]) => key !== 'name' && key !== 'description')
    .filter(([, value]) => value !== null && value !== undefined && value !== '' && !Number.isNaN(value))
    .map(
      ([key, value]) =>
        `<Data name="${escaped(key)}"><value>${escaped(Array.isArray(value) ? value.join(';') : String(value))}</value></Data>`,
    )
  return (
    `<Placemark><name>${escaped(name)}</name>${style ? `<styleUrl>#${escaped(style)}</styleUrl>` : ''}` +
    `${data.length > 0 ? `<ExtendedData>${data.join('')}</ExtendedData>` : ''}${geometryXml(geometry)}</Placemark>`
  )
}

function geometryXml(geometry: Geometry): string {
  const many = (parts: string[]) => `<MultiGeometry>${parts.join('')}</MultiGeometry>`
  switch (geometry.type) {
    case 'Point':
      return `<Point><coordinates>${coordinates([geometry.coordinates])}</coordinates></Point>`
    case 'MultiPoint':
      return many(geometry.coordinates.map((position) => geometryXml({ type: 'Point', coordinates: position })))
    case 'LineString':
      return `<LineString><tessellate>1</tessellate><coordinates>${coordinates(geometry.coordinates)}</coordinates></LineString>`
    case 'MultiLineString':
      return many(geometry.coordinates.map((line) => geometryXml({ type: 'LineString', coordinates: line })))
    case 'Polygon':
      return `<Polygon><tessellate>1</tessellate>${geometry.coordinates.map(ringXml).join('')}</Polygon>`
    case 'MultiPolygon':
      return many(geometry.coordinates.map((rings) => geometryXml({ type: 'Polygon', coordinates: rings })))
    default:
      return many(geometry.geometries.map(geometryXml))
  }
}

function ringXml(ring: Position[], index: number): string {
  const tag = index === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs'
  return `<${tag}><LinearRing><coordinates>${coordinates(ring)}</coordinates></LinearRing></${tag}>`
}

function coordinates(positions: Position[]): string {
  return positions.map((position) => position.map((value) => Math.round(value * 1e6) / 1e6).join(',')).join(' ')
}

/** Text for XML 1.0: markup escaped, characters that it cannot hold left out. */
function escaped(text: string): string {
  let out = ''
  for (const char of text) {
    if (char === '&') out += '&amp;'
    else if (char === '<') out += '&lt;'
    else if (char === '>') out += '&gt;'
    else if (char === '"') out += '&quot;'
    else if (char >= ' ' || char === '\n' || char === '\t') out += char
  }
  return out
}
