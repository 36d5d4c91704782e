// Builds epsg.json: definitions of the EPSG registry as PROJ strings, from the packages epsg-index 2.0.0 and proj4-list 1.0.4
// (npm install --no-save epsg-index@2.0.0 proj4-list@1.0.4), each held to GDAL's gdaltransform at 16 places of its area of use.
// Where both are off by more than a metre their way to WGS-84 is fitted to GDAL's at these places (3 parameters, else 6). The best of
// all is kept; one off by more than 2 m with its metres, by more than 1 km not at all. Where the registry knows no way (GDAL's "ballpark"),
// or none without a grid, nothing is fitted and a question mark stands for the metres.
// Run: node data/epsg/build.mjs   (some ten minutes)
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { deflateSync } from 'fflate'
import proj4 from 'proj4'
import { fitShift } from './fit-shift.mjs'

const require = createRequire(import.meta.url)
const index = require('epsg-index/all.json')
const list = require('proj4-list')
const FITTED_M = 1
const TOLERATED_M = 2
const USELESS_M = 1000
const SIDE = 4

const transform = (flags, places) => {
  const input = places.map((place) => place.join(' ')).join('\n')
  const { stdout } = spawnSync('gdaltransform', [...flags, '-output_xy'], { input, encoding: 'utf8' })
  const lines = stdout.trim().split('\n')
  return lines.length === places.length ? lines.map((line) => line.trim().split(/\s+/).map(Number)) : []
}

const cleaned = (text) => text?.replace(/ ?\+(type=crs|no_defs|wktext)/g, '').trim()

const metresBetween = ([lon, lat], [lon2, lat2]) =>
  Math.hypot((((lon - lon2 + 540) % 360) - 180) * 111320 * Math.cos((lat * Math.PI) / 180), (lat - lat2) * 111132)

/** Metres between a definition and GDAL at places, at most. */
function errorOf(definition, pairs) {
  if (!definition) return Infinity
  try {
    const { forward: plain } = proj4(definition, 'EPSG:4326')
    // The package heeds no axes: grids that count to the west and south are turned here, as src/formats/crs.ts does.
    const forward = definition.includes('+axis=wsu') ? ([x, y]) => plain([-x, -y]) : plain
    const most = pairs.reduce((worst, { xy, lonLat }) => Math.max(worst, metresBetween(forward([...xy]), lonLat)), 0)
    return Number.isFinite(most) ? most : Infinity
  } catch {
    return Infinity
  }
}

/** Places of a code's area in its own system, and what GDAL makes of them. */
function pairsOf(code, [north, west, south, east]) {
  const wide = east < west ? east + 360 : east
  const places = Array.from({ length: SIDE * SIDE }, (_, i) => [
    ((west + ((wide - west) * ((i % SIDE) + 0.5)) / SIDE + 540) % 360) - 180,
    south + ((north - south) * (Math.floor(i / SIDE) + 0.5)) / SIDE,
  ])
  for (const authority of ['EPSG', 'ESRI']) {
    const forth = transform(['-s_srs', 'EPSG:4326', '-t_srs', `${authority}:${code}`], places)
    const known = forth.filter((xy) => xy.length >= 2 && xy.every(Number.isFinite))
    if (known.length === 0) continue
    const back = transform(['-s_srs', `${authority}:${code}`, '-t_srs', 'EPSG:4326'], known)
    const pairs = known.map((xy, i) => ({ xy, lonLat: back[i] })).filter(({ lonLat }) => lonLat?.every(Number.isFinite))
    if (pairs.length > 0) return { authority, pairs }
  }
  return undefined
}

/** True where the registry knows no way from a code's datum to WGS-84. */
function isBallpark(authority, code) {
  const { stdout } = spawnSync(
    'projinfo',
    ['-s', `${authority}:${code}`, '-t', 'EPSG:4326', '--summary', '--spatial-test', 'intersects'],
    { encoding: 'utf8' },
  )
  const ways = stdout.split('\n').filter((line) => /, (World|unknown|\d|.* m,)/.test(line))
  return ways.length > 0 && ways.every((way) => way.includes('ballpark'))
}

