import type { Counties } from './counties'
import { toDegrees, toUnits } from './frame'
import { apportion, drawWeighted, hash01, randomFrom } from './random'
import type { DemoVillages } from './villages'

/** Published: 3.492 million. Read as households that 10G-PON ports can serve, 32 to a port: 109,125 ports. See NOTICE.md. */
export const capabilityHouseholds = 3_492_000
export const householdsPerPort = 32

/** Optical line terminals at the fullest villages of every township; capability denser in towns, thin in the hills. */
export function fibreTable(counties: Counties, demo: DemoVillages): string {
  const random = randomFrom('fibre')
  const terminals: { village: number; weight: number; operator: string; split: string; ponClass: string }[] = []
  demo.townships.forEach((_, t) => {
    const own = demo.villages.map((_, i) => i).filter((i) => demo.villages[i].township === t && demo.villages[i].population > 0)
    const households = own.reduce((s, i) => s + demo.villages[i].households, 0)
    own.sort((a, b) => demo.villages[b].households - demo.villages[a].households || a - b)
    const count = Math.max(1, Math.min(own.length, Math.round(households / 2600)))
    for (let k = 0; k < count; k++) {
      // Every other one at the fullest villages, the rest spread over the township.
      const village = k % 2 === 0 ? own[Math.floor(k / 2)] : own[Math.floor(random() * own.length)]
      const { urban } = demo.villages[village]
      const operator = ['移动', '电信', '联通'][drawWeighted([42, 36, 22], random)]
      const served = households / count
      terminals.push({
        village,
        weight: served * (urban ? 1.35 : 0.62) * (0.8 + 0.4 * random()),
        operator,
        split: urban ? '4x8' : random() < 0.5 ? '2x16' : '4x8',
        ponClass: urban ? (random() < 0.7 ? 'N1' : 'N2') : random() < 0.5 ? 'N2' : 'E1',
      })
    }
  })
  const ports = apportion(capabilityHouseholds / householdsPerPort, terminals.map((t) => t.weight))
  const rows = ['id,lon,lat,operator,pon_class,port_kind,ports,ports_10g,split,county,township,synthetic']
  terminals.forEach((t, i) => {
    const village = demo.villages[t.village]
    const lon = toDegrees(toUnits(village.committee.lon + (hash01(i, 1, 61) - 0.5) * 0.0016))
    const lat = toDegrees(toUnits(village.committee.lat + (hash01(i, 2, 62) - 0.5) * 0.0016))
    const households = ports[i] * householdsPerPort
    rows.push(
      [
        `OLT${String(i + 1).padStart(5, '0')}`, lon.toFixed(5), lat.toFixed(5), t.operator, t.ponClass, 'household_capability',
        households, households, t.split, counties.facts[village.county].name, demo.townships[village.township].name, 'true',
      ].join(','),
    )
  })
  return `${rows.join('\n')}\n`
}
