import { describe, expect, it } from 'vitest'
import { warningText } from '../../src/formats/warning'
import { readSites } from '../../src/network/read-sites'
import { heightsLikeGround } from '../../src/terrain/heights-like-ground'
import type { Terrain } from '../../src/terrain/terrain'

/** Ground that rises 1 m a pixel to the east, from 100 m. */
const terrain: Terrain = {
  tiles: [
    {
      name: 'dem.tif',
      crs: 'EPSG:4326',
      width: 100,
      height: 100,
      originX: 118,
      originY: 26,
      pixelWidth: 0.01,
      pixelHeight: 0.01,
      data: Float32Array.from({ length: 10000 }, (_, i) => 100 + (i % 100)),
      nodata: null,
    },
  ],
  synthetic: false,
  warnings: [],
}

const networkOf = (heights: number[]) =>
  readSites({
    name: 't.csv',
    bytes: new TextEncoder().encode(
      `lon,lat,height\n${heights.map((height, i) => `${118.005 + 0.1 * i},25.5,${height}`).join('\n')}\n`,
    ),
  })

describe('heightsLikeGround', () => {
  it('tells antenna heights that are those of the ground', async () => {
    expect(warningText(heightsLikeGround(await networkOf([100, 111, 121, 35]), terrain)!)).toBe(
      '3 of 3 cells above 60 m have the elevation of the ground for their antenna height (first: S1-n78-omni); height should be metres above ground, not above the sea.',
    )
  })

  it('says nothing of masts, nor of a few that agree by chance', async () => {
    expect(heightsLikeGround(await networkOf([30, 35, 40]), terrain)).toBeUndefined()
    expect(heightsLikeGround(await networkOf([100, 80, 75, 70]), terrain)).toBeUndefined()
  })
})
