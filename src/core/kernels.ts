/**
 * The kernels as TypeScript sees them: numbers and byte offsets in, a status or a number out.
 * Names, order and meaning of the arguments are those of the functions in assembly/.
 */
export interface Kernels {
  levelDifference(a: number, b: number, count: number, floor: number, out: number): number
  fillF32(target: number, count: number, value: number): number
  /** Classes onto the grid: the kind that most of a cell has. Returns the cells written. */
  classRows(
    source: number,
    width: number,
    height: number,
    kinds: number,
    samples: number,
    mesh: number,
    meshColumns: number,
    meshStep: number,
    columns: number,
    stride: number,
    rowFrom: number,
    rowTo: number,
    out: number,
    tally: number,
  ): number
  valuesByClass(classes: number, count: number, table: number, out: number): number
  seaCells(classes: number, heights: number, count: number, water: number, highestM: number, out: number): number
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
  footprint(
    mast: number,
    sectors: number,
    columns: number,
    rows: number,
    stride: number,
    cellSizeM: number,
    terrain: number,
    steps: number,
    stepCount: number,
    pointDbm: number,
    rank: number,
    pointRow: number,
    pointColumn: number,
    pointBase: number,
    scratch: number,
    out: number,
    capacity: number,
  ): number
  aimDemand(
    mast: number,
    sectors: number,
    columns: number,
    rows: number,
    stride: number,
    cellSizeM: number,
    terrain: number,
    cellDbm: number,
    pointDbm: number,
    beamwidthDeg: number,
    maxAttenuationDb: number,
    rank: number,
    weights: number,
    pointRow: number,
    pointColumn: number,
    pointBase: number,
    scratch: number,
    out: number,
  ): number
  rankCells(demand: number, cells: number, rank: number): number
  stepDemand(
    rsrp: number,
    demand: number,
    cells: number,
    dbm: number,
    full: number,
    share: number,
    base: number,
    numbers: number,
    weights: number,
  ): number
  markDemand(
    rsrp: number,
    zone: number,
    people: number,
    extra: number,
    cells: number,
    cellDbm: number,
    peopleWeight: number,
    areaWeight: number,
    demand: number,
    weights: number,
  ): number
  latticeCells(
    demand: number,
    terrain: number,
    columns: number,
    rows: number,
    stride: number,
    step: number,
    least: number,
    out: number,
  ): number
  summitCells(
    terrain: number,
    zone: number,
    columns: number,
    rows: number,
    stride: number,
    reach: number,
    riseM: number,
    out: number,
  ): number
  seenDemand(
    window: number,
    radius: number,
    siteColumn: number,
    siteRow: number,
    columns: number,
    rows: number,
    demand: number,
    people: number,
    landPeople: number,
    placePeople: number,
  ): number
  claimRows(
    rowFrom: number,
    rowTo: number,
    columns: number,
    stride: number,
    cellSizeM: number,
    masts: number,
    sectors: number,
    from: number,
    to: number,
    terrain: number,
    zone: number,
    people: number,
    floorDbm: number,
    cellDbm: number,
    thresholdDbm: number,
    sigmaDb: number,
    rsrp: number,
    server: number,
    pointRow: number,
    pointColumn: number,
    pointDbm: number,
    number: number,
    passedBy: number,
    scratch: number,
    gains: number,
  ): number
  sumByServer(server: number, people: number, cells: number, sums: number): number
  overlayWindow(
    rsrp: number,
    server: number,
    probability: number,
    columns: number,
    level: number,
    levelServer: number,
    levelProbability: number,
    width: number,
    rows: number,
  ): number
  serverBox(
    server: number,
    columns: number,
    columnFrom: number,
    columnTo: number,
    rowFrom: number,
    rowTo: number,
    number: number,
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
    runners: number,
    plane: number,
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
  mergeRunners(
    best: number,
    layerBest: number,
    runners: number,
    plane: number,
    margin: number,
    overlap: number,
    count: number,
  ): number
  mergeService(
    layerBest: number,
    layerServer: number,
    layerSum: number,
    downlink: number,
    uplink: number,
    tested: number,
    count: number,
    load: number,
    noiseMw: number,
    floorDbm: number,
    thresholdDbm: number,
    services: number,
  ): number
  finishLayer(
    values: number,
    best: number,
    columns: number,
    rows: number,
    stride: number,
    floorDbm: number,
    out: number,
  ): number
  otherTest(
    tested: number,
    server: number,
    losses: number,
    servers: number,
    sinr: number,
    sinrDb: number,
    thresholdDbm: number,
    sigmaDb: number,
    count: number,
    outLevel: number,
    outProbability: number,
  ): number
  overlapMask(overlap: number, rsrp: number, leastDbm: number, count: number, out: number): number
  servedSums(
    server: number,
    zone: number,
    people: number,
    columns: number,
    rows: number,
    servers: number,
    count: number,
    sums: number,
  ): number
  shadowedProbability(
    tested: number,
    server: number,
    columns: number,
    rows: number,
    cellSizeM: number,
    servers: number,
    thresholdDbm: number,
    penetrationSigmaDb: number,
    out: number,
  ): number
  rsrqOf(sinr: number, out: number, count: number, load: number): number
  finishMap(
    best: number,
    tested: number,
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
  addRing(
    points: number,
    count: number,
    sign: number,
    column0: number,
    row0: number,
    columns: number,
    rows: number,
    acc: number,
  ): number
  zoneCells(
    acc: number,
    column0: number,
    row0: number,
    columns: number,
    rows: number,
    gridColumns: number,
    zoneId: number,
    zone: number,
    best: number,
    spanStart: number,
    spanEnd: number,
    spanCapacity: number,
    edgeCell: number,
    edgeFraction: number,
    edgeCapacity: number,
    counts: number,
  ): number
  sampleWeights(
    weights: number,
    zone: number,
    columns: number,
    rowStart: number,
    rowEnd: number,
    nodes: number,
    nodeColumns: number,
    step: number,
    raster: number,
    rasterColumns: number,
    rasterRows: number,
    samples: number,
  ): number
  spreadPeople(
    people: number,
    weights: number,
    spanStart: number,
    spanEnd: number,
    spanCount: number,
    edgeCell: number,
    edgeFraction: number,
    edgeCount: number,
    edgePeople: number,
    population: number,
  ): number
  coverPrefix(values: number, prefix: number, lines: number, firstLine: number, lastLine: number): number
  coverGains(prefix: number, offsets: number, spans: number, first: number, last: number, gains: number): number
  coverTake(
    residual: number,
    prefix: number,
    lines: number,
    lineCount: number,
    offsets: number,
    spans: number,
    candidate: number,
  ): number
  coverQueue(keys: number, ids: number, size: number): number
  coverNext(
    keys: number,
    ids: number,
    state: number,
    rate: number,
    prefix: number,
    offsets: number,
    spans: number,
  ): number
  /** Bytes of scratch that `sweepLoss` needs with these tables. */
  sweepScratchBytes(tables: number): number
  /** Bytes of scratch that `sweepProfile` needs. */
  profileScratchBytes(steps: number, receivers: number): number
  /** One site's sweep over the terrain; modes are SWEEP_… of assembly/layout.ts. Returns the cells written. */
  sweepLoss(
    mode: number,
    dem: number,
    columns: number,
    rows: number,
    stride: number,
    cellSizeM: number,
    siteColumn: number,
    siteRow: number,
    antennaHeightM: number,
    rxHeightM: number,
    frequencyMhz: number,
    radiusCells: number,
    tables: number,
    out: number,
    scratch: number,
    options: number,
  ): number
  /** The path modes of a sweep along one given profile, in f64. Returns the receivers written. */
  sweepProfile(
    mode: number,
    heights: number,
    clutter: number,
    sea: number,
    steps: number,
    stepM: number,
    antennaHeightM: number,
    rxHeightM: number,
    frequencyMhz: number,
    receivers: number,
    count: number,
    out: number,
    scratch: number,
    options: number,
  ): number
  log2Of(source: number, target: number, count: number, single: number): number
  exp2Of(source: number, target: number, count: number, single: number): number
  zonalSums(
    out: number,
    first: number,
    last: number,
    spanOffsets: number,
    spanStart: number,
    spanEnd: number,
    edgeOffsets: number,
    edgeCell: number,
    edgeFraction: number,
    edgePeople: number,
    rsrp: number,
    probability: number,
    people: number,
    hardDbm: number,
  ): number
  coverAdd(search: number, candidate: number): number
  coverInterchange(search: number, first: number, last: number): number
  coverAnneal(search: number, moves: number, hot: number, cold: number): number
  coverTrim(search: number): number
  gapParts(zone: number, cells: number, part: number): number
  gapRuns(
    rsrp: number,
    part: number,
    wanted: number,
    columns: number,
    rows: number,
    hardDbm: number,
    rowOffsets: number,
    runStart: number,
    runEnd: number,
  ): number
  gapLabels(
    rowOffsets: number,
    runStart: number,
    runEnd: number,
    columns: number,
    rows: number,
    reach: number,
    label: number,
    labels: number,
  ): number
  gapSums(
    rowOffsets: number,
    runStart: number,
    runEnd: number,
    columns: number,
    rows: number,
    label: number,
    rsrp: number,
    people: number,
    blindDbm: number,
    out: number,
  ): number
  gapVillages(
    labels: number,
    villages: number,
    spanOffsets: number,
    spanStart: number,
    spanEnd: number,
    edgeOffsets: number,
    edgeCell: number,
    edgeFraction: number,
    seen: number,
    pairSet: number,
    pairVillage: number,
    pairArea: number,
    capacity: number,
  ): number
  gapRings(
    labels: number,
    columns: number,
    rows: number,
    runs: number,
    runStart: number,
    label: number,
    keep: number,
    visited: number,
    points: number,
    pointCapacity: number,
    ringEnd: number,
    ringSet: number,
    ringCapacity: number,
  ): number
  coverDegree(
    offsets: number,
    spans: number,
    candidates: number,
    usable: number,
    degree: number,
    lines: number,
    lineCount: number,
  ): number
  coverPush(offsets: number, spans: number, candidates: number, x: number, difference: number, slots: number): number
  coverDualStep(
    lines: number,
    firstLine: number,
    lastLine: number,
    weight: number,
    rate: number,
    difference: number,
    coverage: number,
    y: number,
    sum: number,
    prefix: number,
    pace: number,
    share: number,
    moved: number,
  ): number
  coverPrimalStep(
    offsets: number,
    spans: number,
    first: number,
    last: number,
    prefix: number,
    x: number,
    share: number,
    v: number,
    omega: number,
  ): number
  coverRoundDual(y: number, scale: number, fine: number, weight: number, whole: number, slots: number): number
  coverSpreadDual(
    slotOf: number,
    joined: number,
    joinedWeight: number,
    fine: number,
    weight: number,
    whole: number,
    slots: number,
  ): number
  coverFractional(lines: number, lineCount: number, weight: number, difference: number): number
}

/** The name of a kernel. */
export type KernelName = keyof Kernels
