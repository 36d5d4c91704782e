// What both sides of the WebAssembly border must agree on: record strides, offsets and status codes.
// TypeScript imports this file (through src/core/) and never retypes a number of it. No types, no imports.

/** Kernel statuses: zero or above is success (some kernels return a count); below is a code of src/core/status.ts. */
export const STATUS_OK = 0
/** A scratch or output region is too small for what the kernel has to write. */
export const STATUS_CAPACITY = -1
/** An argument is outside what the kernel accepts. */
export const STATUS_ARGUMENT = -2

// Mast: one antenna position on one band, whose sectors share path loss. 64 bytes.
export const MAST_STRIDE = 64
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
/** f32: how much of the window's loss is added. */
export const MAST_DIFFRACTION = 44
/** u32: address of a raster (f32, dB, rows of the layers' stride) of what the receiver's land cover adds, or 0. */
export const MAST_CLUTTER = 48
/** u32: 1 where no sector is tilted mechanically, so that all see a receiver under one angle; 2 where they are omnidirectional too; else 0. */
export const MAST_UPRIGHT = 52

// Sector: one cell of the network as the link kernel sees it. 72 bytes, f32 where not said otherwise.
export const SECTOR_STRIDE = 72
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
/** u32: address of a table of attenuation that stands in for the beamwidths, or 0; then SECTOR_TILT is by how much it is tilted further. */
export const SECTOR_PATTERN = 52
/** The axis across the boresight, to its right, which no tilt moves: east, south. */
export const SECTOR_RIGHT_EAST = 56
export const SECTOR_RIGHT_SOUTH = 60
/** Azimuth of the boresight, rad clockwise from north. */
export const SECTOR_AZIMUTH = 64
/**
 * Cotangent of the angle off the boresight beyond which the horizontal pattern alone reaches the limit of both: a receiver lies there where
 * forward < this · |across|. NaN where none does.
 */
export const SECTOR_BEHIND = 68

// Antenna table: f32 attenuation in dB, rows of depression from −120° to 120° (a tilt moves it past ±90°), columns of azimuth from −180° to 180°.
export const PATTERN_STEPS_PER_DEGREE = 2
export const PATTERN_MOST_DEPRESSION_DEG = 120
export const PATTERN_COLUMNS = 721
export const PATTERN_ROWS = 481

// Loss table: f32 dB at d² = 2^(i / LOSS_STEPS) m² pieced linearly in the mantissa, i = 0 … LOSS_ENTRIES − 1.
/** log2 of the steps in an octave of d². */
export const LOSS_STEP_BITS = 5
/** 34 octaves of d² reach 131 km; one more entry closes the last step. */
export const LOSS_ENTRIES = 1089
// What a sweep computes (`sweepLoss`, `sweepProfile`).
/** 1 where the receiver sees the antenna, else 0. */
export const SWEEP_LINE_OF_SIGHT = 0
/** dB over free space of the edge that the antenna sees highest before the receiver. */
export const SWEEP_KNIFE_EDGE = 1
/** dB over free space, P.1812 section 4.3.1. */
export const SWEEP_BULLINGTON = 2
/** dB over free space, P.1812 section 4.3.4, median. */
export const SWEEP_DELTA_BULLINGTON = 3
/** Basic transmission loss in dB, P.1812 eq. 69. */
export const SWEEP_P1812 = 4
/** Loss in dB from one of two tables over distance: seen or not seen (TR 38.901 with LOS from the terrain). */
export const SWEEP_LOS_TABLES = 5
/** Basic transmission loss in dB, NTIA Irregular Terrain Model, point to point. */
export const SWEEP_ITM = 6

// Options of a sweep, f64 each.
/** Refractivity lapse rate, N-units/km: the effective Earth radius is 6371·157/(157 − ΔN) km. */
export const SWEEP_OPTION_DELTA_N = 0
/** 0 horizontal, 1 vertical. */
export const SWEEP_OPTION_POLARIZATION = 1
export const SWEEP_OPTION_TIME_PERCENT = 2
export const SWEEP_OPTION_LOCATION_PERCENT = 3
export const SWEEP_OPTION_SIGMA_LOCATION_DB = 4
export const SWEEP_OPTION_N0 = 5
export const SWEEP_OPTION_LATITUDE_DEG = 6
export const SWEEP_OPTION_COAST_TX_KM = 7
export const SWEEP_OPTION_COAST_RX_KM = 8
/** Address of representative clutter heights (f32, on the grid), 0 for none. */
export const SWEEP_OPTION_CLUTTER = 9
/** Address of a sea mask (u8, on the grid, 1 = sea), 0 for land everywhere. */
export const SWEEP_OPTION_SEA = 10
/** Addresses of the two loss tables (f32, dB). */
export const SWEEP_OPTION_LOS_TABLE = 11
export const SWEEP_OPTION_NLOS_TABLE = 12
/** Table entries per cell of distance. */
export const SWEEP_OPTION_TABLE_STEPS = 13
/**
 * The Irregular Terrain Model: permittivity, conductivity; normal deviates of time, location and situation; mode of variability
 * 0 … 3, with situation variability 1 or 0, with location variability 1 or 0; three curves of the climate (median, below, above)
 * of five numbers, C_D, z_D, three numbers each of g− and g+.
 */
