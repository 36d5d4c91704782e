import Table from 'cli-table3'
import { datumConverter } from '../../area/datum'
import { HANDSET } from '../../coverage/rule'
import { filesAt } from '../../formats/from-disk'
import { InputError } from '../../formats/input-error'
import { type Warning, warn } from '../../formats/warning'
import { greatCircleKm, terrainPath } from '../../grid/terrain-profile'
import { BANDS } from '../../network/bands'
import type { Cell, Network } from '../../network/network'
import { readSites } from '../../network/read-sites'
import { type PathProfile, pathProfile } from '../../radio/path-profile'
import { pathProfileSvg } from '../../report/path-profile-svg'
import { datumFor } from '../../run/datums'
import { openFolder } from '../../run/folder'
import { withProject } from '../../run/project'
import type { Settings } from '../../run/settings'
import { readTerrain } from '../../terrain/read-terrain'
import type { Context } from '../context'
import { colours, tellWarnings } from '../tell'

/** A site farther than this from the beginning of the path is another place, kilometres. */
const SAME_SITE_KM = 0.2
const DEFAULT_HEIGHT_M = 35

/** `gigaplan profile [PROJECT] --from LON,LAT --to LON,LAT`: one path by every model, as numbers and SVG. */
export async function profile({ settings, signal }: Context, project?: string): Promise<number> {
  const all = withProject(settings, project)
  const { from, to } = all
  if (!from || !to)
    throw new InputError('input-missing', from ? '--to' : '--from', 'Name both ends: --from LON,LAT --to LON,LAT.')
  const convert = datumConverter(all.datum?.all ?? 'wgs84', '--datum')
  const begin = convert(...from)
  const end = convert(...to)
  const terrain = all.terrain
    ? await readTerrain(filesAt(all.terrain), { signal })
    : { tiles: [], synthetic: false, warnings: [warn('path-flat')] }
  const path = terrainPath(terrain, begin, end)
  const warnings = [...terrain.warnings]
  if (all.terrain && path.voids > 0)
    warnings.push(warn('path-voids', { count: path.voids, total: path.heightM.length }))
  const cell = await cellAt(all, begin, signal, warnings)
  const result = pathProfile(path, {
    frequencyMhz: all.frequency ?? cell?.frequencyMhz ?? BANDS.n41.frequencyMhz,
    txHeightM: all.txHeight ?? cell?.heightM ?? DEFAULT_HEIGHT_M,
    rxHeightM: all.rxHeight ?? HANDSET.heightM,
    polarization: 'vertical',
    txLon: begin[0],
    txLat: begin[1],
    rxLon: end[0],
    rxLat: end[1],
  })
  if (all.out) {
    const folder = openFolder(all.out, all.force ?? false)
    try {
      const title = `${from.join(', ')} → ${to.join(', ')}`
      folder.write('profile.svg', pathProfileSvg(result, { lang: all.lang, title }))
      folder.write('profile.json', `${jsonOf(result)}\n`)
      folder.commit()
    } finally {
      folder.discard()
    }
  }
  tellWarnings(warnings, all.lang)
  process.stdout.write(all.json ? `${jsonOf(result)}\n` : `${describe(result, cell)}\n`)
  return 0
}

/** The highest cell of the site at the beginning of the path, where the settings name sites. */
async function cellAt(
  settings: Settings,
  place: [lon: number, lat: number],
  signal: AbortSignal,
  warnings: Warning[],
): Promise<Cell | undefined> {
  if (!settings.sites) return undefined
  const network: Network = await readSites(filesAt(settings.sites), {
    datum: datumFor(settings.datum, 'sites'),
    columns: settings.columns?.sites,
    defaultBands: settings.defaultBand,
    signal,
  })
  warnings.push(...network.warnings)
  let best: Cell | undefined
  for (const cell of network.cells) {
    const { lon, lat } = network.sites[network.stations[cell.station].site]
    if (Math.abs(lat - place[1]) > 0.01) continue
    if (greatCircleKm([lon, lat], place) <= SAME_SITE_KM && !(best && best.heightM >= cell.heightM)) best = cell
  }
  return best
}

/** JSON with typed arrays as arrays and numbers without a value as null. */
function jsonOf(result: PathProfile): string {
  return JSON.stringify(result, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value))
}

function describe({ geometry, losses, distanceKm, frequencyMhz }: PathProfile, cell: Cell | undefined): string {
  const { bold, yellow } = colours.out
  const { worst } = geometry
  const lines = [
    `${bold('path')}      ${distanceKm.toFixed(3)} km at ${frequencyMhz} MHz, ${geometry.distanceKm.length} samples${cell ? `, from cell ${cell.id}` : ''}`,
    `${bold('antennas')}  ${geometry.txAmslM.toFixed(1)} m and ${geometry.rxAmslM.toFixed(1)} m above sea level, ${geometry.depressionDeg.toFixed(2)}° down`,
  ]
  if (worst.index >= 0) {
    const clearance = geometry.clearanceM[worst.index]
    const share = (100 * clearance) / geometry.fresnelM[worst.index]
    lines.push(
      `${bold('sight')}     ${geometry.los ? 'line of sight' : 'blocked'}; worst at ${geometry.distanceKm[worst.index].toFixed(2)} km: ν = ${worst.nu.toFixed(2)}, clearance ${clearance.toFixed(1)} m (${share.toFixed(0)} % of the first Fresnel zone)`,
    )
  }
  const table = new Table({ head: ['model', 'loss, dB', 'σ, dB', 'source'], style: { head: [], border: [] } })
  for (const loss of losses) {
    const value = Number.isFinite(loss.lossDb) ? loss.lossDb.toFixed(2) : '–'
    table.push([loss.model, loss.warnings.length > 0 ? `${value} *` : value, loss.sigmaDb ?? '', loss.source])
  }
  lines.push(table.toString())
  for (const loss of losses) for (const text of loss.warnings) lines.push(`${yellow('*')} ${text}`)
  for (const loss of losses.filter(({ terms }) => terms.length > 1)) {
    lines.push('', bold(loss.model))
    for (const term of loss.terms)
      lines.push(
        `  ${term.symbol.padEnd(12)} ${term.value.toFixed(4).padStart(14)} ${term.unit.padEnd(5)} ${term.name} [${term.equation}]`,
      )
  }
  return lines.join('\n')
}
