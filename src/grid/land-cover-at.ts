import { valueAt } from '../formats/rasters/geo-raster'
import { landCoverKind } from '../terrain/land-cover'
import type { LandCover } from '../terrain/read-land-cover'
import { geographic } from './projection'

/** A function that gives the kind of land at a place (an id of `LAND_COVER_KINDS`); undefined where no tile knows. */
export function landCoverAt({ tiles, scheme }: LandCover): (lon: number, lat: number) => string | undefined {
  const placed = tiles.map((tile) => ({ tile, toTile: geographic(tile.crs) }))
  return (lon, lat) => {
    for (const { tile, toTile } of placed) {
      const code = valueAt(tile, ...toTile(lon, lat))
      const kind = Number.isNaN(code) ? undefined : landCoverKind(scheme, code)
      if (kind) return kind.id
    }
    return undefined
  }
}
