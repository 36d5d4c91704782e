import type { InputError } from '../../formats/input-error'
import { reasonText } from '../../formats/reason-text'
import { type ProblemKind, problemKinds } from '../../formats/tables/problem-kinds'
import { printable } from '../../formats/text'
import { toldIn, warningText } from '../../formats/warning'
import { gridFor, lonLatBounds } from '../../grid/grid-for'
import { datumFor } from '../../run/datums'
import { estimateRun } from '../../run/estimate'
import { type Guess, guessesOf } from '../../run/guesses'
import { type Inputs, readInputs } from '../../run/inputs'
import { withProject } from '../../run/project'
import type { Settings } from '../../run/settings'
import type { Context } from '../context'
import { placeOf, sentencesOf } from '../error-words'
import { progressView } from '../progress'
import { colours } from '../tell'
import { rulesOf } from './check-rules'

/** Of each kind of problem so many are shown. */
const SHOWN = 20
const WRONG = 2

const TEXT = {
  en: {
    villages: 'villages',
    network: 'network',
    grid: 'grid',
    rule: 'rule',
    terrain: 'terrain',
    landCover: 'land cover',
    antennas: 'antennas',
    measured: (n: number) => `${n} measured`,
    people: 'people',
    fibre: 'fibre',
    places: 'places',
    plan: 'plan',
    estimate: 'a run',
    area: (n: number, people: string, households: string) => `${n}, ${people} residents, ${households} households`,
    counts: (sites: number, stations: number, cells: number) => `${sites} sites, ${stations} stations, ${cells} cells`,
    read: (formats: string, datum: string) => `read as ${formats}, datum ${datum}`,
    tiles: (n: number) => `${n} tiles`,
    rows: (n: number) => `${n} rows`,
    terminals: (n: number) => `${n} terminals`,
    columns: (name: string, mapping: string) => `columns of ${name}: ${mapping}`,
    unused: (names: string) => `  not used: ${names}`,
    takes: (time: string, memory: string) =>
      `about ${time} of processor time and ${memory} of memory (an estimate, from what the demo takes per cell; models that follow the path take longer)`,
    note: 'note',
    good: 'Nothing is wrong.',
    guessed: (n: number) =>
      `${n === 1 ? 'One guess' : `${n} guesses`} can move the result, that which can move it most first:`,
    level: (dB: number, share: string) => `up to ${dB} dB at ${share}`,
    fibreLoss: (dB: number, share: string) => `up to ${dB} dB of fibre at ${share}`,
    counted: 'whom and what it counts',
    all: 'all',
    unusable: (n: number) => `${n} ${n === 1 ? 'input' : 'inputs'} cannot be used:`,
    rejected: (n: number, kinds: number) =>
      `${n} ${n === 1 ? 'row' : 'rows'} cannot be used, ${kinds} ${kinds === 1 ? 'kind' : 'kinds'} of problem:`,
    row: (row: number) => `row ${row}`,
    found: (value: string) => ` (found "${value}")`,
    more: (n: number) => `  … and ${n} more`,
  },
  zh: {
    villages: '村界',
    network: '站点',
    grid: '栅格',
    rule: '规则',
    terrain: '地形',
    landCover: '地类',
    antennas: '天线',
    measured: (n: number) => `实测方向图 ${n} 个`,
    people: '人口',
    fibre: '光纤',
    places: '重点场所',
    plan: '规划约束',
    estimate: '运行',
    area: (n: number, people: string, households: string) => `${n} 个村，常住人口 ${people}，${households} 户`,
    counts: (sites: number, stations: number, cells: number) => `${sites} 个站址，${stations} 个基站，${cells} 个小区`,
    read: (formats: string, datum: string) => `格式 ${formats}，坐标系 ${datum}`,
    tiles: (n: number) => `${n} 幅`,
    rows: (n: number) => `${n} 行`,
    terminals: (n: number) => `OLT ${n} 处`,
    columns: (name: string, mapping: string) => `${name}的列：${mapping}`,
    unused: (names: string) => `  未使用：${names}`,
    takes: (time: string, memory: string) =>
      `约需 ${time} 处理器时间、${memory} 内存（按演示数据的单位耗时估算；逐路径地形模型更慢）`,
    note: '提示',
    good: '没有发现问题。',
    guessed: (n: number) => `以下 ${n} 项推定会影响结果，影响最大的在前：`,
    level: (dB: number, share: string) => `${share}的电平最多差 ${dB} dB`,
    fibreLoss: (dB: number, share: string) => `${share}的光路损耗最多差 ${dB} dB`,
    counted: '影响统计的人口和村',
    all: '全部',
    unusable: (n: number) => `${n} 个输入文件无法使用：`,
    rejected: (n: number, kinds: number) => `${n} 行无法使用，共 ${kinds} 类问题：`,
    row: (row: number) => `第 ${row} 行`,
    found: (value: string) => `（原文“${value}”）`,
    more: (n: number) => `  …… 另有 ${n} 行`,
  },
}

