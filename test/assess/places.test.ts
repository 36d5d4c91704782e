import { describe, expect, it } from 'vitest'
import type { Place } from '../../src/area/places'
import { cellsOf } from '../../src/assess/cells-of'
import { assessNbIot } from '../../src/assess/nb-iot'
import { assessPlaces, sceneTable } from '../../src/assess/places'
import { townContinuity, townsOf } from '../../src/assess/towns'
import { deepVillages, settlements20 } from '../../src/assess/village-rules'
import { at, box, cellOf, GRID, LEFT_HALF, mapOf, noNetwork, stationOf, twoVillages } from './small-map'

const place = (id: string, scene: string, geometry: Place['geometry']): Place => ({
  id,
  name: id,
  scene,
  weight: 1,
  geometry,
  synthetic: false,
})
const point = (column: number, row: number) => ({ type: 'Point' as const, coordinates: at(column, row) })
const line = (west: number, east: number) => ({
  type: 'LineString' as const,
  coordinates: [at(west, 4.5), at(east, 4.5)],
})

describe('assessPlaces', () => {
  const coverage = mapOf(LEFT_HALF)

  it('tests points, shares of length and shares of area by the rule', () => {
    const rows = assessPlaces(coverage, [
      place('inside', 'hospital', point(2.5, 2.5)),
      place('out of signal', 'hospital', point(7.5, 2.5)),
      place('road, half', 'motorway', line(0, 10)),
      place('road, 98 %', 'motorway', line(0.1, 5.1)),
      place('road, 90 %', 'highway', line(0.5, 5.5)),
      place('tea garden', 'tea-garden', box(3, 2, 7, 6)),
      place('far away', 'park', { type: 'Point', coordinates: [100, 30] }),
    ])
    expect(rows.map((r) => [r.id, r.reached, r.outside])).toEqual([
      ['inside', true, false],
      ['out of signal', false, false],
      ['road, half', false, false],
      ['road, 98 %', true, false],
      ['road, 90 %', false, false],
      ['tea garden', false, false],
      ['far away', false, true],
    ])
    expect(rows[2].shareExpected).toBeCloseTo(0.5, 6)
    expect(rows[2].lengthKm).toBeCloseTo(1, 4)
    expect(rows[4].shareHard).toBeCloseTo(0.9, 1)
    expect(rows[5].shareHard).toBeCloseTo(0.5, 6)
    expect(rows[5].areaKm2).toBeCloseTo(0.16, 6)
    expect(sceneTable(rows).map((s) => [s.scene, s.total, s.reached, s.outside])).toEqual([
      ['motorway', 2, 1, 0],
      ['highway', 1, 0, 0],
      ['hospital', 2, 1, 0],
      ['park', 0, 0, 1],
      ['tea-garden', 1, 0, 0],
    ])
  })

  it('asks every point of a place', () => {
    const both = { type: 'MultiPoint' as const, coordinates: [at(2.5, 2.5), at(7.5, 2.5)] }
    expect(assessPlaces(coverage, [place('campus', 'university', both)])[0]).toMatchObject({
      reached: false,
      shareHard: 0.5,
    })
  })

  it('counts what lies off the grid as not covered', () => {
    const [row] = assessPlaces(coverage, [place('road', 'highway', line(-5, 5))])
    expect(row.shareExpected).toBeCloseTo(0.5, 6)
  })
})

describe('cellsOf', () => {
  it('fills an area by cell centres, holes left out', () => {
    const ring = box(0, 0, 4, 4).coordinates[0]
    const hole = box(1, 1, 3, 3).coordinates[0]
    expect(cellsOf(GRID, { type: 'Polygon', coordinates: [ring, hole] }).cell).toHaveLength(12)
    expect(cellsOf(GRID, box(2.1, 2.1, 2.3, 2.3)).cell).toEqual([22])
  })
})

