import type { FeatureCollection, Point, Polygon } from 'geojson'
import type { Grid } from '../../src/grid/grid'
import { projection } from '../../src/grid/projection'
import type { AreaColumns, GapColumns, ProposalColumns, ReportData, VillageColumns } from '../../src/output/report-data'

/** A small seeded generator (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const HOSTILE = '<img src=x onerror="globalThis.hacked=1">'

/**
 * A made-up run: `side × side` square villages of 2 km, nine townships, three counties, everything synthetic. One village
 * has a hostile name.
 */
export function madeUpRun({
  side = 12,
  cellSizeM = 50,
  seed = 7,
  proposals = 60,
  lang = 'en' as 'en' | 'zh',
} = {}): ReportData {
  const next = random(seed)
  const villageM = 2000
  const cells = (side * villageM) / cellSizeM
  const grid: Grid = { crs: 'EPSG:32650', originX: 600000, originY: 2800000, cellSizeM, columns: cells, rows: cells }
  const { inverse } = projection(grid.crs)
  const corner = (column: number, row: number): [number, number] =>
    inverse(grid.originX + column * villageM, grid.originY - row * villageM)
  const stations = Array.from({ length: side * side }, (_, i) => {
    const [lon, lat] = inverse(grid.originX + next() ** 0.7 * side * villageM, grid.originY - next() * side * villageM)
    return {
      id: `S${i}`,
      lon,
      lat,
      operator: ['CMCC', 'CTCC', 'CUCC'][i % 3],
      rat: '5g',
      bands: ['n28', 'n41', 'n78', 'n1;n78'][i % 4],
      built: 2019 + (i % 5),
    }
  })
  const { forward } = projection(grid.crs)
  const places = stations.map(({ lon, lat }) => forward(lon, lat))
  const count = grid.columns * grid.rows
  const rsrpDbm = new Float32Array(count)
  const server = new Uint32Array(count)
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const x = grid.originX + (column + 0.5) * cellSizeM
      const y = grid.originY - (row + 0.5) * cellSizeM
      let [best, least] = [0, Number.POSITIVE_INFINITY]
      places.forEach(([px, py], i) => {
        const d = (px - x) ** 2 + (py - y) ** 2
        if (d < least) [best, least] = [i, d]
      })
      const i = row * grid.columns + column
      rsrpDbm[i] =
        least > 2600 ** 2
          ? Number.NaN
          : -40 - 17.5 * Math.log10(Math.max(100, least) / 100) - 6 * Math.sin(x / 900) * Math.cos(y / 700)
      server[i] = Number.isNaN(rsrpDbm[i]) ? 0 : best + 1
    }
  }
  const probability = rsrpDbm.map((level) => (Number.isNaN(level) ? 0 : 1 / (1 + Math.exp(-(level + 105) / 4.5))))
  const sinrDb = rsrpDbm.map((level) => (Number.isNaN(level) ? Number.NaN : (level + 105) / 3))
  const gigabit = Uint8Array.from(rsrpDbm, (level) => (level > -98 ? 1 : 0))
  const terrainEffectDb = rsrpDbm.map((level, i) =>
    Number.isNaN(level)
      ? Number.NaN
      : -32 * Math.max(0, Math.sin((i % grid.columns) / 45) * Math.cos(i / grid.columns / 60)),
  )
  // The plan covers what is not covered, village by village.
  const coveredAtRank = Uint16Array.from(rsrpDbm, (level, i) => {
    if (level >= -96.3 || proposals === 0) return 0
    const [column, row] = [i % grid.columns, Math.floor(i / grid.columns)]
    const perSide = villageM / cellSizeM
    return 1 + ((Math.floor(row / perSide) * side + Math.floor(column / perSide)) % proposals)
  })
  const villages: FeatureCollection<Polygon, VillageColumns> = { type: 'FeatureCollection', features: [] }
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const perSide = villageM / cellSizeM
      let hard = 0
      for (let r = 0; r < perSide; r++) {
        for (let c = 0; c < perSide; c++)
          if (rsrpDbm[(row * perSide + r) * grid.columns + column * perSide + c] >= -96.3) hard++
      }
      const share = hard / perSide ** 2
      const county = Math.floor((column * 3) / side)
      const township = county * 3 + Math.floor((row * 3) / side)
      const index = row * side + column
      villages.features.push({
        type: 'Feature',
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              corner(column, row),
              corner(column, row + 1),
              corner(column + 1, row + 1),
              corner(column + 1, row),
              corner(column, row),
            ],
          ],
        },
        properties: {
          code: `9900${String(county).padStart(2, '0')}${String(township).padStart(3, '0')}${String(index).padStart(3, '0')}`,
          name: index === 5 ? HOSTILE : `示例村${index}`,
          kind: index % 5 ? 'village' : 'community',
          township: `示例镇${township}`,
          township_code: `T${township}`,
          county: `示例县${county}`,
          county_code: `C${county}`,
          area_km2: 4,
          population: Math.round(300 + 4000 * next() ** 2),
          households: 500,
          area_hard: share,
          area_expected: Math.min(1, share * 1.03),
          population_hard: Math.min(1, share * 1.1),
          population_expected: Math.min(1, share * 1.12),
          has_5g: share > 0.6,
          has_gigabit: share > 0.4,
          best_cell: `S${index}-1`,
          best_rsrp_dbm: -80 - 30 * (1 - share),
          points: 2,
          points_estimated: 1,
          reason: share > 0.6 ? '' : share > 0.2 ? 'weak-at-committee' : 'no-signal-at-committee',
        },
      })
    }
  }
  const rows = villages.features.map(({ properties }) => properties)
  const total = (list: VillageColumns[], of: (row: VillageColumns) => number) =>
    list.reduce((sum, row) => sum + of(row), 0)
  const areaRow = (code: string, name: string, county: string, list: VillageColumns[]): AreaColumns => {
    const people = total(list, (v) => v.population ?? 0)
    const admin = list.filter(({ kind }) => kind === 'village')
    return {
      code,
      name,
      county,
      area_km2: total(list, (v) => v.area_km2),
      population: people,
      households: total(list, (v) => v.households ?? 0),
      area_hard: total(list, (v) => v.area_hard) / list.length,
      area_expected: total(list, (v) => v.area_expected) / list.length,
      population_hard: total(list, (v) => (v.population_hard ?? 0) * (v.population ?? 0)) / people,
      population_expected: total(list, (v) => (v.population_expected ?? 0) * (v.population ?? 0)) / people,
      villages_covered: list.filter((v) => v.has_5g).length,
      villages_total: list.length,
      administrative_villages_covered: admin.filter((v) => v.has_5g).length,
      administrative_villages_total: admin.length,
      communities_covered: list.filter((v) => v.has_5g && v.kind === 'community').length,
      communities_total: list.length - admin.length,
      gigabit_villages_covered: list.filter((v) => v.has_gigabit).length,
      gap_area_km2: total(list, (v) => v.area_km2 * (1 - v.area_hard)),
      gap_population: total(list, (v) => (v.population ?? 0) * (1 - (v.population_hard ?? 0))),
      stations: Math.round(stations.length / 3),
    }
  }
  const grouped = (key: 'county_code' | 'township_code') =>
    [...new Set(rows.map((row) => row[key]))].map((code) => rows.filter((row) => row[key] === code))
  const counties = grouped('county_code').map((list) =>
    areaRow(list[0].county_code, list[0].county, list[0].county, list),
  )
  const townships = grouped('township_code').map((list) =>
    areaRow(list[0].township_code, list[0].township, list[0].county, list),
  )
  const city = areaRow('', 'all', '', rows)
  const failing = villages.features.filter(({ properties }) => properties.area_hard < 0.7)
  const gaps: FeatureCollection<Polygon, GapColumns> = {
    type: 'FeatureCollection',
    features: failing.map(({ properties: village, geometry }, i) => {
      const [[a, , c]] = geometry.coordinates
      const [w, e] = [a[0] + (c[0] - a[0]) * 0.25, a[0] + (c[0] - a[0]) * 0.75]
      const [n, s] = [a[1] + (c[1] - a[1]) * 0.25, a[1] + (c[1] - a[1]) * 0.7]
      return {
        type: 'Feature',
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [w, n],
              [w, s],
              [e, s],
              [e, n],
              [w, n],
            ],
          ],
        },
        properties: {
          id: i + 1,
          class: i % 2 ? 'weak' : 'hole',
          area_km2: 1.5,
          population: Math.round((village.population ?? 0) * 0.4),
          villages: [village.code],
          nearest_site_m: 900 + 100 * i,
        },
      }
    }),
  }
  let [people, reached, cost] = [0, 0, 0]
  const plan: FeatureCollection<Point, ProposalColumns> = {
    type: 'FeatureCollection',
    features: Array.from({ length: failing.length ? proposals : 0 }, (_, i) => {
      const village = failing[i % failing.length]
      const [a] = village.geometry.coordinates[0]
      const [lon, lat] = [a[0] + 0.004 + 0.012 * next(), a[1] - 0.004 - 0.01 * next()]
      const gain = Math.round(1500 / (1 + i / 4))
      const villageGain = i < failing.length ? 1 : 0
      people += gain
      reached += villageGain
      cost += 200_000
      return {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [lon, lat] },
        properties: {
          rank: i + 1,
          lon,
          lat,
          kind: 'station',
          county: village.properties.county,
          township: village.properties.township,
          village: village.properties.name,
          reason: i < failing.length ? 'village' : i < proposals * 0.8 ? 'coverage' : 'capacity',
          band: 'n28',
          height_m: 35,
          azimuths: [0, 120, 240],
          shares_site: i % 3 ? null : `S${i}`,
          gain_people: gain,
          gain_villages: villageGain,
          cost_cny: 200_000,
          cumulative_people: people,
          cumulative_villages: reached,
          cumulative_cost_cny: cost,
          quarter: 1 + Math.floor((4 * i) / proposals),
        },
      }
    }),
  }
  const figures = {
    area: { hard: city.area_hard, expected: city.area_expected },
    population: { hard: city.population_hard!, expected: city.population_expected! },
  }
  return {
    lang,
    summary: {
      gigaplan: '0.0.0-test',
      lang,
      synthetic: true,
      area: { en: 'Made-up city', zh: '虚构市' },
      grid: {
        crs: grid.crs,
        cellSizeM,
        columns: grid.columns,
        rows: grid.rows,
        cells: count,
        originX: grid.originX,
        originY: grid.originY,
      },
      inputs: {
        villages: rows.length,
        sites: stations.length,
        stations: stations.length,
        cells: stations.length * 3,
        rejected: 2,
        areaKm2: city.area_km2,
        population: city.population!,
        households: city.households!,
        syntheticInputs: ['villages', 'stations'],
        warnings: [{ code: 'no-dbf' as const, values: { file: HOSTILE }, text: HOSTILE }],
      },
      coverage: {
        '5g': {
          rule: 'cn-5g-dt-105',
          model: '38901-rma',
          rsrpDbm: -105,
          marginDb: 8.7,
          sinrDb: -3,
          sigmaDb: 8,
          load: 0.5,
          peopleEstimated: true,
          ...figures,
          villages: {
            covered: city.villages_covered,
            total: rows.length,
            byKind: {
              village: { covered: city.administrative_villages_covered, total: city.administrative_villages_total },
              community: { covered: city.communities_covered, total: city.communities_total },
              other: { covered: 0, total: 0 },
            },
          },
        },
        gigabit: {
          households: { covered: 60_000, total: 72_000, capabilityRate: 2.1 },
          villages: { covered: city.gigabit_villages_covered!, total: rows.length },
        },
      },
      gaps: {
        count: gaps.features.length,
        areaKm2: gaps.features.length * 1.5,
        population: total(
          failing.map(({ properties }) => properties),
          (v) => (v.population ?? 0) * 0.4,
        ),
      },
      plan: {
        target: proposals,
        proposed: plan.features.length,
        objective: people,
        upperBound: people * 1.012,
        optimalityGap: 0.0119,
        costCny: cost,
        stoppedBecause: 'target',
        after: {
          area: { hard: 0.97, expected: 0.98 },
          population: { hard: Math.min(1, figures.population.hard + people / city.population!), expected: 0.99 },
          villages: { covered: city.villages_covered + reached, total: rows.length },
        },
        byReason: {},
        byCounty: {},
      },
      indicators: [
        { code: 'gnb_per_10k', value: 27.25, threshold: 12, pass: true },
        { code: 'home_gigabit_cov', value: 2.294, threshold: 0.8, pass: true },
        { code: 'u500_share', value: 0.21, threshold: 0.25, pass: false },
        { code: 'key_place_5g', value: null, threshold: 0.8, pass: null },
      ],
      timingsMs: { total: 1 },
      peakRssMb: 1,
    },
    villages,
    counties,
    townships,
    gaps,
    plan,
    stations,
    changes: proposals
      ? counties.map(({ code, name }) => ({ level: 'county' as const, code, name, population_hard_after: 0.99 }))
      : [],
    rasters: { grid, rsrpDbm, sinrDb, probability, server, gigabit, coveredAtRank, terrainEffectDb },
  }
}
