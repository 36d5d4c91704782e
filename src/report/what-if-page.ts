import { BANDS } from '../network/bands'
import type { Lang } from '../output/summary'
import { mapFigures } from '../output/summary'
import { escaped } from './escaped'
import { type MessageKey, sayerOf } from './messages'
import type { ReportModel } from './model'
import { reportTitle } from './sections/head'

export const TOOLS = ['select', 'new', 'forbid', 'path'] as const
export type Tool = (typeof TOOLS)[number]

/** The page of `gigaplan serve`: markup only; its script draws, listens and computes. */
export function whatIfPage(model: ReportModel, lang: Lang): string {
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escaped(sayerOf(model, lang)('whatIf'))} · ${escaped(reportTitle(model, lang))}</title>
<link rel="stylesheet" href="page.css">
</head>
<body class="what-if">
<div id="page">${whatIfBody(model, lang)}</div>
<script type="module" src="page.js"></script>
</body>
</html>
`
}

/** What a switch of language writes anew. */
export function whatIfBody(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const { rat } = mapFigures(model.summary)
  const bands = Object.values(BANDS).filter((band) => band.rat === (rat ?? '5g'))
  const tools = TOOLS.map(
    (tool) =>
      `<button type="button" data-tool="${tool}" aria-pressed="${tool === 'select'}">${say(`whatIf.tool.${tool}`)}</button>`,
  ).join('')
  const field = (name: string, key: MessageKey, attributes: string) =>
    `<label class="field"><span>${say(key)}</span><input data-edit="${name}" ${attributes}></label>`
  const legend = (['today', 'plan', 'weak', 'none', 'gain', 'loss', 'planned', 'edited', 'forbidden'] as const)
    .map((kind) => `<li><i class="swatch ${kind}"></i>${say(`whatIf.legend.${kind}`)}</li>`)
    .join('')
  return (
    `<header class="bar"><h1>${say('whatIf')}<small>${escaped(reportTitle(model, lang))}</small></h1>` +
    (model.summary.synthetic ? `<strong class="badge">${say('whatIf.synthetic')}</strong>` : '') +
    `<div class="bar-tools"><span class="export"><span>${say('whatIf.export')}</span><button type="button" data-export="csv">CSV</button><button type="button" data-export="geojson">GeoJSON</button><button type="button" data-export="kml">KML</button></span><a href="report.html">${say('whatIf.report')}</a><button type="button" data-language lang="${lang === 'zh' ? 'en' : 'zh'}" aria-label="${say('switchLanguageLabel')}">${say('switchLanguage')}</button></div></header>` +
    `<main class="stage"><div class="canvas-side"><div class="map-frame" data-map tabindex="0" role="application" aria-label="${say('whatIf.mapLabel')}"><canvas data-canvas></canvas>` +
    `<div class="map-zoom"><button type="button" data-zoom="in" aria-label="${say('map.zoomIn')}">+</button><button type="button" data-zoom="out" aria-label="${say('map.zoomOut')}">−</button><button type="button" data-zoom="whole" aria-label="${say('map.whole')}" title="${say('map.whole')}">◻</button></div>` +
    `<div class="map-scale" data-scale aria-hidden="true"></div><div class="map-tip" data-tip hidden></div></div>` +
    `<section class="path-sheet" data-path hidden aria-label="${say('whatIf.path')}"></section></div>` +
    `<aside class="side"><div class="tools" role="toolbar" aria-label="${say('whatIf.tools')}">${tools}</div><p class="hint" data-hint>${say('whatIf.hint.select')}</p>` +
    `<p class="status" data-status role="status"></p><progress data-progress max="1" hidden></progress>` +
    `<section class="editor" data-editor hidden aria-labelledby="editor-title"><h2 id="editor-title" data-editor-title></h2><p class="place" data-place></p>` +
    `<div class="fields"><label class="field"><span>${say('whatIf.band')}</span><select data-edit="band">${bands.map(({ id }) => `<option>${id}</option>`).join('')}</select></label>` +
    field('heightM', 'whatIf.height', 'type="number" min="1" max="300" step="1"') +
    field('azimuthsDeg', 'whatIf.azimuths', 'type="text" inputmode="numeric" spellcheck="false"') +
    field('tiltDeg', 'whatIf.tilt', 'type="number" min="-45" max="45" step="0.5"') +
    `</div><p data-result aria-live="polite"></p><p class="took" data-took></p><div class="actions"><button type="button" class="primary" data-accept>${say('whatIf.accept')}</button><button type="button" data-discard>${say('whatIf.discard')}</button><button type="button" data-remove>${say('whatIf.remove')}</button></div>` +
    `<h3>${say('whatIf.changed')}</h3><ul class="changed" data-changed></ul></section>` +
    `<section aria-labelledby="figures-title"><h2 id="figures-title">${say('whatIf.figures')}</h2><table class="figures-table"><thead><tr><td></td><th scope="col">${say('whatIf.today')}</th><th scope="col">${say('whatIf.plan')}</th><th scope="col" data-trial-head>${say('whatIf.trial')}</th></tr></thead><tbody data-figures></tbody></table></section>` +
    `<section data-forbidden hidden aria-labelledby="forbidden-title"><h2 id="forbidden-title">${say('whatIf.forbidden')}</h2><ul class="areas" data-areas></ul><label class="check"><input type="checkbox" data-keep checked> ${say('whatIf.keep')}</label><div class="actions"><button type="button" class="primary" data-replan>${say('whatIf.replan')}</button><button type="button" data-cancel hidden>${say('whatIf.cancel')}</button></div></section>` +
    `<section class="finders"><form data-go><label class="field"><span>${say('whatIf.pickRank')}</span><input type="number" min="1" step="1" data-rank></label><button type="submit">${say('whatIf.pick')}</button></form>` +
    `<div class="search"><label class="sr" for="village-search">${say('map.search')}</label><input type="search" id="village-search" placeholder="${say('map.search')}" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="village-matches" aria-autocomplete="list"><ul id="village-matches" role="listbox" hidden></ul></div></section>` +
    `<section aria-labelledby="legend-title"><h2 id="legend-title">${say('legend')}</h2><ul class="legend-list">${legend}</ul></section></aside></main>`
  )
}
