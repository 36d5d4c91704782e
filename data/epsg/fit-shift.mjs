import proj4 from 'proj4'

const WGS84 = { a: 6378137, es: 0.00669437999014 }
const ARC_SECOND = Math.PI / 648000
/** Metres that a parameter is held back by, as one more place would: over a small area the parameters are much alike. */
const HELD = 1e-3

/** Geocentric metres of a place on an ellipsoid, degrees, at no height. */
function geocentric([lon, lat], { a, es }) {
  const [l, p] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180]
  const n = a / Math.sqrt(1 - es * Math.sin(p) ** 2)
  return [n * Math.cos(p) * Math.cos(l), n * Math.cos(p) * Math.sin(l), n * (1 - es) * Math.sin(p)]
}

/** Solves the normal equations, each unknown held to 0 by `HELD`. */
function leastSquares(rows, wanted, size) {
  const m = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (_, j) =>
      rows.reduce((sum, row, k) => sum + row[i] * (j < size ? row[j] : wanted[k]), i === j ? HELD : 0),
    ),
  )
  for (let i = 0; i < size; i++) {
    const pivot = m.slice(i).reduce((best, row, k) => (Math.abs(row[i]) > Math.abs(m[best][i]) ? i + k : best), i)
    ;[m[i], m[pivot]] = [m[pivot], m[i]]
    for (let r = 0; r < size; r++) {
      if (r === i) continue
      const f = m[r][i] / m[i][i]
      for (let c = i; c <= size; c++) m[r][c] -= f * m[i][c]
    }
  }
  return m.map((row, i) => row[size] / row[i])
}

/** The definition without its way to WGS-84, and that way: metres, seconds of arc, parts per million. */
function apart(definition) {
  const bare = definition.replace(/ ?\+(towgs84|nadgrids|datum)=\S+/g, '')
  const { a, b, datum } = new proj4.Proj(definition)
  const isNamed = /\+datum=/.test(definition) || !/\+(ellps|a|R)=/.test(bare)
  const given = /\+towgs84=(\S+)/.exec(definition)?.[1].split(',').map(Number)
  const params = datum?.datum_params ?? []
  const named =
    params.length > 3
      ? [...params.slice(0, 3), ...params.slice(3, 6).map((r) => r / ARC_SECOND), (params[6] - 1) * 1e6]
      : [...params]
  return {
    bare: isNamed ? `${bare} +a=${a} +b=${b}` : bare,
    a,
    b,
    start: [...(given ?? named), 0, 0, 0, 0, 0, 0, 0].slice(0, 7),
  }
}

/**
 * The definition with the way to WGS-84 (`+towgs84`, position vector) that fits pairs best, east and north alone, as near as can be to
 * the way that it has. The scale, which moves nothing sideways, stays.
 * @param parameters 3 or 6
 */
export function fitShift(definition, pairs, parameters) {
  try {
    const { bare, a, b, start } = apart(definition)
    let solved = start
    // The second round takes what the first left, for the formula is straight and the Earth is not.
    for (let round = 0; round < 2; round++) {
      const { forward } = proj4(`${bare} +towgs84=${solved.join()} +no_defs`, 'EPSG:4326')
      const toDegrees = proj4(`${bare} +no_defs`, `+proj=longlat +a=${a} +b=${b} +no_defs`)
      const rows = []
      const wanted = []
      for (const { xy, lonLat } of pairs) {
        const [x, y, z] = geocentric(toDegrees.forward([...xy]), { a, es: 1 - (b * b) / (a * a) })
        const now = geocentric(forward([...xy]), WGS84)
        const to = geocentric(lonLat, WGS84)
        const [l, p] = [(lonLat[0] * Math.PI) / 180, (lonLat[1] * Math.PI) / 180]
        const s = ARC_SECOND
        // Per axis: translation, rotation (position vector, arc seconds).
        const columns = [
          [1, 0, 0, 0, z * s, -y * s],
          [0, 1, 0, -z * s, 0, x * s],
          [0, 0, 1, y * s, -x * s, 0],
        ]
        for (const axis of [
          [-Math.sin(l), Math.cos(l), 0],
          [-Math.sin(p) * Math.cos(l), -Math.sin(p) * Math.sin(l), Math.cos(p)],
        ]) {
          const row = columns[0].map((_, k) => columns.reduce((sum, column, i) => sum + axis[i] * column[k], 0))
          rows.push(row.slice(0, parameters))
          wanted.push(axis.reduce((sum, value, i) => sum + value * (to[i] - now[i]), 0))
        }
      }
      const change = leastSquares(rows, wanted, parameters)
      solved = solved.map((value, i) => Number((value + (change[i] ?? 0)).toFixed(i < 3 ? 3 : 6)))
    }
    return solved.every(Number.isFinite) ? `${bare} +towgs84=${solved.join()}` : undefined
  } catch {
    return undefined
  }
}
