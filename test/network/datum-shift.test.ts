import { describe, expect, it } from 'vitest'
import { wgs84ToGcj02 } from '../../src/area/datum'
import type { Village } from '../../src/area/village'
import { type Warning, warningText } from '../../src/formats/warning'
import { datumShiftWarning } from '../../src/network/datum-shift'
import type { Network } from '../../src/network/network'

/** One village, half a degree wide, west of Quanzhou. */
const village = {
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [117.6, 25.2],
        [118.1, 25.2],
        [118.1, 25.7],
        [117.6, 25.7],
        [117.6, 25.2],
      ],
    ],
  },
} as unknown as Village

/** A lattice of sites that fills the village to its edge. */
function sites(place: (lon: number, lat: number) => [number, number]): Network {
  const all = []
  for (let i = 0; i < 60; i++) {
    for (let j = 0; j < 60; j++) {
      const [lon, lat] = place(117.6 + (0.5 * (i + 0.5)) / 60, 25.2 + (0.5 * (j + 0.5)) / 60)
      all.push({ id: '', lon, lat })
    }
  }
  return { sites: all } as unknown as Network
}

const told = (warning: Warning | undefined) => warning && warningText(warning)

describe('datumShiftWarning', () => {
  it('says nothing where sites stand inside', () => {
    expect(
      datumShiftWarning(
        sites((lon, lat) => [lon, lat]),
        [village],
      ),
    ).toBeUndefined()
  })

  it('tells sites in GCJ-02', () => {
    expect(told(datumShiftWarning(sites(wgs84ToGcj02), [village]))).toBe(
      '60 of 3600 sites stand outside the villages, 0 would if the sites were in GCJ-02: sites and villages look shifted against each other by some 585 m. The sites are probably from a Chinese web map: declare it with --datum sites=gcj02.',
    )
  })

  it('tells villages in GCJ-02', () => {
    const shifted = structuredClone(village)
    for (const position of (shifted.geometry.coordinates as number[][][])[0]) {
      const [lon, lat] = wgs84ToGcj02(position[0], position[1])
      position[0] = lon
      position[1] = lat
    }
    expect(
      told(
        datumShiftWarning(
          sites((lon, lat) => [lon, lat]),
          [shifted],
        ),
      ),
    ).toContain('would if the villages were in GCJ-02')
  })

  it('tells an input that was declared GCJ-02 and is not', () => {
    expect(told(datumShiftWarning(sites(wgs84ToGcj02), [village], { villages: 'gcj02' }))).toContain(
      'The villages were declared GCJ-02 and seem to be in WGS-84: leave that out, or declare the sites too.',
    )
    expect(told(datumShiftWarning(sites(wgs84ToGcj02), [village], { villages: 'gcj02', sites: 'gcj02' }))).toContain(
      'Both were declared GCJ-02; the villages seem to be in WGS-84: --datum sites=gcj02,villages=wgs84.',
    )
  })

  it('says nothing where sites are merely outside', () => {
    expect(
      datumShiftWarning(
        sites((lon, lat) => [lon + 0.2, lat]),
        [village],
      ),
    ).toBeUndefined()
  })
})