export const SWEEP_OPTION_ITM = 16
/**
 * What the effective height of the antenna takes off the model's loss (knife edge only). f32 at RISE_HEIGHTS: three heights (the antenna's
 * own, one between, the greatest), then RISE_AZIMUTHS effective ones. f32 at RISE_GAINS: what the second height adds to the first by
 * step, radius + 2 values, then the third to the second, then the least that both may come to. 0: none.
 */
export const SWEEP_OPTION_RISE_HEIGHTS = 14
export const SWEEP_OPTION_RISE_GAINS = 15
/** As notices of broadcasting stations give effective heights: every 10°. */
export const RISE_AZIMUTHS = 36
export const RISE_FIRST_AZIMUTH = 3
export const SWEEP_OPTION_COUNT = 48

// Ray tables: a header of eight i32, then directions (4 f32 cosines, 4 f32 sines for each four rays), then
// the first receiver of each ray (u32, rays + 1), then the receivers in order of ray and distance.
export const SWEEP_TABLE_RAYS = 0
export const SWEEP_TABLE_RADIUS = 1
export const SWEEP_TABLE_RECEIVERS = 2
/** Byte offsets from the start of the tables. */
export const SWEEP_TABLE_DIRECTIONS = 3
export const SWEEP_TABLE_STARTS = 4
export const SWEEP_TABLE_ENTRIES = 5
/** The largest number of receivers on one ray. */
export const SWEEP_TABLE_MOST = 6
export const SWEEP_TABLE_HEADER_BYTES = 32
/** A receiver: u32 place in the window of (2·radius + 1)² cells around the site's cell; f32 distance in cells. */
export const SWEEP_TABLE_ENTRY_BYTES = 8

// Zonal sums of one village: six f64, area in cells and residents. 48 bytes.
export const ZONAL_STRIDE = 48
export const ZONAL_AREA = 0
export const ZONAL_AREA_HARD = 8
export const ZONAL_AREA_EXPECTED = 16
export const ZONAL_PEOPLE = 24
export const ZONAL_PEOPLE_HARD = 32
export const ZONAL_PEOPLE_EXPECTED = 40

// A step of probability as a footprint reads it. f32: level that a cell needs, dBm; u32: address of the numbers of the step's demand
// by rank of the cell (one more closes the last), 0 where the ranks are the numbers.
export const STEP_STRIDE = 8
export const STEP_DBM = 0
export const STEP_NUMBERS = 4

// Demand as `configureMast` reads it, of one plan. u32 where not said otherwise, 48 bytes.
export const DEMAND_STRIDE = 48
/** i32: columns and rows of the grid, and values in a row of the rasters on it. */
export const DEMAND_COLUMNS = 0
export const DEMAND_ROWS = 4
export const DEMAND_ROW_STRIDE = 8
/** f32: side of a cell, m. */
export const DEMAND_CELL_SIZE_M = 12
/** Address of the elevation (f32, m), 0 where not known. */
export const DEMAND_TERRAIN = 16
/** Address of the steps of probability (STEP_*), the hard level first, and their count. */
export const DEMAND_STEPS = 20
export const DEMAND_STEP_COUNT = 24
/** Address of the cells before each cell that are demand (one more entry closes the last). */
export const DEMAND_RANK = 28
/** Test points: addresses of the first of each row (one more closes the last) and of their columns; number of the first; f32 level, dBm. */
export const DEMAND_POINT_ROW = 32
export const DEMAND_POINT_COLUMN = 36
export const DEMAND_POINT_BASE = 40
export const DEMAND_POINT_DBM = 44

