// What both sides of the WebAssembly border must agree on: record strides, offsets and status codes.
// TypeScript imports this file (through src/core/) and never retypes a number of it. No types, no imports.

/** Kernel statuses: zero or above is success (some kernels return a count); below is a code of src/core/status.ts. */
export const STATUS_OK = 0
/** A scratch or output region is too small for what the kernel has to write. */
export const STATUS_CAPACITY = -1
/** An argument is outside what the kernel accepts. */
export const STATUS_ARGUMENT = -2

// Mast: one antenna position on one band, whose sectors share path loss. 48 bytes.
export const MAST_STRIDE = 48
/** f32: position in cells from the grid's upper left corner (a cell's centre is at index + 0.5). */
export const MAST_COLUMN = 0
export const MAST_ROW = 4
/** f32: antenna above the receiver, m; with terrain: antenna above sea level less the receiver's height above ground. */
export const MAST_HEIGHT_M = 8
/** u32: address of the mast's loss table. */
export const MAST_TABLE = 12
/** u32: first sector and count. */
export const MAST_SECTOR = 16
export const MAST_SECTORS = 20
/** f32: no farther than this, in cells. */
export const MAST_RADIUS = 24
/** u32: address of a window of terrain loss, dB (f32), or 0; its upper left cell and its side. */
export const MAST_WINDOW = 28
export const MAST_WINDOW_COLUMN = 32
export const MAST_WINDOW_ROW = 36
export const MAST_WINDOW_SIDE = 40

// Sector: one cell of the network as the link kernel sees it. 64 bytes, f32 but for the last.
export const SECTOR_STRIDE = 64
/** Reference signal at the antenna in the direction of its peak: EPRE + gain − losses, dBm. */
export const SECTOR_PEAK_DBM = 0
/** The antenna's own axes in the world (east, south, down), turned by the mechanical tilt: forward, then downward. */
export const SECTOR_FORWARD_EAST = 4
export const SECTOR_FORWARD_SOUTH = 8
export const SECTOR_FORWARD_DOWN = 12
export const SECTOR_DOWN_EAST = 16
export const SECTOR_DOWN_SOUTH = 20
export const SECTOR_DOWN_DOWN = 24
/** 12 / beamwidth², rad⁻²; horizontal 0 for an omnidirectional antenna. */
export const SECTOR_K_HORIZONTAL = 28
export const SECTOR_K_VERTICAL = 32
/** Electrical tilt, rad, positive down. */
export const SECTOR_TILT = 36
/** Front-to-back and side-lobe limits, dB. */
export const SECTOR_MAX_HORIZONTAL = 40
export const SECTOR_MAX_VERTICAL = 44
/** u32: 1 + index of the cell. */
export const SECTOR_SERVER = 48

// Loss table: f32 dB at d² = 2^(i / LOSS_STEPS) m² pieced linearly in the mantissa, i = 0 … LOSS_ENTRIES − 1.
/** log2 of the steps in an octave of d². */
export const LOSS_STEP_BITS = 5
/** 34 octaves of d² reach 131 km; one more entry closes the last step. */
export const LOSS_ENTRIES = 1089