/** `gigaplan check [PROJECT]`: reads everything, computes nothing, says what was understood and all that is wrong. */
export async function check({ settings, signal }: Context, project?: string): Promise<number> {
  const all = withProject(settings, project)
  const view = progressView(all.quiet ?? false, all.lang)
  const begun = performance.now()
  const faults: InputError[] = []
  const inputs = await readInputs(all, { signal, onProgress: view.show }, (fault) => faults.push(fault))
  view.done()
  const is = understood(inputs, all, performance.now() - begun)
  const kinds = problemKinds(inputs.rejected)
  if (all.json) {
    const lang = all.lang ?? 'en'
    const inLang = <T extends { reason: string }>(one: T): T => ({ ...one, reason: reasonText(one.reason, lang) })
    const rejected = inputs.rejected.map(inLang)
    const warnings = toldIn(lang, inputs.warnings)
    const problems = kinds.map(({ rows, ...kind }) => inLang({ ...kind, count: rows.length }))
    const unusable = faults.map(({ code, path, message, hint }) => ({ code, path, message, hint }))
    const guesses = guessesOf(inputs.warnings).map(({ warning, moves, upToDb, share }) => ({
      code: warning.code,
      moves,
      upToDb: Number.isNaN(upToDb) ? null : upToDb,
      share,
    }))
    process.stdout.write(`${JSON.stringify({ ...is, unusable, problems, rejected, guesses, warnings }, null, 2)}\n`)
  } else {
    const lang = all.lang ?? 'en'
    const text = TEXT[lang]
    const guesses = guessesOf(inputs.warnings)
    const guessed = new Set(guesses.map(({ warning }) => warning))
    const notes = inputs.warnings.filter((one) => !guessed.has(one)).map((one) => warningText(one, lang))
    const lines = [...describe(is, notes, text), ...wrong(faults, kinds, lang), ...tellGuesses(guesses, lang)]
    if (faults.length + kinds.length + guesses.length === 0) lines.push(colours.out.green(text.good))
    process.stdout.write(`${lines.join('\n')}\n`)
  }
  return faults.length + inputs.rejected.length > 0 ? WRONG : 0
}

/** Counts, extent, datum, columns, and what a run will take. */
function understood(inputs: Inputs, settings: Settings, ms: number) {
  const { villages, network, terrain, landCover, antennas, population, fibre, places, rule } = inputs
  const sum = (key: 'population' | 'households') =>
    Math.round(villages.villages.reduce((total, village) => total + (village[key] || 0), 0))
  const known = villages.villages.length > 0
  const grid = known ? gridFor(villages, { cellSizeM: settings.cellSize }) : null
  const bounds = known ? lonLatBounds(villages.villages).map((value) => Math.round(value * 1e4) / 1e4) : null
  return {
    villages: villages.villages.length,
    population: sum('population'),
    households: sum('households'),
    extent: bounds && { west: bounds[0], south: bounds[1], east: bounds[2], north: bounds[3] },
    sites: network.sites.length,
    stations: network.stations.length,
    cells: network.cells.length,
    terrainTiles: terrain?.tiles.length ?? 0,
    landCover: landCover?.name,
    antennaPatterns: antennas?.patterns?.length ?? 0,
    populationRows: population?.rows.length ?? 0,
    terminals: fibre?.terminals.length ?? 0,
    places: places?.places.length ?? 0,
    rules: rulesOf(inputs, settings.lang ?? 'en'),
    rule: rule.id,
    formats: { villages: villages.formats, sites: network.formats },
    datum: {
      villages: usedSystem(villages.systems, datumFor(settings.datum, 'villages')),
      sites: usedSystem(network.systems, datumFor(settings.datum, 'sites')),
    },
    columns: { villages: villages.columns, sites: network.columns },
    unused: { villages: villages.unused, sites: network.unused },
    grid: grid && { crs: grid.crs, cellSizeM: grid.cellSizeM, columns: grid.columns, rows: grid.rows },
    readMs: Math.round(ms),
    estimate:
      grid &&
      estimateRun({
        gridCells: grid.columns * grid.rows,
        cells: network.cells.length,
        readMs: ms,
        readMb: process.memoryUsage().rss / 2 ** 20,
      }),
  }
}

