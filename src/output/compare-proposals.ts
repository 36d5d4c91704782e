import KDBush from 'kdbush'
import { projection, utmCrsAt } from '../grid/projection'
import type { ProposalColumns } from './report-data'

/** Proposals of two plans this near to each other, on the same band, are the same one, m. */
const SAME_PLACE_M = 50

/** A proposal of one plan, or of both. */
export interface ComparedProposal {
  band: string
  lon: number
  lat: number
  county: string
  township: string
  village: string
  reason: string
  rankA: number | null
  rankB: number | null
  costCnyA: number | null
  costCnyB: number | null
}

/** Proposals of two plans side by side; `moved`: how many stand in both with another rank. */
export interface ComparedProposals {
  onlyA: ComparedProposal[]
  onlyB: ComparedProposal[]
  both: ComparedProposal[]
  moved: number
}

/** Pairs proposals of one band that stand within 50 m: each of B in order of rank with the nearest of A that is still alone. */
export function compareProposals(a: ProposalColumns[], b: ProposalColumns[]): ComparedProposals {
  const [stationsA, stationsB] = [a, b].map((plan) => plan.filter(({ kind }) => kind === 'station'))
  const first = stationsA[0] ?? stationsB[0]
  const { forward } = projection(first ? utmCrsAt(first.lon, first.lat) : 'EPSG:32650')
  const placesA = stationsA.map(({ lon, lat }) => forward(lon, lat))
  const index = new KDBush(Math.max(1, placesA.length))
  for (const [x, y] of placesA) index.add(x, y)
  if (placesA.length === 0) index.add(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
  index.finish()
  const taken = new Set<number>()
  const proposals: ComparedProposals = { onlyA: [], onlyB: [], both: [], moved: 0 }
  for (const proposal of stationsB) {
    const [x, y] = forward(proposal.lon, proposal.lat)
    const away = (i: number): number => Math.hypot(placesA[i][0] - x, placesA[i][1] - y)
    const [pair] = index
      .within(x, y, SAME_PLACE_M)
      .filter((i) => !taken.has(i) && stationsA[i]?.band === proposal.band)
      .sort((i, j) => away(i) - away(j) || i - j)
    if (pair === undefined) proposals.onlyB.push(comparedProposal(null, proposal))
    else {
      taken.add(pair)
      proposals.both.push(comparedProposal(stationsA[pair], proposal))
      if (stationsA[pair].rank !== proposal.rank) proposals.moved++
    }
  }
  stationsA.forEach((proposal, i) => {
    if (!taken.has(i)) proposals.onlyA.push(comparedProposal(proposal, null))
  })
  return proposals
}

function comparedProposal(a: ProposalColumns | null, b: ProposalColumns | null): ComparedProposal {
  const { band, lon, lat, county, township, village, reason } = (b ?? a)!
  return {
    band,
    lon,
    lat,
    county,
    township,
    village,
    reason,
    rankA: a?.rank ?? null,
    rankB: b?.rank ?? null,
    costCnyA: a?.cost_cny ?? null,
    costCnyB: b?.cost_cny ?? null,
  }
}

/** Rows of compare-proposals.csv: those of A only, of B only, of both. */
export function proposalComparisonRows(proposals: ComparedProposals): Record<string, unknown>[] {
  const rows = (plan: string, list: ComparedProposal[]) =>
    list.map(({ rankA, rankB, costCnyA, costCnyB, ...p }) => ({
      plan,
      rank_a: rankA,
      rank_b: rankB,
      ...p,
      cost_cny_a: costCnyA,
      cost_cny_b: costCnyB,
    }))
  return [...rows('A only', proposals.onlyA), ...rows('B only', proposals.onlyB), ...rows('both', proposals.both)]
}
