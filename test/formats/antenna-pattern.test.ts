import { expect, test } from 'vitest'
import { readAntennaPattern } from '../../src/formats/antenna-pattern'
import { sentences } from '../sentences'

const cut = (name: string, at: (angle: number) => number) =>
  [`${name} 360`, ...Array.from({ length: 360 }, (_, a) => `${a} ${at(a).toFixed(1)}`)].join('\r\n')

/** A sector antenna with 65° and 8° beams and 4° of electrical tilt. */
function msiText(header = 'GAIN 17.5 dBi'): string {
  const off = (a: number, b: number) => Math.min(Math.abs(a - b), 360 - Math.abs(a - b))
  return [
    'NAME Model_1940_x_co_m45_04T',
    'MAKE Maker & Sons',
    'FREQUENCY 1940',
    'H_WIDTH 65',
    header,
    'TILT ELECTRICAL',
    'COMMENT a line: with a colon',
    cut('HORIZONTAL', (a) => Math.min(12 * (off(a, 0) / 65) ** 2, 28)),
    cut('VERTICAL', (a) => Math.min(12 * (off(a, 4) / 8) ** 2, 24)),
  ].join('\r\n')
}

const file = (text: string) => ({ name: 'model.msi', bytes: new TextEncoder().encode(text) })

test('an MSI file: header, tilt from the name, cuts as attenuation', () => {
  const pattern = readAntennaPattern(file(msiText()))
  expect(pattern).toMatchObject({ make: 'Maker & Sons', frequencyMhz: 1940, gainDbi: 17.5, electricalTiltDeg: 4 })
  expect(pattern.horizontal.angleDeg).toHaveLength(360)
  expect(pattern.vertical.lossDb[4]).toBe(0)
  expect(sentences(pattern.warnings)).toEqual([])
})

test('a gain without unit is dBd, and said so; decimal commas, minus signs and GHz are understood', () => {
  const text = msiText('GAIN 15,35').replace('FREQUENCY 1940', 'FREQUENCY 1.94 GHz').replace('\r\n1 0.0', '\r\n1 -0.3')
  const pattern = readAntennaPattern(file(text))
  expect(pattern.gainDbi).toBeCloseTo(17.5, 9)
  expect(pattern.frequencyMhz).toBeCloseTo(1940, 9)
  expect(pattern.horizontal.lossDb[1]).toBe(0.3)
  expect(pattern.warnings).toHaveLength(1)
})

test('faults are told by line', () => {
  expect(() => readAntennaPattern(file(msiText().slice(0, -200)))).toThrow(/VERTICAL says 360 samples, \d+ follow/)
  expect(() => readAntennaPattern(file(msiText().replace('\r\n7 0.1', '\r\n7 x')))).toThrow(
    '"7 x" stands in HORIZONTAL',
  )
  expect(() => readAntennaPattern(file('hello'))).toThrow('no HORIZONTAL cut')
  expect(() => readAntennaPattern(file(msiText('GAIN ?')))).toThrow('has no GAIN')
  expect(() => readAntennaPattern(file(''))).toThrow('empty')
})
