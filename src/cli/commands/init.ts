import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../formats/input-error'
import type { Context } from '../context'

const PROJECT = `# A gigaplan project. Paths are relative to this file; flags on the command line win.
#   gigaplan check gigaplan.yaml      what is understood, what is wrong
#   gigaplan run gigaplan.yaml        the plan

villages: villages.geojson        # GeoJSON, TopoJSON, Shapefile, KML: code, name, township, county, population
sites: sites.csv                  # engineering parameters: lon, lat, band, azimuth, tilt, height, power …
# terrain: [N24E118.hgt, N25E118.hgt]
# land-cover: worldcover.tif
# antennas: [742215_0780_X_CO_02T.msi]
# population: population.csv      # by village code or name, or a GeoTIFF
# fibre: olt.csv
# places: places.geojson
# datum: gcj02                    # of all inputs; wgs84 unless said; of single ones: sites=gcj02,villages=EPSG:4547
# columns:                        # headers that are not known by themselves, and units that none states
#   sites: { tilt_e: 电下倾角, height.unit: ft }
# output-datum: gcj02             # of the tables and outlines written

rule: cn-5g-dt-105                # −105 dBm, −3 dB; cn-rural-110 for low bands in the country
cell-size: 50                     # metres
target: 100                       # stations to propose at the most; for several years: [100, 80, 60]
# budget: 20000000                # CNY, of each year; or one for each: [20000000, 15000000, 15000000]
# costs: costs.json               # unit costs with the keys of data/costs/placeholder-2024.json; placeholders where not given
# usage: usage.json               # busy-hour usage with the keys of data/usage/placeholder-2024.json; placeholders where not given
# spacing: 300                    # least distance between new stations, metres
# candidate-spacing: 500          # in gaps a candidate is looked for every so many metres

# What the plan must obey; none of it changes the coverage map.
# candidates: candidates.csv      # your own places: id, lon, lat, cost_cny, max_height_m, owner, operator, band, must, must_not
# forbidden: reserves.geojson     # nothing is proposed inside these polygons
# quotas:                         # least and most stations; also as a file
#   county: { Anxi: { min: 10, max: 200, maxPerQuarter: 40 } }
#   operator: { CMCC: { max: 60 } }
# quarter-capacity: [20, 30, 30, 20]   # stations that can be built per quarter; the rest begins the next year
# keep: plan/plan.csv             # an earlier plan: its stations stay in front
# keep-ranks: 1-80                # only these of it
# refused: refused.csv            # rank, or site, or lon and lat: nothing is proposed there, and the run says what that costs

lang: en                          # zh for a report in Chinese
out: plan
`

/** `gigaplan init [DIR]`: a commented project file to start from. */
export async function init({ settings }: Context, dir = '.'): Promise<number> {
  const file = join(dir, 'gigaplan.yaml')
  if (existsSync(file) && !settings.force) {
    throw new InputError('file-exists', file, 'There is a project file already; use --force to write over it.')
  }
  mkdirSync(dir, { recursive: true })
  writeFileSync(file, PROJECT)
  process.stdout.write(`${file}\n`)
  return 0
}
