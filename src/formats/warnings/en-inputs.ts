import { counted, few, verb } from './english'

export interface Some {
  file: string
  count: number
  total: number
}

export interface Repairs {
  file: string
  selfIntersecting: number
  duplicateVertices: number
  slivers: number
  unclosed: number
  winding: number
  severalShells: number
}

export interface Parts {
  file: string
  what: 'sheets' | 'objects' | 'layers'
  read: string
  others: readonly string[]
}

export interface Taken {
  taken: string | number
  count: number
  total: number
}

export interface Outside {
  count: number
  total: number
  first: string
  lon: number
  lat: number
  west: number
  south: number
  east: number
  north: number
}

export interface Shift {
  outside: number
  sites: number
  better: number
  shifted: 'sites' | 'villages'
  other: 'sites' | 'villages'
  metres: number
}

export interface LooksUsed {
  file: string
  columns: readonly string[]
  keys: readonly string[]
  example: string
}

const shift = ({ outside, sites, better, shifted, other, metres }: Shift): string =>
  `${outside} of ${sites} sites stand outside the villages, ${better} would if the ${shifted} were in GCJ-02: ` +
  `${shifted} and ${other} look shifted against each other by some ${metres} m.`

const villages = ({ file, count, total }: Some): string => `${file}: ${count} of ${total} villages`

/** A repaired fault with its count; nothing where there was none. */
const repaired = (count: number, one: string, many?: string): string[] => (count > 0 ? [counted(count, one, many)] : [])

