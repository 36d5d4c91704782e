import type { Rejection } from '../formats/input-error'
import type { Warning } from '../formats/warning'
import { PON_CLASSES, type PonClassId } from './pon-class'
import type { PortKind } from './port-kind'

/** One optical line terminal (OLT): where the fibres of a neighbourhood begin. */
export interface Terminal {
  id: string
  /** Degrees, WGS-84. */
  lon: number
  lat: number
  /** Empty where unknown. */
  operator: string
  ponClass: PonClassId
  portKind: PortKind
  /** All ports, counted as `portKind` says. */
  ports: number
  /** Those of `ports` that are 10G-PON or better: the ones that count as gigabit. */
  ports10g: number
  /** Splitter stages, outputs each; their product is the number of lines per PON port. */
  splits: number[]
  /** Usable share of the lines of a PON port. 64 lines × 0.5 = 32 homes per port, the factor that MIIT's own totals imply. */
  takeUp: number
}

/** The fibre plant of a run. All terminals count ports in one kind. */
export interface Fibre {
  terminals: Terminal[]
  portKind: PortKind
  rejected: Rejection[]
  warnings: Warning[]
  /** True where the table says that it is generated. */
  synthetic: boolean
}

/** Lines of 64 per PON port, half of them usable: 32 homes per port. */
export const DEFAULT_SPLIT = 64
export const DEFAULT_TAKE_UP = 0.5

/**
 * Households that the gigabit ports of a terminal can serve, a whole number. PON ports count `ports × split × take-up`; the other two kinds count
 * lines to households already. A terminal of a GPON class has none.
 */
export function capabilityHouseholds(terminal: Terminal): number {
  if (terminal.portKind !== 'olt_pon_port') return Math.floor(terminal.ports10g)
  if (!PON_CLASSES[terminal.ponClass].gigabit) return 0
  const lines = terminal.splits.reduce((product, split) => product * split, 1)
  return Math.floor(terminal.ports10g * lines * terminal.takeUp + 1e-9)
}
