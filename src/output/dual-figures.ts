import type { NbIotCoverage, WithinLevels } from '../assess/nb-iot'
import type { TownRow } from '../assess/towns'
import type { GigabitAssignment } from '../fibre/assign-gigabit'
import { type ToldWarning, toldIn } from '../formats/warning'
import type { FibrePlan } from '../outside-plant/propose-fibre'
import type { Lang } from './summary'

/** Fibre in `summary.json`. Households; lengths in metres. */
export interface FibreFigures {
  terminals: number
  overCapacity: number
  capability: number
  covered: number
  /** Share of households within reach of a port that was free for them: what residents feel. */
  coveredShare: number
  /** The indicator: capability ÷ households as it counts them; passes 1. */
  capabilityRate: number
  farthestHomeM: number
  /** Villages with homes beyond every optical budget, and the most that one lacks, dB. */
  budgetFails: number
  mostMissingDb: number
  plan: {
    target: number
    proposed: number
    gainHouseholds: number
    costCny: number
    stoppedBecause: string
    /** Terminals of an earlier plan that stay. */
    kept?: number
    warnings?: ToldWarning[]
    /** With the proposals built: those of today keep their ports, the gain comes on top. */
    after: { covered: number; villages: { covered: number; total: number } }
  } | null
}

export interface TownFigures {
  total: number
  continuous: number
  areaKm2: number
}

export interface NbIotFigures {
  areaKm2: WithinLevels
  people: WithinLevels
  /** Towns of which 95 % of the built-up area lies within a coupling loss of 154 dB. */
  towns: TownFigures
}

export function fibreFigures(gigabit: GigabitAssignment, plan: FibrePlan | null, lang: Lang): FibreFigures {
  const { terminals, budgetFails, city, capability, capabilityRate } = gigabit
  return {
    terminals: terminals.length,
    overCapacity: terminals.filter((t) => t.overCapacity).length,
    capability,
    covered: city.covered,
    coveredShare: city.coveredShare,
    capabilityRate,
    farthestHomeM: terminals.reduce((most, t) => Math.max(most, t.farthestHomeM), 0),
    budgetFails: budgetFails.length,
    mostMissingDb: budgetFails.reduce((most, f) => Math.max(most, f.missingDb), 0),
    plan: plan && {
      target: plan.target,
      proposed: plan.proposals.length,
      gainHouseholds: plan.gainHouseholds,
      costCny: plan.costCny,
      stoppedBecause: plan.stoppedBecause,
      kept: plan.kept,
      warnings: toldIn(lang, plan.warnings),
      after: {
        covered: plan.after.city.covered,
        villages: { covered: plan.after.city.villagesCovered, total: plan.after.city.villagesTotal },
      },
    },
  }
}

export function townFigures(towns: TownRow[]): TownFigures {
  return {
    total: towns.length,
    continuous: towns.filter((t) => t.continuous).length,
    areaKm2: towns.reduce((sum, t) => sum + t.areaKm2, 0),
  }
}

export function nbIotFigures({ areaKm2, people, towns }: NbIotCoverage): NbIotFigures {
  return { areaKm2, people, towns: townFigures(towns) }
}