/** What files call the datum of a code, in WKT 1 of GDAL and Esri, and in WKT 2. */
function datumNames(code, authority) {
  return ['WKT1_GDAL', 'WKT1_ESRI', 'WKT2:2019'].flatMap((form) => {
    const flags = [`${authority}:${code}`, '-o', form, '-q', '--single-line']
    const { stdout } = spawnSync('projinfo', flags, { encoding: 'utf8' })
    return [...stdout.matchAll(/(?:DATUM|TRF|ENSEMBLE)\["([^"]+)"/g)].map((match) => keyOf(match[1]))
  })
}

/** Frames of these ellipsoids agree with WGS-84 to about a metre. */
const isModern = (definition) => /\+(datum=(WGS84|NAD83)|ellps=(GRS80|WGS84))/.test(definition)

const keyOf = (name) =>
  name
    .toLowerCase()
    .replace(/^d_/, '')
    .replace(/[^a-z0-9]/g, '')

const lines = []
const datums = new Map()
let done = 0
const only = process.argv.slice(2)
for (const [code, { proj4: first, kind, bbox, wkt, unit }] of Object.entries(index)) {
  if (only.length > 0 && !only.includes(code)) continue
  if (++done % 500 === 0) console.error(done)
  if (!first || !/PROJCRS|GEOGCRS/.test(kind) || !bbox || unit === 'grad') continue
  const found = pairsOf(code, bbox)
  if (!found) continue
  const candidates = [cleaned(first), cleaned(list[`EPSG:${code}`]?.[1])].filter(Boolean)
  let best = { definition: '', metres: Infinity }
  const attempt = (definition) => {
    const metres = errorOf(definition, found.pairs)
    if (metres < best.metres - 0.5) best = { definition, metres }
  }
  candidates.forEach(attempt)
  // Without a grid that it asks for, GDAL shifts by nothing too.
  const isBare = best.metres <= FITTED_M && !/\+(towgs84|datum)=(?!NAD27)/.test(best.definition)
  const isUnknown = !isModern(best.definition) && (isBare || isBallpark(found.authority, code))
  for (const parameters of [3, 6]) {
    if (isUnknown || !(best.metres > FITTED_M)) break
    for (const definition of candidates) attempt(fitShift(definition, found.pairs, parameters))
  }
  if (!(best.metres <= USELESS_M)) continue
  const datum = /DATUM\["([^"]+)"/.exec(wkt ?? '')?.[1]
  const own = datum && keyOf(datum)
  if (own && !datums.has(own)) datums.set(own, { number: datums.size, names: new Set([own]), geographic: undefined })
  const entry = own && datums.get(own)
  if (entry && !entry.geographic && /GEOGCRS/.test(kind)) {
    entry.geographic = code
    for (const name of datumNames(code, found.authority)) entry.names.add(name)
  }
  const off = isUnknown ? ' !?' : best.metres > TOLERATED_M ? ` !${Math.ceil(best.metres)}` : ''
  lines.push(`${code} ${best.definition}${off}${entry ? ` @${entry.number}` : ''}`)
}
for (const { number, names, geographic } of datums.values()) {
  if (geographic) lines.push(`@${number} ${geographic} ${[...names].join()}`)
}
if (only.length > 0) {
  console.log(lines.join('\n'))
  process.exit()
}
const packed = Buffer.from(deflateSync(new TextEncoder().encode(lines.join('\n')), { level: 9 })).toString('base64')
const source =
  'epsg-index 2.0.0 and proj4-list 1.0.4 (EPSG registry), held to GDAL 3.6.2 and fitted where these were off'
writeFileSync(
  new URL('epsg.json', import.meta.url),
  `${JSON.stringify({ source, date: '2026-12-01', packed }, null, 2)}\n`,
)
console.log(`${lines.length} lines, ${packed.length} characters`)