describe('towns', () => {
  it('are the dense cells of a township, or the surroundings of its seat', () => {
    const coverage = mapOf(LEFT_HALF)
    const people = coverage.people.slice()
    people[0] = people[1] = 40 // 4,000 people per km² in the upper left corner, 1,100 elsewhere
    const towns = townsOf(GRID, coverage.zones.zone, people, twoVillages())
    expect(towns[0].cells).toEqual([0, 1])
    expect(towns[1].cells.length).toBeGreaterThan(40)
    const rows = townContinuity(GRID, towns, (cell) => coverage.probability[cell])
    expect(rows.map((t) => [t.townshipCode, t.share, t.continuous])).toEqual([
      ['t1', 1, true],
      ['t2', 0, false],
    ])
  })
})

describe('towns without codes', () => {
  it('are told apart by name, and without townships every village is one', () => {
    const coverage = mapOf(LEFT_HALF)
    const zone = coverage.zones.zone
    const [a, b] = twoVillages()
    const of = (...list: (typeof a)[]) =>
      townsOf(GRID, zone, coverage.people, list).map((t) => [t.townshipCode, t.township])
    expect(of({ ...a, townshipCode: '' }, { ...b, townshipCode: '' })).toEqual([
      ['Town 1', 'Town 1'],
      ['Town 2', 'Town 2'],
    ])
    expect(of({ ...a, townshipCode: '', township: '' }, { ...b, townshipCode: '', township: '' })).toEqual([
      ['v1', 'Village 1'],
      ['v2', 'Village 2'],
    ])
  })
})

describe('village rules', () => {
  it('V-deep asks all public points and the rural places of a village', () => {
    const coverage = mapOf(LEFT_HALF)
    expect(deepVillages(coverage, twoVillages(), [])).toEqual({ passed: 1, tested: 2, estimated: false })
    const patchy = mapOf(LEFT_HALF.map((row, r) => (r < 3 ? '..........' : row)))
    const market = assessPlaces(patchy, [place('market', 'rural-market', point(1.5, 1.5))])
    expect(deepVillages(patchy, twoVillages(), [])).toMatchObject({ passed: 1 })
    expect(deepVillages(patchy, twoVillages(), market)).toMatchObject({ passed: 0 })
  })

  it('V20 takes the settlements given, or blocks with 20 households', () => {
    const coverage = mapOf(LEFT_HALF)
    // Blocks of 500 m hold 25 cells × 11 people = 99 households each: two left, two right.
    expect(settlements20(coverage, [])).toEqual({ passed: 2, tested: 4, estimated: true })
    const given = assessPlaces(coverage, [
      place('a', 'settlement', point(2.5, 2.5)),
      place('b', 'settlement', point(8.5, 2.5)),
      place('c', 'settlement', point(1.5, 8.5)),
    ])
    expect(settlements20(coverage, given)).toEqual({ passed: 2, tested: 3, estimated: false })
  })
})

describe('assessNbIot', () => {
  it('sorts area and people by coupling loss and tests towns at 154 dB', () => {
    const network = {
      ...noNetwork(),
      stations: [stationOf('s', 0, 'A')],
      cells: [{ ...cellOf('c', 0), epreDbm: 32.2 }],
    }
    const coverage = mapOf(LEFT_HALF, network)
    // Rows 0–4 of the left half at 142.2 dB, rows 5–9 at 160.2 dB; the right half without signal.
    coverage.rsrpDbm.forEach((v, i) => {
      coverage.rsrpDbm[i] = Number.isNaN(v) ? NaN : i < 50 ? -110 : -128
    })
    const result = assessNbIot(coverage, [
      { townshipCode: 't', township: 'T', county: 'C', cells: [0, 1, 2] },
      { townshipCode: 'u', township: 'U', county: 'C', cells: [2, 52] },
    ])
    expect(result.areaKm2).toEqual({ ce0: 0.25, ce1: 0.25, ce2: 0.5, total: 1 })
    expect(result.people.ce2).toBeCloseTo(550, 6)
    expect(result.couplingLossDb[0]).toBeCloseTo(142.2, 4)
    expect(result.towns.map((t) => [t.share, t.continuous])).toEqual([
      [1, true],
      [0.5, false],
    ])
  })
})
