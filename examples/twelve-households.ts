/**
 * A town that a reader can check by eye: twelve households along a road of 15 km, two terminals.
 *
 *   npx tsx examples/twelve-households.ts
 *
 *   km     0    1    2    3    4    5    6    7    8    9    10  …  15
 *   home   h1   h2   h3   h4   h5   h6   h7   h8   h9   h10  h11     h12
 *   road   ●────●────●────●────●────●────●────●────●────●────●── … ──●
 *                   A (km 1.9, 4 homes)             B (km 8, 5 homes)
 *
 * Both are N1 behind a split of 1:64, so a route may be (29 − 21 − 3.5 − 2) / 0.4 = 6.25 km long. Homes go to terminals by the
 * shortest route while ports last: A takes h3, h2, h4 and h1; B takes h9, h8, h10, h7 and h11. h5 and h6 find the ports used up, and
 * h12 is 7 km from B: 0.3 dB too far.
 */
import { readFileSync } from 'node:fs'
import type { FeatureCollection, Polygon } from 'geojson'
import { assignGigabit, proposeFibre, readFibre, readRoutes, type Village } from '../src/index'

const folder = new URL('./twelve-households/', import.meta.url)
const file = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) })
const homes = JSON.parse(readFileSync(new URL('homes.geojson', folder), 'utf8')) as FeatureCollection<Polygon>
const villages: Village[] = homes.features.map(({ geometry, properties }) => ({
  code: properties?.code,
  name: properties?.name,
  kind: 'village',
  townshipCode: 'town',
  township: properties?.township,
  countyCode: 'county',
  county: properties?.county,
  population: properties?.population,
  households: properties?.households,
  geometry,
  publicPoints: [],
  synthetic: true,
}))

const fibre = await readFibre(file('olt.csv'))
const routes = await readRoutes(file('road.geojson'))
const gigabit = assignGigabit({ villages, fibre, routes })
for (const home of gigabit.villages) {
  const why = home.reason + (home.missingDb > 0 ? `, ${home.missingDb.toFixed(1)} dB missing` : '')
  console.log(home.code.padEnd(4), home.terminal || why)
}
console.log(
  `${gigabit.city.covered} of ${gigabit.city.households} households have a port; capability ${gigabit.capability}`,
)

const plan = proposeFibre({ villages, fibre, gigabit, routes, target: 10 })
for (const p of plan.proposals) {
  const what = p.extends ? `${p.ports} port more at ${p.extends}` : `a terminal at ${p.village}`
  console.log(`${p.rank}. ${what}: ${p.gainHouseholds} household${p.gainHouseholds === 1 ? '' : 's'}, ${p.costCny} CNY`)
}
