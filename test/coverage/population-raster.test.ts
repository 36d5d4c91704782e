import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPopulation } from '../../src/area/read-population'
import { readVillages } from '../../src/area/read-villages'
import { type Ring, signedArea2 } from '../../src/area/rings'
import { openCore } from '../../src/core/core'
import { peopleOnGrid } from '../../src/coverage/people'
import { zonesOf } from '../../src/coverage/zones'
import { fromLonLatTo } from '../../src/formats/crs'
import { gridFor } from '../../src/grid/grid-for'

const cases = new URL('../../../shared/data/cases/input/', import.meta.url)
const fileOf = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, cases))) })

test.skipIf(!existsSync(cases))(
  'people of rasters in degrees and in Mollweide (skipped without shared data)',
  async () => {
    const { villages } = await readVillages(fileOf('villages_nopop.geojson'))
    const grid = gridFor(villages)
    const core = await openCore({ workers: 1 })
    const residentsBy = async (name: string) => {
      const { raster } = await readPopulation(fileOf(name))
      const zones = zonesOf(core, grid, villages)
      const people = peopleOnGrid(core, zones, villages, raster!)
      return people.reduce((sum, own) => sum + own, 0)
    }
    // Each pixel holds 10. Mollweide keeps areas: the villages' area in pixels is what they hold.
    const toPlane = fromLonLatTo('EPSG:54009', 'a')
    const areaM2 = villages.reduce((sum, { geometry }) => {
      const rings = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat() as Ring[]
      return sum + rings.reduce((own, ring) => own + signedArea2(ring.map(([lon, lat]) => toPlane(lon, lat))) / 2, 0)
    }, 0)
    const inMollweide = (10 * areaM2) / 135.7918396982123 ** 2
    expect(Math.abs((await residentsBy('pop_mollweide.tif')) / inMollweide - 1)).toBeLessThan(0.01)
    expect(Math.abs((await residentsBy('pop_truth_4326.tif')) / 225_000 - 1)).toBeLessThan(0.01)
    await core.close()
  },
)
