import { openParcel } from '../../formats/parcel'
import type { Proposal, Village, WhatIfInput } from '../../index'
import type { ProposalColumns } from '../../output/report-data'
import type { ReportModel } from '../model'

/** What the server sends to be tried on. */
export interface Travelled
  extends Pick<WhatIfInput, 'coverage' | 'terrain' | 'landCover' | 'antennas' | 'costs' | 'quarterCapacity' | 'years'> {
  villages: Village[]
  proposals: Proposal[]
  /** Fibre terminals of the plan: they stand in an export as they are. */
  terminals: ProposalColumns[]
  synthetic: boolean
}

export const loadModel = async (): Promise<ReportModel> => (await parcelAt('model')) as ReportModel

export async function loadSituation(): Promise<Travelled> {
  const run = (await parcelAt('situation')) as Travelled
  // Which cell of today's network serves a place does not travel: a what-if does not ask.
  run.coverage.server = new Uint32Array(run.coverage.rsrpDbm.length)
  return run
}

async function parcelAt(name: string): Promise<unknown> {
  const response = await fetch(name)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return openParcel(await response.arrayBuffer())
}
