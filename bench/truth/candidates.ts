import { bullington } from '../../src/radio/bullington'
import { deygout } from '../../src/radio/deygout'
import { freeSpaceLossDb } from '../../src/radio/free-space'
import { type HataEnvironment, pathLossHata } from '../../src/radio/hata'
import { pathLossItm } from '../../src/radio/itm/itm'
import { knifeEdge } from '../../src/radio/knife-edge'
import { pathLossP1812 } from '../../src/radio/p1812/p1812'
import { heightGainLoss } from '../../src/radio/p2108'
import { pathGeometry } from '../../src/radio/path-geometry'
import { losProbability38901, loss38901Db } from '../../src/radio/tr38901'
import { type Link, RX_M } from './links'

/** Effective Earth radius of k = 4/3, km. */
const EARTH_KM = 6371 * (4 / 3)
/** What a land cover of towns would put around the receiver (P.1812 table 2: urban), m. */
const CLUTTER_M = 15
/** Weight of the knife edge on top of a formula that holds some diffraction (SPM practice: 0.5 to 1). */
const K4 = 0.75

type Height = 'mast' | 'mean' | 'spot'

/** A way to predict a path; compared on the page, not shipped. */
export interface Candidate {
  name: string
  lossDb: (link: Link) => number
}

const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))
const ghz = (link: Link) => link.frequencyMhz / 1000

function heightM(link: Link, kind: Height): number {
  if (kind === 'mast') return link.mastM
  const top = link.heightM[0] + link.mastM
  const spot = top - link.heightM[link.heightM.length - 1]
  const above = kind === 'mean' && !Number.isNaN(link.meanM) ? top - link.meanM : spot
  return Math.max(link.mastM, above)
}

function geometryOf(link: Link) {
  const { distanceKm, heightM } = link
  const heights = { txHeightM: link.mastM, rxHeightM: RX_M }
  return pathGeometry({ distanceKm, heightM }, { ...heights, frequencyGhz: ghz(link), effectiveRadiusKm: EARTH_KM })
}

const edgeDb = (link: Link) => knifeEdge(geometryOf(link).worst.nu)

function cascade(link: Link) {
  const { heightM } = link
  const ends = { txAmslM: heightM[0] + link.mastM, rxAmslM: heightM[heightM.length - 1] + RX_M }
  return { ...ends, frequencyGhz: ghz(link), effectiveRadiusKm: EARTH_KM }
}

const freeDb = (link: Link) => freeSpaceLossDb(link.distanceM, link.frequencyMhz)
const bullingtonDb = (link: Link) => bullington(link, cascade(link)).lossDb
const deygoutDb = (link: Link) => deygout(link, cascade(link)).lossDb
const clutterDb = (link: Link) =>
  heightGainLoss({ frequencyGhz: ghz(link), terminalHeightM: RX_M, clutterHeightM: CLUTTER_M, clutter: 'suburban' })
    .lossDb

function hataDb(link: Link, environment: HataEnvironment, kind: Height): number {
  const heights = { baseHeightM: heightM(link, kind), userHeightM: RX_M }
  const { frequencyMhz, distanceM } = link
  const { lossDb } = pathLossHata({
    variant: 'extended',
    environment,
    frequencyMhz,
    distanceKm: distanceM / 1000,
    ...heights,
  })
  return Math.max(freeDb(link), lossDb)
}

function threeDb(link: Link, scenario: 'RMa' | 'UMa', kind: Height, los: boolean): number {
  const base = within(heightM(link, kind), 10, 150)
  return Math.max(freeDb(link), loss38901Db(scenario, los, link.distanceM, ghz(link), base, RX_M))
}

function mixedDb(link: Link, scenario: 'RMa' | 'UMa', kind: Height): number {
  const p = losProbability38901(scenario, link.distanceM)
  return p * threeDb(link, scenario, kind, true) + (1 - p) * threeDb(link, scenario, kind, false)
}

function p1812Db({ distanceKm, heightM, mastM, ...link }: Link, clutterM = 0): number {
  const clutterHeightM = heightM.map((_, i) => (i === 0 || i === heightM.length - 1 ? 0 : clutterM))
  const profile = { distanceKm, heightM, clutterHeightM }
  const place = { txLon: link.lon, rxLon: link.lon, txLat: link.lat, rxLat: link.lat }
  const ends = { txHeightM: mastM, rxHeightM: RX_M, polarization: 'vertical' as const }
  return pathLossP1812(profile, { ...place, ...ends, frequencyGhz: link.frequencyMhz / 1000, timePercent: 50 }).lossDb
}

