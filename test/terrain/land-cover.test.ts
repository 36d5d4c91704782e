import { expect, test } from 'vitest'
import {
  KIND_ORDER,
  kindNumbers,
  LAND_COVER_KINDS,
  landCoverKind,
  landCoverSchemeOf,
} from '../../src/terrain/land-cover'

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

test('pixel codes become numbers of kinds, 0 where not known', () => {
  const numbers = kindNumbers('worldcover')
  expect(KIND_ORDER[numbers[50] - 1].id).toBe('suburban')
  expect(KIND_ORDER[numbers[80] - 1].id).toBe('water')
  expect(numbers[0]).toBe(0)
  expect(numbers[255]).toBe(0)
})
