import { isGeographic } from '../crs'
import { deflated } from '../deflate'
import { InputError } from '../input-error'
import { ascii, directorySize, double, long, short, type TiffField, writeDirectory } from './tiff-tags'

/** One band of a raster to be written. */
export interface CogBand {
  /** What QGIS and gdalinfo show as the band's description, such as `RSRP (dBm)`. */
  name: string
  data: Float32Array | Uint32Array | Uint16Array | Int16Array | Uint8Array
}

/** Bands of one type on one frame. */
export interface CogImage {
  /** `EPSG:n`. */
  crs: string
  width: number
  height: number
  /** Outer corner of the upper left pixel. */
  originX: number
  originY: number
  pixelWidth: number
  pixelHeight: number
  bands: readonly CogBand[]
  /** The value that means "nothing here"; NaN for floats by default, none for integers. */
  nodata?: number
  /** Further items of the file's metadata, such as `{ synthetic: 'yes' }`. */
  metadata?: Readonly<Record<string, string>>
}

const TILE = 512
/** Tiles that are packed at a time, up to 2 MB each: more than there are threads, so that these find work while the program makes other files. */
const AT_A_TIME = 12
const SIGNATURE = [0x49, 0x49, 42, 0]

/**
 * A Cloud Optimized GeoTIFF: tiles of 512, Deflate with the predictor for its type (2 for integers, 3 for floats: Adobe's TIFF
 * technical note 3), overviews halved until one tile holds all (floats by the mean of what is known, integers by the nearest), directories first,
 * small overviews before large, CRS by GeoKeys (OGC GeoTIFF 1.1), nodata and band names in GDAL's tags.
 * The same input makes the same bytes.
 * @throws InputError `no-bands`, `band-size`, `crs-unknown`, `raster-too-large`
 */
