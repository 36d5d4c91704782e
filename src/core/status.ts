import { STATUS_ARGUMENT, STATUS_CAPACITY } from '../../assembly/layout'

/** What a kernel's negative status means. A status that reaches the user is a fault of gigaplan's own. */
const MESSAGES: Record<number, string> = {
  [STATUS_CAPACITY]: 'a region in the core is too small for the kernel to write into',
  [STATUS_ARGUMENT]: 'the kernel was called with an argument that it does not accept',
}

/** Returns `status` where it is a success (≥ 0), throws an Error that names the kernel otherwise. */
export function checkStatus(kernel: string, status: number): number {
  if (status >= 0) return status
  throw new Error(`core kernel ${kernel}: ${MESSAGES[status] ?? `unknown status ${status}`}`)
}
