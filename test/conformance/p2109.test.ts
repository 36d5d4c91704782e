import { describe, expect, test } from 'vitest'
import { buildingEntryLoss } from '../../src/radio/p2109'
import { VECTORS, vectorRows } from './reference'

describe.skipIf(!VECTORS)('ITU-R P.2109-2 validation rows (skipped where they are absent)', () => {
  test('1,000 rows', () => {
    const rows = vectorRows('p2109/validation.csv')
    expect(rows).toHaveLength(1000)
    let worst = 0
    for (const [frequencyGhz, probabilityPercent, kind, elevationDeg, expected] of rows) {
      const building = kind === 1 ? 'traditional' : 'efficient'
      const loss = buildingEntryLoss({ frequencyGhz, probabilityPercent, building, elevationDeg })
      worst = Math.max(worst, Math.abs(loss - expected))
    }
    expect(worst).toBeLessThan(1e-7) // the inputs are printed to nine decimals
  })
})
