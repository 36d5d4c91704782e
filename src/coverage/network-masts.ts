import type { Grid } from '../grid/grid'
import { projection } from '../grid/projection'
import type { Network, Rat } from '../network/network'
import type { Surroundings } from '../radio/models/path-model'
import type { Mast } from './masts'
import { surroundingsOf } from './surroundings'

/** The masts of a network for one generation, and what was left out. */
export interface NetworkMasts {
  /** Grouped by frequency, ascending; each group's masts in the order of the network's cells. */
  layers: { frequencyMhz: number; band: string; masts: Mast[] }[]
  /** Cells of this generation that are left out because they serve rooms only. */
  indoorCells: number
}

/** Sites in the projection of the grid, and what each stands in. */
export interface SitesOnGround {
  x: Float64Array
  y: Float64Array
  surroundings: Surroundings[]
  /** Indices of the sites with a station of the generation: their density tells town from country. */
  used: number[]
}

/** Projects a network's sites; where a site does not say what it stands in, the density of the generation's sites tells. */
export function sitesOnGround(grid: Grid, network: Network, rat: Rat): SitesOnGround {
  const { forward } = projection(grid.crs)
  const x = new Float64Array(network.sites.length)
  const y = new Float64Array(network.sites.length)
  network.sites.forEach((site, i) => {
    ;[x[i], y[i]] = forward(site.lon, site.lat)
  })
  const inUse = new Set<number>()
  for (const station of network.stations) if (station.rat === rat) inUse.add(station.site)
  const used = [...inUse]
  const told = surroundingsOf(
    used.map((i) => x[i]),
    used.map((i) => y[i]),
    x,
    y,
  )
  return { x, y, surroundings: network.sites.map((site, i) => site.surroundings ?? told[i]), used }
}

/** Groups a network's outdoor cells of one generation into masts by frequency, place and height. */
export function networkMasts(grid: Grid, network: Network, rat: Rat): NetworkMasts {
  const { x: siteX, y: siteY, surroundings: ofSite } = sitesOnGround(grid, network, rat)
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
