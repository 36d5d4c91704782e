import { expect, test } from 'vitest'
import { LAND_COVER_KINDS, landCoverKind, landCoverSchemeOf, landCoverTables } from '../../src/radio/land-cover'

test('codes of both classifications stand for kinds with heights and offsets', () => {
  expect(landCoverKind('worldcover', 10)).toMatchObject({ id: 'forest', heightM: 15 })
  expect(landCoverKind('worldcover', 80)).toMatchObject({ id: 'water', heightM: 0 })
  expect(landCoverKind('glc-fcs30', 190)?.id).toBe('suburban')
  expect(landCoverKind('glc-fcs30', 250)).toBeUndefined()
  for (const kind of LAND_COVER_KINDS.values()) {
    expect(kind.heightM).toBeGreaterThanOrEqual(0)
    expect(Math.abs(kind.offsetDb)).toBeLessThan(20)
  }
})

test('the classification is told from the codes', () => {
  expect(landCoverSchemeOf([0, 10, 30, 40, 50, 80])).toBe('worldcover')
  expect(landCoverSchemeOf([10, 11, 20, 52, 190, 210])).toBe('glc-fcs30')
  expect(() => landCoverSchemeOf([1, 2, 3])).toThrow('expected those of ESA WorldCover')
})

test('tables map pixels', () => {
  const { heightM, offsetDb } = landCoverTables('worldcover')
  expect(heightM[50]).toBe(10)
  expect(offsetDb[80]).toBe(-7)
  expect(heightM[255]).toBeNaN()
})
