/** A typed view on linear memory that stays right when the memory grows. */
export interface Region<T> {
  /** Byte offset in linear memory: what a kernel is given. */
  readonly ptr: number
  readonly length: number
  /** A fresh view at every read: growing detaches older views of unshared memory. Keep it only between calls. */
  readonly view: T
}

type ViewConstructor<T> = {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T
  BYTES_PER_ELEMENT: number
}

const PAGE = 65536
/** 65,535 pages, so that every end offset fits 32 bits. */
const MAX_BYTES = 65535 * PAGE

/**
 * Hands out regions of linear memory in stack order: `mark()` before, `release(mark)` after.
 * Kernels never allocate (instances on several threads would hand out the same address), so all memory comes from here.
 */
export class Arena {
  private top: number
  private peak = 0

  constructor(
    readonly memory: WebAssembly.Memory,
    firstFreeByte: number,
  ) {
    this.top = firstFreeByte
  }

  /** Bytes handed out at the most so far. */
  get peakBytes(): number {
    return this.peak
  }

  mark(): number {
    return this.top
  }

  release(mark: number): void {
    this.top = mark
  }

  /** Reserves `bytes`, 64-byte aligned, not cleared. Throws RangeError where 4 GiB are not enough. */
  bytes(bytes: number): number {
    const ptr = Math.ceil(this.top / 64) * 64
    const end = ptr + bytes
    if (end > MAX_BYTES) throw new RangeError(`the core needs ${end} bytes and has ${MAX_BYTES}: use larger cells`)
    const missing = end - this.memory.buffer.byteLength
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE))
    this.top = end
    if (end > this.peak) this.peak = end
    return ptr
  }

  private region<T>(View: ViewConstructor<T>, length: number): Region<T> {
    const ptr = this.bytes(length * View.BYTES_PER_ELEMENT)
    const memory = this.memory
    return {
      ptr,
      length,
      get view() {
        return new View(memory.buffer, ptr, length)
      },
    }
  }

  f32(length: number): Region<Float32Array> {
    return this.region<Float32Array>(Float32Array, length)
  }
  f64(length: number): Region<Float64Array> {
    return this.region<Float64Array>(Float64Array, length)
  }
  u32(length: number): Region<Uint32Array> {
    return this.region<Uint32Array>(Uint32Array, length)
  }
  i32(length: number): Region<Int32Array> {
    return this.region<Int32Array>(Int32Array, length)
  }
  u16(length: number): Region<Uint16Array> {
    return this.region<Uint16Array>(Uint16Array, length)
  }
  u8(length: number): Region<Uint8Array> {
    return this.region<Uint8Array>(Uint8Array, length)
  }

  /** Reserves and fills: the one copy on the way in. */
  put<T extends Float32Array | Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array>(
    source: T,
  ): Region<T> {
    const View = source.constructor as unknown as ViewConstructor<T>
    const region = this.region<T>(View, source.length)
    region.view.set(source)
    return region
  }
}
