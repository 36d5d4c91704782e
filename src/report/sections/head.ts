import type { Lang } from '../../output/summary'
import { mapFigures } from '../../output/summary'
import { escaped } from '../escaped'
import { findings, peopleKnown } from '../findings'
import { sayerOf, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { counted, percent, plain, yuan } from '../numbers'

/** Title of the document. */
export function reportTitle(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const name = model.summary.area?.[lang]
  const title = say(model.proposals.length ? 'title' : 'titleCoverage')
  return name ? `${name}${lang === 'zh' ? '' : ': '}${title}` : title
}

/** Names of what was generated, for a sentence. */
export function syntheticInputs(model: ReportModel, lang: Lang): string {
  const inputs = model.summary.inputs.syntheticInputs
  return inputs?.length
    ? inputs.map((input) => sayValue(lang, 'input', input)).join(lang === 'zh' ? '、' : ', ')
    : sayerOf(model, lang)('syntheticSome')
}

export function headSection(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const { summary } = model
  const area = say('area', { villages: plain(summary.inputs.villages), counties: plain(model.counties.length) })
  const synthetic = summary.synthetic
    ? `<p class="synthetic"><strong>${say('synthetic')}</strong> ${escaped(say('syntheticNote', { inputs: syntheticInputs(model, lang) }))}</p>`
    : ''
  return (
    `<a class="skip" href="#findings">${say('skip')}</a><header class="page-head"><div><p class="brand">gigaplan</p><h1>${escaped(reportTitle(model, lang))}</h1><p class="lead">${escaped(area)} · ${escaped(model.ruleName[lang])} · ${escaped(say('map.grid', { cell: plain(summary.grid.cellSizeM), crs: summary.grid.crs }))}</p></div>` +
    `<div class="page-tools needs-script"><button type="button" data-language lang="${lang === 'zh' ? 'en' : 'zh'}" aria-label="${say('switchLanguageLabel')}">${say('switchLanguage')}</button><button type="button" data-print>${say('print')}</button></div>${synthetic}</header>`
  )
}

function figure(value: string, label: string, note: string): string {
  return `<div class="figure"><dt>${escaped(label)}</dt><dd><b>${escaped(value)}</b><small>${escaped(note)}</small></dd></div>`
}

/** The key figures and the sentences that say what they mean. */
export function findingsSection(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const { summary } = model
  const now = mapFigures(summary)
  const kind = now.villages.byKind?.village
  const figures = [
    figure(
      percent(now.villages.total ? now.villages.covered / now.villages.total : null),
      say('figure.villages'),
      kind
        ? say('figure.administrative', { covered: plain(kind.covered), total: plain(kind.total) })
        : `${plain(now.villages.covered)} / ${plain(now.villages.total)}`,
    ),
    figure(
      percent(now.population.hard),
      say('figure.people'),
      say('figure.expected', { value: percent(now.population.expected) }),
    ),
    figure(
      counted(summary.gaps.population, lang),
      say(peopleKnown(model) ? 'figure.gaps' : 'figure.gapsUnknown', { count: plain(summary.gaps.count) }),
      say('figure.gapsOf', { area: plain(summary.gaps.areaKm2, 1) }),
    ),
  ]
  if (summary.plan)
    figures.push(
      figure(
        plain(summary.plan.proposed),
        say('figure.plan', { count: plain(summary.plan.proposed) }),
        say('figure.planOf', { cost: yuan(summary.plan.costCny, lang) }),
      ),
    )
  const fibre = summary.coverage.gigabit
  if (fibre && fibre.households.total > 0) {
    figures.push(
      figure(
        percent(fibre.households.covered / fibre.households.total),
        say('figure.gigabit'),
        say('figure.gigabitOf', { rate: percent(fibre.households.capabilityRate) }),
      ),
    )
  }
  return (
    `<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">${say('findings')}</h2><dl class="figures">${figures.join('')}</dl>` +
    `<ol class="findings">${findings(model, lang)
      .map((sentence) => `<li>${escaped(sentence)}</li>`)
      .join('')}</ol></section>`
  )
}
