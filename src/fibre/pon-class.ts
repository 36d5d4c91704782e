/** An optical distribution network (ODN) class: the loss that a passive optical network may have between its two ends. */
export interface PonClass {
  id: PonClassId
  /** Least and greatest loss of fibre, splitters and connectors, dB. */
  minDb: number
  maxDb: number
  /** True for XG-PON and XGS-PON: the access that counts as gigabit. GPON shares 2.49 Gbit/s and does not. */
  gigabit: boolean
}

export type PonClassId = 'B+' | 'C+' | 'N1' | 'N2' | 'E1' | 'E2'

/** ODN classes: GPON from ITU-T G.984.2, XG(S)-PON from G.987.2 and G.9807.1. */
export const PON_CLASSES: Record<PonClassId, PonClass> = {
  'B+': { id: 'B+', minDb: 13, maxDb: 28, gigabit: false },
  'C+': { id: 'C+', minDb: 17, maxDb: 32, gigabit: false },
  N1: { id: 'N1', minDb: 14, maxDb: 29, gigabit: true },
  N2: { id: 'N2', minDb: 16, maxDb: 31, gigabit: true },
  E1: { id: 'E1', minDb: 18, maxDb: 33, gigabit: true },
  E2: { id: 'E2', minDb: 20, maxDb: 35, gigabit: true },
}

/** Finds the class in texts such as `N1`, `XGS-PON N1`, `gpon b+`; undefined when there is none. */
export function ponClassOf(text: string): PonClass | undefined {
  const id = /(?:^|[^a-z0-9])(b\+|c\+|n1|n2|e1|e2)$/i.exec(text.trim())?.[1]?.toUpperCase()
  return id === undefined ? undefined : PON_CLASSES[id as PonClassId]
}
