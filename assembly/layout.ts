// What both sides of the WebAssembly border must agree on: record strides, offsets and status codes.
// TypeScript imports this file (through src/core/) and never retypes a number of it. No types, no imports.

/** Kernel statuses: zero or above is success (some kernels return a count); below is a code of src/core/status.ts. */
export const STATUS_OK = 0
/** A scratch or output region is too small for what the kernel has to write. */
export const STATUS_CAPACITY = -1
/** An argument is outside what the kernel accepts. */
export const STATUS_ARGUMENT = -2
