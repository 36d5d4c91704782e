import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { halves, natively, unpackBits } from '../../../src/formats/rasters/tiff-packing'

/** The bytes of whole numbers of a width, in an order. */
function bytesOf(values: bigint[], bits: number, littleEndian: boolean): Uint8Array {
  const size = bits / 8
  const out = new Uint8Array(values.length * size)
  values.forEach((value, i) => {
    for (let b = 0; b < size; b++) {
      out[i * size + (littleEndian ? b : size - 1 - b)] = Number((value >> BigInt(8 * b)) & 255n)
    }
  })
  return out
}

const shapes = fc.record({
  bits: fc.constantFrom(8, 16, 32, 64),
  stride: fc.integer({ min: 1, max: 3 }),
  width: fc.integer({ min: 1, max: 7 }),
  rows: fc.integer({ min: 1, max: 4 }),
  littleEndian: fc.boolean(),
})

describe('values of unpacked blocks', () => {
  it('undoes predictor 2 in every width and order', () => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.bigInt(0n, 2n ** 64n - 1n)), (shape, numbers) => {
        const { bits, stride, width, rows, littleEndian } = shape
        const values = Array.from({ length: rows * width * stride }, () =>
          BigInt.asUintN(bits, numbers.next().value as bigint),
        )
        const differences = values.map((value, i) =>
          i % (width * stride) < stride ? value : BigInt.asUintN(bits, value - values[i - stride]),
        )
        const packed = bytesOf(differences, bits, littleEndian)
        expect(natively(packed, shape, 2)).toEqual(bytesOf(values, bits, true))
        expect(natively(bytesOf(values, bits, littleEndian), shape, 1)).toEqual(bytesOf(values, bits, true))
      }),
    )
  })

  it('undoes predictor 3: planes by significance, whatever the order of the file', () => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.bigInt(0n, 2n ** 64n - 1n)), (shape, numbers) => {
        const { bits, stride, width, rows } = shape
        const count = width * stride
        const size = bits / 8
        const values = Array.from({ length: rows * count }, () => BigInt.asUintN(bits, numbers.next().value as bigint))
        const packed = new Uint8Array(values.length * size)
        for (let row = 0; row < rows; row++) {
          const big = bytesOf(values.slice(row * count, (row + 1) * count), bits, false)
          const planes = big.map((_, k) => big[(k % count) * size + Math.floor(k / count)])
          packed.set(
            planes.map((byte, k) => (k < stride ? byte : byte - planes[k - stride])),
            row * count * size,
          )
        }
        expect(natively(packed, shape, 3)).toEqual(bytesOf(values, bits, true))
      }),
    )
  })

  it('widens values of any number of bits, rows on whole bytes', () => {
    // 1010 0101 1100 | 0000 0000 0001: two of 12 bits; then a row of three of 5 bits, padded by one.
    const twelve = natively(Uint8Array.of(0xa5, 0xc0, 0x01), { bits: 12, stride: 1, width: 2, littleEndian: false }, 1)
    expect([...new Uint16Array(twelve.buffer)]).toEqual([0xa5c, 1])
    const five = Uint8Array.of(0b00001_000, 0b10_00011_1, 0b11111_000, 0b00_10000_0)
    expect([...natively(five, { bits: 5, stride: 1, width: 3, littleEndian: true }, 1)]).toEqual([1, 2, 3, 31, 0, 16])
  })

  it('reads halves and PackBits', () => {
    expect([...halves(Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0x0000))]).toEqual([
      1,
      -2,
      65504,
      2 ** -24,
      Infinity,
      0,
    ])
    // The example of TIFF 6.0, section 9, by Apple.
    const packed = 'FE AA 02 80 00 2A FD AA 03 80 00 2A 22 80 F7 AA'.split(' ').map((byte) => Number.parseInt(byte, 16))
    const plain = 'AA AA AA 80 00 2A AA AA AA AA 80 00 2A 22 AA AA AA AA AA AA AA AA AA AA'
    expect([...unpackBits(Uint8Array.from(packed))]).toEqual(plain.split(' ').map((byte) => Number.parseInt(byte, 16)))
  })
})
