/** How values lie in an unpacked block. */
export interface BlockShape {
  /** Bits of a value. */
  bits: number
  /** Values between one and the next of the same band. */
  stride: number
  /** Columns. */
  width: number
  littleEndian: boolean
}

/** PackBits (TIFF 6.0 §9): −128 stands for nothing. */
export function unpackBits(packed: Uint8Array): Uint8Array {
  const parts = new Int8Array(packed.buffer, packed.byteOffset, packed.length)
  let length = 0
  for (let i = 0; i < parts.length; i += parts[i] >= 0 ? parts[i] + 2 : parts[i] === -128 ? 1 : 2) {
    if (parts[i] !== -128) length += Math.abs(parts[i]) + 1
  }
  const out = new Uint8Array(length)
  let at = 0
  for (let i = 0; i < parts.length; ) {
    const header = parts[i++]
    if (header >= 0) {
      out.set(packed.subarray(i, i + header + 1), at)
      at += header + 1
      i += header + 1
    } else if (header !== -128) {
      out.fill(packed[i++], at, at + 1 - header)
      at += 1 - header
    }
  }
  return out
}

/**
 * The block in whole values of the machine's order, in place where it can be: byte order, predictor 2 (TIFF 6.0 §14) and predictor 3
 * (Adobe Photoshop TIFF technical note 3) undone, values of an odd number of bits widened to 8, 16 or 32.
 * @throws Error for a width that no predictor takes
 */
export function natively(block: Uint8Array, shape: BlockShape, predictor: number): Uint8Array {
  const bytes = shape.bits / 8
  if (predictor === 3) gather(block, shape)
  else if (bytes === 3 || !Number.isInteger(bytes)) {
    if (predictor === 2) throw new Error('Predictor 2 asks for whole bytes.')
    return widened(block, shape)
  } else if (bytes > 1 && !shape.littleEndian) turn(block, bytes)
  if (predictor === 2) sum(block, shape)
  return block
}

/** Turns the bytes of each value round. */
function turn(block: Uint8Array, bytes: number): void {
  for (let at = 0; at + bytes <= block.length; at += bytes) block.subarray(at, at + bytes).reverse()
}

/** Each value is the sum of the differences from its block's left edge, modulo its width in bits. */
function sum(block: Uint8Array, { bits, stride, width }: BlockShape): void {
  const row = (width * stride * bits) / 8
  for (let at = 0; at + row <= block.length; at += row) {
    const values = integersOf(block, bits, at, width * stride)
    if (values instanceof BigUint64Array) {
      for (let i = stride; i < values.length; i++) values[i] += values[i - stride]
    } else for (let i = stride; i < values.length; i++) values[i] += values[i - stride]
  }
}

function integersOf(block: Uint8Array, bits: number, at: number, length: number) {
  const start = block.byteOffset + at
  if (bits === 64) return new BigUint64Array(block.buffer, start, length)
  if (bits === 32) return new Uint32Array(block.buffer, start, length)
  return bits === 16 ? new Uint16Array(block.buffer, start, length) : new Uint8Array(block.buffer, start, length)
}

/** Byte differences, then the bytes of a row by significance. */
function gather(block: Uint8Array, { bits, stride, width }: BlockShape): void {
  const bytes = bits / 8
  const count = width * stride
  for (let at = 0; at + count * bytes <= block.length; at += count * bytes) {
    const row = block.subarray(at, at + count * bytes)
    for (let i = stride; i < row.length; i++) row[i] += row[i - stride]
    const planes = row.slice()
    for (let i = 0; i < count; i++) {
      for (let b = 0; b < bytes; b++) row[i * bytes + bytes - 1 - b] = planes[b * count + i]
    }
  }
}

/** Values of any number of bits below 32, most significant bit first; rows begin on whole bytes. */
function widened(block: Uint8Array, { bits, stride, width }: BlockShape): Uint8Array {
  const count = width * stride
  const rowBytes = Math.ceil((count * bits) / 8)
  const rows = Math.floor(block.length / rowBytes)
  const Wide = bits < 8 ? Uint8Array : bits < 16 ? Uint16Array : Uint32Array
  const out = new Wide(rows * count)
  for (let row = 0; row < rows; row++) {
    for (let i = 0, bit = row * rowBytes * 8; i < count; i++) {
      let value = 0
      for (let left = bits; left > 0; ) {
        const here = 8 - (bit & 7)
        const taken = Math.min(here, left)
        value = value * 2 ** taken + ((block[bit >> 3] >> (here - taken)) & (2 ** taken - 1))
        bit += taken
        left -= taken
      }
      out[row * count + i] = value
    }
  }
  return new Uint8Array(out.buffer)
}

/** Values of 16-bit floats (IEEE 754 binary16). */
export function halves(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (half) => {
    const exponent = (half >> 10) & 31
    const fraction = half & 1023
    const sign = half & 0x8000 ? -1 : 1
    if (exponent === 31) return fraction ? Number.NaN : sign * Infinity
    return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction)
  })
}
