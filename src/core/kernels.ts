/**
 * The kernels as TypeScript sees them: numbers and byte offsets in, a status or a number out.
 * Names, order and meaning of the arguments are those of the functions in assembly/.
 */
export interface Kernels {
  fillF32(target: number, count: number, value: number): number
}

/** The name of a kernel. */
export type KernelName = keyof Kernels
