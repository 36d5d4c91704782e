// Exports only: the kernels, one idea per file.
export { fillF32 } from './fill'
export { linkTile } from './link'
export { warpRows } from './warp'
export { finishMap, mergeLayer } from './layers'
export { sampleWeights, spreadPeople } from './people'
export { addRing, zoneCells } from './zones'
