import type { Core, Region } from '../core/core'
import {
  ZONAL_AREA,
  ZONAL_AREA_EXPECTED,
  ZONAL_AREA_HARD,
  ZONAL_PEOPLE,
  ZONAL_PEOPLE_EXPECTED,
  ZONAL_PEOPLE_HARD,
  ZONAL_STRIDE,
} from '../core/layout'
import { namedTask } from '../core/named-task'
import { type CoverageMap, testedDbm } from '../coverage/coverage-map'
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

/** A level and a probability in each cell, in the arena, and the level that counts as covered hard. */
export interface ZonalTest {
  level: Region<Float32Array>
  probability: Region<Float32Array>
  hardDbm: number
}

/** What of each village's area and residents is covered by the rule's own test: whole cells fully, boundary cells by their share. */
export async function zonalSums(core: Core, coverage: CoverageMap, task: LongTask = {}): Promise<ZonalSums[]> {
  const { arena } = core
  const mark = arena.mark()
  try {
    const { rule, probability } = coverage
    const hardDbm = rule.rsrpDbm + rule.marginDb
    const test = { level: arena.put(testedDbm(coverage)), probability: arena.put(probability), hardDbm }
    return await zonalTable(core, coverage)(test, task)
  } finally {
    arena.release(mark)
  }
}

/**
 * Lays the villages of a map out once for several tests; the arena holds them: mark before, release after.
 * @returns the sums by a test
 */
export function zonalTable(
  core: Core,
  { zones, people }: Pick<CoverageMap, 'zones' | 'people'>,
): (test: ZonalTest, task?: LongTask) => Promise<ZonalSums[]> {
  const { arena } = core
  const { spans, edges } = zones
  const count = spans.offsets.length - 1
  const out = arena.f64((count * ZONAL_STRIDE) / 8)
  const villages = {
    spanOffsets: arena.put(spans.offsets).ptr,
    spanStart: arena.put(spans.start).ptr,
    spanEnd: arena.put(spans.end).ptr,
    edgeOffsets: arena.put(edges.offsets).ptr,
    edgeCell: arena.put(edges.cell).ptr,
    edgeFraction: arena.put(edges.fraction).ptr,
    edgePeople: arena.put(edges.people ?? sharedPeople(zones, people)).ptr,
  }
  const residents = arena.put(people)
  return async ({ level, probability, hardDbm }, task = {}) => {
    const tasks = Array.from({ length: Math.ceil(count / TASK_VILLAGES) }, (_, t) =>
      namedTask('zonalSums', {
        out: out.ptr,
        first: t * TASK_VILLAGES,
        last: Math.min(count, (t + 1) * TASK_VILLAGES),
        ...villages,
        rsrp: level.ptr,
        probability: probability.ptr,
        people: residents.ptr,
        hardDbm,
      }),
    )
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
