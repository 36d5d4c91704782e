import type { MultiPolygon, Polygon, Position } from 'geojson'
import { projection } from '../grid/projection'
import type { Frame, LonLatMesh, Shapes } from './shapes'

/** Units along the longer side. */
const UNITS = 65000
/** Room around what is framed, as a part of the longer side. */
const MARGIN = 0.015

type Outline = Polygon | MultiPolygon

/** Polygons of an outline, each a list of rings. */
export function polygonsOf(outline: Outline | null | undefined): Position[][][] {
  if (!outline) return []
  return outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates
}

/**
 * The frame around outlines and points.
 * @param crs projected CRS of the grid, `EPSG:n`
 * @param points places beyond the outlines, degrees
 */
export function frameAround(crs: string, outlines: Outline[], points: Position[] = []): Frame {
  const { forward } = projection(crs)
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const include = ([lon, lat]: Position) => {
    const [x, y] = forward(lon, lat)
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  for (const outline of outlines) for (const rings of polygonsOf(outline)) rings[0]?.forEach(include)
  if (!(west <= east)) points.forEach(include)
  if (!(west <= east)) [west, south, east, north] = [0, 0, 1000, 1000]
  const margin = Math.max(east - west, north - south, 100) * MARGIN
  const [widthM, heightM] = [east - west + 2 * margin, north - south + 2 * margin]
  const unitM = Math.max(widthM, heightM) / UNITS
  return {
    crs,
    westM: west - margin,
    northM: north + margin,
    unitM,
    width: Math.ceil(widthM / unitM),
    height: Math.ceil(heightM / unitM),
  }
}

/** A function from degrees to frame units, clamped to the frame. */
export function toFrame(frame: Frame): (lon: number, lat: number) => [x: number, y: number] {
  const { forward } = projection(frame.crs)
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)))
  return (lon, lat) => {
    const [x, y] = forward(lon, lat)
    return [clamp((x - frame.westM) / frame.unitM, frame.width), clamp((frame.northM - y) / frame.unitM, frame.height)]
  }
}

/** Outlines in frame units; points that fall together are kept once, rings of fewer than three points are left out. */
export function shapesOf(frame: Frame, outlines: (Outline | null)[]): Shapes {
  const place = toFrame(frame)
  return collectShapes(
    outlines.map((outline) =>
      polygonsOf(outline)
        .flat()
        .map((ring) => ring.map(([lon, lat]) => place(lon, lat))),
    ),
  )
}

/** Packs features, each a list of rings of `[x, y]` in frame units. */
export function collectShapes(features: [x: number, y: number][][][]): Shapes {
  const [x, y]: [number[], number[]] = [[], []]
  const ringStart = [0]
  const featureStart = [0]
  for (const rings of features) {
    for (const ring of rings) {
      const start = x.length
      for (const [px, py] of ring) {
        if (x.length > start && x[x.length - 1] === px && y[y.length - 1] === py) continue
        x.push(px)
        y.push(py)
      }
      if (x.length > start + 1 && x[start] === x[x.length - 1] && y[start] === y[y.length - 1]) {
        x.pop()
        y.pop()
      }
      if (x.length - start < 3) {
        x.length = start
        y.length = start
      } else {
        ringStart.push(x.length)
      }
    }
    featureStart.push(ringStart.length - 1)
  }
  return {
    x: Uint16Array.from(x),
    y: Uint16Array.from(y),
    ringStart: Uint32Array.from(ringStart),
    featureStart: Uint32Array.from(featureStart),
  }
}

/** Longitude and latitude over the frame at `nodes × nodes` places. */
export function lonLatMesh(frame: Frame, nodes = 33): LonLatMesh {
  const { inverse } = projection(frame.crs)
  const lon = new Float32Array(nodes * nodes)
  const lat = new Float32Array(nodes * nodes)
  for (let row = 0; row < nodes; row++) {
    for (let column = 0; column < nodes; column++) {
      const x = frame.westM + (frame.width * frame.unitM * column) / (nodes - 1)
      const y = frame.northM - (frame.height * frame.unitM * row) / (nodes - 1)
      ;[lon[row * nodes + column], lat[row * nodes + column]] = inverse(x, y)
    }
  }
  return { columns: nodes, rows: nodes, lon, lat }
}
