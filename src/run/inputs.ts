import type { Datum } from '../area/datum'
import { type Places, readPlaces } from '../area/places'
import { joinPopulation, type PopulationTable, readPopulation } from '../area/read-population'
import { readVillages } from '../area/read-villages'
import type { Village, Villages } from '../area/village'
import { type Facts, readFacts } from '../assess/indicators'
import type { Costs } from '../constraints/cost'
import { type EarlierPlan, readEarlierPlan } from '../constraints/earlier-plan'
import { type ForbiddenZones, readForbidden } from '../constraints/forbidden-zones'
import { type Quotas, readQuotas } from '../constraints/quota-file'
import { type CandidateList, readCandidates } from '../constraints/read-candidates'
import { readCosts } from '../constraints/read-costs'
import { readSpectrum } from '../constraints/read-spectrum'
import { readUsage } from '../constraints/read-usage'
import { type Refusals, readRefused } from '../constraints/refusals'
import type { Usage } from '../constraints/usage'
import type { Antennas } from '../coverage/antennas'
import { readRule } from '../coverage/read-rule'
import { type Rule, ruleOf } from '../coverage/rule'
import { readFibre } from '../fibre/read-fibre'
import { type FibreRoutes, readRoutes } from '../fibre/read-routes'
import type { Fibre } from '../fibre/terminal'
import { readAntennaPattern } from '../formats/antenna-pattern'
import { filesAt } from '../formats/from-disk'
import { InputError, type Rejection } from '../formats/input-error'
import type { LongTask } from '../formats/progress'
import type { LonLatBox } from '../formats/rasters/geo-raster'
import type { ReadReport } from '../formats/tables/columns'
import { type Warning, warn } from '../formats/warning'
import { lonLatBounds } from '../grid/grid-for'
import { datumShiftWarning } from '../network/datum-shift'
import type { Network } from '../network/network'
import { stationsOutside } from '../network/outside'
import { readSites } from '../network/read-sites'
import { SPECTRA, type Spectrum } from '../network/spectrum'
import { changedSinceRun } from '../output/run-manifest'
import { type CalibratedModel, readCalibratedModel } from '../radio/calibration/calibrated-model'
import { heightsLikeGround } from '../terrain/heights-like-ground'
import { type LandCover, readLandCover } from '../terrain/read-land-cover'
import { readTerrain } from '../terrain/read-terrain'
import type { Terrain } from '../terrain/terrain'
import { datumFor, type PlacedInput } from './datums'
import { fileOf } from './keep-inputs'
import { declaredShifts, outsideInputs } from './notice'
import { withProject } from './project'
import type { Settings } from './settings'

/** Everything that a run reads, and what was noticed on the way. */
export interface Inputs {
  villages: Villages & ReadReport
  network: Network & ReadReport
  terrain?: Terrain
  landCover?: LandCover
  antennas?: Antennas
  population?: PopulationTable
  fibre?: Fibre
  routes?: FibreRoutes
  places?: Places
  facts?: Facts
  candidates?: CandidateList
  forbidden?: ForbiddenZones
  quotas?: Quotas
  /** The one that the settings name; that of the operators that stand where absent. */
  spectrum?: Spectrum
  costs?: Costs
  usage?: Usage
  earlier?: EarlierPlan
  refused?: Refusals
  rule: Rule
  /** A named model, or the content of a model file. */
  model?: string | CalibratedModel
  rejected: Rejection[]
  warnings: Warning[]
  /** Names of the inputs that say that they are generated. */
  synthetic: string[]
  /** What they were read by; files by the paths that were given. */
  settings: Settings
  /** When reading began (`performance.now()`) and how long it took, ms. */
  begunMs: number
  readMs: number
}

/** Does one part of the reading; what makes its input unusable as a whole is told elsewhere, and it gives nothing. */
type Attempt = <T>(work: () => T | Promise<T>) => Promise<T | undefined>

/**
 * Reads all inputs that a project file (YAML, JSON) or settings name: `villages`, `sites`, `terrain` … as the flags of the command line.
 * Paths in a project file are relative to it.
 * @param onFault is given what makes an input unusable as a whole, and the others are read all the same; without it that is thrown
 * @throws InputError where a needed one is not named, or one cannot be used as a whole
 */