// What `configureMast` found, before the ranges of demand: f64 weight, tilt in degrees, three azimuths in degrees. 40 bytes.
export const CONFIGURED_BYTES = 40
export const CONFIGURED_WEIGHT = 0
export const CONFIGURED_TILT_DEG = 8
export const CONFIGURED_AZIMUTHS_DEG = 16
/** What `configureMast` tries. */
export const TRY_NOTHING = 0
export const TRY_AZIMUTHS = 1
export const TRY_TILTS = 2

// Where demand lies around a mast (`roseOf`): bearings clockwise from north, and steps of as many degrees off the boresight.
export const AIM_BEARINGS = 36
/** The last one: reached all round. */
export const AIM_REACHES = 19

// The record of a covering search (assembly/cover-search.ts): addresses and counts as u32, amounts as f64.
export const COVER_WEIGHT = 0
export const COVER_SOLE = 4
export const COVER_COUNT = 8
export const COVER_OWNERS = 12
export const COVER_OFFSETS = 16
export const COVER_SPANS = 20
export const COVER_CANDIDATES = 24
export const COVER_SLOTS = 28
export const COVER_LOSS = 32
export const COVER_OVERLAP = 36
export const COVER_TOUCHED = 40
export const COVER_CHOSEN = 44
export const COVER_CHOSEN_COUNT = 48
export const COVER_FIXED_COUNT = 52
export const COVER_CHOOSE = 56
export const COVER_PLACE = 60
export const COVER_USABLE = 64
/** Of a partition: group per candidate (0: no such partition), count, minimum and maximum per group. */
export const COVER_GROUP_A = 68
export const COVER_GROUP_B = 84
export const COVER_COSTS = 100
export const COVER_NEIGHBOUR_OFFSETS = 104
export const COVER_NEIGHBOUR_IDS = 108
export const COVER_CROWD = 112
export const COVER_BLOCK_OFFSETS = 116
export const COVER_BLOCK_IDS = 120
export const COVER_BLOCK_SHIFT = 124
export const COVER_LEAST = 128
export const COVER_SPENT = 136
export const COVER_BUDGET = 144
export const COVER_OBJECTIVE = 152
export const COVER_RANDOM = 160
/** What a unit of cost is worth in weight, while a budget is being filled. */
export const COVER_PRICE = 168
/** f64 per candidate: what it would cover of what nobody did when the pass over all began. */
export const COVER_GAINS = 176
/** f64 per candidate: what it would have had to gain when it was last tried, 0: not tried. */
export const COVER_LACK = 180
export const COVER_SEARCH_BYTES = 184
// Sums of one gap: seven f64. 56 bytes.
export const GAP_STRIDE = 56
export const GAP_CELLS = 0
export const GAP_BLIND = 8
export const GAP_PEOPLE = 16
/** Sums of the cells' columns and rows (centres), plain and weighted by residents. */
export const GAP_COLUMN = 24
export const GAP_ROW = 32
export const GAP_PEOPLE_COLUMN = 40
export const GAP_PEOPLE_ROW = 48

// Service of one network cell: what its carrier gives at a level and a SINR. f32, 32 bytes; record i is server i, record 0 is no cell.
export const SERVICE_STRIDE = 32
/** Uplink SINR = RSRP + this, dB. */
export const SERVICE_UPLINK_DB = 0
/** Mbit/s of one bit/s/Hz. */
export const SERVICE_DOWNLINK_MBPS = 4
export const SERVICE_UPLINK_MBPS = 8
/** Signal over the SINR that the rule asks for is the most disturbance that it bears: 1/SINR, a power ratio. */
export const SERVICE_DOWNLINK_BEARS = 12
/** Uplink SINR that the rule asks for, dB; −1000 where it asks for none. */
export const SERVICE_UPLINK_NEED_DB = 16
/** Loss of the wall or car body that the rule's receiver is behind, dB, and the same as a power ratio. */
export const SERVICE_LOSS_DB = 20
export const SERVICE_LOSS_RATIO = 24

// A box of cells, i32: first column, column after the last, first row, row after the last. 16 bytes.
export const BOX_LEFT = 0
export const BOX_RIGHT = 4
export const BOX_TOP = 8
export const BOX_BOTTOM = 12

// Server of a map by number: f32 position in cells from the grid's upper left corner, squared limit of its service in cells. 12 bytes.
export const SERVER_STRIDE = 12
export const SERVER_COLUMN = 0
export const SERVER_ROW = 4
export const SERVER_LIMIT = 8
// What a server serves: five f64. 40 bytes.
export const SERVED_STRIDE = 40
export const SERVED_CELLS = 0
export const SERVED_PEOPLE = 8
export const SERVED_BEYOND_CELLS = 16
export const SERVED_BEYOND_PEOPLE = 24
/** Squared, in cells. */
export const SERVED_FARTHEST = 32

