import type { Lang } from '../../output/summary'
import { escaped } from '../escaped'
import type { LayerId } from '../layer'
import { type Say, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { percent, plain } from '../numbers'
import { type Classes, GAP_COLOURS, layerClasses, PLANNED, SHARES, STATUS } from '../palette'
import { proposalKinds, stationColours } from './kinds'
import { plannedLayer } from './scene'
import type { MapState } from './state'

const swatch = (colour: string, label: string, shape = ''): string =>
  `<li><i class="swatch ${shape}" style="background:${colour}"></i>${escaped(label)}</li>`

function steps(classes: Classes, say: Say, show: (value: number) => string): string {
  const { edges, colours } = classes
  const names = colours.map((_, i) =>
    i === 0
      ? say('legend.below', { value: show(edges[0]) })
      : i === edges.length
        ? say('legend.above', { value: show(edges[i - 1]) })
        : `${show(edges[i - 1])} … ${show(edges[i])}`,
  )
  return colours.map((colour, i) => swatch(colour, names[i])).join('')
}

const UNITS: Partial<Record<LayerId, string>> = {
  rsrp: 'dBm',
  sinr: 'dB',
  rsrq: 'dB',
  dominance: 'dB',
  terrain: 'dB',
  dl: 'Mbit/s',
  ul: 'Mbit/s',
}

/** The legend of what the map shows now, as markup. */
export function legendMarkup(model: ReportModel, state: MapState, say: Say, lang: Lang): string {
  const parts: string[] = []
  const add = (title: string, items: string) => parts.push(`<div><h3>${escaped(title)}</h3>${items}</div>`)
  const planned = plannedLayer(model, state) ? swatch(PLANNED, say('legend.planned')) : ''
  if (state.picture === 'cover') {
    const [hole, weak, today] = layerClasses('cover').colours
    const items = swatch(today, say('legend.today')) + planned + swatch(weak, say('legend.weak'))
    add(say('layer.cover'), `<ul>${items}${swatch(hole, say('legend.hole'))}</ul>`)
  } else if (state.picture !== 'none') {
    const classes = layerClasses(state.picture, model.proposals.length)
    const unit = UNITS[state.picture] ? ` (${UNITS[state.picture]})` : ''
    const show = (value: number) => (state.picture === 'probability' ? percent(value, 0) : plain(Math.round(value)))
    const none = swatch('var(--land)', say(state.picture === 'order' ? 'legend.notByPlan' : 'legend.none'))
    add(
      say(`layer.${state.picture}`) + unit,
      state.picture === 'server'
        ? `<p>${escaped(say('legend.server'))}</p><ul>${none}</ul>`
        : state.picture === 'gigabit'
          ? `<ul>${swatch(classes.colours[0], say('legend.gigabit'))}${swatch('var(--land)', say('legend.noGigabit'))}</ul>`
          : `<ul>${steps(classes, say, show)}${none}</ul>`,
    )
  } else if (planned) add(say('layer.order'), `<ul>${planned}</ul>`)
  if (state.fill === 'population_hard' || state.fill === 'area_hard') {
    add(say(`layer.${state.fill}`), `<ul>${steps(SHARES, say, (value) => percent(value, 0))}</ul>`)
  } else if (state.fill !== 'outline') {
    const items =
      swatch(STATUS.yes, say('legend.yes')) +
      swatch(STATUS.no, say('legend.no')) +
      swatch(STATUS.unknown, say('legend.unknown'))
    add(say(`layer.${state.fill}`), `<ul>${items}</ul>`)
  }
  if (state.show.gaps && model.gaps.length) {
    const kinds = [...new Set(model.gaps.map((gap) => gap.class))]
    const items =
      state.picture === 'cover'
        ? swatch('transparent;border:1px solid #7c2d12', say('legend.gapOutline'))
        : kinds.map((kind) => swatch(GAP_COLOURS[kind] ?? GAP_COLOURS.weak, sayValue(lang, 'value', kind))).join('')
    add(say('layer.gaps'), `<ul>${items}</ul>`)
  }
  if (state.show.proposals && model.proposals.length) {
    const { colours, names } = proposalKinds(model, state.proposalsBy, say, lang)
    add(say('layer.proposals'), `<ul>${colours.map((colour, i) => swatch(colour, names[i], 'diamond')).join('')}</ul>`)
  }
  if (state.show.stations && model.stations.x.length) {
    const { colours, names } = stationColours(model, state.stationsBy)
    add(
      say('layer.stations'),
      `<ul>${colours.map((colour, i) => swatch(colour, names[i] || say('legend.unknown'), 'dot')).join('')}</ul>`,
    )
  }
  const lines =
    swatch('var(--border)', say('legend.counties'), 'stroke') +
    swatch('var(--border-soft)', say('legend.townships'), 'stroke')
  add(say('legend.base'), `<ul>${lines}${state.pin ? swatch('#e11d74', say('legend.pinned'), 'stroke') : ''}</ul>`)
  return parts.join('')
}