export async function readInputs(
  project: string | Settings,
  task: LongTask = {},
  onFault?: (fault: InputError) => void,
): Promise<Inputs> {
  const begunMs = performance.now()
  const settings = typeof project === 'string' ? withProject({}, project) : project
  if (!settings.villages?.length) {
    throw new InputError(
      'input-missing',
      '--villages',
      'No villages are named; give --villages FILE, or a project file.',
    )
  }
  const attempt: Attempt = async (work) => {
    try {
      return await work()
    } catch (error) {
      if (!onFault || !(error instanceof InputError)) throw error
      onFault(error)
      return undefined
    }
  }
  const { columns } = settings
  const datumOf = (input: PlacedInput) => datumFor(settings.datum, input)
  const rule = (await attempt(() => ruleNamed(settings.rule))) ?? ruleOf(undefined)
  const villages = (await attempt(() =>
    readVillages(filesAt(settings.villages!), { datum: datumOf('villages'), columns: columns?.villages, ...task }),
  )) ?? { villages: [], rejected: [], warnings: [], columns: [], unused: [], formats: [], systems: [] }
  const network = settings.sites?.length
    ? ((await attempt(() =>
        readSites(filesAt(settings.sites!), {
          datum: datumOf('sites'),
          columns: columns?.sites,
          defaultBands: settings.defaultBand,
          ...task,
        }),
      )) ?? noNetwork([]))
    : noNetwork([warn('no-stations')])
  const warnings = [...villages.warnings, ...network.warnings]
  const rejected = [...villages.rejected, ...network.rejected]
  const synthetic: string[] = []
  if (villages.villages.some((village) => village.synthetic)) synthetic.push('villages')
  if (network.synthetic) synthetic.push('sites')
  const outside = villages.villages.length > 0 && stationsOutside(network, lonLatBounds(villages.villages)).warning
  if (outside) warnings.push(outside)
  const shift = datumShiftWarning(network, villages.villages, {
    sites: datumOf('sites'),
    villages: datumOf('villages'),
  })
  if (shift) warnings.push(shift)

  const area = areaOf(villages.villages)
  const terrain = settings.terrain && (await attempt(() => readTerrain(filesAt(settings.terrain!), { ...task, area })))
  if (terrain) {
    warnings.push(...terrain.warnings)
    const high = heightsLikeGround(network, terrain)
    if (high) warnings.push(high)
    if (terrain.synthetic) synthetic.push('terrain')
  }
  const landCover =
    settings.landCover &&
    (await attempt(() =>
      readLandCover(filesAt(settings.landCover!), { ...task, area, scheme: settings.landCoverScheme }),
    ))
  if (landCover) warnings.push(...landCover.warnings)
  const antennas = await attempt(() => antennasOf(settings, warnings))
  let population: PopulationTable | undefined
  if (settings.population) {
    population = await attempt(() =>
      readPopulation(filesAt(settings.population!), { ...task, area, columns: columns?.population }),
    )
    rejected.push(...(population?.rejected ?? []))
    warnings.push(...(population?.warnings ?? []))
    if (population && population.rows.length > 0) warnings.push(...joinPopulation(villages, population))
  }
  const fibre =
    settings.fibre &&
    (await attempt(() => readFibre(filesAt(settings.fibre!), { datum: datumOf('fibre'), columns: columns?.fibre })))
  if (fibre) {
    rejected.push(...fibre.rejected)
    warnings.push(...fibre.warnings)
    if (fibre.synthetic) synthetic.push('fibre')
  }
  const routes = settings.routes
    ? await attempt(() => readRoutes(filesAt(settings.routes!), { datum: datumOf('routes') }))
    : undefined
  if (routes) {
    rejected.push(...routes.rejected)
    warnings.push(...routes.warnings)
  }
  const places = settings.places
    ? await attempt(() => readPlaces(filesAt(settings.places!), { datum: datumOf('places') }))
    : undefined
  if (places) {
    rejected.push(...places.rejected)
    warnings.push(...places.warnings)
    if (places.places.some((place) => place.synthetic)) synthetic.push('places')
  }
  const planFile = settings.keep && fileOf(settings.keep)
  const changed = planFile ? await attempt(() => changedSinceRun(planFile)) : undefined
  const rules = await readRules(settings, datumOf, attempt)
  for (const read of [rules.candidates, rules.forbidden, rules.earlier, rules.refused]) {
    rejected.push(...(read?.rejected ?? []))
    warnings.push(...(read?.warnings ?? []))
  }
  const laid = { fibre: fibre || undefined, routes, places, candidates: rules.candidates, forbidden: rules.forbidden }
  warnings.push(...declaredShifts(settings), ...outsideInputs(settings, laid, area))
  if (changed) warnings.push(warn('plan-changed', { file: settings.keep!, rows: changed.rows }))
  const terminals = rules.earlier?.terminals.length ?? 0
  if (terminals > 0 && !fibre) {
    warnings.push(warn('terminals-left-out', { count: terminals }))
  }
  if (rules.candidates?.synthetic) synthetic.push('candidates')
  const facts = settings.facts ? await attempt(() => readFacts(filesAt(settings.facts!)[0])) : undefined
  const model = settings.model?.endsWith('.json')
    ? await attempt(() => readCalibratedModel(filesAt(settings.model!)[0]))
    : settings.model
  return {
    villages,
    network,
    terrain,
    landCover,
    antennas,
    population,
    fibre,
    routes,
    places,
    facts,
    ...rules,
    rule,
    model,
    rejected,
    warnings,
    synthetic,
    settings,
    begunMs,
    readMs: Math.round(performance.now() - begunMs),
  }
}