export async function writeCog(image: CogImage): Promise<Uint8Array> {
  const pieces = await cogPieces(image)
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** The same in pieces that are to be written one after the other: the file never lies in memory twice. */
export async function cogPieces(image: CogImage): Promise<Uint8Array[]> {
  const { bands, width, height } = image
  if (bands.length === 0) throw new InputError('no-bands', 'bands', 'There is no band to write; expected at least one.')
  for (const { name, data } of bands) {
    if (data.length !== width * height || data.constructor !== bands[0].data.constructor) {
      throw new InputError(
        'band-size',
        `bands.${name}`,
        `The band ${name} holds ${data.length} values of ${data.constructor.name}; expected ${width * height} of ${bands[0].data.constructor.name}, as the first band and the frame say.`,
      )
    }
  }
  const levels: Level[] = [{ width, height, tiles: [] }]
  for (let last = levels[0]; last.width > TILE || last.height > TILE; last = levels[levels.length - 1]) {
    levels.push({ width: Math.ceil(last.width / 2), height: Math.ceil(last.height / 2), tiles: [] })
  }
  // For all tiles together: new ones for each would be most of what the garbage collector has to do.
  const buffers = Array.from({ length: Math.min(AT_A_TIME, tilesOf(levels[0])) }, () => buffersFor(bands[0].data))
  for (const { data } of bands) {
    let plane = data
    for (const [i, level] of levels.entries()) {
      if (i > 0) plane = halved(plane, levels[i - 1], level)
      level.tiles.push(...(await packTiles(plane, level, buffers)))
    }
  }
  return assemble(image, levels)
}

interface Level {
  width: number
  height: number
  /** Plane by plane, row by row; each Deflate-packed after its predictor. */
  tiles: Uint8Array[]
}

const tilesOf = ({ width, height }: Level): number => Math.ceil(width / TILE) * Math.ceil(height / TILE)

function halved(plane: CogBand['data'], { width, height }: Level, half: Level): CogBand['data'] {
  const out = new (plane.constructor as new (n: number) => typeof plane)(half.width * half.height)
  const isFloat = plane instanceof Float32Array
  for (let row = 0; row < half.height; row++) {
    const below = Math.min(2 * row + 1, height - 1)
    for (let column = 0; column < half.width; column++) {
      const right = Math.min(2 * column + 1, width - 1)
      const first = 2 * row * width + 2 * column
      out[row * half.width + column] = isFloat
        ? meanOfKnown(
            plane[first],
            plane[2 * row * width + right],
            plane[below * width + 2 * column],
            plane[below * width + right],
          )
        : plane[first]
    }
  }
  return out
}

function meanOfKnown(a: number, b: number, c: number, d: number): number {
  const known =
    Number(!Number.isNaN(a)) + Number(!Number.isNaN(b)) + Number(!Number.isNaN(c)) + Number(!Number.isNaN(d))
  return ((a || 0) + (b || 0) + (c || 0) + (d || 0)) / known
}

/** What one tile is cut into, and its bytes as they are packed. */
interface Buffers {
  tile: CogBand['data']
  bytes: Uint8Array
}

function buffersFor(plane: CogBand['data']): Buffers {
  const tile = new (plane.constructor as new (n: number) => CogBand['data'])(TILE * TILE)
  return { tile, bytes: tile instanceof Float32Array ? new Uint8Array(tile.byteLength) : new Uint8Array(tile.buffer) }
}

/** The tiles of a plane, as many at a time as there are buffers. */
async function packTiles(plane: CogBand['data'], level: Level, buffers: Buffers[]): Promise<Uint8Array[]> {
  const across = Math.ceil(level.width / TILE)
  const out: Uint8Array[] = new Array(tilesOf(level))
  let next = 0
  await Promise.all(
    buffers.map(async ({ tile, bytes }) => {
      while (next < out.length) {
        const t = next++
        cut(plane, level, TILE * (t % across), TILE * Math.floor(t / across), tile)
        if (tile instanceof Float32Array) floatPredicted(tile, bytes)
        else differenced(tile)
        out[t] = await deflated(bytes)
      }
    }),
  )
  return out
}

/** The values of one tile. Beyond the raster's edge the last values repeat: that packs best and is never shown. */
function cut(plane: CogBand['data'], { width, height }: Level, left: number, top: number, tile: CogBand['data']): void {
  const columns = Math.min(TILE, width - left)
  for (let row = 0; row < TILE; row++) {
    const from = Math.min(top + row, height - 1) * width + left
    tile.set(plane.subarray(from, from + columns), row * TILE)
    if (columns < TILE) tile.fill(plane[from + columns - 1], row * TILE + columns, (row + 1) * TILE)
  }
}

/** Predictor 2: each value as its difference to the one on its left, modulo its width. */
function differenced(tile: CogBand['data']): void {
  for (let row = 0; row < TILE; row++) {
    for (let i = (row + 1) * TILE - 1; i > row * TILE; i--) tile[i] -= tile[i - 1]
  }
}

/** Predictor 3: the bytes of a row by significance, most significant first, then byte differences. */
function floatPredicted(tile: Float32Array, to: Uint8Array): void {
  const from = new Uint32Array(tile.buffer)
  for (let row = 0, at = 0; row < TILE; row++) {
    let before = 0
    for (let shift = 24; shift >= 0; shift -= 8) {
      for (let i = row * TILE; i < (row + 1) * TILE; i++) {
        const byte = (from[i] >>> shift) & 255
        to[at++] = byte - before
        before = byte
      }
    }
  }
}

function assemble(image: CogImage, levels: Level[]): Uint8Array[] {
  const directories = levels.map((level, i) => fieldsOf(image, level, i))
  // Directories first, then data from the smallest overview to the full image, as COG readers expect.
  let at = 8
  const starts = directories.map((fields) => {
    const start = at
    at += directorySize(fields)
    return start
  })
  const end = at
  for (let i = levels.length - 1; i >= 0; i--) {
    const offsets: number[] = []
    for (const tile of levels[i].tiles) {
      offsets.push(at)
      at += tile.length + (tile.length & 1)
    }
    directories[i].find((field) => field.tag === 324)!.values = offsets
  }
  if (at > 0xffffffff) {
    throw new InputError(
      'raster-too-large',
      'bands',
      `The GeoTIFF would take ${Math.round(at / 2 ** 20)} MiB; at most 4096 fit. Use larger cells.`,
    )
  }
  const head = new Uint8Array(end)
  head.set(SIGNATURE)
  const view = new DataView(head.buffer)
  view.setUint32(4, starts[0], true)
  directories.forEach((fields, i) => {
    writeDirectory(view, starts[i], fields, starts[i + 1] ?? 0)
  })
  const pad = new Uint8Array(1)
  const tiles = levels.toReversed().flatMap((level) => level.tiles)
  return [head, ...tiles.flatMap((tile) => (tile.length & 1 ? [tile, pad] : [tile]))]
}

function fieldsOf(image: CogImage, { width, height, tiles }: Level, level: number): TiffField[] {
  const { bands } = image
  const n = bands.length
  const { data } = bands[0]
  const bits = data.BYTES_PER_ELEMENT * 8
  const isFloat = data instanceof Float32Array
  const kind = isFloat ? 3 : data instanceof Int16Array ? 2 : 1
  const nodata = image.nodata ?? (isFloat ? Number.NaN : undefined)
  const fields: TiffField[] = [
    long(254, level === 0 ? 0 : 1),
    long(256, width),
    long(257, height),
    short(258, ...bands.map(() => bits)),
    short(259, 8),
    short(262, 1),
    short(277, n),
    short(284, n > 1 ? 2 : 1),
    short(317, isFloat ? 3 : 2),
    short(322, TILE),
    short(323, TILE),
    long(324, ...tiles.map(() => 0)),
    long(325, ...tiles.map((tile) => tile.length)),
    short(339, ...bands.map(() => kind)),
  ]
  if (n > 1) fields.push(short(338, ...bands.slice(1).map(() => 0)))
  if (nodata !== undefined) fields.push(ascii(42113, Number.isNaN(nodata) ? 'nan' : String(nodata)))
  if (level === 0) fields.push(...placeFields(image), ascii(42112, gdalMetadata(image)))
  return fields
}

function placeFields({ crs, originX, originY, pixelWidth, pixelHeight }: CogImage): TiffField[] {
  const code = Number(/^EPSG:(\d+)$/i.exec(crs)?.[1] ?? Number.NaN)
  if (!(code > 0 && code < 65536)) {
    throw new InputError('crs-unknown', 'crs', `The CRS is ${crs}; expected EPSG:n, such as EPSG:32650.`)
  }
  const geographic = isGeographic(crs)
  return [
    double(33550, pixelWidth, pixelHeight, 0),
    double(33922, 0, 0, 0, originX, originY, 0),
    // Version 1.1.0, three keys: model (1 projected, 2 geographic), raster type (pixel is area), CRS.
    short(34735, 1, 1, 0, 3, 1024, 0, 1, geographic ? 2 : 1, 1025, 0, 1, 1, geographic ? 2048 : 3072, 0, 1, code),
  ]
}

function gdalMetadata({ bands, metadata = {} }: CogImage): string {
  const xml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
  // GDAL escapes the values of items once more than XML asks for, and undoes it twice.
  const twice = (text: string) => xml(xml(text))
  const items = Object.entries(metadata).map(([key, value]) => `<Item name="${xml(key)}">${twice(value)}</Item>`)
  const names = bands.map(
    ({ name }, i) => `<Item name="DESCRIPTION" sample="${i}" role="description">${twice(name)}</Item>`,
  )
  return `<GDALMetadata>${[...items, ...names].join('')}</GDALMetadata>`
}
