/** [channel bandwidth MHz, N_RB] */
type Blocks = ReadonlyArray<readonly [number, number]>

/**
 * Transmission bandwidth configuration of NR by subcarrier spacing, kHz: TS 38.101-1 V17 table 5.3.2-1 (FR1), TS 38.101-2 V17 table 5.3.2-1 (FR2),
 * every bandwidth.
 */
export const NR_BLOCKS: Readonly<Record<15 | 30 | 120, Blocks>> = {
  15: [
    [3, 15],
    [5, 25],
    [10, 52],
    [15, 79],
    [20, 106],
    [25, 133],
    [30, 160],
    [35, 188],
    [40, 216],
    [45, 242],
    [50, 270],
  ],
  30: [
    [5, 11],
    [10, 24],
    [15, 38],
    [20, 51],
    [25, 65],
    [30, 78],
    [35, 92],
    [40, 106],
    [45, 119],
    [50, 133],
    [60, 162],
    [70, 189],
    [80, 217],
    [90, 245],
    [100, 273],
  ],
  120: [
    [50, 32],
    [100, 66],
    [200, 132],
    [400, 264],
  ],
}

/** The same of LTE: TS 36.101 table 5.6-1. */
export const LTE_BLOCKS: Blocks = [
  [1.4, 6],
  [3, 15],
  [5, 25],
  [10, 50],
  [15, 75],
  [20, 100],
]
