import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { main } from '../../src/cli/main'
import { readCalibratedModel } from '../../src/radio/calibration/calibrated-model'
import { driveNetwork, driveTest } from '../radio/drive-test'

const VERMONT = fileURLToPath(new URL('../../../shared/data/vermont/dem-n44w072-3s.tif', import.meta.url))

afterEach(() => vi.restoreAllMocks())

/** Runs a command line in this process; what it prints, and its exit status. */
async function gigaplan(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const texts = { out: '', err: '' }
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((texts.out += text)))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((texts.err += text)))
  const status = await main(args)
  vi.restoreAllMocks()
  return { status, ...texts }
}

const folder = () => mkdtempSync(join(tmpdir(), 'gigaplan-'))

test.skipIf(!existsSync(VERMONT))('profile over real terrain (skipped where the data are absent)', async () => {
  const dir = folder()
  const place = ['--terrain', VERMONT, '--from', '-71.60,44.30', '--to', '-71.35,44.25', '--out', dir]
  const { status, out, err } = await gigaplan('profile', ...place, '--frequency', '773', '--tx-height', '40', '--json')
  expect(err).not.toContain('error')
  expect(status).toBe(0)
  const result = JSON.parse(out)
  expect(result.distanceKm).toBeCloseTo(20.66, 1)
  expect(Math.max(...result.geometry.groundM)).toBeGreaterThan(900)
  const loss = Object.fromEntries(result.losses.map((l: { model: string; lossDb: number }) => [l.model, l.lossDb]))
  expect(loss.p1812).toBeGreaterThan(loss['free-space'] + 20)
  expect(readFileSync(join(dir, 'profile.svg'), 'utf8')).toContain('</svg>')
  expect(JSON.parse(readFileSync(join(dir, 'profile.json'), 'utf8'))).toEqual(result)
})

test('profile without terrain says so; wrong places are told', async () => {
  const flat = await gigaplan('profile', '--from', '118,25', '--to', '118.02,25.01')
  expect(flat.status).toBe(0)
  expect(flat.err).toContain('taken as flat')
  expect(flat.out).toContain('ITU-R P.1812-8')
  expect(flat.out).toContain('[P.1812-8 eq. (43)]')
  const swapped = await gigaplan('profile', '--from', '25,118', '--to', '118,25')
  expect(swapped.status).toBe(2)
  expect(swapped.err).toContain('expected longitude,latitude')
  expect((await gigaplan('profile', '--from', '118,25')).status).toBe(2)
})

test('calibrate writes a model file that is read back, names faulty cells, and refuses nonsense', async () => {
  const dir = folder()
  const network = driveNetwork()
  const azimuth = (id: string) => network.cells.find((cell) => cell.id === id)!.azimuthDeg
  const rows = driveTest(network, {
    k1: 25,
    k2: 41,
    landCoverDb: {},
    shadowDb: 6.5,
    noiseDb: 1.5,
    azimuthDeg: { 'S5-1': azimuth('S5-1') + 90 },
    seed: 3,
    streetM: 800,
  })
  const sites = join(dir, 'sites.csv')
  const cells = network.cells.map((cell) => {
    const { lon, lat } = network.sites[network.stations[cell.station].site]
    const number = cell.id.split('-')[1]
    return [`S${cell.station}`, number, lon, lat, 'n41', cell.azimuthDeg, cell.heightM, 2, 4, 18].join(',')
  })
  writeFileSync(sites, `station_id,cell_id,lon,lat,band,azimuth,height,mtilt,etilt,gain\n${cells.join('\n')}\n`)
  const table = (levels: number[]) =>
    `lon,lat,rsrp,cell\n${rows.map((row, i) => [row.lon, row.lat, levels[i].toFixed(1), row.cell].join(',')).join('\n')}\n`
  const levels = rows.map((row) => row.rsrpDbm)
  writeFileSync(join(dir, 'drive.csv'), table(levels))
  const out = join(dir, 'model')
  const good = await gigaplan('calibrate', '--sites', sites, '--measurements', join(dir, 'drive.csv'), '--out', out)
  expect(good.status).toBe(0)
  expect(good.out).toContain('cell S5-1: wrong azimuth')
  const file = join(out, 'model.json')
  const model = readCalibratedModel({ name: 'model.json', bytes: new Uint8Array(readFileSync(file)) })
  expect(Object.keys(model.bands)).toEqual(['n41'])
  expect(model.source).toContain('drive.csv')

  writeFileSync(join(dir, 'nonsense.csv'), table(levels.map((_, i) => levels[(i * 7919) % levels.length])))
  const bad = await gigaplan(
    ...['calibrate', '--sites', sites, '--measurements', join(dir, 'nonsense.csv'), '--out', join(dir, 'bad')],
  )
  expect(bad.status).toBe(2)
  expect(bad.out).toContain('no model file was written')
  expect(existsSync(join(dir, 'bad', 'model.json'))).toBe(false)
})
