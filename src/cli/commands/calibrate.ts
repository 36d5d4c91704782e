import Table from 'cli-table3'
import { filesAt } from '../../formats/from-disk'
import { InputError } from '../../formats/input-error'
import { warn } from '../../formats/warning'
import { landCoverAt } from '../../grid/land-cover-at'
import { elevationAt } from '../../grid/terrain-profile'
import { readSites } from '../../network/read-sites'
import { type BandCalibration, type Calibration, calibrate } from '../../radio/calibration/calibrate'
import { readMeasurements } from '../../radio/calibration/read-measurements'
import type { ErrorStatistics } from '../../radio/calibration/statistics'
import { datumFor } from '../../run/datums'
import { openFolder } from '../../run/folder'
import { withProject } from '../../run/project'
import { readLandCover } from '../../terrain/read-land-cover'
import { readTerrain } from '../../terrain/read-terrain'
import type { Context } from '../context'
import { progressView } from '../progress'
import { colours, tellWarnings } from '../tell'

/** No band's fit is good enough: nothing to use. */
const REFUSED = 2

/** `gigaplan calibrate [PROJECT] --measurements FILE`: fits the model to measured levels and writes a dated model file. */
export async function calibrateCommand({ settings, signal }: Context, project?: string): Promise<number> {
  const all = withProject(settings, project)
  for (const key of ['sites', 'measurements'] as const)
    if (!all[key]?.length)
      throw new InputError('input-missing', `--${key}`, `No ${key} are named; give --${key} FILE, or a project file.`)
  if (!all.out) throw new InputError('input-missing', '--out', 'No folder for the model file is named; give --out DIR.')
  const view = progressView(all.quiet ?? false)
  const task = { signal, onProgress: view.show }
  const network = await readSites(filesAt(all.sites!), {
    datum: datumFor(all.datum, 'sites'),
    columns: all.columns?.sites,
    defaultBands: all.defaultBand,
    ...task,
  })
  const file = filesAt(all.measurements!)[0]
  const measured = await readMeasurements(file, network, {
    datum: datumFor(all.datum, 'measurements'),
    columns: all.columns?.measurements,
    ...task,
  })
  const terrain = all.terrain && (await readTerrain(filesAt(all.terrain), task))
  const height = terrain && elevationAt(terrain)
  const landCover =
    all.landCover && (await readLandCover(filesAt(all.landCover), { ...task, scheme: all.landCoverScheme }))
  const kindAt = landCover && landCoverAt(landCover)
  view.done()
  const date = new Date().toISOString().slice(0, 10)
  const result = calibrate({
    network,
    measurements: kindAt
      ? measured.measurements.map((row) => ({ ...row, landCover: row.landCover ?? kindAt(row.lon, row.lat) }))
      : measured.measurements,
    date,
    source: `${file.name}: ${measured.measurements.length} levels`,
    elevationM: height && ((lon, lat) => height(lon, lat) || 0),
  })
  const folder = openFolder(all.out, all.force ?? false)
  try {
    if (result.model) folder.write('model.json', `${JSON.stringify(result.model, null, 2)}\n`)
    const report = { ...result, model: undefined, rejected: measured.rejected.length }
    folder.write('calibration.json', `${JSON.stringify(report, null, 2)}\n`)
    folder.commit()
  } finally {
    folder.discard()
  }
  const warnings = [...network.warnings, ...measured.warnings, ...result.warnings]
  const [first] = measured.rejected
  if (first) {
    const { row, reason } = first
    warnings.push(warn('measured-rejected', { count: measured.rejected.length, row, reason }))
  }
  tellWarnings(warnings, all.lang)
  process.stdout.write(all.json ? `${JSON.stringify(result, null, 2)}\n` : `${describe(result, all.out)}\n`)
  return result.model ? 0 : REFUSED
}

function describe(result: Calibration, dir: string): string {
  const { bold, red, green, yellow } = colours.out
  const lines: string[] = []
  for (const band of result.bands) {
    const verdict = band.accepted ? green('accepted') : red('refused')
    lines.push(`${bold(band.band)}: ${verdict}, ${band.points} points of ${band.cells} cells`)
    const { k1, k2, k4 } = band.coefficients
    lines.push(
      `  K1 ${k1.toFixed(2)}  K2 ${k2.toFixed(2)}  K4 ${k4.toFixed(2)}  ${offsets(band)}`,
      errorTable(band),
      ...band.reasons.map((reason) => `  ${red('–')} ${reason}`),
    )
  }
  for (const fault of result.faults) {
    const what = fault.kind === 'swapped-feeder' ? `feeder swapped with ${fault.partner}` : 'wrong azimuth'
    lines.push(
      `${yellow('cell')} ${fault.cell}: ${what}; the table says ${fault.tableAzimuthDeg.toFixed(0)}°, the levels ${fault.likelyAzimuthDeg.toFixed(0)}° (${fault.points} points)`,
    )
  }
  const out = Object.entries(result.excluded).filter(([, count]) => count > 0)
  if (out.length > 0) lines.push(`left out: ${out.map(([reason, count]) => `${reason} ${count}`).join(', ')}`)
  lines.push(
    result.model
      ? `Model file: ${bold(`${dir}/model.json`)}`
      : red('No fit is good enough to be used: no model file was written.'),
  )
  return lines.join('\n')
}

function offsets(band: BandCalibration): string {
  return Object.entries(band.landCoverDb)
    .map(([kind, offset]) => `${kind} ${offset.toFixed(1)}`)
    .join('  ')
}

function errorTable(band: BandCalibration): string {
  const table = new Table({
    head: ['', 'points', 'mean error, dB', 'σ, dB', 'correlation'],
    style: { head: [], border: [], compact: true },
  })
  const row = (label: string, { points, meanDb, sigmaDb, correlation }: ErrorStatistics) =>
    table.push([label, points, meanDb.toFixed(2), sigmaDb.toFixed(2), correlation.toFixed(3)])
  row('before', band.before)
  row('after', band.after)
  row('held out', band.holdOut)
  for (const { group, statistics } of band.byLandCover) row(`on ${group}`, statistics)
  for (const { group, statistics } of band.byDistance) row(`${group}–${group + 500} m`, statistics)
  return table.toString()
}
