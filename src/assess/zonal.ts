import {
  ZONAL_AREA,
  ZONAL_AREA_EXPECTED,
  ZONAL_AREA_HARD,
  ZONAL_PEOPLE,
  ZONAL_PEOPLE_EXPECTED,
  ZONAL_PEOPLE_HARD,
  ZONAL_STRIDE,
} from '../../assembly/layout'
import type { Core } from '../core/core'
import type { CoverageMap } from '../coverage/coverage-map'
import type { Zones } from '../coverage/zones'
import type { LongTask } from '../formats/progress'

/** Villages of one task. */
const TASK_VILLAGES = 64

/** Area in cells and residents of one village, as they are and as they are covered. */
export interface ZonalSums {
  areaCells: number
  /** RSRP ≥ threshold + margin. */
  areaHardCells: number
  /** Mean probability × area. */
  areaExpectedCells: number
  people: number
  peopleHard: number
  peopleExpected: number
}

/** What of each village's area and residents is covered: whole cells fully, boundary cells by their share. */
export async function zonalSums(core: Core, coverage: CoverageMap, task: LongTask = {}): Promise<ZonalSums[]> {
  const { arena } = core
  const { rule, zones, people, rsrpDbm, probability } = coverage
  const { spans, edges } = zones
  const count = spans.offsets.length - 1
  const mark = arena.mark()
  try {
    const out = arena.f64((count * ZONAL_STRIDE) / 8)
    const shared = [
      arena.put(spans.offsets),
      arena.put(spans.start),
      arena.put(spans.end),
      arena.put(edges.offsets),
      arena.put(edges.cell),
      arena.put(edges.fraction),
      arena.put(edges.people ?? sharedPeople(zones, people)),
      arena.put(rsrpDbm),
      arena.put(probability),
      arena.put(people),
    ].map((region) => region.ptr)
    const tasks = Array.from({ length: Math.ceil(count / TASK_VILLAGES) }, (_, t) => ({
      kernel: 'zonalSums' as const,
      args: [
        out.ptr,
        t * TASK_VILLAGES,
        Math.min(count, (t + 1) * TASK_VILLAGES),
        ...shared,
        rule.rsrpDbm + rule.marginDb,
      ],
    }))
    await core.run(tasks, { ...task, stage: 'assess' })
    const values = out.view
    return Array.from({ length: count }, (_, v) => {
      const at = (offset: number): number => values[(v * ZONAL_STRIDE + offset) / 8]
      return {
        areaCells: at(ZONAL_AREA),
        areaHardCells: at(ZONAL_AREA_HARD),
        areaExpectedCells: at(ZONAL_AREA_EXPECTED),
        people: at(ZONAL_PEOPLE),
        peopleHard: at(ZONAL_PEOPLE_HARD),
        peopleExpected: at(ZONAL_PEOPLE_EXPECTED),
      }
    })
  } finally {
    arena.release(mark)
  }
}

/** Residents of boundary cells by share of area, for zones that peopleOnGrid has not seen. */
function sharedPeople({ edges }: Zones, people: Float32Array): Float32Array {
  const sums = new Map<number, number>()
  edges.cell.forEach((cell, e) => {
    sums.set(cell, (sums.get(cell) ?? 0) + edges.fraction[e])
  })
  return Float32Array.from(edges.cell, (cell, e) => (people[cell] * edges.fraction[e]) / sums.get(cell)!)
}
