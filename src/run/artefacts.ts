/** When a run writes a file; absent: always. */
type ArtefactWhen =
  | 'a plan is made'
  | 'stations are proposed'
  | '`--fibre` is given'
  | '`--places` are given'
  | '`--quality` is given'
  | '`--terrain-effect` is given'
  | 'NB-IoT cells stand'

/** One file of a run. */
interface Artefact {
  name: string
  when?: ArtefactWhen
  /** What it holds, for people. */
  says: string
}

const PLAN = 'a plan is made'
const FIBRE = '`--fibre` is given'

/**
 * Every file that a run may write, once. `commit` writes no other; only these names are guarded in a folder; the README's table is held
 * to this list. A picture has its world file and auxiliary file beside it.
 */
export const ARTEFACTS: readonly Artefact[] = [
  { name: 'report.html', says: 'one page: map, charts, tables' },
  { name: 'summary.json', says: 'the run in numbers' },
  { name: 'run.json', says: 'settings, and every file with digest, bytes and rows' },
  { name: 'villages.csv', says: 'shares covered, per village' },
  { name: 'villages.geojson', says: 'the same as outlines' },
  { name: 'townships.csv', says: 'shares covered, per township' },
  { name: 'counties.csv', says: 'shares covered, per county' },
  { name: 'stations.csv', says: 'what stands today' },
  { name: 'rejected.csv', says: 'rows that could not be used' },
  { name: 'gaps.geojson', says: 'outlines of what is not covered' },
  { name: 'areas.topojson', says: 'villages and gaps in one small file' },
  { name: 'coverage.tif', says: 'RSRP, SINR and probability' },
  { name: 'server.tif', says: 'the serving cell' },
  { name: 'plan.csv', when: PLAN, says: 'proposals in order of building' },
  { name: 'plan.geojson', when: PLAN, says: 'the same as points' },
  { name: 'plan.kml', when: PLAN, says: 'the same for Google Earth' },
  { name: 'plan.kmz', when: PLAN, says: 'the same, packed' },
  { name: 'plan.xlsx', when: PLAN, says: 'plan and tables for Excel' },
  { name: 'plan.tif', when: PLAN, says: 'rank of the proposal that first covers a cell' },
  { name: 'changes.csv', when: PLAN, says: 'the area before and after the plan' },
  { name: 'tower-demand.xlsx', when: PLAN, says: "the tower company's demand sheet" },
  { name: 'fibre.csv', when: FIBRE, says: 'terminals and whom they serve' },
  { name: 'fibre-areas.csv', when: FIBRE, says: 'households with gigabit, per village' },
  { name: 'fibre-budget-fails.csv', when: FIBRE, says: 'villages out of optical reach' },
  { name: 'gigabit.tif', when: FIBRE, says: 'cells with gigabit fibre' },
  { name: 'indicators.csv', says: 'indicators, thresholds, verdicts' },
  { name: 'towns.csv', says: 'towns and their cover' },
  { name: 'places.csv', when: '`--places` are given', says: 'key places and their cover' },
  { name: 'nb-iot.tif', when: 'NB-IoT cells stand', says: 'NB-IoT coupling loss, dB' },
  { name: 'cells.csv', when: '`--quality` is given', says: 'what each cell serves' },
  { name: 'quality.tif', when: '`--quality` is given', says: 'RSRQ, dominance, overlap, rates' },
  { name: 'terrain-effect.tif', when: '`--terrain-effect` is given', says: 'what hills take from the level, dB' },
  ...picture('coverage', 'picture of the map'),
  ...picture('gaps', 'picture of the gaps'),
  ...picture('plan', 'picture of the plan', 'stations are proposed'),
]

/** The folder of the report's charts, one SVG each. */
const CHARTS = 'charts'

/** The files of one picture. */
function picture(of: string, says: string, when?: ArtefactWhen): Artefact[] {
  return [
    { name: `${of}.png`, when, says },
    { name: `${of}.svg`, when, says: `${says}, to enlarge` },
    { name: `${of}.pgw`, when, says: `where ${of}.png lies (world file)` },
    { name: `${of}.png.aux.xml`, when, says: `coordinate system of ${of}.png` },
  ]
}

const NAMES: ReadonlySet<string> = new Set([...ARTEFACTS.map(({ name }) => name), CHARTS])

/** True for a name that a run may write, itself or the folder that it lies in: what has this name in the output folder is not safe. */
export function isRunFile(name: string): boolean {
  return NAMES.has(name.split('/')[0])
}
