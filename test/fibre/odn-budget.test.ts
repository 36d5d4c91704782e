import { describe, expect, it } from 'vitest'
import { missingDb, odnReachKm, splitLossDb } from '../../src/fibre/odn-budget'
import { type PonClassId, ponClassOf } from '../../src/fibre/pon-class'
import { sumPorts } from '../../src/fibre/port-kind'
import { capabilityHouseholds, type Terminal } from '../../src/fibre/terminal'

describe('the optical budget', () => {
  it('gives 8.9 km for the worked example: C+, 1:4 + 1:16 = 21 dB, 7 connectors, 2 dB, 1.5 dB, 0.45 dB/km', () => {
    const example = {
      ponClass: 'C+',
      splitLossDb: 21,
      connectors: 7,
      marginDb: 2,
      penaltyDb: 1.5,
      fibreDbPerKm: 0.45,
    } as const
    expect(odnReachKm(example)).toBeCloseTo(8.889, 3)
    expect(missingDb(example, 10)).toBeCloseTo(0.5, 9)
    expect(missingDb(example, 8)).toBe(0)
  })

  // Reach at 0.4 dB/km, 7 connectors, 2 dB margin, no penalty; middle splitter losses 13.8, 17.1, 20.5 and 24 dB.
  const table: [PonClassId, (number | null)[]][] = [
    ['B+', [21.7, 13.5, 5.0, null]],
    ['C+', [31.7, 23.5, 15.0, 6.2]],
    ['N1', [24.2, 16.0, 7.5, null]],
    ['N2', [29.2, 21.0, 12.5, 3.8]],
    ['E1', [34.2, 26.0, 17.5, 8.8]],
  ]
  const losses = [13.8, 17.1, 20.5, 24]
  for (const [ponClass, row] of table) {
    it(`reaches as far as the table says with class ${ponClass}`, () => {
      row.forEach((km, i) => {
        const reach = odnReachKm({ ponClass, splitLossDb: losses[i], marginDb: 2, penaltyDb: 0, fibreDbPerKm: 0.4 })
        if (km === null) expect(reach).toBe(0)
        else expect(Math.abs(reach - km)).toBeLessThanOrEqual(0.1)
      })
    })
  }

  it('says zero, not a negative reach, where splitters use the budget up', () => {
    expect(odnReachKm({ ponClass: 'B+', splits: [128] })).toBe(0)
  })

  it('adds stages and refuses a ratio that no splitter has', () => {
    expect(splitLossDb([8, 8])).toBeCloseTo(21.6, 9)
    expect(() => splitLossDb([0])).toThrow('A split of 0: expected 1, 2, 4, 8, 16, 32, 64 or 128 per stage.')
  })

  it('finds the class in the ways people write it', () => {
    expect(ponClassOf('GPON B+')?.maxDb).toBe(28)
    expect(ponClassOf('xgs-pon n1')?.id).toBe('N1')
    expect(ponClassOf('10G')).toBeUndefined()
  })
})

describe('ports', () => {
  const pon: Terminal = {
    id: 'a',
    lon: 0,
    lat: 0,
    operator: '',
    ponClass: 'N1',
    portKind: 'olt_pon_port',
    ports: 16,
    ports10g: 10,
    splits: [8, 8],
    takeUp: 0.5,
  }

  it('of PON count 10G ports × split × take-up: 10 × 64 × 0.5', () => {
    expect(capabilityHouseholds(pon)).toBe(320)
    expect(capabilityHouseholds({ ...pon, ponClass: 'C+' })).toBe(0)
  })

  it('of the household kinds are households already', () => {
    expect(capabilityHouseholds({ ...pon, portKind: 'household_capability', ports10g: 1200 })).toBe(1200)
    expect(capabilityHouseholds({ ...pon, portKind: 'ftth_subscriber_port', ports10g: 7 })).toBe(7)
  })

  it('of two kinds are never added', () => {
    expect(
      sumPorts([
        { kind: 'olt_pon_port', count: 3 },
        { kind: 'olt_pon_port', count: 4 },
      ]).count,
    ).toBe(7)
    expect(() =>
      sumPorts(
        [
          { kind: 'olt_pon_port', count: 3 },
          { kind: 'household_capability', count: 4 },
        ],
        'fibre.csv:3:port_kind',
      ),
    ).toThrow('Ports of two kinds in one sum: olt_pon_port and household_capability.')
  })
})
