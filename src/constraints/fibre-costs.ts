import placeholder from '../../data/costs/fibre-placeholder-2024.json'

/** Unit costs of fibre, CNY; dated data (data/costs/). */
export interface FibreCosts {
  id: string
  date: string
  source: string
  /** A new terminal with cabinet and power, without ports. */
  terminalCny: number
  /** A 10G-PON port with optics and splitters. */
  portCny: number
  cableCnyPerKm: number
}

/** Placeholder unit costs: every plan says so until local ones are given. */
export const DEFAULT_FIBRE_COSTS: FibreCosts = placeholder
