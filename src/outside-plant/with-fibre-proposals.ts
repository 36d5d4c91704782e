import type { Fibre, Terminal } from '../fibre/terminal'
import { NEW_TERMINAL } from './fibre-candidates'
import type { FibreProposal } from './propose-fibre'

/** The fibre plant with the proposals built: ports added, new terminals at the end. */
export function withFibreProposals(fibre: Fibre, proposals: FibreProposal[], terminal = NEW_TERMINAL): Fibre {
  const added = new Map<string, number>()
  const terminals: Terminal[] = []
  for (const p of proposals) {
    if (p.extends !== null) {
      added.set(p.extends, (added.get(p.extends) ?? 0) + p.ports)
      continue
    }
    const ports = portsCounted(fibre.portKind, p.ports, terminal)
    const { ponClass, splits, takeUp } = terminal
    const { lon, lat } = p
    terminals.push({
      id: `new-${p.rank}`,
      lon,
      lat,
      operator: '',
      ponClass,
      portKind: fibre.portKind,
      ports,
      ports10g: ports,
      splits,
      takeUp,
    })
  }
  const old = fibre.terminals.map((t) => {
    const more = portsCounted(fibre.portKind, added.get(t.id) ?? 0, terminal)
    return more > 0 ? { ...t, ports: t.ports + more, ports10g: t.ports10g + more } : t
  })
  return { ...fibre, terminals: [...old, ...terminals] }
}

/** PON ports counted as the plant counts its ports: themselves, or the households that they serve. */
function portsCounted(
  kind: Fibre['portKind'],
  ports: number,
  { splits, takeUp }: { splits: number[]; takeUp: number },
): number {
  return kind === 'olt_pon_port'
    ? ports
    : Math.floor(ports * splits.reduce((product, split) => product * split, 1) * takeUp)
}
