import { describe, expect, it } from 'vitest'
import { problemKinds } from '../../../src/formats/tables/problem-kinds'

describe('problemKinds', () => {
  it('puts rows together that differ in values only, and keeps files, fields and reasons apart', () => {
    const row = (file: string, row: number, field: string, reason: string) => ({ file, row, field, value: '', reason })
    const kinds = problemKinds([
      row('a.csv', 2, 'azimuth', 'azimuth is "400"; expected 0 to 360 degrees'),
      row('a.csv', 3, 'height', 'height is -4; expected metres'),
      row('a.csv', 4, 'azimuth', 'azimuth is "east"; expected 0 to 360 degrees'),
      row('b.csv', 5, 'azimuth', 'azimuth is "400"; expected 0 to 360 degrees'),
      row('a.csv', 6, 'height', 'height is -5.5; expected metres'),
    ])
    expect(kinds.map(({ file, field, rows }) => [file, field, rows.map(({ row }) => row)])).toEqual([
      ['a.csv', 'azimuth', [2, 4]],
      ['a.csv', 'height', [3, 6]],
      ['b.csv', 'azimuth', [5]],
    ])
    expect(kinds[0].reason).toBe('azimuth is "…"; expected … to … degrees')
  })
})
