import { type Candidate, testedMast } from '../candidates/candidate'
import type { Demand } from '../candidates/demand'
import type { Core } from '../core/core'
import { namedTask } from '../core/named-task'
import { MAX_RADIUS_M } from '../coverage/compute-coverage'
import { type CoverageMap, testedDbm } from '../coverage/coverage-map'
import { placeMasts } from '../coverage/masts'
import type { Propagation } from '../coverage/propagation'
import { testSigmaDb } from '../coverage/service'
import { strideOf } from '../coverage/tiles'
import type { LongTask } from '../formats/progress'

/** What a proposal adds to the map with all proposals before it. */
export interface Gain {
  /** Residents covered hard. */
  people: number
  /** Residents by probability of coverage. */
  expectedPeople: number
  /** Village land covered hard, km². */
  areaKm2: number
  /** Indices of villages whose last failing point it brings to the level. */
  villages: number[]
}

/** A map on which proposals are built one after another. */
export interface Claims {
  /** Builds candidates in order and returns what each adds. */
  build(candidates: Candidate[], task: LongTask): Promise<Gain[]>
  /** Residents served by each site that stands today, its new stations included, as the map is now. */
  peopleBySite(): Float64Array
  /** Per cell of the grid the 1-based place, in the order of building, of the first candidate that covers it hard; 0 where none does or where it is covered today. */
  coveredAtRank(): Uint16Array
}

/** Rows of the grid that one task works on. */
const BAND = 64

/**
 * Opens the books on a map: candidates are built by the map's own kernel and as far as the map would compute them, so that the
 * gains are those that a map of the network with that many proposals shows; for a rule with rates they are those of the level
 * that the rates ask for, without the interference that the proposals add. Stays in the arena: release with its mark.
 */
export function openClaims(core: Core, coverage: CoverageMap, propagation: Propagation, demand: Demand): Claims {
  const { grid, floorDbm, rule, network } = coverage
  const sigmaDb = testSigmaDb(coverage)
  const { arena, kernels } = core
  const { terrain } = propagation
  const stride = strideOf(grid)
  const { pointRow, pointColumn } = demand.placed
  const [zone, people, rsrp] = [
    arena.put(coverage.zones.zone),
    arena.put(coverage.people),
    arena.put(testedDbm(coverage)),
  ]
  const server = arena.put(coverage.server)
  const firstCover = arena.put(new Uint16Array(server.length))
  const passedBy = arena.put(new Uint32Array(Math.max(1, demand.pointVillage.length)))
  const built: Candidate[] = []
  const open = new Map<number, number>()
  for (const village of demand.pointVillage) open.set(village, (open.get(village) ?? 0) + 1)

  /** Villages that pass now and did not before, by the candidate that brought their last point. */
  const newlyPassing = (first: number): Map<number, number[]> => {
    const latest = new Map<number, number>()
    const left = new Map(open)
    passedBy.view.forEach((by, p) => {
      const village = demand.pointVillage[p]
      if (by === 0 || village === undefined) return
      left.set(village, left.get(village)! - 1)
      latest.set(village, Math.max(latest.get(village) ?? 0, by - network.cells.length - 1))
    })
    const byCandidate = new Map<number, number[]>()
    for (const [village, last] of latest) {
      if (left.get(village)! > 0 || last < first) continue
      byCandidate.set(last, [...(byCandidate.get(last) ?? []), village])
    }
    for (const list of byCandidate.values()) list.sort((a, b) => a - b)
    return byCandidate
  }

  return {
    async build(candidates, { signal }) {
      const mark = arena.mark()
      const first = built.length
      built.push(...candidates)
      const masts = candidates.map((candidate) => testedMast(candidate, coverage))
      const placed = placeMasts(core, grid, propagation, masts, { floorDbm, maxRadiusM: MAX_RADIUS_M })
      const bands = Array.from({ length: Math.ceil(grid.rows / BAND) }, (_, band) => ({
        rows: [band * BAND, Math.min(grid.rows, (band + 1) * BAND)],
        gains: arena.f64(3 * Math.max(1, masts.length)),
      }))
      for (let from = 0; from < masts.length; ) {
        const to = terrain ? from + terrain.batch(placed.radiusCells, from) : masts.length
        const inner = arena.mark()
        await terrain?.run(masts, placed, from, to, { signal })
        const tasks = bands.map((band) => {
          const args = {
            rowFrom: band.rows[0],
            rowTo: band.rows[1],
            columns: grid.columns,
            stride,
            cellSizeM: grid.cellSizeM,
            masts: placed.masts.ptr,
            sectors: placed.sectors.ptr,
            from,
            to,
            terrain: terrain?.heightM.ptr ?? 0,
            zone: zone.ptr,
            people: people.ptr,
            floorDbm,
            cellDbm: demand.cellDbm,
            thresholdDbm: rule.rsrpDbm,
            sigmaDb,
            rsrp: rsrp.ptr,
            server: server.ptr,
            pointRow: pointRow.ptr,
            pointColumn: pointColumn.ptr,
            pointDbm: demand.pointDbm,
            number: network.cells.length + 1 + first,
            passedBy: passedBy.ptr,
            coveredAtRank: firstCover.ptr,
            rank: 1 + first,
            gains: band.gains.ptr,
          }
          return namedTask('claimRows', args, 'scratch')
        })
        await core.run(tasks, { scratchBytes: stride * 4, signal, stage: 'plan' })
        arena.release(inner)
        from = to
      }
      const cellKm2 = grid.cellSizeM ** 2 / 1e6
      const villages = newlyPassing(first)
      const gains = masts.map(
        (_, i): Gain => ({ people: 0, expectedPeople: 0, areaKm2: 0, villages: villages.get(first + i) ?? [] }),
      )
      for (const band of bands) {
        const view = band.gains.view
        gains.forEach((gain, i) => {
          gain.people += view[3 * i]
          gain.expectedPeople += view[3 * i + 1]
          gain.areaKm2 += view[3 * i + 2] * cellKm2
        })
      }
      arena.release(mark)
      return gains
    },

    coveredAtRank: () => firstCover.view.slice(),

    peopleBySite() {
      const mark = arena.mark()
      const sums = arena.f64(network.cells.length + 1 + built.length)
      sums.view.fill(0)
      kernels.sumByServer(server.ptr, people.ptr, server.length, sums.ptr)
      const bySite = new Float64Array(network.sites.length)
      const view = sums.view
      network.cells.forEach((cell, i) => {
        bySite[network.stations[cell.station].site] += view[i + 1]
      })
      built.forEach(({ site }, i) => {
        if (site >= 0) bySite[site] += view[network.cells.length + 1 + i]
      })
      arena.release(mark)
      return bySite
    },
  }
}
