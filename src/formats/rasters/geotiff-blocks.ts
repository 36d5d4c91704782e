import { type GeoTIFFImage, getDecoder } from 'geotiff'
import { type BlockShape, halves, natively, unpackBits } from './tiff-packing'

const PACKBITS = 32773
const LERC = 34887

/** How the values of one band lie in the blocks (strips or tiles) of a file. */
export interface Blocks {
  width: number
  height: number
  /** Block of a column and row of blocks, of one band: its values row by row; undefined where the file leaves it out. */
  read(column: number, row: number): Promise<BlockValues | undefined>
  /** No values yet, of the type that `read` gives. */
  empty(length: number): BlockValues
  /** Values from one to the next of the band in a block. */
  stride: number
  /** Place of the band's first value in a block. */
  first: number
}

export type BlockValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array

interface Directory {
  loadValue(tag: string): Promise<unknown>
  deferredArrays: Map<number, { arrayOffset: number; itemSize: number; length: number }>
  actualizedFields: Map<number, unknown>
}

/**
 * The blocks of one band. The package (geotiff 3.0.5) takes the packing off; byte order, predictors and odd numbers of bits are undone
 * here, as it does these in the order of the machine and not for all widths.
 * @param bytes the file
 * @param sample band, from 0
 */
export async function blocksOf(image: GeoTIFFImage, bytes: Uint8Array, sample: number): Promise<Blocks> {
  const littleEndian = bytes[0] === 0x49
  const directory = image.fileDirectory as unknown as Directory
  if (!littleEndian) readLongLists(directory, bytes)
  const list = async (tag: string) => ((await directory.loadValue(tag)) ?? []) as ArrayLike<number>
  const one = async (tag: string, otherwise: number) => Number((await directory.loadValue(tag)) ?? otherwise)
  const kind = image.isTiled ? 'Tile' : 'Strip'
  const offsets = await list(`${kind}Offsets`)
  const counts = await list(`${kind}ByteCounts`)
  const compression = await one('Compression', 1)
  const predictor = await one('Predictor', 1)
  const [width, height] = [image.getTileWidth(), image.getTileHeight()]
  const separate = image.planarConfiguration === 2
  const samples = image.getSamplesPerPixel() || 1
  const shape: BlockShape = {
    bits: Number(image.getBitsPerSample(sample)) || 1,
    stride: separate ? 1 : samples,
    width,
    littleEndian,
  }
  const format = Number(image.getSampleFormat(sample)) || 1
  const decoder = await decoderOf(image, compression, littleEndian)
  const across = Math.ceil(image.getWidth() / width)
  const plane = separate ? sample * across * Math.ceil(image.getHeight() / height) : 0
  return {
    width,
    height,
    stride: shape.stride,
    first: separate ? 0 : sample,
    empty: (length) =>
      valuesIn(new Uint8Array(length * Math.max(8, shape.bits)), shape.bits, format).subarray(0, length),
    read: async (column, row) => {
      const index = plane + row * across + column
      const [offset, count] = [Number(offsets[index]), Number(counts[index])]
      if (count === 0) return undefined
      if (!(offset + count <= bytes.length)) throw new Error('A block lies beyond the end of the file.')
      // A copy (the slice of a Node Buffer is none): values are turned round in place.
      return valuesIn(
        natively(await decoder(new Uint8Array(bytes.subarray(offset, offset + count))), shape, predictor),
        shape.bits,
        format,
      )
    },
  }
}

async function decoderOf(image: GeoTIFFImage, compression: number, littleEndian: boolean) {
  if (compression === 1) return async (packed: Uint8Array) => packed
  if (compression === PACKBITS) return async (packed: Uint8Array) => unpackBits(packed)
  // Their bytes were turned before packing, which loses floats: GDAL cannot read its own ones either.
  if (compression === LERC && !littleEndian && image.getSampleFormat(0) === 3)
    throw new Error('LERC in a big-endian file.')
  const directory = image.fileDirectory as unknown as Directory
  const parameters = {
    tileWidth: image.getTileWidth(),
    tileHeight: image.getTileHeight(),
    planarConfiguration: image.planarConfiguration,
    bitsPerSample: await directory.loadValue('BitsPerSample'),
    samplesPerPixel: image.getSamplesPerPixel(),
    predictor: 1,
    JPEGTables: await directory.loadValue('JPEGTables'),
    LercParameters: await directory.loadValue('LercParameters'),
  }
  const decoder = await getDecoder(compression, parameters as never)
  return async (packed: Uint8Array) => new Uint8Array(await decoder.decode(packed.buffer as ArrayBuffer))
}

/** The bytes as values of a sample format (1 whole, 2 with sign, 3 float). */
function valuesIn(block: Uint8Array, bits: number, format: number): BlockValues {
  const bytes = bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8
  const whole = block.byteOffset % bytes === 0 ? block : block.slice()
  const at = [whole.buffer, whole.byteOffset, Math.floor(whole.length / bytes)] as const
  if (format === 3) {
    if (bits === 16) return halves(new Uint16Array(...at))
    if (bits === 32) return new Float32Array(...at)
    if (bits === 64) return new Float64Array(...at)
  } else if (format === 1 || format === 2 || format === 4) {
    const signed = format === 2
    if (bytes === 1) return signed ? new Int8Array(...at) : new Uint8Array(...at)
    if (bytes === 2) return signed ? new Int16Array(...at) : new Uint16Array(...at)
    if (bytes === 4) return signed ? new Int32Array(...at) : new Uint32Array(...at)
    return Float64Array.from(signed ? new BigInt64Array(...at) : new BigUint64Array(...at), Number)
  }
  throw new Error(`Sample format ${format} of ${bits} bits.`)
}

/** The package reads long lists (where blocks lie) of a big-endian file in the wrong order: they are read here. */
function readLongLists({ deferredArrays, actualizedFields }: Directory, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const [tag, { arrayOffset, itemSize, length }] of deferredArrays) {
    if (![1, 2, 4, 8].includes(itemSize) || arrayOffset + itemSize * length > bytes.length) continue
    const values = Array.from({ length }, (_, i) => {
      const at = arrayOffset + i * itemSize
      if (itemSize === 8) return Number(view.getBigUint64(at))
      return itemSize === 1 ? view.getUint8(at) : itemSize === 2 ? view.getUint16(at) : view.getUint32(at)
    })
    deferredArrays.delete(tag)
    actualizedFields.set(tag, values)
  }
}
