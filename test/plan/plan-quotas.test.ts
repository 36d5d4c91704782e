import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/formats/input-error'
import type { Plan } from '../../src/plan/plan'
import { sentences } from '../sentences'
import { withThreeCounties } from './three-counties'

const counties = withThreeCounties()
const { planned, refusalOf } = counties

describe('quotas', () => {
  const counted = (plan: Plan, key: 'county' | 'operator') => {
    const counts: Record<string, number> = {}
    for (const proposal of plan.proposals) counts[proposal[key]] = (counts[proposal[key]] ?? 0) + 1
    return counts
  }

  test('per county and operator they hold exactly, or it is told why they cannot', async () => {
    const bounds = fc
      .record({ min: fc.integer({ min: 0, max: 4 }), more: fc.integer({ min: 0, max: 3 }) })
      .map(({ min, more }) => ({ min, max: min + more }))
    const county = fc.record({ Westshire: bounds, Midshire: bounds, 350502: bounds })
    const operator = fc.record({ CMCC: bounds, CBN: bounds })
    let made = 0
    await fc.assert(
      fc.asyncProperty(
        county,
        fc.option(operator),
        fc.integer({ min: 3, max: 12 }),
        async (perCounty, operators, target) => {
          const quotas = { county: perCounty, ...(operators ? { operator: operators } : {}) }
          let plan: Plan
          try {
            plan = await planned({ quotas, target, weights: { peoplePerStation: 150 } }, counties.maps.operated)
          } catch (error) {
            expect(error).toBeInstanceOf(InputError)
            expect((error as InputError).code).toBe('quota-unmet')
            expect((error as Error).message).toMatch(/too few|more than the \d+ stations|cannot be met together/)
            return
          }
          made++
          expect(plan.proposals.length).toBeLessThanOrEqual(target)
          const byCounty = counted(plan, 'county')
          for (const [name, { min, max }] of Object.entries(perCounty)) {
            const planned = byCounty[name === '350502' ? 'Eastshire' : name] ?? 0
            expect(planned).toBeGreaterThanOrEqual(min)
            expect(planned).toBeLessThanOrEqual(max)
          }
          const byOperator = counted(plan, 'operator')
          for (const [name, { min, max }] of Object.entries(operators ?? {})) {
            expect(byOperator[name] ?? 0).toBeGreaterThanOrEqual(min)
            expect(byOperator[name] ?? 0).toBeLessThanOrEqual(max)
          }
          for (const { kind, name, planned } of plan.constraints.quotas) {
            const counts = kind === 'county' ? byCounty : byOperator
            expect(planned).toBe(counts[name === '350502' ? 'Eastshire' : name] ?? 0)
          }
        },
      ),
      { numRuns: 16 },
    )
    expect(made).toBeGreaterThan(3)
  })

  test('a minimum is filled by relief before it is filled by a station that is worth nothing', async () => {
    const quotas = { county: { Westshire: { min: 2 } } }
    const plan = await planned({ quotas, weights: { peoplePerStation: 100 } })
    const west = plan.proposals.filter(({ county }) => county === 'Westshire')
    expect(west.length).toBeGreaterThanOrEqual(2)
    expect(west.map(({ reason }) => reason)).not.toContain('quota')
    const idle = await planned({
      quotas: { county: { Westshire: { min: 5 } } },
      weights: { peoplePerStation: 1e6, leastGainPeople: 1e6 },
    })
    expect(idle.proposals.filter(({ reason }) => reason === 'quota').length).toBeGreaterThan(0)
  })

  test('an operator whom nobody knows may build, and is told with the nearest names', async () => {
    const quotas = { operator: { CMC: { max: 1 }, CTCC: { max: 2 } } }
    const { warnings } = await planned({ quotas, target: 4 }, counties.maps.operated)
    expect(sentences(warnings).join(' ')).toMatch(
      /name the operator "CMC", of whom no station stands.*did you mean CMCC/,
    )
    expect(sentences(warnings).join(' ')).not.toMatch(/the operator "CTCC"/)
  })

  test('an unknown county is told with the nearest names', async () => {
    expect((await refusalOf({ quotas: { county: { Westshir: { min: 1 } } } })).message).toMatch(
      /There is no county "Westshir"; did you mean Westshire/,
    )
  })

  test('quotas that cannot be met say which, and by how much', async () => {
    expect((await refusalOf({ quotas: { county: { Midshire: { min: 9 } } } })).message).toMatch(
      /The minima per county add up to 9, 1 more than the 8 stations/,
    )
    const many = await refusalOf({ target: 5000, quotas: { county: { Midshire: { min: 4000 } } } })
    expect(many.message).toMatch(/County Midshire needs at least 4000 stations and has \d+ candidates: \d+ too few\./)
    expect(many.path).toBe('quotas')
  })
})
