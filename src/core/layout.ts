// What the kernels and their callers agree on: strides, offsets, status codes. The one door to it for the other rooms.
export * from '../../assembly/layout'
