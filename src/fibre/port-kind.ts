import { InputError } from '../formats/input-error'

/**
 * What a count of ports counts. The three differ by an order of magnitude, so they are never added to one another:
 * `olt_pon_port` PON ports of the terminal; `household_capability` households that they can serve (ports × homes per port);
 * `ftth_subscriber_port` subscriber-side ports.
 */
export type PortKind = 'olt_pon_port' | 'household_capability' | 'ftth_subscriber_port'

export const PORT_KINDS: PortKind[] = ['olt_pon_port', 'household_capability', 'ftth_subscriber_port']

export interface PortCount {
  kind: PortKind
  count: number
}

/**
 * Adds port counts of one kind.
 * @param path where the counts stand, for the message
 * @throws InputError `mixed-port-kinds` where kinds differ
 */
export function sumPorts(counts: PortCount[], path = 'ports'): PortCount {
  const kind = counts[0]?.kind ?? 'olt_pon_port'
  let count = 0
  for (const c of counts) {
    if (c.kind !== kind) {
      throw new InputError(
        'mixed-port-kinds',
        path,
        `Ports of two kinds in one sum: ${kind} and ${c.kind}. Expected one kind; convert the counts to one kind, or plan the kinds in separate files.`,
      )
    }
    count += c.count
  }
  return { kind, count }
}