// Shadowing of a server by number: f32 position in cells, u32 address of a table of three f32 an entry (probability of line of sight, gap and
// spread with it, dB; entries as those of a loss table), f32 spread without it, dB. 16 bytes.
export const SHADOW_STRIDE = 16
export const SHADOW_COLUMN = 0
export const SHADOW_ROW = 4
export const SHADOW_TABLE = 8
export const SHADOW_SIGMA_NLOS = 12
/** Bytes of a table's entry. */
export const SHADOW_ENTRY = 12

// Graph of a Steiner tree: u32 addresses and counts. An edge has two slots, one in each end's list: slot s of node v stands for the arc
// from HEAD[s] into v, TWIN[s] for the arc back. Beside the graph stand the tree and the scratch of the walks.
export const TREE_NODES = 0
/** u32 per node, and one more: its first slot. */
export const TREE_FIRST = 4
/** u32 per slot. */
export const TREE_HEAD = 8
export const TREE_TWIN = 12
/** f64 per slot: cost of the edge, both slots alike. */
export const TREE_COST = 16
/** f64 per slot: what dual ascent has left of the arc's cost. */
export const TREE_REDUCED = 20
/** u8 per node: 1 where it must be in the tree. */
export const TREE_TERMINAL = 24
/** u32 per node: slot of the edge to its parent in the tree, TREE_AWAY outside it, TREE_TOP at the root. */
export const TREE_PARENT = 28
/** u8 per node: taken into the tree that grows. */
export const TREE_TAKEN = 32
/** f64 and u32 per node: distance and slot by which it was reached. */
export const TREE_DISTANCE = 36
export const TREE_VIA = 40
/** u32 per node: a binary heap by distance, and 1 + the place of each node in it, 0: not in it. */
export const TREE_HEAP = 44
export const TREE_PLACE = 48
export const TREE_HEAP_COUNT = 52
/** u32 per node: stamp of the walk that saw it last; the last stamp given. */
export const TREE_SEEN = 56
export const TREE_STAMP = 60
/** u32 per node and per slot: queues. */
export const TREE_QUEUE = 64
export const TREE_CUT = 68
/** u32: the node that dual ascent goes out from. f64: its bound so far. */
export const TREE_ROOT = 72
export const TREE_BOUND = 80
/** f64 per slot: length of the arc for the tree that grows. */
export const TREE_LENGTH = 88
/** f64 per node: what it is worth to have in the tree, or 0 where all nodes but terminals are worth nothing. */
export const TREE_PRIZE = 92
/** f64 per node: what dual ascent has left of its prize. */
export const TREE_FORFEIT = 96
/** f64: prizes of the tree that was spanned last. */
export const TREE_GAIN = 104
export const TREE_BYTES = 112
/** Values of TREE_PARENT that are no slots. */
export const TREE_AWAY = 0xffffffff
export const TREE_TOP = 0xfffffffe

// Search on a Steiner tree: the graph with its tree, a smaller graph for the piece that is built anew, and how the two hang together.
export const SEARCH_GRAPH = 0
export const SEARCH_LOCAL = 4
/** Most nodes and slots that the smaller graph has room for. */
export const SEARCH_MOST_NODES = 8
export const SEARCH_MOST_SLOTS = 12
/** u32 per node of the graph: its node in the smaller one, and that of the part of the tree outside that it hangs on. */
export const SEARCH_LOCAL_OF = 16
export const SEARCH_PART = 20
/** u32 per node: stamp of the walk that set its part. */
export const SEARCH_WALKED = 24
/** u32 per slot of the graph: its slot in the smaller one; u32 per slot of the smaller one: its slot in the graph. */
export const SEARCH_SLOT_IN = 28
export const SEARCH_SLOT_OUT = 32
/** u32 per node of the smaller graph: the uppermost node of the part of the tree that it stands for, TREE_AWAY for a single node. */
export const SEARCH_TOPMOST = 36
/** f64: cost of the tree and of the prizes that it misses. u64: state of the random numbers, not 0. */
export const SEARCH_COST = 40
export const SEARCH_RANDOM = 48
/** f64: cost of the tree alone, and the most that it may become. */
export const SEARCH_SPENT = 56
export const SEARCH_BUDGET = 64
export const SEARCH_BYTES = 72
