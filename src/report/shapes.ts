/**
 * The plane that the report draws in: the grid's own projection, so that rasters lie square on it. Coordinates are
 * whole units east and south of the upper left corner, 0…65535.
 */
export interface Frame {
  crs: string
  /** Projected coordinates of the upper left corner, metres. */
  westM: number
  northM: number
  /** Metres per unit. */
  unitM: number
  /** Units. */
  width: number
  height: number
}

/** Longitude and latitude at the nodes of a mesh over the frame, from which the page interpolates the pointer's place. */
export interface LonLatMesh {
  columns: number
  rows: number
  lon: Float32Array
  lat: Float32Array
}

/** Outlines of many features: rings in frame units; filled by the even-odd rule. */
export interface Shapes {
  x: Uint16Array
  y: Uint16Array
  /** Ring r has the points `ringStart[r] … ringStart[r + 1]`. */
  ringStart: Uint32Array
  /** Feature f has the rings `featureStart[f] … featureStart[f + 1]`. */
  featureStart: Uint32Array
}

/** Degrees at a place of the frame, bilinear in the mesh; within a few metres for areas of a city's size. */
export function lonLatAt(frame: Frame, mesh: LonLatMesh, x: number, y: number): [lon: number, lat: number] {
  const at = (value: number, size: number, nodes: number): [number, number] => {
    const position = Math.min(nodes - 1.000001, Math.max(0, (value / size) * (nodes - 1)))
    return [Math.floor(position), position - Math.floor(position)]
  }
  const [column, u] = at(x, frame.width, mesh.columns)
  const [row, v] = at(y, frame.height, mesh.rows)
  const i = row * mesh.columns + column
  const mix = (values: Float32Array) =>
    (values[i] * (1 - u) + values[i + 1] * u) * (1 - v) +
    (values[i + mesh.columns] * (1 - u) + values[i + mesh.columns + 1] * u) * v
  return [mix(mesh.lon), mix(mesh.lat)]
}

/** The middle of the feature's largest ring, frame units; undefined for a feature without rings. */
export function middleOf(shapes: Shapes, feature: number): [x: number, y: number] | undefined {
  let best: [number, number] | undefined
  let largest = 0
  for (let ring = shapes.featureStart[feature]; ring < shapes.featureStart[feature + 1]; ring++) {
    const [start, end] = [shapes.ringStart[ring], shapes.ringStart[ring + 1]]
    let [twice, sumX, sumY] = [0, 0, 0]
    for (let i = start; i < end; i++) {
      const j = i + 1 < end ? i + 1 : start
      const cross = shapes.x[i] * shapes.y[j] - shapes.x[j] * shapes.y[i]
      twice += cross
      sumX += (shapes.x[i] + shapes.x[j]) * cross
      sumY += (shapes.y[i] + shapes.y[j]) * cross
    }
    if (Math.abs(twice) > largest) {
      largest = Math.abs(twice)
      best = [sumX / (3 * twice), sumY / (3 * twice)]
    }
  }
  return best
}

/** Whether a place lies inside a feature (even-odd rule). */
export function contains(shapes: Shapes, feature: number, x: number, y: number): boolean {
  let inside = false
  for (let ring = shapes.featureStart[feature]; ring < shapes.featureStart[feature + 1]; ring++) {
    const [start, end] = [shapes.ringStart[ring], shapes.ringStart[ring + 1]]
    for (let i = start, j = end - 1; i < end; j = i++) {
      if (shapes.y[i] > y === shapes.y[j] > y) continue
      const crossing = shapes.x[i] + ((y - shapes.y[i]) * (shapes.x[j] - shapes.x[i])) / (shapes.y[j] - shapes.y[i])
      if (x < crossing) inside = !inside
    }
  }
  return inside
}
