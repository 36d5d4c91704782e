// npm run truth: every model against every measured set that is present. Writes its sections of docs/accuracy.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { openCore } from '../src/core/core'
import { MODELS } from '../src/index'
import { type ErrorStatistics, errorStatistics } from '../src/radio/calibration/statistics'
import { withSection } from './page-sections'
import { CANDIDATES } from './truth/candidates'
import { type Link, linksOf } from './truth/links'
import { CELL_M, mappedLevels } from './truth/map-levels'
import { reliability } from './truth/reliability'
import { MEASURED, type MeasuredSet, measuredSets } from './truth/sets'

const PAGE = 'docs/accuracy.md'
/** Nearer places are left out: there the pattern's side lobes and the position's error decide. */
const NEAREST_M = 300
/** σ of shadowing that P is taken with here, dB. */
const SIGMA_DB = 8

const db = (value: number) => (Number.isFinite(value) ? value.toFixed(1) : '–')
const share = (value: number) => (Number.isFinite(value) ? value.toFixed(2) : '–')

/** One model on one set: measured against mapped levels. */
interface Held {
  set: string
  model: string
  statistics: ErrorStatistics
  unmapped: number
  reliabilityError: number
  /** Share above P = 0.6 to 0.7 that was promised. */
  observed: number
}

async function held(set: MeasuredSet, links: Link[], model: string): Promise<Held> {
  const measured: number[] = []
  const predicted: number[] = []
  let unmapped = 0
  for (const cell of new Set(links.map((link) => link.cell))) {
    const own = links.filter((link) => link.cell === cell)
    const levels = await mappedLevels(core, set.network, cell, own, model, set.surface)
    own.forEach((link, i) => {
      if (Number.isNaN(levels[i])) unmapped++
      else {
        measured.push(link.rsrpDbm)
        predicted.push(levels[i])
      }
    })
  }
  const { error, bins } = reliability(measured, predicted, SIGMA_DB)
  const statistics = errorStatistics(measured, predicted)
  return { set: set.name, model, statistics, unmapped, reliabilityError: error, observed: bins[6].observed }
}

function tableOfModels(rows: Held[]): string[] {
  const lines = [
    '| set | model | n | mean | σ | RMSE | r | P 0.6–0.7 held in | ECE |',
    '|---|---|---:|---:|---:|---:|---:|---:|---:|',
  ]
  for (const { set, model, statistics: s, unmapped, reliabilityError, observed } of rows) {
    const cells = [
      set,
      `\`${model}\``,
      `${s.points}${unmapped ? ` (${unmapped} not mapped)` : ''}`,
      db(s.meanDb),
      db(s.sigmaDb),
      db(s.rmsDb),
    ]
    lines.push(`| ${[...cells, share(s.correlation), share(observed), share(reliabilityError)].join(' | ')} |`)
  }
  return lines
}

function tableOfCandidates(sets: { name: string; links: Link[] }[]): string[] {
  const lines = [
    `| candidate | ${sets.map(({ name }) => name).join(' | ')} |`,
    `|---|${sets.map(() => '---:|').join('')}`,
  ]
  for (const { name, lossDb } of CANDIDATES) {
    const cells = sets.map(({ links }) => {
      const { meanDb, sigmaDb, rmsDb } = errorStatistics(
        links.map((link) => link.rsrpDbm),
        links.map((link) => link.radiatedDbm - lossDb(link)),
      )
      return `${db(meanDb)} / ${db(sigmaDb)} / ${db(rmsDb)}`
    })
    lines.push(`| ${name} | ${cells.join(' | ')} |`)
  }
  return lines
}

const sets = await measuredSets()
if (sets.length === 0) {
  process.stderr.write(`No measured sets in ${MEASURED}; docs/accuracy.md is left as it is.\n`)
  process.exit(2)
}
const core = await openCore()
const rows: Held[] = []
const linked: { name: string; links: Link[] }[] = []
for (const set of sets) {
  const links = linksOf(set, NEAREST_M)
  linked.push({ name: set.name, links })
  for (const model of MODELS) rows.push(await held(set, links, model))
  process.stderr.write(`${set.name}: ${links.length} levels\n`)
}
await core.close()
const leftOut = sets.flatMap((set) => set.leftOut.map((why) => `${set.name}: ${why}.`))
const measuredSection = [
  '## Against measurements',
  '',
  'Written by `npm run truth` from the public drive tests that are present. Nothing is tuned to them. Error = measured − predicted level, dB:',
  'above 0 the map promises too little signal, below 0 too much.',
  `The level is that of the map of ${CELL_M} m cells, one cell of the network at a time, at places ${NEAREST_M} m or more from the mast. P is taken with σ = ${SIGMA_DB} dB;`,
  '“P 0.6–0.7 held in” is the share of such promises that came true, ECE the mean distance of promise and outcome.',
  ...leftOut,
  '',
  ...tableOfModels(rows),
  '',
  'Published beside these: CloudRF’s own README has a mean |error| of 8.8 dB after genetic tuning on its Somerset file, where `p1812` has 7.5 dB.',
  'CRC’s MLPL has 11.6 dB RMSE in Beirut with 15 m of clutter everywhere, Path Obscura 9.7 dB.',
]
const candidateSection = [
  '## Which default the measurements support',
  '',
  'Each candidate per path in f64, mean / σ / RMSE of the error, dB; written by `npm run truth`. Effective heights: `mean` is the mast’s top over',
  'the mean terrain of 3 to 15 km toward the receiver (Hata), `spot` its top over the receiver’s ground; neither is under the mast’s height.',
  'KE is the dominant knife edge of the terrain (P.526 §4.1), Bullington and Deygout the cascades. “In clutter” adds P.2108-1 §3.1 at the receiver',
  'among obstacles of 15 m, which is what a land cover of towns would say of every place of these sets.',
  '',
  ...tableOfCandidates(linked),
  '',
  'What it says. Hata’s suburban formula over an effective height, with the knife edge on top, holds in every set; open land is 20 dB too strong',
  'where people live, and a mast’s height above its own foot is 20 to 30 dB too weak on a slope. Which effective height is taken matters by 1 dB.',
  'Bare terrain that decides line of sight lets through 11 to 26 dB too much, for houses stand in the way: terrain takes away, it does not give.',
  'One knife edge at K4 = 0.5 to 1 serves; a cascade over terrain of 30 to 150 m adds noise. Urban formulas are 5 to 30 dB too weak in both cities.',
]
let page = readFileSync(PAGE, 'utf8')
for (const section of [measuredSection, candidateSection]) page = withSection(page, section.join('\n'))
writeFileSync(PAGE, page)
process.stdout.write([...measuredSection, '', ...candidateSection, ''].join('\n'))
