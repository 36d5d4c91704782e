/**
 * A county whose best plan a reader can see: three villages of 400 × 400 m on flat ground, no station, four places on offer.
 *
 *   npx tsx examples/three-villages.ts
 *
 *   km        0     1     2     3     4    …    12
 *             A        hill        B            C
 *   people    600               900          300
 *   on offer: an office in each village, and the hill half-way between A and B. Each costs 100,000 CNY.
 *
 * A mast of 40 m on 700 MHz carries 2 km and not 3.6: the hill serves A and B at once, an office serves its own village only.
 *
 * 1. Two stations do: the hill and C's office. The hill comes first, for it brings two villages.
 * 2. The hill is a nature reserve: each village needs its own office, the one with most people first.
 * 3. Money for one station: the hill.
 * 4. The owner of the hill refuses after the plan was made: C's office is kept, the offices of B and A take the hill's place, and
 *    the run says what the refusal costs.
 * 5. The reserve again, and at most one station in the west (A and B): B's office, for more people live there.
 */
import {
  computeCoverage,
  gridFor,
  type ListedCandidate,
  type Network,
  type Plan,
  type PlanInput,
  planStations,
  projection,
  type Village,
} from '../src/index'

const { inverse } = projection('EPSG:32650')
/** Kilometres east and north of the county's south-western corner, in degrees. */
const at = (eastKm: number, northKm: number) => inverse(500_000 + 1000 * eastKm, 2_770_000 + 1000 * northKm)
const square = (eastKm: number, northKm: number, widthKm: number, heightKm: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      at(eastKm, northKm),
      at(eastKm + widthKm, northKm),
      at(eastKm + widthKm, northKm + heightKm),
      at(eastKm, northKm + heightKm),
      at(eastKm, northKm),
    ],
  ],
})
const village = (name: string, county: string, eastKm: number, population: number): Village => {
  const [lon, lat] = at(eastKm + 0.2, 0.2)
  return {
    code: name,
    name,
    kind: 'village',
    townshipCode: county,
    township: county,
    countyCode: county,
    county,
    population,
    households: population / 3,
    geometry: square(eastKm, 0, 0.4, 0.4),
    publicPoints: [{ type: 'committee', lon, lat, estimated: false }],
    synthetic: true,
  }
}
const villages = [village('A', 'West', 0, 600), village('B', 'West', 3.6, 900), village('C', 'East', 12, 300)]
const place = (id: string, eastKm: number): ListedCandidate => {
  const [lon, lat] = at(eastKm, 0.2)
  const limits = { minHeightM: 40, maxHeightM: 40, bands: ['n28'] }
  return { id, name: id, lon, lat, costCny: 100_000, owner: '', operator: '', kind: 'tower', ...limits }
}
const candidates = [place('office of A', 0.2), place('hill', 2), place('office of B', 3.8), place('office of C', 12.2)]
const reserve = { name: 'reserve', geometry: square(1.5, -0.5, 1, 1) }
const nobody: Network = { sites: [], stations: [], cells: [], rejected: [], warnings: [], synthetic: true }

const coverage = await computeCoverage({ grid: gridFor(villages, { cellSizeM: 50 }), network: nobody, villages })

async function tell(title: string, rules: Partial<PlanInput>): Promise<Plan> {
  const plan = await planStations({ coverage, villages, candidates, target: 10, ...rules })
  console.log(title)
  for (const p of plan.proposals) {
    console.log(
      `  ${p.rank}. ${p.candidate || `${p.lon.toFixed(3)}, ${p.lat.toFixed(3)}`} (${p.reason}): ${p.serves || '–'}, ${p.costCny} CNY`,
    )
  }
  return plan
}

const first = await tell('1. as it is', {})
await tell('2. the hill is a nature reserve', { forbidden: [reserve] })
await tell('3. money for one station', { budgetCny: 150_000 })
const again = await tell('4. the hill is refused', { keep: first.proposals, refused: [{ site: 'hill' }] })
const { refusals } = again.constraints
if (refusals?.without) {
  console.log(`  the refusal costs ${refusals.with.costCny - refusals.without.costCny} CNY`)
}
await tell('5. the reserve, and one station in the west', {
  forbidden: [reserve],
  quotas: { county: { West: { max: 1 } } },
})
