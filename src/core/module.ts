import { coreMt, coreSt } from './artefacts'

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** A module that uses one i8x16 instruction: valid where SIMD is. */
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
])

/** True where memory can be shared with workers (not on `file://` pages, nor on pages without cross-origin isolation). */
export function canShareMemory(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false
  const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated
  return isolated !== false
}

/** Threads that this machine runs at once. */
export async function processors(): Promise<number> {
  if (typeof process !== 'undefined' && process.versions?.node) return (await import('node:os')).availableParallelism()
  return globalThis.navigator?.hardwareConcurrency ?? 1
}

const compiled = new Map<string, Promise<WebAssembly.Module>>()

/** Compiles the artefact once per process. Throws where the engine has no SIMD. */
export function compileCore(shared: boolean): Promise<WebAssembly.Module> {
  const key = shared ? 'mt' : 'st'
  let module = compiled.get(key)
  if (!module) {
    if (!WebAssembly.validate(SIMD_PROBE)) {
      throw new Error('gigaplan needs WebAssembly SIMD: Node 16.4, Chrome 91, Firefox 89, Safari 16.4 or newer')
    }
    module = WebAssembly.compile(bytesOf(shared ? coreMt : coreSt))
    compiled.set(key, module)
  }
  return module
}
