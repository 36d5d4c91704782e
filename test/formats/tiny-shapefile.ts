/** A Shapefile of squares, written by hand: [west, south, side] in degrees, a name and a code each. */
export function tinyShapefile(
  squares: [west: number, south: number, side: number, name: string, code: string][],
  encode = (text: string) => new TextEncoder().encode(text),
) {
  const content = 44 + 4 + 5 * 16
  const shp = new DataView(new ArrayBuffer(100 + squares.length * (8 + content)))
  const header = (view: DataView) => {
    view.setInt32(0, 9994)
    view.setInt32(24, view.byteLength / 2)
    view.setInt32(28, 1000, true)
    view.setInt32(32, 5, true)
    ;[117, 24, 120, 26].forEach((value, i) => {
      view.setFloat64(36 + 8 * i, value, true)
    })
  }
  header(shp)
  squares.forEach(([west, south, side], i) => {
    const at = 100 + i * (8 + content)
    shp.setInt32(at, i + 1)
    shp.setInt32(at + 4, content / 2)
    shp.setInt32(at + 8, 5, true)
    ;[west, south, west + side, south + side].forEach((value, k) => {
      shp.setFloat64(at + 12 + 8 * k, value, true)
    })
    shp.setInt32(at + 44, 1, true)
    shp.setInt32(at + 48, 5, true)
    shp.setInt32(at + 52, 0, true)
    const ring = [west, south, west, south + side, west + side, south + side, west + side, south, west, south]
    ring.forEach((value, k) => {
      shp.setFloat64(at + 56 + 8 * k, value, true)
    })
  })
  const fields = [
    ['NAME', 20],
    ['CODE', 12],
  ] as const
  const length = 1 + 32
  const start = 32 + 32 * fields.length + 1
  const dbf = new DataView(new ArrayBuffer(start + squares.length * length + 1))
  const bytes = new Uint8Array(dbf.buffer)
  bytes.fill(0x20, start)
  dbf.setUint8(0, 3)
  dbf.setUint32(4, squares.length, true)
  dbf.setUint16(8, start, true)
  dbf.setUint16(10, length, true)
  fields.forEach(([name, size], i) => {
    bytes.set(new TextEncoder().encode(name), 32 + 32 * i)
    bytes[32 + 32 * i + 11] = 67
    bytes[32 + 32 * i + 16] = size
  })
  bytes[start - 1] = 13
  squares.forEach(([, , , name, code], i) => {
    bytes.set(encode(name).subarray(0, 20), start + i * length + 1)
    bytes.set(encode(code).subarray(0, 12), start + i * length + 21)
  })
  bytes[bytes.length - 1] = 26
  return { shp: new Uint8Array(shp.buffer), dbf: bytes }
}
