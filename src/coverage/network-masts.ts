import type { Grid } from '../grid/grid'
import { projection } from '../grid/projection'
import type { Network, Rat } from '../network/network'
import type { Mast } from './masts'
import { surroundingsOf } from './surroundings'

/** The masts of a network for one generation, and what was left out. */
export interface NetworkMasts {
  /** Grouped by frequency, ascending; each group's masts in the order of the network's cells. */
  layers: { frequencyMhz: number; band: string; masts: Mast[] }[]
  /** Cells of this generation that are left out because they serve rooms only. */
  indoorCells: number
}

/** Groups a network's outdoor cells of one generation into masts by frequency, place and height. */
export function networkMasts(grid: Grid, network: Network, rat: Rat): NetworkMasts {
  const { forward } = projection(grid.crs)
  const siteX = new Float64Array(network.sites.length)
  const siteY = new Float64Array(network.sites.length)
  network.sites.forEach((site, i) => {
    ;[siteX[i], siteY[i]] = forward(site.lon, site.lat)
  })
  const inUse = new Set<number>()
  for (const station of network.stations) if (station.rat === rat) inUse.add(station.site)
  const used = [...inUse]
  const ofSite = surroundingsOf(
    used.map((i) => siteX[i]),
    used.map((i) => siteY[i]),
    siteX,
    siteY,
  )
  const masts = new Map<string, Mast>()
  const layers = new Map<number, { frequencyMhz: number; band: string; masts: Mast[] }>()
  let indoorCells = 0
  network.cells.forEach((cell, index) => {
    const station = network.stations[cell.station]
    if (station.rat !== rat) return
    if (cell.indoor) {
      indoorCells++
      return
    }
    const { frequencyMhz, heightM } = cell
    const key = `${station.site} ${frequencyMhz} ${heightM}`
    let mast = masts.get(key)
    if (!mast) {
      const site = station.site
      mast = { x: siteX[site], y: siteY[site], heightM, frequencyMhz, surroundings: ofSite[site], sectors: [] }
      masts.set(key, mast)
      let layer = layers.get(frequencyMhz)
      if (!layer) layers.set(frequencyMhz, (layer = { frequencyMhz, band: cell.band, masts: [] }))
      layer.masts.push(mast)
    }
    mast.sectors.push({ cell, server: index + 1 })
  })
  return { layers: [...layers.values()].sort((a, b) => a.frequencyMhz - b.frequencyMhz), indoorCells }
}
