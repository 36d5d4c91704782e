import { expect, it } from 'vitest'
import { assignGigabit } from '../../src/fibre/assign-gigabit'
import type { Fibre } from '../../src/fibre/terminal'
import { fibreAreaRows, planRows, terminalRows } from '../../src/output/rows'
import { proposeFibre } from '../../src/outside-plant/propose-fibre'
import { at, twoVillages } from '../assess/small-map'

const [lon, lat] = at(2.5, 5)
const fibre: Fibre = {
  terminals: [
    {
      id: 'o',
      lon,
      lat,
      operator: 'CT',
      ponClass: 'N1',
      portKind: 'household_capability',
      ports: 300,
      ports10g: 300,
      splits: [64],
      takeUp: 0.5,
    },
  ],
  portKind: 'household_capability',
  rejected: [],
  warnings: [],
  synthetic: true,
}
const villages = twoVillages()
const gigabit = assignGigabit({ villages, fibre })

it('tables of fibre: villages, townships and counties add up to the area', () => {
  const rows = fibreAreaRows(gigabit, villages)
  const sum = (level: string) => rows.filter((r) => r.level === level).reduce((s, r) => s + r.served, 0)
  expect(rows[0]).toMatchObject({ level: 'area', households: 400, served: 300, not_served: 100, share: 0.75 })
  for (const level of ['county', 'township', 'village']) expect(sum(level)).toBe(300)
  expect(rows.at(-1)).toMatchObject({ code: 'v2', name: 'Village 2', served: 100, reason: 'ports-used-up' })
  expect(terminalRows(gigabit)[0]).toMatchObject({ id: 'o', served: 300, turned_away: 100, over_capacity: true })
})

it('rows of the plan: terminals after the stations, of kind olt', () => {
  const { proposals } = proposeFibre({ villages, fibre, gigabit, target: 5 })
  const rows = planRows([], proposals)
  expect(rows[0]).toMatchObject({
    rank: 1,
    kind: 'olt',
    reason: 'gigabit',
    shares_site: 'o',
    ports: 4,
    gain_households: 100,
    gain_villages: 1,
  })
})
