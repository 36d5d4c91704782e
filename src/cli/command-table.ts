import type { OptionKey } from '../run/options'

/** One command: its words, its flags, an example that runs. */
export interface Command {
  name: string
  /** Positional arguments as written: `[PROJECT]`, `DIR`. */
  arguments: string[]
  help: string
  options: OptionKey[]
  example: string
}

const INPUTS: OptionKey[] = [
  'villages',
  'sites',
  'defaultBand',
  'terrain',
  'landCover',
  'landCoverScheme',
  'antennas',
  'population',
  'fibre',
  'routes',
  'candidates',
  'places',
  'facts',
  'datum',
  'columns',
]
const COVER: OptionKey[] = ['cellSize', 'model', 'beamSet', 'rule', 'sigma', 'quality', 'terrainEffect', 'workers']
const RULES: OptionKey[] = [
  'costs',
  'usage',
  'weights',
  'forbidden',
  'quotas',
  'spectrum',
  'operator',
  'pool',
  'bands',
  'spacing',
  'candidateSpacing',
  'quarterCapacity',
  'keep',
  'keepRanks',
  'refused',
]
const PLAN: OptionKey[] = ['target', 'budget', ...RULES, 'fibreTarget', 'fibreBudget']
const OUTPUT: OptionKey[] = ['lang', 'pictureWidth', 'out', 'force', 'csvBom', 'outputDatum']
const TALK: OptionKey[] = ['strict', 'quiet', 'json']

/** Under which heading --help lists a flag; those of no list stand under "Options". */
const HEADINGS: [string, readonly OptionKey[]][] = [
  ['Inputs:', INPUTS],
  ['Coverage:', COVER],
  ['Plan:', PLAN],
  ['Output:', [...OUTPUT, ...TALK]],
]

/** The heading of a flag in --help. */
export function headingOf(key: OptionKey): string {
  return HEADINGS.find(([, keys]) => keys.includes(key))?.[0] ?? 'Options:'
}

/** All commands, in the order of --help. */
export const COMMANDS: Command[] = [
  {
    name: 'demo',
    arguments: [],
    help: 'plan Quanzhou from the embedded data, end to end',
    options: [
      'candidates',
      'cellSize',
      'model',
      'beamSet',
      'rule',
      'sigma',
      'quality',
      'terrainEffect',
      ...PLAN,
      'workers',
      ...OUTPUT,
      'quiet',
      'json',
    ],
    example: 'gigaplan demo --out quanzhou',
  },
  {
    name: 'run',
    arguments: ['[PROJECT]'],
    help: 'check, cover, assess, plan and report',
    options: [...INPUTS, ...COVER, ...PLAN, ...OUTPUT, ...TALK],
    example: 'gigaplan run --villages villages.geojson --sites sites.csv --target 100 --out plan',
  },
  {
    name: 'check',
    arguments: ['[PROJECT]'],
    help: 'read everything, compute nothing, list what is wrong',
    options: [...INPUTS, 'cellSize', ...PLAN, 'lang', 'quiet', 'json'],
    example: 'gigaplan check --villages villages.geojson --sites sites.csv',
  },
  {
    name: 'coverage',
    arguments: ['[PROJECT]'],
    help: 'coverage map, tables and gaps; no plan',
    options: [...INPUTS, ...COVER, ...OUTPUT, ...TALK],
    example: 'gigaplan coverage --villages villages.geojson --sites sites.csv --out map',
  },
  {
    name: 'plan',
    arguments: ['[PROJECT]'],
    help: 'plan again; the coverage in DIR is reused where its inputs have not changed',
    options: [...INPUTS, ...COVER, ...PLAN, ...OUTPUT, ...TALK],
    example: 'gigaplan plan --villages villages.geojson --sites sites.csv --target 50 --out map',
  },
  {
    name: 'report',
    arguments: ['DIR'],
    help: 'pictures and report again from the files in DIR',
    options: ['lang', 'pictureWidth', 'quiet'],
    example: 'gigaplan report plan --lang zh',
  },
  {
    name: 'serve',
    arguments: ['DIR'],
    help: 'a local page over the files in DIR to try changes of the plan on: what-if, forbidden areas, paths',
    options: ['port', 'lang', 'workers', 'quiet'],
    example: 'gigaplan serve plan',
  },
  {
    name: 'compare',
    arguments: ['DIR_A', 'DIR_B'],
    help: 'what changed between two runs: coverage and villages per county, proposals, cost, indicators',
    options: ['lang', 'out', 'force', 'csvBom', 'json'],
    example: 'gigaplan compare map plan',
  },
  {
    name: 'calibrate',
    arguments: ['[PROJECT]'],
    help: 'fit the model to a drive test; writes a model file',
    options: [
      'sites',
      'defaultBand',
      'measurements',
      'terrain',
      'landCover',
      'landCoverScheme',
      'datum',
      'columns',
      'out',
      'force',
      'quiet',
      'json',
    ],
    example: 'gigaplan calibrate --sites sites.csv --measurements drive.csv --out model',
  },
  {
    name: 'profile',
    arguments: ['[PROJECT]'],
    help: 'one path: terrain, Fresnel zone, loss by every model with each term and its equation',
    options: [
      'from',
      'to',
      'terrain',
      'sites',
      'defaultBand',
      'datum',
      'columns',
      'frequency',
      'txHeight',
      'rxHeight',
      'lang',
      'out',
      'force',
      'json',
    ],
    example: 'gigaplan profile --terrain dem.tif --from 118.10,25.50 --to 118.25,25.60 --out path',
  },
  {
    name: 'init',
    arguments: ['[DIR]'],
    help: 'write a commented project file to start from',
    options: ['force'],
    example: 'gigaplan init my-county',
  },
]
