import { valueReader } from '../formats/rasters/geo-raster'
import { landCoverKind } from '../terrain/land-cover'
import type { LandCover } from '../terrain/read-land-cover'

/** A function that gives the kind of land at a place (an id of `LAND_COVER_KINDS`); undefined where no tile knows. */
export function landCoverAt({ tiles, scheme }: LandCover): (lon: number, lat: number) => string | undefined {
  const readers = tiles.map(valueReader)
  return (lon, lat) => {
    for (const valueAt of readers) {
      const code = valueAt(lon, lat)
      const kind = Number.isNaN(code) ? undefined : landCoverKind(scheme, code)
      if (kind) return kind.id
    }
    return undefined
  }
}