/** Degrees around the villages that rasters are read for: the grid's margin and the paths that leave it. */
const AREA_MARGIN_DEG = 0.3

/** The part of large rasters that is read; all of them where no village could be read. */
function areaOf(villages: readonly Village[]): LonLatBox | undefined {
  if (villages.length === 0) return undefined
  const [west, south, east, north] = lonLatBounds([...villages])
  return [west - AREA_MARGIN_DEG, south - AREA_MARGIN_DEG, east + AREA_MARGIN_DEG, north + AREA_MARGIN_DEG]
}

/** What the plan must obey. */
async function readRules(
  settings: Settings,
  datumOf: (input: PlacedInput) => Datum | undefined,
  attempt: Attempt,
): Promise<
  Pick<Inputs, 'candidates' | 'forbidden' | 'quotas' | 'spectrum' | 'costs' | 'usage' | 'earlier' | 'refused'>
> {
  const { candidates, forbidden, quotas, spectrum, costs, usage, keep, refused, columns } = settings
  return {
    candidates: candidates
      ? await attempt(() =>
          readCandidates(filesAt(candidates), { datum: datumOf('candidates'), columns: columns?.candidates }),
        )
      : undefined,
    forbidden: forbidden?.length
      ? await attempt(() => readForbidden(filesAt(forbidden), { datum: datumOf('forbidden') }))
      : undefined,
    quotas: typeof quotas === 'string' ? await attempt(() => readQuotas(filesAt(quotas)[0], columns?.quotas)) : quotas,
    spectrum: spectrum?.endsWith('.json')
      ? await attempt(() => readSpectrum(filesAt(spectrum)[0]))
      : SPECTRA[spectrum ?? ''],
    costs: costs ? await attempt(() => readCosts(filesAt(costs)[0])) : undefined,
    usage: usage ? await attempt(() => readUsage(filesAt(usage)[0])) : undefined,
    // A plan is a file of gigaplan's own, which says its datum itself: that of the user's other files is not meant.
    earlier: keep
      ? await attempt(() => readEarlierPlan(filesAt(keep), { datum: settings.datum?.keep, columns: columns?.keep }))
      : undefined,
    refused: refused
      ? await attempt(() => readRefused(filesAt(refused), { datum: datumOf('refused'), columns: columns?.refused }))
      : undefined,
  }
}

/** Measured patterns and the beam set that the settings name; undefined where neither is. */
function antennasOf({ antennas, beamSet }: Settings, warnings: Warning[]): Antennas | undefined {
  if (!antennas && !beamSet) return undefined
  const patterns = antennas && filesAt(antennas).map((file) => readAntennaPattern(file))
  for (const pattern of patterns ?? []) warnings.push(...pattern.warnings)
  return { patterns, beamSet }
}

/** No stations stand, or none could be read. */
function noNetwork(warnings: Warning[]): Network & ReadReport {
  const report = { columns: [], unused: [], formats: [], systems: [] }
  return { sites: [], stations: [], cells: [], rejected: [], warnings, synthetic: false, ...report }
}

/** A rule by the name of a profile, or from a profile file of the user's own. */
async function ruleNamed(name: string | undefined): Promise<Rule> {
  return name?.endsWith('.json') ? readRule(filesAt(name)[0]) : ruleOf(name)
}
