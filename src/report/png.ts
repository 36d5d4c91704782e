import { deflated } from '../formats/deflate'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

let crcTable: Uint32Array | undefined

/** CRC-32 as PNG wants it (ISO 3309), of several pieces in a row. */
function crc32(pieces: Uint8Array[]): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c
  })
  let crc = 0xffffffff
  for (const piece of pieces) for (const byte of piece) crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

function chunk(type: string, data: Uint8Array): Uint8Array[] {
  const name = Uint8Array.from(type, (character) => character.charCodeAt(0))
  const [length, check] = [new Uint8Array(4), new Uint8Array(4)]
  new DataView(length.buffer).setUint32(0, data.length)
  new DataView(check.buffer).setUint32(0, crc32([name, data]))
  return [length, name, data, check]
}

/**
 * A PNG of indexed colours (W3C PNG, colour type 3, 8 bits).
 * @param pixels index of each pixel's colour, row-major
 * @param palette up to 256 colours, `#rrggbb`
 * @param text keyword and text of an `iTXt` chunk each, such as `{ Comment: 'synthetic data' }`
 */
export async function encodePng(
  width: number,
  height: number,
  pixels: Uint8Array,
  palette: string[],
  text: Record<string, string> = {},
): Promise<Uint8Array> {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, 3, 0, 0, 0], 8)
  const colours = Uint8Array.from(
    palette.flatMap((colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))),
  )
  const rows = new Uint8Array((width + 1) * height)
  for (let row = 0; row < height; row++)
    rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
  const notes = Object.entries(text).map(([keyword, words]) =>
    chunk('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${words}`)),
  )
  const parts = [
    Uint8Array.from(SIGNATURE),
    ...chunk('IHDR', header),
    ...chunk('PLTE', colours),
    ...notes.flat(),
    ...chunk('IDAT', await deflated(rows)),
    ...chunk('IEND', new Uint8Array(0)),
  ]
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
