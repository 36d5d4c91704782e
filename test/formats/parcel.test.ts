import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openParcel, parcelPieces } from '../../src/formats/parcel'

/** The pieces in one buffer, as they arrive. */
function joined(pieces: Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole.buffer
}

test('any tree of JSON values, NaN, infinities and typed arrays comes back as it was', () => {
  const leaf = fc.oneof(
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array(),
    fc.int16Array(),
    fc.uint32Array(),
    fc.float32Array(),
    fc.float64Array(),
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom('a', 'name', '村', '__x'), tie('tree')),
    ),
  }))
  fc.assert(
    fc.property(tree, (value) => {
      // JSON has one zero, and dictionaries come back with the usual prototype.
      const plain = (part: unknown): unknown => {
        if (Array.isArray(part)) return part.map(plain)
        if (part && typeof part === 'object' && !ArrayBuffer.isView(part)) {
          return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, plain(inner)]))
        }
        return part === 0 ? 0 : part
      }
      expect(openParcel(joined(parcelPieces(value)))).toEqual(plain(value))
    }),
  )
})

test('what a parcel cannot hold is told', () => {
  expect(() => parcelPieces({ view: new DataView(new ArrayBuffer(2)) })).toThrow(/DataView/)
})
