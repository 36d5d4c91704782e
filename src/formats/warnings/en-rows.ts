import { verb } from './english'

/** What was noticed on some rows of a table; the order is the order of telling. */
export interface RowsNoticed {
  file: string
  count: number
  /** Rows of the table. */
  rows: number
  /** The first example. */
  first: string
}

type Sentence = (values: RowsNoticed) => string

/** `t.csv: 2 of 9 rows give …`, with the verb that fits the count. */
const some =
  (one: string, many: string, rest: (first: string) => string): Sentence =>
  ({ file, count, rows, first }) =>
    `${file}: ${count} of ${rows} rows ${verb(count, one, many)} ${rest(first)}`

const give = (rest: (first: string) => string): Sentence => some('gives', 'give', rest)

/** Counts over the rows of a table, in English. */
export const rows = {
  'rows-dms': give((first) => `degrees, minutes and seconds (first: ${first}); they were converted.`),
  'rows-ddmm': some(
    'seems',
    'seem',
    (first) => `to give degrees and minutes run together (first: ${first}); they were taken as such.`,
  ),
  'rows-degrees-in-metres': give(
    (first) => `degrees where metres were declared (${first}); they were taken as WGS-84.`,
  ),
  'rows-point': some(
    'seems',
    'seem',
    (first) => `to have lost the decimal point of a coordinate (first: ${first}); it was put back.`,
  ),
  'rows-swapped': some(
    'has',
    'have',
    (first) => `longitude and latitude swapped (first: ${first}); they were put right.`,
  ),
  'rows-zero-lost': give(
    (first) => `a network code of one digit (first: ${first}): a spreadsheet took the leading zero; it was put back.`,
  ),
  'rows-rat': some('names', 'name', (first) => `no radio technology; ${first} was taken.`),
  'rows-band': some(
    'names',
    'name',
    (first) =>
      `neither band nor frequency; ${first} was taken. It moves every level: name the right band with --default-band.`,
  ),
  'rows-band-unknown': some(
    'names',
    'name',
    (first) => `a band that is not known (first: ${first}) and no frequency; the default band was taken.`,
  ),
  'rows-band-frequency': some(
    'states',
    'state',
    (first) =>
      `a frequency outside the named band (first: ${first}). The frequency was taken; its own band gives the defaults.`,
  ),
  'rows-frequency-outside': some(
    'states',
    'state',
    (first) =>
      `a frequency that no band of its technology has (first: ${first}). It was taken; the nearest band gives the defaults.`,
  ),
  'rows-frequency-uplink': some(
    'states',
    'state',
    (first) => `a frequency of the uplink (first: ${first}); the downlink paired with it was taken.`,
  ),
  'rows-frequency-channel': give(
    (first) => `a channel number where a frequency is expected (first: ${first}); it was converted to MHz.`,
  ),
  'rows-channel': some(
    'states',
    'state',
    (first) => `a frequency or channel number that no band has (first: ${first}); it was not used.`,
  ),
  'rows-azimuth': give(() => 'no azimuth; their antennas were taken as omnidirectional.'),
  'rows-height': give(() => 'no antenna height; the default of the band and scene was taken.'),
  'rows-power': give(() => 'no power; the default of the band was taken.'),
  'rows-tilt': give(() => 'no tilt; the default of the band and scene was taken.'),
  'rows-gain': give(() => 'no antenna gain; the default of the band was taken.'),
  'rows-power-unit': ({ file, count, rows, first }: RowsNoticed) =>
    `${file}: The power column states no unit; ${count} of ${rows} rows ${verb(count, 'was', 'were')} taken as ${first}. Write the unit into the header, such as "power (W)".`,
  'rows-eirp-unit': give(
    (first) =>
      `a radiated power without a unit (first: ${first}); it was taken as dBm. Write the unit into the header, such as "EIRP (dBW)".`,
  ),
  'rows-epre-low': give(
    (first) =>
      `less power than any cell on a mast has (first, in each resource element, and its mast: ${first}). The figures may be dBW (30 dB more) or W; write the unit into the header.`,
  ),
  'rows-epre-high': give(
    (first) =>
      `more power than any cell on a mast has (first, in each resource element, and its mast: ${first}). The figures may be mW (30 dB less), tenths of a dBm, or the EIRP; write the unit into the header.`,
  ),
  'rows-power-tenth': give(
    (first) => `the reference signal power in tenths of a dBm (first: ${first}); they were divided by ten.`,
  ),
  'rows-traffic-gain': give(
    (first) => `the gain of a traffic beam (above 22 dBi, first: ${first}); 20 dBi was taken for the reference signal.`,
  ),
  'rows-tilt-sign': ({ file, count, rows }: RowsNoticed) =>
    `${file}: All tilts are 0 or below; ${count} of ${rows} rows ${verb(count, 'was', 'were')} turned to positive downward.`,
  'rows-tilt-tenth': give(
    () => 'tilts in tenths of a degree, as their middle value is above 25; they were divided by ten.',
  ),
  'rows-tilt-no-mechanical': give(() => 'an electrical tilt and no mechanical one; the mechanical one was taken as 0.'),
  'rows-tilt-no-electrical': give(() => 'a mechanical tilt and no electrical one; the electrical one was taken as 0.'),
  'rows-tilt-sum': give(
    (first) =>
      `a total tilt that differs by more than 0.5° from mechanical plus electrical (first: ${first}); the parts were taken.`,
  ),
  'rows-tilt-range': give((first) => `a tilt above 25° or below −10° (first: ${first}); please check them.`),
  'rows-height-high': give(
    (first) => `an antenna height above 150 m (first: ${first}); it should be metres above ground, not above the sea.`,
  ),
  'rows-height-altitude': give(
    (first) =>
      `the same value for antenna height and altitude (first: ${first}); height should be metres above ground.`,
  ),
  'rows-height-structure': give(
    (first) => `the height of the structure only (first: ${first} m); it was taken as that of the antenna.`,
  ),
  'rows-range': give((first) => `a range in place of a figure (first: ${first}); its middle was taken.`),
  'rows-sub-antenna': some(
    'repeats',
    'repeat',
    (first) => `a cell with another antenna (first: ${first}); each antenna was kept.`,
  ),
  'rows-remote': some(
    'stands',
    'stand',
    (first) => `more than 2 km from their station (first: ${first}); each was kept as a station of its own.`,
  ),
  'rows-indoor': ({ file, count, rows }: RowsNoticed) =>
    `${file}: ${count} of ${rows} rows ${verb(count, 'is an indoor cell; it does', 'are indoor cells; they do')} not cover the outdoors.`,
  'rows-inactive': some(
    'is',
    'are',
    (first) => `planned, under construction or retired (first: ${first}); they were left out.`,
  ),
  'rows-status-unknown': give((first) => `a status that is not known (first: ${first}); they were taken as standing.`),
  'rows-centroid': ({ file, count, rows }: RowsNoticed) =>
    `${file}: ${count} of ${rows} cells ${verb(count, 'is', 'are')} placed where phones heard them (OpenCelliD): LTE and NR sites stand at the mean of their cells.`,
} as const