/** Notes of the readers of files, in English. */
export const inputs = {
  'several-parts': ({ file, what, read, others }: Parts) =>
    `${file} has ${others.length + 1} ${what}; "${read}" was read. Others: ${few(others.slice(0, 5), others.length)} (write ${file}:${others[0]} to read that one).`,
  'no-dbf': ({ file }: { file: string }) => `${file} has no .dbf beside it: there are no names and codes.`,
  'no-header': ({ file, layout }: { file: string; layout: string }) =>
    `${file} has no header; its columns were taken as those of ${layout}.`,
  'no-cpg': ({ file }: { file: string }) => `${file} has no .cpg beside it: its text was taken as GBK.`,
  'no-prj': ({ file }: { file: string }) => `${file} has no .prj beside it: its coordinates were taken as they stand.`,
  'antenna-gain-unit': ({ file, gain }: { file: string; gain: string }) =>
    `${file}: GAIN ${gain} has no unit: taken as dBd, as the format has it.`,
  repaired: (of: Repairs) =>
    `${of.file}: repaired ${[
      ...repaired(of.selfIntersecting, 'self-intersecting boundary', 'self-intersecting boundaries'),
      ...repaired(of.duplicateVertices, 'repeated vertex', 'repeated vertices'),
      ...repaired(of.slivers, 'sliver'),
      ...repaired(of.unclosed, 'ring that was not closed', 'rings that were not closed'),
      ...repaired(of.winding, 'ring wound the wrong way', 'rings wound the wrong way'),
      ...repaired(of.severalShells, 'polygon of several shells', 'polygons of several shells'),
    ].join(', ')}.`,
  'villages-overlap': ({ count, hectares, worst }: { count: number; hectares: number; worst: readonly string[] }) =>
    `${counted(count, 'pair', 'pairs')} of neighbouring villages ${verb(count, 'overlaps', 'overlap')}, ${hectares} ha in all (worst: ${worst.join(' and ')}); their land is shared between them.`,
  'villages-overlap-more': () =>
    'So many villages lie on each other that not all pairs were looked at; the overlaps are more than the figure below.',
  'villages-repeated': ({ count, first }: { count: number; first: string }) =>
    `${counted(count, 'village')} ${verb(count, 'has', 'have')} the same boundary as an earlier one (first: ${first}); their land is shared between them.`,
  'villages-apart': ({ count, hectares }: { count: number; hectares: number }) =>
    `${counted(count, 'gap')} ${verb(count, 'lies', 'lie')} between neighbouring villages, ${hectares} ha in all; ${verb(count, 'it belongs', 'they belong')} to no village.`,
  'villages-no-code': (of: Some & { by: 'name' | 'number' }) =>
    `${villages(of)} ${verb(of.count, 'has', 'have')} no code; ${of.by === 'name' ? 'the name' : 'a running number'} was taken for it.`,
  'villages-joined': ({ file, count, total, into }: Some & { into: number }) =>
    `${file}: ${count} of ${total} features are parts of ${counted(into, 'village')}, by code and name; they were joined.`,
  'villages-false-code': ({
    file,
    column,
    count,
    example,
  }: {
    file: string
    column: string
    count: number
    example: string
  }) =>
    `${file}: the column ${column} repeats in ${counted(count, 'feature')} (${example}); it was not taken for a code.`,
  'villages-no-name': (of: Some) =>
    `${villages(of)} ${verb(of.count, 'has', 'have')} no name; the code was taken for it.`,
  'villages-swapped': (of: Some) =>
    `${villages(of)} ${verb(of.count, 'gives', 'give')} latitude before longitude; they were swapped.`,
  'villages-no-point': (of: Some) =>
    `${villages(of)} ${verb(of.count, 'names', 'name')} no public point; the inside point of the polygon stands for the committee office.`,
  'columns-look-used': ({ file, columns, keys, example }: LooksUsed) =>
    `${file}: ${columns.length === 1 ? 'The column' : 'The columns'} ${few(columns, columns.length)} ${verb(columns.length, 'looks', 'look')} like ${keys.join(', ')} and ${verb(columns.length, 'is', 'are')} not used. Name what counts with --columns ${example}.`,
  'population-year': ({ file, year }: { file: string; year: number }) =>
    `${file}: residents are those of ${year}, the latest year of the table.`,
  'population-zeros': ({ count }: { count: number }) =>
    `Population: ${counted(count, 'code')} of the table ${verb(count, 'has lost its', 'have lost their')} leading zeros; they were put back. Format the column as text.`,
  'population-no-row': ({ count, total, names }: { count: number; total: number; names: readonly string[] }) =>
    `Population: ${count} of ${total} villages found no row in the table: ${few(names, count)}.`,
  'population-no-village': ({ count, total, names }: { count: number; total: number; names: readonly string[] }) =>
    `Population: ${count} of ${total} rows found no village: ${few(names, count)}.`,
  'stations-outside': ({ count, total, first, lon, lat, west, south, east, north }: Outside) =>
    `${count} of ${total} stations ${verb(count, 'stands', 'stand')} outside the area (first: ${first} at ${lon}, ${lat}; the area reaches from ${west}, ${south} to ${east}, ${north}).`,
  'datum-shift-both': (of: Shift) =>
    `${shift(of)} Both were declared GCJ-02; the ${of.other} seem to be in WGS-84: --datum ${of.shifted}=gcj02,${of.other}=wgs84.`,
  'datum-shift-declared': (of: Shift) =>
    `${shift(of)} The ${of.other} were declared GCJ-02 and seem to be in WGS-84: leave that out, or declare the ${of.shifted} too.`,
  'datum-shift': (of: Shift) =>
    `${shift(of)} The ${of.shifted} are probably from a Chinese web map: declare it with --datum ${of.shifted}=gcj02.`,
  'terrain-voids': ({ file, count, total, percent }: Some & { percent: number }) =>
    `${file}: ${count} of ${total} samples (${percent} %) are void; they are filled from around them, by distance.`,
  'terrain-unit': ({ file, unit }: { file: string; unit: string }) =>
    `${file} gives its heights in ${unit}; they are converted to metres.`,
  'crs-off': ({ file, system, metres }: { file: string; system: string; metres: number }) =>
    `${file} is in ${system}, whose best way to WGS-84 is not known here: places may be off by ${metres} m.`,
  'crs-off-unknown': ({ file, system }: { file: string; system: string }) =>
    `${file} is in ${system}, and no way from its datum to WGS-84 is known: places may be off by up to some hundred metres. Convert it (ogr2ogr -t_srs EPSG:4326).`,
  'input-outside': ({ file, lon, lat }: { file: string; lon: number; lat: number }) =>
    `${file} lies nowhere near the villages; its first position is ${lon}, ${lat}. Is it of another area, or in another datum?`,
  'degrees-in-metres': ({ file, declared, taken }: { file: string; declared: string; taken: string }) =>
    `${file}: its positions are degrees, not metres of ${declared}; they were read as ${taken}.`,
  'datum-over-file': ({ file, declared, own }: { file: string; declared: string; own: string }) =>
    `${file} says that it is in ${own}; it was read as ${declared}, as declared.`,
  'raster-outside': ({ file }: { file: string }) => `${file} lies outside the area; it is not used.`,
  'terrain-odd': ({ file, count }: { file: string; count: number }) =>
    `${file}: ${counted(count, 'sample')} ${verb(count, 'lies', 'lie')} below −500 m or above 9,000 m; expected metres above the sea. Declare the file's nodata value if they are voids.`,
  'terrain-corner': ({ file, x, y }: { file: string; x: number; y: number }) =>
    `${file}: its corner ${x}, ${y} is outside longitude ±180, latitude ±90.`,
  'heights-like-ground': ({
    count,
    total,
    aboveM,
    first,
  }: {
    count: number
    total: number
    aboveM: number
    first: string
  }) =>
    `${count} of ${total} cells above ${aboveM} m have the elevation of the ground for their antenna height (first: ${first}); height should be metres above ground, not above the sea.`,
  'land-cover-codes': ({ scheme, codes }: { scheme: string; codes: readonly string[] }) =>
    `Land cover: ${scheme} has no class for the codes ${codes.join(', ')}; left unknown.`,
  'no-stations': () => 'No stations are given (--sites): planned as if none stood.',
  'plan-changed': ({ file, rows }: { file: string; rows?: number }) =>
    `${file} is not the plan${rows === undefined ? '' : ` of ${counted(rows, 'row')}`} that the run beside it wrote: what stands in it now is kept.`,
  'terminals-left-out': ({ count }: { count: number }) =>
    `${counted(count, 'fibre terminal')} of the earlier plan ${verb(count, 'is', 'are')} left out: no fibre plant is given (--fibre).`,
  'levels-hundredths': () => 'Levels are hundredths of dBm: divided by 100.',
  'levels-indices': () =>
    'Levels are report indices of TS 38.133 (0 to 127): taken as the middle of their 1 dB steps, index − 156.5 dBm.',
  'fibre-pon-class': ({ taken, count, total }: Taken) =>
    `Fibre: class ${taken} taken for ${count} of ${total} terminals.`,
  'fibre-port-kind': ({ taken, count, total }: Taken) =>
    `Fibre: port kind ${taken} taken for ${count} of ${total} terminals.`,
  'fibre-split': ({ taken, count, total }: Taken) =>
    `Fibre: split 1:${taken} taken for ${count} of ${total} terminals.`,
  'fibre-take-up': ({ taken, count, total }: Taken) =>
    `Fibre: take-up ${taken} taken for ${count} of ${total} terminals.`,
} as const
