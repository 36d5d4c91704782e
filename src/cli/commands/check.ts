import type { Rejection } from '../../formats/input-error'
import { gridFor, lonLatBounds } from '../../grid/grid-for'
import type { Context } from '../context'
import { type Inputs, readInputs } from '../inputs'
import { progressView } from '../progress'
import { withProject } from '../project'
import { colours } from '../tell'

/** Of each kind of problem so many are shown. */
const SHOWN = 20
const WRONG = 2

/** `gigaplan check [PROJECT]`: reads everything, computes nothing, says what was understood and what is wrong. */
export async function check({ settings, signal }: Context, project?: string): Promise<number> {
  const all = withProject(settings, project)
  const view = progressView(all.quiet ?? false)
  const begun = performance.now()
  const inputs = await readInputs(all, { signal, onProgress: view.show })
  view.done()
  const ms = performance.now() - begun
  if (all.json) {
    const { rejected, warnings } = inputs
    process.stdout.write(
      `${JSON.stringify({ ...understood(inputs, all.cellSize, ms), rejected, warnings }, null, 2)}\n`,
    )
  } else {
    process.stdout.write(`${[...describe(inputs, all.cellSize, ms), ...problems(inputs.rejected)].join('\n')}\n`)
  }
  return inputs.rejected.length > 0 ? WRONG : 0
}

/** Counts, extent and columns. */
function understood(inputs: Inputs, cellSizeM: number | undefined, ms: number) {
  const { villages, network, terrain, landCover, antennas, population, fibre, places, rule } = inputs
  const grid = gridFor(villages, { cellSizeM })
  const people = villages.villages.reduce((sum, { population: n }) => sum + (n || 0), 0)
  const [west, south, east, north] = lonLatBounds(villages.villages).map((value) => Math.round(value * 1e4) / 1e4)
  return {
    villages: villages.villages.length,
    population: Math.round(people),
    extent: { west, south, east, north },
    sites: network.sites.length,
    stations: network.stations.length,
    cells: network.cells.length,
    terrainTiles: terrain?.tiles.length ?? 0,
    landCover: landCover?.name,
    antennaPatterns: antennas?.patterns?.length ?? 0,
    populationRows: population?.rows.length ?? 0,
    terminals: fibre?.terminals.length ?? 0,
    places: places?.places.length ?? 0,
    rules: rulesOf(inputs),
    rule: rule.id,
    columns: { villages: villages.columns, sites: network.columns },
    unused: { villages: villages.unused, sites: network.unused },
    grid: { crs: grid.crs, cellSizeM: grid.cellSizeM, columns: grid.columns, rows: grid.rows },
    readMs: Math.round(ms),
  }
}

function describe(inputs: Inputs, cellSizeM: number | undefined, ms: number): string[] {
  const is = understood(inputs, cellSizeM, ms)
  const { bold, yellow } = colours.out
  const lines = [
    `${bold('villages')}  ${is.villages}, ${is.population.toLocaleString('en-US')} residents, ${is.extent.west}…${is.extent.east} °E, ${is.extent.south}…${is.extent.north} °N`,
    `${bold('network')}   ${is.sites} sites, ${is.stations} stations, ${is.cells} cells`,
    `${bold('grid')}      ${is.grid.crs}, ${is.grid.cellSizeM} m, ${is.grid.columns} × ${is.grid.rows}`,
    `${bold('rule')}      ${is.rule}`,
  ]
  if (is.terrainTiles) lines.push(`${bold('terrain')}   ${is.terrainTiles} tiles`)
  if (is.landCover) lines.push(`${bold('land')}      ${is.landCover}`)
  if (is.antennaPatterns) lines.push(`${bold('antennas')}  ${is.antennaPatterns} measured`)
  if (is.populationRows) lines.push(`${bold('people')}    ${is.populationRows} rows`)
  if (is.terminals) lines.push(`${bold('fibre')}     ${is.terminals} terminals`)
  if (is.places) lines.push(`${bold('places')}    ${is.places}`)
  if (is.rules.length > 0) lines.push(`${bold('plan')}      ${is.rules.join('; ')}`)
  for (const name of ['villages', 'sites'] as const) {
    const mapping = is.columns[name].map(({ from, to }) => `${from} → ${to}`)
    if (mapping.length) lines.push(`columns of ${name}: ${mapping.join(', ')}`)
    if (is.unused[name].length) lines.push(`  not used: ${is.unused[name].join(', ')}`)
  }
  for (const text of inputs.warnings) lines.push(`${yellow('note')} ${text}`)
  return lines
}

/** Rejected rows by file and field, the first of each kind, with counts. */
function problems(rejected: Rejection[]): string[] {
  if (rejected.length === 0) return [colours.out.green('Nothing is wrong.')]
  const kinds = new Map<string, Rejection[]>()
  for (const rejection of rejected) {
    const kind = `${rejection.file}: ${rejection.field || 'row'}`
    const list = kinds.get(kind)
    if (list) list.push(rejection)
    else kinds.set(kind, [rejection])
  }
  const lines = [colours.out.red(`${rejected.length} rows cannot be used:`)]
  for (const [kind, list] of kinds) {
    lines.push(`${kind} (${list.length})`)
    for (const { row, value, reason } of list.slice(0, SHOWN)) {
      lines.push(`  row ${row}: ${reason}${value ? ` (found "${value}")` : ''}`)
    }
    if (list.length > SHOWN) lines.push(`  … and ${list.length - SHOWN} more`)
  }
  return lines
}

/** What a plan would have to obey, in a few words each. */
function rulesOf({ candidates, forbidden, quotas, costs, earlier, refused }: Inputs): string[] {
  const rules: string[] = []
  const wished = (wish: string): number => candidates?.candidates.filter((one) => one.wish === wish).length ?? 0
  if (candidates) {
    rules.push(
      `${candidates.candidates.length} listed candidates (${wished('must')} must, ${wished('must-not')} must not)`,
    )
  }
  if (forbidden) rules.push(`${forbidden.zones.length} forbidden zones`)
  const groups = [...Object.keys(quotas?.county ?? {}), ...Object.keys(quotas?.operator ?? {})]
  if (groups.length > 0) rules.push(`quotas for ${groups.join(', ')}`)
  if (earlier) rules.push(`an earlier plan of ${earlier.proposals.length} stations`)
  if (refused) rules.push(`${refused.refusals.length} refusals`)
  if (costs) rules.push(`unit costs ${costs.id} of ${costs.date}`)
  return rules
}
