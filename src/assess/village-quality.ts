import type { Core } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'
import type { LongTask } from '../formats/progress'
import { zonalTable } from './zonal'

/** Quality in a village or an area: columns of its row where the map has quality layers. */
export interface VillageQuality {
  /** Mean rate of one user over the land, 0 where no cell reaches, Mbit/s. */
  dl_mbps: number
  ul_mbps: number
  /** Share of land with the rule's level where four or more cells of the server's frequency lie within 6 dB of it (重叠覆盖: the server and three more). */
  overlap_share: number
}

/** Means over each village; undefined where the map has no quality layers. */
export async function villageQuality(
  core: Core,
  coverage: CoverageMap,
  task: LongTask = {},
): Promise<VillageQuality[] | undefined> {
  const { arena, kernels } = core
  const { quality, rsrpDbm, rule } = coverage
  if (!quality) return undefined
  const mark = arena.mark()
  try {
    const sumsBy = zonalTable(core, coverage)
    const level = arena.put(rsrpDbm)
    const layer = arena.f32(rsrpDbm.length)
    // Expected sums of a layer in place of a probability are its integral over the land.
    const means = async (): Promise<number[]> => {
      const sums = await sumsBy({ level, probability: layer, hardDbm: 0 }, task)
      return sums.map(({ areaCells, areaExpectedCells }) => (areaCells > 0 ? areaExpectedCells / areaCells : 0))
    }
    layer.view.set(quality.dlMbps)
    const down = await means()
    layer.view.set(quality.ulMbps)
    const up = await means()
    kernels.overlapMask(arena.put(quality.overlap).ptr, level.ptr, rule.rsrpDbm, rsrpDbm.length, layer.ptr)
    const overlap = await means()
    return down.map((dl_mbps, v) => ({ dl_mbps, ul_mbps: up[v], overlap_share: Math.min(1, overlap[v]) }))
  } finally {
    arena.release(mark)
  }
}
