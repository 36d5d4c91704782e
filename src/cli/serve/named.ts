import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parcelPieces } from '../../formats/parcel'
import { whatIfPage } from '../../report/what-if-page'
import { licenceChoice, targetsOf } from '../../run/execute'
import { libraryScript, pageScript, pageStyle } from './page-bundle'
import { replan } from './replan'
import type { Content, Named } from './server'
import type { Situation } from './situation'

/** Everything that the page may ask for, by name. */
export function namedContents(situation: Situation): Named {
  const script = (text: string): Content => ({ type: 'text/javascript; charset=utf-8', pieces: [text] })
  const parcel = (tree: unknown): Content => ({ type: 'application/octet-stream', pieces: parcelPieces(tree) })
  const { model } = situation
  return new Map<string, () => Content>([
    ['', () => ({ type: 'text/html; charset=utf-8', pieces: [whatIfPage(model, model.lang)] })],
    ['gigaplan.js', () => script(libraryScript)],
    ['page.js', () => script(pageScript)],
    ['page.css', () => ({ type: 'text/css; charset=utf-8', pieces: [pageStyle] })],
    ['model', () => parcel(model)],
    ['situation', () => parcel(travelling(situation))],
    ['replan', () => ({ answer: (body, response, signal) => replan(situation, body, response, signal) })],
    [
      'report.html',
      () => {
        const page = readFileSync(join(situation.dir, 'report.html'), 'utf8')
        return { type: 'text/html; charset=utf-8', pieces: [page], inlineScripts: scriptsOf(page) }
      },
    ],
  ])
}

/** What the page's what-if needs of a situation: nothing that it does not look at. */
function travelling({ settings, inputs, coverage, proposals, terminals }: Situation) {
  // A model's functions cannot travel: one of ours goes by its name, a calibrated one as its file says it.
  const { sinrDb, server, quality, gigabit, network, pathModel, ...map } = coverage
  const calibrated = typeof inputs.model === 'object' ? { pathModel: inputs.model } : {}
  return {
    coverage: { ...map, ...calibrated, network: { ...network, cells: [], rejected: [] } },
    villages: inputs.villages.villages.map((village) => ({
      ...village,
      geometry: { type: 'Polygon', coordinates: [] },
    })),
    terrain: inputs.terrain,
    landCover: inputs.landCover,
    antennas: inputs.antennas,
    costs: inputs.costs,
    ...licenceChoice(inputs, settings),
    quarterCapacity: settings.quarterCapacity,
    years: targetsOf(settings).length,
    proposals,
    terminals,
    synthetic: inputs.synthetic.length > 0,
  }
}

/** The scripts that a page of gigaplan runs; its data stand in an element of another type. */
export function scriptsOf(page: string): string[] {
  return [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text)
}
