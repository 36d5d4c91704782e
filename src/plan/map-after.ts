import type { Core } from '../core/core'
import { bestServer } from '../coverage/best-server'
import { MAX_RADIUS_M } from '../coverage/compute-coverage'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Propagation } from '../coverage/propagation'
import { candidateMast } from './candidate'
import { type Placed, withProposals } from './with-proposals'

/** The map with all proposals built: the stronger of what stands and what is proposed, cell by cell. */
export async function mapAfter(
  core: Core,
  coverage: CoverageMap,
  placed: Placed[],
  propagation: Propagation,
  signal: AbortSignal | undefined,
): Promise<CoverageMap> {
  const { grid, rule, network } = coverage
  let server = network.cells.length + 1
  const masts = placed.map(({ candidate }) => {
    const mast = candidateMast(candidate, server)
    server += candidate.azimuthsDeg.length
    return mast
  })
  const added = await bestServer(core, grid, [{ masts, noiseDbm: -125 }], {
    propagation,
    floorDbm: coverage.floorDbm,
    maxRadiusM: MAX_RADIUS_M,
    load: coverage.load,
    thresholdDbm: rule.rsrpDbm,
    sigmaDb: coverage.sigmaDb,
    signal,
  })
  const { arena, kernels } = core
  const mark = arena.mark()
  const base = [arena.put(coverage.rsrpDbm), arena.put(coverage.server), arena.put(coverage.probability)] as const
  kernels.overlayMap(
    base[0].ptr,
    base[1].ptr,
    base[2].ptr,
    arena.put(added.rsrpDbm).ptr,
    arena.put(added.server).ptr,
    arena.put(added.probability).ptr,
    coverage.rsrpDbm.length,
  )
  const after: CoverageMap = {
    ...coverage,
    rsrpDbm: base[0].view.slice(),
    server: base[1].view.slice(),
    probability: base[2].view.slice(),
    network: withProposals(network, placed),
    evaluations: added.evaluations,
  }
  arena.release(mark)
  return after
}