/** What the coordinates were measured against as they were used: a file's own system too. */
function usedSystem(systems: readonly string[], declared: string | undefined): string {
  return [...new Set(systems)].join(', ') || (declared ?? 'wgs84')
}

type Words = (typeof TEXT)['en']

function describe(is: ReturnType<typeof understood>, notes: string[], text: Words): string[] {
  const { bold, yellow } = colours.out
  const lines: string[] = []
  const tell = (label: string, what: string): void => {
    lines.push(`${bold(label)}  ${what}`)
  }
  const whole = (value: number): string => value.toLocaleString('en-US')
  if (is.extent) {
    const { west, south, east, north } = is.extent
    tell(text.villages, text.area(is.villages, whole(is.population), whole(is.households)))
    tell(
      text.villages,
      `${west}…${east} °E, ${south}…${north} °N; ${text.read(is.formats.villages.join(', '), is.datum.villages)}`,
    )
  }
  tell(text.network, text.counts(is.sites, is.stations, is.cells))
  if (is.formats.sites.length > 0) tell(text.network, text.read(is.formats.sites.join(', '), is.datum.sites))
  if (is.grid) tell(text.grid, `${is.grid.crs}, ${is.grid.cellSizeM} m, ${is.grid.columns} × ${is.grid.rows}`)
  tell(text.rule, is.rule)
  if (is.terrainTiles) tell(text.terrain, text.tiles(is.terrainTiles))
  if (is.landCover) tell(text.landCover, is.landCover)
  if (is.antennaPatterns) tell(text.antennas, text.measured(is.antennaPatterns))
  if (is.populationRows) tell(text.people, text.rows(is.populationRows))
  if (is.terminals) tell(text.fibre, text.terminals(is.terminals))
  if (is.places) tell(text.places, String(is.places))
  if (is.rules.length > 0) tell(text.plan, is.rules.join('; '))
  for (const name of ['villages', 'sites'] as const) {
    const label = name === 'villages' ? text.villages : text.network
    const mapping = is.columns[name].map(({ from, to }) => `${from} → ${to}`)
    if (mapping.length) lines.push(text.columns(label, mapping.join(', ')))
    if (is.unused[name].length) lines.push(text.unused(is.unused[name].join(', ')))
  }
  if (is.estimate) {
    const { processorSeconds: seconds, memoryMb } = is.estimate
    const time = seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`
    const memory = memoryMb < 1000 ? `${Math.round(memoryMb / 10) * 10} MB` : `${(memoryMb / 1000).toFixed(1)} GB`
    tell(text.estimate, text.takes(time, memory))
  }
  for (const one of notes) lines.push(`${yellow(text.note)} ${printable(one)}`)
  return lines
}

/** Inputs that cannot be used, then rows by kind, the first of each kind, with counts. */
function wrong(faults: InputError[], kinds: ProblemKind[], lang: 'en' | 'zh'): string[] {
  const text = TEXT[lang]
  const { red } = colours.out
  const lines: string[] = []
  if (faults.length > 0) lines.push(red(text.unusable(faults.length)))
  for (const fault of faults) {
    const [place, sentences] = [placeOf(fault), sentencesOf(fault)]
    lines.push(`  ${sentences.startsWith(place) ? '' : `${place}: `}${sentences}`)
  }
  const count = kinds.reduce((sum, { rows }) => sum + rows.length, 0)
  if (count > 0) lines.push(red(text.rejected(count, kinds.length)))
  for (const { file, field, rows } of kinds) {
    lines.push(`${file}${field ? `: ${field}` : ''} (${rows.length})`)
    for (const { row, value, reason: english } of rows.slice(0, SHOWN)) {
      const reason = reasonText(english, lang)
      lines.push(`  ${text.row(row)}: ${reason}${value && !reason.includes(value) ? text.found(value) : ''}`)
    }
    if (rows.length > SHOWN) lines.push(text.more(rows.length - SHOWN))
  }
  return lines
}

/** Guesses that can move the result, the largest first, with how much they can. */
function tellGuesses(guesses: readonly Guess[], lang: 'en' | 'zh'): string[] {
  if (guesses.length === 0) return []
  const text = TEXT[lang]
  const lines = guesses.map(({ warning, moves, upToDb, share }) => {
    const where = share < 1 ? `${Math.max(1, Math.round(share * 100))} %` : text.all
    const how =
      moves === 'people' ? text.counted : moves === 'fibre' ? text.fibreLoss(upToDb, where) : text.level(upToDb, where)
    return `  ${how}: ${printable(warningText(warning, lang))}`
  })
  return [colours.out.yellow(text.guessed(guesses.length)), ...lines]
}
