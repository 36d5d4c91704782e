import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { buildCounties } from './build/counties'
import { demoFacts } from './build/facts'
import { fibreTable } from './build/fibre'
import { writeHeights } from './build/geotiff'
import { buildHexes } from './build/hexes'
import { countyCollection, villageTopology } from './build/outputs'
import { buildPlaces } from './build/places'
import { buildStations, nbIotTable, stationTable } from './build/stations'
import { buildTerrain } from './build/terrain'
import { buildVillages } from './build/villages'

/** Builds the embedded demo: `npm run data`. Seeded; the same bytes on every run with the same Node. */
function main() {
  const say = (what: string) => process.stderr.write(`${what}\n`)
  say('counties …')
  const counties = buildCounties()
  say('terrain …')
  const terrain = buildTerrain(counties)
  write('terrain.tif', writeHeights(terrain, 'synthetic: generated relief fitted to county mean elevations; not survey data'))
  say('villages …')
  const hexes = buildHexes(counties, terrain)
  const demo = buildVillages(hexes, counties)
  write('counties.geojson', text(countyCollection(demo, counties)))
  write('villages.topojson.gz', packed(villageTopology(demo, counties)))
  say('stations, fibre, places …')
  const { sites, stations } = buildStations(hexes, counties, demo)
  write('stations.csv.gz', packed(stationTable(stations, counties, demo)))
  write('nb-iot.csv.gz', packed(nbIotTable(sites, counties, demo)))
  write('fibre.csv.gz', packed(fibreTable(counties, demo)))
  write('places.geojson.gz', packed({ type: 'FeatureCollection', features: buildPlaces(hexes, counties, demo) }))
  write('facts.json', text(demoFacts(), 2))
}

const text = (value: unknown, indent?: number) => new TextEncoder().encode(`${JSON.stringify(value, null, indent)}\n`)

/** Gzip without a time stamp, and with no trace of the system that packed it. */
function packed(value: unknown): Uint8Array {
  const bytes = gzipSync(typeof value === 'string' ? value : JSON.stringify(value), { level: 9 })
  bytes[9] = 255
  return bytes
}

function write(name: string, bytes: Uint8Array) {
  writeFileSync(new URL(name, import.meta.url), bytes)
  process.stderr.write(`  ${name} ${(bytes.length / 1024).toFixed(0)} KiB\n`)
}

main()
