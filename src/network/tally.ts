/** Counts of what was noticed on the rows of a table, told once per kind instead of once per row. */
export interface Tally {
  counts: Map<string, number>
  examples: Map<string, string>
}

export const newTally = (): Tally => ({ counts: new Map(), examples: new Map() })

/** Counts one occurrence; the first one's example is kept. */
export function note(tally: Tally, kind: string, example = ''): void {
  const before = tally.counts.get(kind) ?? 0
  if (before === 0) tally.examples.set(kind, example)
  tally.counts.set(kind, before + 1)
}

/** What each kind means to the user; `N` is the count, `T` the number of rows, `E` the first example. Order is the order of telling. */
const SENTENCES: ReadonlyArray<readonly [kind: string, sentence: string]> = [
  ['dms', 'N of T rows give degrees, minutes and seconds (first: E); they were converted.'],
  ['ddmm', 'N of T rows seem to give degrees and minutes run together (first: E); they were taken as such.'],
  ['point', 'N of T rows seem to have lost the decimal point of a coordinate (first: E); it was put back.'],
  ['swapped', 'N of T rows have longitude and latitude swapped (first: E); they were put right.'],
  [
    'zeroLost',
    'N of T rows give a network code of one digit (first: E): a spreadsheet took the leading zero; it was put back.',
  ],
  ['rat', 'N of T rows name no radio technology; TECH was taken.'],
  [
    'band',
    'N of T rows name no band; the default of the radio technology was taken (5G n78, 4G b3, 3G u2100, 2G g900, NB-IoT nb8).',
  ],
  [
    'bandUnknown',
    'N of T rows name a band that is not known (first: E); the default of the radio technology was taken.',
  ],
  ['azimuth', 'N of T rows give no azimuth; their antennas were taken as omnidirectional.'],
  ['height', 'N of T rows give no antenna height; the default of the band and scene was taken.'],
  ['power', 'N of T rows give no power; the default of the band was taken.'],
  ['tilt', 'N of T rows give no tilt; the default of the band and scene was taken.'],
  ['gain', 'N of T rows give no antenna gain; the default of the band was taken.'],
  [
    'powerUnit',
    'The power column states no unit; N of T rows were taken as E. Write the unit into the header, such as "power (W)".',
  ],
  [
    'powerTenth',
    'N of T rows give the reference signal power in tenths of a dBm (first: E); they were divided by ten.',
  ],
  [
    'trafficGain',
    'N of T rows give the gain of a traffic beam (above 22 dBi, first: E); 20 dBi was taken for the reference signal.',
  ],
  ['tiltSign', 'All tilts are 0 or below; N of T rows were turned to positive downward.'],
  [
    'tiltSum',
    'N of T rows give a total tilt that differs by more than 0.5° from mechanical plus electrical (first: E); the parts were taken.',
  ],
  ['tiltRange', 'N of T rows give a tilt above 25° or below −10° (first: E); please check them.'],
  [
    'heightHigh',
    'N of T rows give an antenna height above 150 m (first: E); it should be metres above ground, not above the sea.',
  ],
  [
    'heightAltitude',
    'N of T rows give the same value for antenna height and altitude (first: E); height should be metres above ground.',
  ],
  ['subAntenna', 'N of T rows repeat a cell with another antenna (first: E); each antenna was kept.'],
  ['remote', 'N of T rows stand more than 2 km from their station (first: E); each was kept as a station of its own.'],
  ['indoor', 'N of T rows are indoor cells; they do not cover the outdoors.'],
  ['inactive', 'N of T rows are planned, under construction or retired (first: E); they were left out.'],
  [
    'centroid',
    'N of T cells are placed where phones heard them (OpenCelliD): LTE and NR sites stand at the mean of their cells.',
  ],
]

/** The tally as sentences, each beginning with the file's name. */
export function tallySentences(tally: Tally, file: string, rows: number): string[] {
  return SENTENCES.flatMap(([kind, sentence]) => {
    const count = tally.counts.get(kind)
    if (!count) return []
    const example = tally.examples.get(kind) ?? ''
    return [
      `${file}: ${sentence
        .replace('N', String(count))
        .replace('T rows', `${rows} rows`)
        .replace('T cells', `${rows} cells`)
        .replace('first: E)', `first: ${example})`)
        .replace('as E.', `as ${example}.`)
        .replace('TECH', example)}`,
    ]
  })
}
