// Exports only: the kernels, one idea per file.
export { fillF32 } from './fill'
