import { objectArgument } from '../formats/argument'
import { type CoverageInput, computeCoverage } from './compute-coverage'
import type { CoverageMap } from './coverage-map'

/**
 * What terrain does to the level: RSRP of a map less that of the same network over flat ground, dB, per cell of the grid; below 0
 * where hills shade. Levels under the map's floor, and none, count as the floor; NaN where neither map has a signal.
 * @param input what the map was made from, with terrain; an open core is taken over
 * @param coverage the map with terrain
 */
export async function terrainEffect(
  input: CoverageInput & { core: NonNullable<CoverageInput['core']> },
  coverage: CoverageMap,
): Promise<Float32Array> {
  objectArgument(input, 'input', 'an object of type CoverageInput')
  const { core } = input
  const flat = await computeCoverage({
    ...input,
    terrain: undefined,
    layers: undefined,
    quality: false,
    ground: coverage,
  })
  const mark = core.arena.mark()
  try {
    const [hilly, even] = [core.arena.put(coverage.rsrpDbm), core.arena.put(flat.rsrpDbm)]
    core.kernels.levelDifference(hilly.ptr, even.ptr, coverage.rsrpDbm.length, coverage.floorDbm, hilly.ptr)
    return hilly.view.slice()
  } finally {
    core.arena.release(mark)
  }
}
