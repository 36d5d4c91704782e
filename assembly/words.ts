// Addresses of the n-th word of an array.

// @ts-ignore: decorator
@inline
export function at32(base: usize, index: u32): usize {
  return base + (<usize>index << 2)
}
// @ts-ignore: decorator
@inline
export function at64(base: usize, index: u32): usize {
  return base + (<usize>index << 3)
}
