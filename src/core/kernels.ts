/**
 * The kernels as TypeScript sees them: numbers and byte offsets in, a status or a number out.
 * Names, order and meaning of the arguments are those of the functions in assembly/.
 */
export interface Kernels {
  fillF32(target: number, count: number, value: number): number
  warpRows(
    source: number,
    width: number,
    height: number,
    mesh: number,
    meshColumns: number,
    meshStep: number,
    columns: number,
    stride: number,
    rowFrom: number,
    rowTo: number,
    out: number,
  ): number
  linkTile(
    columnFrom: number,
    columnTo: number,
    rowFrom: number,
    rowTo: number,
    stride: number,
    cellSizeM: number,
    masts: number,
    sectors: number,
    list: number,
    count: number,
    terrain: number,
    best: number,
    server: number,
    sum: number,
  ): number
  mergeLayer(
    best: number,
    server: number,
    sinr: number,
    layerBest: number,
    layerServer: number,
    layerSum: number,
    count: number,
    load: number,
    noiseMw: number,
  ): number
  finishMap(
    best: number,
    server: number,
    sinr: number,
    columns: number,
    rows: number,
    stride: number,
    floorDbm: number,
    thresholdDbm: number,
    sigmaDb: number,
    outRsrp: number,
    outServer: number,
    outSinr: number,
    outProbability: number,
  ): number
}

/** The name of a kernel. */
export type KernelName = keyof Kernels
