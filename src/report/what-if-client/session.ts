import {
  BANDS,
  openWhatIf,
  type Projection,
  type Proposal,
  projection,
  type WhatIf,
  type WhatIfChange,
} from '../../index'
import type { ReportModel } from '../model'
import type { Tool } from '../what-if-page'
import type { Travelled } from './load'
import type { Corner, Marks } from './marks'
import { openPaint, type Paint } from './paint'
import type { PathEnds, PathSettings } from './path-view'

/** Threads of the page's core at the most. */
const MOST_WORKERS = 4

/** What is known and chosen on the page; survives a switch of language. */
export interface Session {
  model: ReportModel
  run: Travelled
  whatIf: WhatIf
  paint: Paint
  plane: Projection
  tool: Tool
  marks: Marks
  /** The change that is open, and what it replaces. */
  change: WhatIfChange | null
  path: PathSettings
  ends: PathEnds | null
  tookMs: number
  /** Number of the next area that is drawn. */
  nextArea: number
}

export async function openSession(model: ReportModel, run: Travelled): Promise<Session> {
  const whatIf = await openPlan(run, run.proposals)
  const session: Session = {
    model,
    run,
    whatIf,
    paint: openPaint(model.frame, run.coverage),
    plane: projection(model.frame.crs),
    tool: 'select',
    marks: { stations: [], places: [], trial: null, areas: [], drawing: [], path: [] },
    change: null,
    path: { txHeightM: 35, rxHeightM: 1.5, frequencyMhz: BANDS.n41.frequencyMhz },
    ends: null,
    tookMs: 0,
    nextArea: 1,
  }
  showPlan(session)
  return session
}

/** Puts another plan in the place of the one that is edited. */
export async function replacePlan(session: Session, proposals: Proposal[]): Promise<void> {
  await session.whatIf.close()
  session.whatIf = await openPlan(session.run, proposals)
  showPlan(session)
}

const openPlan = (run: Travelled, proposals: Proposal[]): Promise<WhatIf> =>
  openWhatIf({ ...run, proposals, workers: Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1) })

function showPlan(session: Session): void {
  session.paint.ground(session.whatIf.rsrpDbm())
  placeStations(session)
}

/** Brings the marks of stations up to the accepted plan. */
export function placeStations(session: Session): void {
  const { marks, whatIf } = session
  marks.stations = whatIf.stations
  marks.places = marks.stations.map(({ lon, lat }) => toFrame(session, [lon, lat]))
}

/** Frame units of a place. */
export function toFrame({ model: { frame }, plane }: Session, [lon, lat]: [number, number]): Corner {
  const [x, y] = plane.forward(lon, lat)
  return [(x - frame.westM) / frame.unitM, (frame.northM - y) / frame.unitM]
}

/** The place of frame units. */
export function toLonLat({ model: { frame }, plane }: Session, [x, y]: Corner): [lon: number, lat: number] {
  return plane.inverse(frame.westM + x * frame.unitM, frame.northM - y * frame.unitM)
}