function itmDb(link: Link): number {
  const stepM = (link.distanceKm[link.distanceKm.length - 1] * 1000) / (link.distanceKm.length - 1)
  const ground = { epsilon: 15, sigma: 0.005, n0: 325, climate: 5 as const, mdvar: 12 as const }
  const ends = {
    txHeightM: link.mastM,
    rxHeightM: RX_M,
    frequencyMhz: link.frequencyMhz,
    polarization: 'vertical' as const,
  }
  const half = { timePercent: 50, locationPercent: 50, situationPercent: 50 }
  return pathLossItm({ stepM, heightM: link.heightM }, { ...ends, ...ground, ...half }).lossDb
}

/** Hata over effective height, in an environment, and what terrain adds to it. */
function hataFamily(environment: HataEnvironment): Candidate[] {
  const base = (link: Link) => hataDb(link, environment, 'mean')
  return [
    { name: `Hata ${environment}, mast height`, lossDb: (link) => hataDb(link, environment, 'mast') },
    { name: `Hata ${environment}, mean`, lossDb: base },
    { name: `Hata ${environment}, spot`, lossDb: (link) => hataDb(link, environment, 'spot') },
    { name: `Hata ${environment}, mean + 0.5 KE`, lossDb: (link) => base(link) + 0.5 * edgeDb(link) },
    { name: `Hata ${environment}, mean + 0.75 KE`, lossDb: (link) => base(link) + K4 * edgeDb(link) },
    {
      name: `Hata ${environment}, spot + 0.75 KE`,
      lossDb: (link) => hataDb(link, environment, 'spot') + K4 * edgeDb(link),
    },
    { name: `Hata ${environment}, mean + KE`, lossDb: (link) => base(link) + edgeDb(link) },
    { name: `Hata ${environment}, mean + Bullington`, lossDb: (link) => base(link) + bullingtonDb(link) },
    { name: `Hata ${environment}, mean + Deygout`, lossDb: (link) => base(link) + deygoutDb(link) },
  ]
}

function threeFamily(scenario: 'RMa' | 'UMa'): Candidate[] {
  return [
    {
      name: `${scenario} mixed by P_LOS, mast height + 0.75 KE`,
      lossDb: (link) => mixedDb(link, scenario, 'mast') + K4 * edgeDb(link),
    },
    { name: `${scenario} mixed by P_LOS, spot`, lossDb: (link) => mixedDb(link, scenario, 'spot') },
    { name: `${scenario} NLOS everywhere, spot`, lossDb: (link) => threeDb(link, scenario, 'spot', false) },
    {
      name: `${scenario}, terrain decides LOS, spot`,
      lossDb: (link) => threeDb(link, scenario, 'spot', geometryOf(link).los),
    },
    {
      name: `${scenario}, terrain decides LOS, spot, in clutter`,
      lossDb: (link) => threeDb(link, scenario, 'spot', geometryOf(link).los) + clutterDb(link),
    },
  ]
}

export const CANDIDATES: readonly Candidate[] = [
  ...threeFamily('RMa'),
  ...threeFamily('UMa'),
  ...hataFamily('suburban'),
  ...hataFamily('urban'),
  ...hataFamily('open'),
  { name: 'P.1812', lossDb: (link) => p1812Db(link) },
  { name: 'P.1812, in clutter', lossDb: (link) => p1812Db(link) + clutterDb(link) },
  { name: 'P.1812, 15 m on the profile', lossDb: (link) => p1812Db(link, CLUTTER_M) },
  { name: 'ITM', lossDb: itmDb },
  { name: 'ITM, in clutter', lossDb: (link) => itmDb(link) + clutterDb(link) },
  {
    name: 'Hata suburban, mean, and P.1812: mean of both',
    lossDb: (link) => (hataDb(link, 'suburban', 'mean') + p1812Db(link)) / 2,
  },
  {
    name: 'Hata suburban, mean, or P.1812: the larger',
    lossDb: (link) => Math.max(hataDb(link, 'suburban', 'mean'), p1812Db(link)),
  },
]
