import { ruleNames } from '../coverage/rule'
import { SPECTRA } from '../network/spectrum'
import { BEAM_SETS } from '../radio/beam-set'
import { MODELS } from '../radio/models/models'
import { LAND_COVER_SCHEMES } from '../terrain/land-cover-scheme'

/** One flag: parsing, validation, --help and the README's reference come from here and nowhere else. */
export interface Option {
  /** As written: `--cell-size`. */
  flag: string
  /** What stands behind it, `FILE`; a trailing `…` takes several; absent for a switch. */
  value?: string
  help: string
  /** Words that are taken; any text where absent. */
  choices?: readonly string[]
  /** A file with this ending is taken beside the choices. */
  orFile?: string
  /** How the text becomes a value, and what was expected where it cannot. */
  kind?:
    | 'number'
    | 'whole'
    | 'wholes'
    | 'numbers'
    | 'ranks'
    | 'quotas'
    | 'weights'
    | 'lonlat'
    | 'datum'
    | 'datums'
    | 'columns'
    | 'sigma'
}

const RULE_HELP = `rule profile: ${ruleNames().slice(0, 3).join(', ')} …, or a profile file (JSON)`

/** All flags by key. */
export const OPTIONS = {
  villages: {
    flag: '--villages',
    value: 'FILE…',
    help: 'villages: GeoJSON, TopoJSON, Shapefile (zip, or .shp beside .dbf), GeoPackage, KML; FILE:LAYER',
  },
  sites: {
    flag: '--sites',
    value: 'FILE…',
    help: 'stations and cells: CSV, XLSX (FILE:SHEET), GeoJSON … (engineering parameters, OpenCelliD)',
  },
  defaultBand: {
    flag: '--default-band',
    value: 'BAND…',
    help: 'band of stations that name neither band nor frequency, one for each technology: n78 b3',
  },
  terrain: { flag: '--terrain', value: 'FILE…', help: 'elevation: GeoTIFF, .hgt, .asc, .bil or .flt, several tiles' },
  landCover: {
    flag: '--land-cover',
    value: 'FILE…',
    help: 'land cover: GeoTIFF of codes of ESA WorldCover, GLC_FCS30, GlobeLand30, FROM-GLC, Esri, CORINE, NLCD or CLCD',
  },
  landCoverScheme: {
    flag: '--land-cover-scheme',
    value: 'NAME',
    help: `whose codes the land cover holds, where its files do not say it: ${LAND_COVER_SCHEMES.join(', ')}`,
    choices: LAND_COVER_SCHEMES,
  },
  antennas: {
    flag: '--antennas',
    value: 'FILE…',
    help: 'measured antennas: MSI or Planet files (.msi, .pln), taken where the table of cells names their model',
  },
  beamSet: {
    flag: '--beam-set',
    value: 'NAME',
    help: `SSB beams of active antennas: ${BEAM_SETS.map(({ id }) => id).join(', ')} (the envelope of a sweep)`,
    choices: BEAM_SETS.map(({ id }) => id),
  },
  population: { flag: '--population', value: 'FILE', help: 'people: a table by village code or name, or a GeoTIFF' },
  fibre: { flag: '--fibre', value: 'FILE…', help: 'optical line terminals and ports: CSV, XLSX or points' },
  routes: {
    flag: '--routes',
    value: 'FILE',
    help: 'cables or roads along which fibre runs: lines of GeoJSON, Shapefile, KML …',
  },
  candidates: {
    flag: '--candidates',
    value: 'FILE',
    help: 'places where stations may go, must or must not, beside those that are found: CSV, XLSX or GeoJSON',
  },
  places: { flag: '--places', value: 'FILE', help: 'key places: points, lines, polygons of GeoJSON, Shapefile, KML …' },
  facts: { flag: '--facts', value: 'FILE', help: 'inputs for the board that only operators have (JSON)' },
  datum: {
    flag: '--datum',
    value: 'NAME',
    help: 'datum of the inputs: wgs84 (default), gcj02, bd09 or EPSG:n; of single ones: sites=gcj02,villages=EPSG:4547',
    kind: 'datums',
  },
  columns: {
    flag: '--columns',
    value: 'TABLE.FIELD=HEADER…',
    help: 'headers of tables that are not known by themselves: sites.tilt_e=电下倾角, sites.height.unit=ft (docs/input.md)',
    kind: 'columns',
  },
  outputDatum: {
    flag: '--output-datum',
    value: 'NAME',
    help: 'datum of the tables and outlines that are written (wgs84); rasters stay in the grid of the run',
    kind: 'datum',
  },
  cellSize: { flag: '--cell-size', value: 'M', help: 'side of a grid cell, metres (50)', kind: 'number' },
  model: {
    flag: '--model',
    value: 'NAME',
    help: `propagation: ${MODELS.join(', ')}, or a model file of a calibration`,
    choices: MODELS,
    orFile: '.json',
  },
  rule: { flag: '--rule', value: 'NAME', help: RULE_HELP },
  sigma: {
    flag: '--sigma',
    value: 'DB',
    help: 'spread of shadowing: dB (8), or model: by distance and line of sight',
    kind: 'sigma',
  },
  quality: { flag: '--quality', help: 'RSRQ, dominance, overlap, rates and overshoot too: quality.tif, cells.csv' },
  target: {
    flag: '--target',
    value: 'N',
    help: 'stations to propose at the most (5000); for several years: 5000,3000,2000',
    kind: 'wholes',
  },
  budget: {
    flag: '--budget',
    value: 'CNY',
    help: 'budget of the plan, of each year where there are several; or one for each: 9e8,6e8,4e8',
    kind: 'numbers',
  },
  costs: { flag: '--costs', value: 'FILE', help: 'unit costs of stations (JSON as data/costs/placeholder-2024.json)' },
  usage: {
    flag: '--usage',
    value: 'FILE',
    help: 'busy-hour demand of residents and what cells carry (JSON as data/usage/placeholder-2024.json)',
  },
  weights: {
    flag: '--weights',
    value: 'KEY=N',
    help: 'what counts how much in the plan, in people: areaPeoplePerKm2=20,villagePeople=2000,placePeople=100,roadPeoplePerKm=10,partialCover=0.5,leastGainPeople=20,peoplePerStation=333',
    kind: 'weights',
  },
  forbidden: {
    flag: '--forbidden',
    value: 'FILE…',
    help: 'zones in which nothing is proposed: polygons of GeoJSON, KML, Shapefile',
  },
  quotas: {
    flag: '--quotas',
    value: 'FILE',
    help: 'least and most stations per county and operator, and most per quarter: YAML, JSON, CSV or XLSX',
    kind: 'quotas',
  },
  spectrum: {
    flag: '--spectrum',
    value: 'NAME',
    help: `who holds which bands: ${Object.keys(SPECTRA).join(', ')}, a file (JSON), or none; that of the operators that stand by default`,
    choices: [...Object.keys(SPECTRA), 'none'],
    orFile: '.json',
  },
  operator: {
    flag: '--operator',
    value: 'NAME…',
    help: 'plan for these operators alone, on the bands that they hold: 移动, CTCC, EE …',
  },
  pool: {
    flag: '--pool',
    value: 'NAME',
    help: 'plan for the operators that build one network together: 移动+广电, 电信+联通',
  },
  bands: { flag: '--bands', value: 'BAND…', help: 'bands that new stations may get: n28 n41' },
  spacing: { flag: '--spacing', value: 'M', help: 'least distance between new stations, metres (300)', kind: 'number' },
  candidateSpacing: {
    flag: '--candidate-spacing',
    value: 'M',
    help: 'in gaps a candidate is looked for every so many metres (500)',
    kind: 'number',
  },
  quarterCapacity: {
    flag: '--quarter-capacity',
    value: 'N',
    help: 'stations that can be built per quarter: N, or four as 100,150,150,80; the rest begins the next year',
    kind: 'wholes',
  },
  keep: {
    flag: '--keep',
    value: 'FILE',
    help: 'plan.csv or plan.geojson of an earlier run: its stations and fibre terminals stay in front',
  },
  keepRanks: {
    flag: '--keep-ranks',
    value: 'RANKS',
    help: 'only these of the earlier plan stay: 1-800, or 1-800,905',
    kind: 'ranks',
  },
  refused: {
    flag: '--refused',
    value: 'FILE',
    help: 'refused places by lon, lat, or rank in the earlier plan, or site: CSV, XLSX or points',
  },
  fibreTarget: {
    flag: '--fibre-target',
    value: 'N',
    help: 'fibre terminals to propose at the most (200)',
    kind: 'whole',
  },
  fibreBudget: { flag: '--fibre-budget', value: 'CNY', help: 'budget of the fibre proposals', kind: 'number' },
  terrainEffect: { flag: '--terrain-effect', help: 'map without terrain too, and what terrain takes from the level' },
  workers: {
    flag: '--workers',
    value: 'N',
    help: 'threads (all cores, 8 at the most; 4 per core where more are asked for)',
    kind: 'whole',
  },
  lang: { flag: '--lang', value: 'LANG', help: 'language of the report: en, zh', choices: ['en', 'zh'] },
  pictureWidth: {
    flag: '--picture-width',
    value: 'PX',
    help: 'width of coverage, gaps and plan as pictures, pixels (1600)',
    kind: 'whole',
  },
  out: { flag: '--out', value: 'DIR', help: 'where the files go' },
  force: { flag: '--force', help: 'write into a folder that holds other files; none of them is touched' },
  strict: { flag: '--strict', help: 'end with status 3 when rows were rejected' },
  quiet: { flag: '--quiet', help: 'no progress' },
  json: { flag: '--json', help: 'print the summary as JSON' },
  from: { flag: '--from', value: 'LON,LAT', help: 'where the path begins, degrees: the base station', kind: 'lonlat' },
  to: { flag: '--to', value: 'LON,LAT', help: 'where the path ends, degrees: the receiver', kind: 'lonlat' },
  frequency: {
    flag: '--frequency',
    value: 'MHZ',
    help: 'frequency (that of the nearest cell, or 2565)',
    kind: 'number',
  },
  txHeight: {
    flag: '--tx-height',
    value: 'M',
    help: 'antenna above ground at the beginning (that of the nearest cell, or 35)',
    kind: 'number',
  },
  rxHeight: { flag: '--rx-height', value: 'M', help: 'antenna above ground at the end (1.5)', kind: 'number' },
  measurements: {
    flag: '--measurements',
    value: 'FILE',
    help: 'drive test or measurement reports: CSV or XLSX with lon, lat, rsrp, cell',
  },
  port: { flag: '--port', value: 'N', help: 'port of the local page (any free one)', kind: 'whole' },
  csvBom: { flag: '--csv-bom', help: 'begin CSV files with a byte order mark, for Excel' },
} as const satisfies Record<string, Option>

export type OptionKey = keyof typeof OPTIONS
