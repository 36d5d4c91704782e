import { warningText } from '../../formats/warning'
import { datumName } from '../../output/datum-name'
import type { Lang } from '../../output/summary'
import { mapFigures } from '../../output/summary'
import { reportCharts } from '../charts/charts'
import { escaped } from '../escaped'
import { boundFinding } from '../findings'
import { sayerOf, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { counted, percent, plain } from '../numbers'
import { findingsSection, headSection, syntheticInputs } from './head'
import { mapSection } from './map-section'
import { planSection } from './plan-section'
import { tablesSection } from './tables'

function chartsSection(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const figures = reportCharts(model, lang).map(({ id, title, svg }) => {
    const note = id === 'curve' && model.summary.plan ? boundFinding(model, say) : ''
    return `<figure class="chart-figure" id="chart-${id}"><figcaption>${say(title)}</figcaption>${svg}${note ? `<p>${escaped(note)}</p>` : ''}</figure>`
  })
  return `<section id="charts" aria-labelledby="charts-title"><h2 id="charts-title">${say('charts')}</h2><div class="charts">${figures.join('')}</div></section>`
}

/** Model, rule, data, what is synthetic, what is estimated, and what the figures cannot say. */
function methodSection(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const { summary, villages } = model
  const { inputs, grid, plan } = summary
  const rule = mapFigures(summary)
  const sum = (key: 'points' | 'points_estimated') =>
    villages.reduce((total, village) => total + (village[key] ?? 0), 0)
  const sentences = [
    rule.model
      ? say('method.model', {
          model: sayValue(lang, 'model', rule.model),
          sigma: plain(rule.sigmaDb, 1),
          cell: plain(grid.cellSizeM),
          crs: grid.crs,
          cells: counted(grid.cells, lang),
        })
      : '',
    rule.landCover ? say('method.landCover', { name: rule.landCover }) : '',
    rule.rsrpDbm === undefined
      ? say('method.ruleShort', { rule: `${model.ruleName[lang]} (${rule.rule})` })
      : say('method.rule', {
          rule: `${model.ruleName[lang]} (${rule.rule})`,
          threshold: plain(rule.rsrpDbm),
          margin: plain(rule.marginDb ?? 0, 1),
        }),
    sum('points') > 0
      ? say('method.village', { points: plain(sum('points')), estimated: plain(sum('points_estimated')) })
      : '',
    rule.load === undefined ? '' : say('method.sinr', { load: percent(rule.load, 0) }),
    say('method.data', {
      villages: plain(inputs.villages),
      sites: plain(inputs.sites),
      stations: plain(inputs.stations),
      cells: plain(inputs.cells),
      rejected: plain(inputs.rejected),
    }),
    rule.peopleEstimated ? say('method.people') : '',
    (summary.outputDatum ?? 'wgs84') === 'wgs84'
      ? ''
      : say('method.datum', { datum: datumName(summary.outputDatum ?? ''), crs: grid.crs }),
    summary.synthetic ? say('method.synthetic', { inputs: syntheticInputs(model, lang) }) : '',
    plan
      ? say('method.plan', {
          reason: sayValue(lang, 'stop', plan.stoppedBecause),
        })
      : '',
    say('method.limits'),
    model.layers[0] ? say('method.pictures', { pixel: plain(model.layers[0].scale * model.frame.unitM) }) : '',
  ].filter(Boolean)
  const noticed = [...(inputs.warnings ?? []), ...(summary.plan?.warnings ?? [])]
  const warnings = noticed.length
    ? `<h3>${say('method.warnings')}</h3><ul>${noticed
        .slice(0, 30)
        .map((warning) => `<li>${escaped(warningText(warning, lang))}</li>`)
        .join('')}</ul>`
    : ''
  return `<section id="method" aria-labelledby="method-title"><h2 id="method-title">${say('method')}</h2><ul>${sentences.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul>${warnings}<p class="made">${escaped(say('method.made', { version: summary.gigaplan }))}</p></section>`
}

/** The whole document in one language, as markup. Also run by the page when the reader switches the language. */
export function reportBody(model: ReportModel, lang: Lang): string {
  return (
    headSection(model, lang) +
    `<main>${findingsSection(model, lang)}${mapSection(model, lang)}${planSection(model, lang)}${chartsSection(model, lang)}${tablesSection(model, lang)}${methodSection(model, lang)}</main>`
  )
}
