import type { Lang } from '../../output/summary'
import { mapFigures } from '../../output/summary'
import { escaped } from '../escaped'
import { hardLevel } from '../findings'
import type { LayerId } from '../layer'
import { type MessageKey, sayerOf, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { plain } from '../numbers'

export type VillageFill = 'outline' | 'population_hard' | 'area_hard' | 'passes' | 'has_gigabit'
const FILLS: VillageFill[] = ['outline', 'population_hard', 'area_hard', 'passes', 'has_gigabit']

/** What every picture of the map rests on: rule, model, grid, and whether the data are real. */
function caption(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const { summary } = model
  const { rule, model: propagation } = mapFigures(summary)
  return [
    say('map.rule', { rule: model.ruleName[lang], id: rule, level: hardLevel(model) }),
    propagation ? say('map.model', { model: sayValue(lang, 'model', propagation) }) : '',
    say('map.grid', { cell: plain(summary.grid.cellSizeM), crs: summary.grid.crs }),
    summary.synthetic ? say('synthetic') : '',
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The map's frame and its controls; the page's script draws and listens. */
export function mapSection(model: ReportModel, lang: Lang): string {
  const say = sayerOf(model, lang)
  const option = (value: string, key: MessageKey) => `<option value="${value}">${say(key)}</option>`
  const pictures = model.layers.map(({ id }: { id: LayerId }) => option(id, `layer.${id}`)).join('')
  const check = (id: 'gaps' | 'stations' | 'proposals' | 'labels') =>
    `<label class="check"><input type="checkbox" data-show="${id}"> ${say(`layer.${id}`)}</label>`
  const select = (id: string, label: MessageKey, options: string) =>
    `<label class="field"><span>${say(label)}</span><select data-select="${id}">${options}</select></label>`
  const slider = model.proposals.length
    ? `<div class="slider"><div class="slider-head"><label for="rank-slider">${say('map.slider')}</label><select data-step aria-label="${say('map.stepBy')}">${option('station', 'map.byStation')}${option('quarter', 'map.byQuarter')}</select><button type="button" data-play>${say('map.play')}</button></div><input type="range" id="rank-slider" min="0" max="${model.proposals.length}" step="1" value="${model.proposals.length}"><output for="rank-slider" data-slider-state aria-live="polite"></output></div>`
    : ''
  return (
    `<section id="map" aria-labelledby="map-title"><h2 id="map-title">${say('map')}</h2><noscript><p class="empty">${say('map.noScript')}</p></noscript><div class="map-layout needs-script">` +
    `<figure class="map-figure"><div class="map-frame" data-map tabindex="0" role="application" aria-label="${say('map.label')}" aria-describedby="map-text"><canvas data-canvas></canvas>` +
    `<div class="map-zoom"><button type="button" data-zoom="in" aria-label="${say('map.zoomIn')}">+</button><button type="button" data-zoom="out" aria-label="${say('map.zoomOut')}">−</button><button type="button" data-zoom="whole" aria-label="${say('map.whole')}" title="${say('map.whole')}">◻</button></div>` +
    `<div class="map-north" aria-hidden="true"><svg viewBox="0 0 20 26" width="20" height="26"><path d="M10 1 15 15 10 12 5 15Z" fill="currentColor"/><text x="10" y="25" text-anchor="middle" font-size="9" fill="currentColor">${say('map.north')}</text></svg></div>` +
    `<div class="map-scale" data-scale aria-hidden="true"></div>` +
    (model.summary.synthetic ? `<div class="map-synthetic">${say('synthetic')}</div>` : '') +
    `<div class="map-tip" data-tip hidden></div></div><figcaption class="map-caption">${escaped(caption(model, lang))}<span class="sr" id="map-text" data-map-text></span></figcaption></figure>` +
    `<aside class="map-panel" aria-label="${say('map.layers')}"><div class="search"><label class="sr" for="village-search">${say('map.search')}</label><input type="search" id="village-search" placeholder="${say('map.search')}" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="village-matches" aria-autocomplete="list"><ul id="village-matches" role="listbox" hidden></ul></div>` +
    `<div class="pinned" data-pinned aria-live="polite" hidden></div>${slider}<div class="fields">` +
    select('picture', 'layer.picture', option('none', 'layer.none') + pictures) +
    select('fill', 'layer.villages', FILLS.map((fill) => option(fill, `layer.${fill}`)).join('')) +
    `</div><fieldset><legend>${say('layer.overlays')}</legend>${check('gaps')}${model.proposals.length ? check('proposals') : ''}${check('stations')}${check('labels')}</fieldset><div class="fields">` +
    (model.proposals.length
      ? select(
          'proposalsBy',
          'layer.proposalsBy',
          option('reason', 'by.reason') + option('rank', 'by.rank') + option('quarter', 'by.quarter'),
        )
      : '') +
    select(
      'stationsBy',
      'layer.stationsBy',
      option('band', 'by.band') +
        option('built', 'by.built') +
        option('operator', 'by.operator') +
        option('rat', 'by.rat'),
    ) +
    `</div><div class="legend" data-legend aria-label="${say('legend')}"></div></aside></div></section>`
  )
}
