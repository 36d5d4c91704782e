import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Settings } from '../../run/settings'
import type { Context } from '../context'
import { demoFolder } from '../demo-folder'
import { runWith } from './run'

/** Files of the demo by setting; a file that is absent is left out. */
const FILES = {
  villages: ['villages.topojson.gz', 'villages.geojson.gz'],
  sites: ['stations.csv.gz', 'nb-iot.csv.gz'],
  terrain: ['terrain.tif'],
  fibre: ['fibre.csv.gz'],
  places: ['places.geojson', 'places.geojson.gz'],
  facts: ['facts.json'],
} as const

/** `gigaplan demo`: the embedded Quanzhou data through the same road as a user's own files. */
export function demo({ settings, signal }: Context): Promise<number> {
  const folder = demoFolder()
  const present = (names: readonly string[]): string[] =>
    names.map((name) => fileURLToPath(new URL(name, folder))).filter((path) => existsSync(path))
  const inputs: Settings = {
    villages: present(FILES.villages),
    sites: present(FILES.sites),
    terrain: present(FILES.terrain),
    fibre: present(FILES.fibre),
    places: present(FILES.places)[0],
    facts: present(FILES.facts)[0],
  }
  return runWith({ out: 'gigaplan-demo', ...inputs, ...settings }, signal, { plan: true })
}
