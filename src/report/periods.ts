import type { ProposalColumns } from '../output/report-data'
import type { Say } from './messages'

/** A quarter of a plan, and what is built in it. */
export interface Period {
  year: number
  quarter: number
  stations: number
  people: number
  /** Residents gained by its end. */
  cumulative: number
  /** Rank of its last proposal. */
  lastRank: number
}

type Timed = Pick<ProposalColumns, 'quarter' | 'year'>

const yearOf = ({ year }: Timed): number => year ?? 1

/** Years over which a plan is built. */
export function yearsOf(proposals: readonly Timed[]): number {
  return proposals.reduce((last, proposal) => Math.max(last, yearOf(proposal)), 1)
}

/** True where two proposals are built in the same quarter of the same year. */
export function sameQuarter(a: Timed, b: Timed): boolean {
  return yearOf(a) === yearOf(b) && Number(a.quarter) === Number(b.quarter)
}

/** The quarters in which a plan builds, in order. */
export function periodsOf(proposals: readonly ProposalColumns[]): Period[] {
  const periods: Period[] = []
  proposals.forEach((proposal, i) => {
    if (i === 0 || !sameQuarter(proposal, proposals[i - 1])) {
      const [year, quarter] = [yearOf(proposal), Number(proposal.quarter)]
      periods.push({ year, quarter, stations: 0, people: 0, cumulative: 0, lastRank: 0 })
    }
    const now = periods[periods.length - 1]
    now.stations++
    now.people += proposal.gain_people
    now.cumulative = proposal.cumulative_people
    now.lastRank = proposal.rank
  })
  return periods
}

/** `quarter 3`; in a plan of several years `year 2, quarter 3`. */
export function periodName(say: Say, timed: Timed, years: number): string {
  const { quarter } = timed
  return years > 1 ? say('period.ofYear', { year: yearOf(timed), quarter }) : say('period.quarter', { quarter })
}
