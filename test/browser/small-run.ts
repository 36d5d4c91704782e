import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { main } from '../../src/cli/main'
import { writeCog } from '../../src/formats/rasters/cog'

const SIDE = 0.04
const ACROSS = 4
const HOSTILE = '<img src=x onerror="globalThis.hacked=1">'

/** The output folder of a small run through the command line: sixteen villages of 4 km, hills, two stations, a plan of six. */
export async function smallRun(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan serve '))
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const features = Array.from({ length: ACROSS * ACROSS }, (_, i) => {
    const [west, south] = [118.5 + (i % ACROSS) * SIDE, 24.9 + Math.floor(i / ACROSS) * SIDE]
    const ring = [
      [west, south],
      [west + SIDE, south],
      [west + SIDE, south + SIDE],
      [west, south + SIDE],
      [west, south],
    ]
    const properties = {
      code: `3505000010${String(i).padStart(2, '0')}`,
      name: i === 5 ? HOSTILE : `示例村${i}`,
      township: '示例镇',
      county: '示例县',
      population: 300 + 150 * i,
      synthetic: true,
    }
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  const villages = file('villages.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
  const sites = file(
    'sites.csv',
    [
      'site,cell,lon,lat,band,azimuth,height,tilt,power_w',
      'S1,S1-1,118.52,24.92,n28,90,35,3,40',
      'S2,S2-1,118.62,25.02,n41,180,30,4,200',
    ].join('\n'),
  )
  const size = 90
  const heights = Float32Array.from({ length: size * size }, (_, i) => 60 + 55 * Math.sin(i / 7) * Math.cos(i / 311))
  const terrain = file(
    'terrain.tif',
    await writeCog({
      crs: 'EPSG:4326',
      width: size,
      height: size,
      originX: 118.46,
      originY: 25.1,
      pixelWidth: 0.0027,
      pixelHeight: 0.0027,
      bands: [{ name: 'height (m)', data: heights }],
      metadata: {},
    }),
  )
  const out = join(folder, 'out')
  const silent = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    const inputs = ['--villages', villages, '--sites', sites, '--terrain', terrain]
    const status = await main([
      'run',
      ...inputs,
      '--cell-size',
      '200',
      '--model',
      'auto-2026',
      '--target',
      '6',
      '--out',
      out,
      '--quiet',
    ])
    if (status !== 0) throw new Error(`the small run ended with ${status}`)
  } finally {
    silent.mockRestore()
  }
  return out
}
