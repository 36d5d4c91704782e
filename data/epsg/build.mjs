// Builds epsg.json: definitions of the EPSG registry as PROJ strings, from the packages epsg-index 2.0.0 and proj4-list 1.0.4
// (npm install --no-save epsg-index@2.0.0 proj4-list@1.0.4), each tried against GDAL's gdaltransform at the middle of its area.
// Of the two definitions the one nearer to GDAL is kept. One off by more than 5 m is kept with its metres, by more than 1 km not at all.
// Run: node data/epsg/build.mjs
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { deflateSync } from 'fflate'
import proj4 from 'proj4'

const require = createRequire(import.meta.url)
const index = require('epsg-index/all.json')
const list = require('proj4-list')
const TOLERATED_M = 5
const USELESS_M = 1000

const transform = (flags, [x, y]) => {
  const { stdout } = spawnSync('gdaltransform', [...flags, '-output_xy'], { input: `${x} ${y}\n`, encoding: 'utf8' })
  const out = stdout.trim().split(/\s+/).map(Number)
  return out.length >= 2 && out.every(Number.isFinite) ? out : undefined
}

const cleaned = (text) => text?.replace(/ ?\+(type=crs|no_defs|wktext)/g, '').trim()

/** Metres between a definition and GDAL at a place. */
function errorOf(definition, xy, back, lat) {
  try {
    const [lon2, lat2] = proj4(definition, 'EPSG:4326').forward([...xy])
    const metres = Math.hypot((lon2 - back[0]) * 111320 * Math.cos((lat * Math.PI) / 180), (lat2 - back[1]) * 111132)
    return Number.isFinite(metres) ? metres : Infinity
  } catch {
    return Infinity
  }
}

const tried = process.argv[2] ? JSON.parse(readFileSync(process.argv[2], 'utf8')) : undefined
const errors = new Map(tried?.map((one) => [one.code, one]))
const lines = []
const shifts = new Map()
for (const [code, { proj4: first, kind, bbox, wkt, unit }] of Object.entries(index)) {
  if (!first || !/PROJCRS|GEOGCRS/.test(kind) || !bbox || unit === 'grad') continue
  const candidates = [cleaned(first), cleaned(list[`EPSG:${code}`]?.[1])]
  let found = errors.get(code)
  if (!tried) {
    const [north, west, south, east] = bbox
    const wide = east < west ? east + 360 : east
    const [lon, lat] = [(((west + wide) / 2 + 540) % 360) - 180, (north + south) / 2 || 0.001]
    for (const authority of ['EPSG', 'ESRI']) {
      const xy = transform(['-s_srs', 'EPSG:4326', '-t_srs', `${authority}:${code}`], [lon, lat])
      const back = xy && transform(['-s_srs', `${authority}:${code}`, '-t_srs', 'EPSG:4326'], xy)
      if (!back) continue
      found = { gdal: xy, e: errorOf(candidates[0], xy, back, lat), l: errorOf(candidates[1], xy, back, lat) }
      break
    }
  }
  if (!found?.gdal) continue
  const of = (value) => (typeof value === 'number' ? value : Infinity)
  const best = of(found.l) < of(found.e) - 0.5 ? 1 : 0
  const metres = best ? of(found.l) : of(found.e)
  if (!(metres <= USELESS_M)) continue
  lines.push(`${code} ${candidates[best]}${metres > TOLERATED_M ? ` !${Math.round(metres)}` : ''}`)
  const datum = /DATUM\["([^"]+)"/.exec(wkt ?? '')?.[1]
  const shift = shiftOf(candidates[best])
  const key = datum
    ?.toLowerCase()
    .replace(/^d_/, '')
    .replace(/[^a-z0-9]/g, '')
  if (key && shift && metres <= TOLERATED_M && !shifts.has(key)) shifts.set(key, shift)
}

/** Seven parameters of a definition's way to WGS-84: metres, seconds of arc, parts per million. */
function shiftOf(definition) {
  const stated = /\+towgs84=(\S+)/.exec(definition)?.[1]
  if (stated) return stated
  const named = /\+datum=(\S+)/.exec(definition)?.[1]
  if (!named) return undefined
  const { datum_params: p } = new proj4.Proj(`+proj=longlat +datum=${named}`).datum ?? {}
  if (!p) return named === 'WGS84' ? '0,0,0' : undefined
  const seconds = 648000 / Math.PI
  return (p.length > 3 ? [...p.slice(0, 3), ...p.slice(3, 6).map((r) => r * seconds), (p[6] - 1) * 1e6] : p)
    .map((value) => Number(value.toFixed(6)))
    .join()
}

for (const [name, shift] of [...shifts].sort()) lines.push(`@${name} ${shift}`)
const packed = Buffer.from(deflateSync(new TextEncoder().encode(lines.join('\n')), { level: 9 })).toString('base64')
const source = 'epsg-index 2.0.0 and proj4-list 1.0.4 (EPSG registry), compared with GDAL 3.6.2'
writeFileSync(
  new URL('epsg.json', import.meta.url),
  `${JSON.stringify({ source, date: '2026-12-01', packed }, null, 2)}\n`,
)
console.log(`${lines.length} lines, ${packed.length} characters`)
