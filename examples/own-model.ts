// A path-loss model of your own in place of a built-in one: `npx tsx examples/own-model.ts`. Prints how far one mast carries.
import { computeCoverage, gridFor, type Network, type PathModel, projection, type Village } from '../src/index'

/** Loss that grows by `slope` dB a decade from the free-space loss at 100 m: what a drive test is often fitted to first. */
function logDistance(slope: number): PathModel {
  return {
    name: `log-distance-${slope}`,
    source: 'log-distance from free space at 100 m (P.525-4), slope of your own',
    loss: ({ frequencyMhz }) => {
      const at100m = 32.45 + 20 * Math.log10(frequencyMhz * 0.1)
      return (distanceM) => at100m + slope * Math.log10(Math.max(10, distanceM) / 100)
    },
    // Over terrain: the dominant knife edge, in full.
    terrain: () => ({ sweep: 'knife-edge', share: 1 }),
    // One spread; with 'model' as sigmaDb it is asked at each distance.
    sigmaDb: 9,
  }
}

const { inverse } = projection('EPSG:32650')
const corner = (eastKm: number, northKm: number) => inverse(500_000 + 1000 * eastKm, 2_770_000 + 1000 * northKm)
const village: Village = {
  code: 'A',
  name: 'A',
  kind: 'village',
  townshipCode: 'T',
  township: 'T',
  countyCode: 'C',
  county: 'C',
  population: 900,
  households: 300,
  geometry: {
    type: 'Polygon',
    coordinates: [[corner(0, 0), corner(20, 0), corner(20, 20), corner(0, 20), corner(0, 0)]],
  },
  publicPoints: [],
  synthetic: true,
}
const [lon, lat] = corner(10, 10)
const upright = { azimuthDeg: Number.NaN, mechanicalTiltDeg: 0, electricalTiltDeg: 0 }
const wide = { horizontalBeamwidthDeg: 360, verticalBeamwidthDeg: 360, gainDbi: 15, lossDb: 0 }
const network: Network = {
  sites: [{ id: 'mast', lon, lat }],
  stations: [{ id: 'station', site: 0, rat: '5g', operator: '', built: Number.NaN }],
  cells: [
    {
      id: 'cell',
      station: 0,
      band: 'n28',
      frequencyMhz: 773,
      heightM: 35,
      epreDbm: 18,
      indoor: false,
      ...upright,
      ...wide,
    },
  ],
  rejected: [],
  warnings: [],
  synthetic: true,
}
const villages = [village]
const grid = gridFor(villages, { cellSizeM: 100 })
for (const slope of [35, 40]) {
  const map = await computeCoverage({ grid, network, villages, model: logDistance(slope), workers: 1 })
  const covered = map.rsrpDbm.filter((dbm) => dbm >= map.rule.rsrpDbm).length
  const km = Math.sqrt((covered * grid.cellSizeM ** 2) / Math.PI) / 1000
  console.log(`${map.model}: ${map.rule.rsrpDbm} dBm to ${km.toFixed(1)} km, σ ${map.sigmaDb} dB`)
}
