import type { EarlierTerminal, RankRange } from './earlier-plan'
import type { Refusal } from './refusals'

/** The refusals and kept ranks of a plan of stations and fibre terminals, for each of the two by itself. */
export interface ByKind {
  stations: { refused: Refusal[]; keepRanks?: RankRange[] }
  fibre: { refused: Refusal[]; keepRanks?: RankRange[] }
}

/**
 * Shares refusals and kept ranks out. A rank means what the earlier plan has there; the id of a fibre terminal means that terminal;
 * a place alone is refused for both.
 * @param terminals those of the earlier plan, ranked behind its stations
 * @param terminalIds ids of the fibre plant that stands
 */
export function refusalsByKind(
  refusals: readonly Refusal[],
  keepRanks: readonly RankRange[] | undefined,
  terminals: readonly EarlierTerminal[],
  terminalIds: readonly string[] = [],
): ByKind {
  const byRank = new Map(terminals.map((terminal) => [terminal.rank, terminal]))
  const ids = new Set(terminalIds)
  const split: ByKind = { stations: { refused: [] }, fibre: { refused: [] } }
  for (const refusal of refusals) {
    const { rank, site, lon, radiusM, reason, kind } = refusal
    const terminal = kind === 'station' || rank === undefined ? undefined : byRank.get(rank)
    if (terminal) split.fibre.refused.push({ lon: terminal.lon, lat: terminal.lat, radiusM, reason })
    else if (kind === 'olt' || (lon === undefined && site !== undefined && ids.has(site)))
      split.fibre.refused.push(refusal)
    else {
      split.stations.refused.push(refusal)
      if (kind === undefined && rank === undefined && lon !== undefined) split.fibre.refused.push(refusal)
    }
  }
  if (!keepRanks) return split
  const first = terminals.reduce((least, { rank }) => Math.min(least, rank), Number.POSITIVE_INFINITY)
  const last = terminals.reduce((most, { rank }) => Math.max(most, rank), 0)
  // A range that ends among the terminals ends for the stations before them; one that ends beyond the plan stays, to be told of.
  const own = keepRanks.map(([from, to]): RankRange => [from, to <= last ? Math.min(to, first - 1) : to])
  split.stations.keepRanks = own.filter(([from, to]) => from <= to)
  split.fibre.keepRanks = [...keepRanks]
  return split
}
