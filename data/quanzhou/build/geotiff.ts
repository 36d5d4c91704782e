import { deflateSync } from 'node:zlib'

const bandName = (name: string) =>
  `<GDALMetadata><Item name="DESCRIPTION" sample="0" role="description">${name}</Item></GDALMetadata>`

/** A tiled GeoTIFF in EPSG:4326: one Int16 band, Deflate with horizontal differencing (predictor 2), little-endian. */
export function writeHeights(h: { west: number; north: number; step: number; columns: number; rows: number; data: ArrayLike<number> }, note: string): Uint8Array {
  const tile = 256
  const across = Math.ceil(h.columns / tile)
  const down = Math.ceil(h.rows / tile)
  const tiles: Uint8Array[] = []
  for (let ty = 0; ty < down; ty++) {
    for (let tx = 0; tx < across; tx++) {
      const block = new Int16Array(tile * tile)
      for (let r = 0; r < tile; r++) {
        let before = 0
        for (let c = 0; c < tile; c++) {
          // Beyond the frame the edge is repeated: it costs nothing and is never read.
          const row = Math.min(h.rows - 1, ty * tile + r)
          const col = Math.min(h.columns - 1, tx * tile + c)
          const value = h.data[row * h.columns + col]
          block[r * tile + c] = value - before
          before = value
        }
      }
      tiles.push(deflateSync(new Uint8Array(block.buffer), { level: 9 }))
    }
  }
  const ascii = (text: string) => [...new TextEncoder().encode(`${text}\0`)]
  const entries: { tag: number; type: number; values: number[] }[] = [
    { tag: 256, type: 4, values: [h.columns] },
    { tag: 257, type: 4, values: [h.rows] },
    { tag: 258, type: 3, values: [16] },
    { tag: 259, type: 3, values: [8] },
    { tag: 262, type: 3, values: [1] },
    { tag: 270, type: 2, values: ascii(note) },
    { tag: 277, type: 3, values: [1] },
    { tag: 284, type: 3, values: [1] },
    { tag: 317, type: 3, values: [2] },
    { tag: 322, type: 3, values: [tile] },
    { tag: 323, type: 3, values: [tile] },
    { tag: 324, type: 4, values: tiles.map(() => 0) },
    { tag: 325, type: 4, values: tiles.map((t) => t.length) },
    { tag: 339, type: 3, values: [2] },
    { tag: 33550, type: 12, values: [h.step, h.step, 0] },
    { tag: 33922, type: 12, values: [0, 0, 0, h.west, h.north, 0] },
    { tag: 34735, type: 3, values: [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326] },
    { tag: 42112, type: 2, values: ascii(bandName('elevation, m (synthetic)')) },
  ]
  const sizes: Record<number, number> = { 2: 1, 3: 2, 4: 4, 12: 8 }
  let at = 8 + 2 + entries.length * 12 + 4
  const places = entries.map((e) => {
    const bytes = e.values.length * sizes[e.type]
    if (bytes <= 4) return -1
    at += at % 2
    const place = at
    at += bytes
    return place
  })
  const offsets = entries.find((e) => e.tag === 324) as { values: number[] }
  tiles.forEach((t, i) => {
    offsets.values[i] = at
    at += t.length
  })
  const out = new Uint8Array(at)
  const view = new DataView(out.buffer)
  out.set([0x49, 0x49, 42, 0])
  view.setUint32(4, 8, true)
  view.setUint16(8, entries.length, true)
  entries.forEach((e, i) => {
    const base = 10 + i * 12
    view.setUint16(base, e.tag, true)
    view.setUint16(base + 2, e.type, true)
    view.setUint32(base + 4, e.values.length, true)
    if (places[i] >= 0) view.setUint32(base + 8, places[i], true)
    const start = places[i] >= 0 ? places[i] : base + 8
    e.values.forEach((v, k) => {
      const p = start + k * sizes[e.type]
      if (e.type === 2) view.setUint8(p, v)
      else if (e.type === 3) view.setUint16(p, v, true)
      else if (e.type === 4) view.setUint32(p, v, true)
      else view.setFloat64(p, v, true)
    })
  })
  tiles.forEach((t, i) => out.set(t, offsets.values[i]))
  return out
}
