/** Bytes that Node's zlib gives back at a time: about a tile of a raster, so that a tile goes to a thread and comes back once. */
const CHUNK = 1 << 19

/**
 * Bytes as a zlib stream (RFC 1950) by the platform's own deflate at its usual level, beside the program: in Node on zlib's threads, elsewhere by
 * `CompressionStream`. The bytes must not change until it is done. The same bytes make the same stream.
 */
export async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  if (typeof process === 'undefined' || !process.versions?.node) return streamed(bytes)
  const { deflate } = await import('node:zlib')
  return new Promise((resolve, reject) =>
    deflate(bytes, { chunkSize: CHUNK }, (error, packed) => {
      // A copy: what zlib gives is the beginning of a whole chunk, which would stay.
      if (error) reject(error)
      else resolve(new Uint8Array(packed))
    }),
  )
}

async function streamed(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
