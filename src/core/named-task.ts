import type { KernelTask } from './core'
import { KERNEL_PARAMETERS, type KernelArguments, type Kernels } from './kernels'

/**
 * The task of a kernel that takes many arguments, by their names in assembly/: one that is missing, or is none of the kernel's, is a
 * type error.
 * @param scratch the argument that receives the address of the running thread's scratch region
 */
export function namedTask<K extends keyof KernelArguments, S extends keyof KernelArguments[K] = never>(
  kernel: K,
  args: Omit<KernelArguments[K], S>,
  scratch?: S,
): KernelTask {
  const names: readonly (keyof KernelArguments[K])[] = KERNEL_PARAMETERS[kernel]
  const values = names.map((name) => (name === scratch ? 0 : args[name as keyof typeof args]))
  return {
    kernel,
    args: values as readonly unknown[] as Parameters<Kernels[K]>,
    ...(scratch !== undefined && { scratchArg: names.indexOf(scratch) }),
  } as KernelTask
}
