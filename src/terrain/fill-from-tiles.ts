import {
  boundsOf,
  type GeoRaster,
  type LonLatBox,
  lonLatOf,
  valueReader,
  windowUnder,
} from '../formats/rasters/geo-raster'

/**
 * Gives the void pixels of tiles, in place, what another tile knows of them: tiles of a survey overlap, each with a collar of nodata.
 * @param area only there; everywhere where it is not given
 */
export function fillFromTiles(tiles: readonly GeoRaster[], area: LonLatBox | undefined): void {
  if (tiles.length < 2) return
  const isVoid = (tile: GeoRaster, i: number) => tile.data[i] === tile.nodata || Number.isNaN(tile.data[i])
  const withVoids = tiles.filter((tile) => tile.data.some((_: number, i: number) => isVoid(tile, i)))
  if (withVoids.length === 0) return
  const others = tiles.map((tile) => ({ tile, box: boundsOf(tile), valueAt: valueReader(tile) }))
  for (const tile of withVoids) {
    const place = lonLatOf(tile)
    for (const other of others) {
      const box = other.tile === tile ? undefined : common(other.box, area)
      const window = box && windowUnder(tile, box)
      if (!window) continue
      const { left, top, width, height } = window
      for (let row = top; row < top + height; row++) {
        for (let column = left, i = row * tile.width + left; column < left + width; column++, i++) {
          if (!isVoid(tile, i)) continue
          const value = other.valueAt(...place(column + 0.5, row + 0.5))
          if (!Number.isNaN(value)) tile.data[i] = tile.data instanceof Float32Array ? value : Math.round(value)
        }
      }
    }
  }
}

/** What two boxes have in common; undefined where that is nothing. */
function common(box: LonLatBox, area: LonLatBox | undefined): LonLatBox | undefined {
  if (!area) return box
  // Longitudes may run from 0 to 360 in one of the two.
  const turn = 360 * Math.round((area[0] + area[2] - box[0] - box[2]) / 720)
  const [west, east] = [Math.max(box[0] + turn, area[0]), Math.min(box[2] + turn, area[2])]
  const [south, north] = [Math.max(box[1], area[1]), Math.min(box[3], area[3])]
  return west < east && south < north ? [west, south, east, north] : undefined
}
