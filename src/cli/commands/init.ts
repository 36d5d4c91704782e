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
# output-datum: gcj02             # of the tables and outlines written

rule: cn-5g-dt-105                # −105 dBm, −3 dB; cn-rural-110 for low bands in the country
cell-size: 50                     # metres
target: 100                       # stations to propose at the most
# budget: 20000000                # CNY
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
