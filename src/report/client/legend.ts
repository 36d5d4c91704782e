import { escaped } from '../escaped'
import { type Say, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { percent, plain } from '../numbers'
import { type Classes, GAP_COLOURS, layerClasses, SHARES, STATUS } from '../palette'
import type { Lang } from '../summary'
import { proposalKinds, stationColours } from './kinds'
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

/** The legend of what the map shows now, as markup. */
export function legendMarkup(model: ReportModel, state: MapState, say: Say, lang: Lang): string {
  const parts: string[] = []
  const add = (title: string, items: string) => parts.push(`<div><h4>${escaped(title)}</h4>${items}</div>`)
  if (state.picture !== 'none') {
    const title = say(`layer.${state.picture}`)
    const classes = layerClasses(state.picture, model.proposals.length)
    const share = (value: number) => percent(value, 0)
    const unit = state.picture === 'rsrp' ? ' dBm' : state.picture === 'sinr' ? ' dB' : ''
    if (state.picture === 'server') add(title, `<p>${escaped(say('legend.server'))}</p>`)
    else if (state.picture === 'gigabit') add(title, `<ul>${swatch(classes.colours[0], say('legend.yes'))}</ul>`)
    else
      add(
        title + (unit ? ` (${unit.trim()})` : ''),
        `<ul>${steps(classes, say, state.picture === 'probability' ? share : (value) => plain(Math.round(value)))}</ul>`,
      )
  }
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
    add(
      say('layer.gaps'),
      `<ul>${kinds.map((kind) => swatch(GAP_COLOURS[kind] ?? GAP_COLOURS.weak, sayValue(lang, 'value', kind))).join('')}</ul>`,
    )
  }
  if (state.show.proposals && model.proposals.length) {
    const { colours, names } = proposalKinds(model, state.proposalsBy, (reason) => sayValue(lang, 'reason', reason))
    add(say('layer.proposals'), `<ul>${colours.map((colour, i) => swatch(colour, names[i], 'diamond')).join('')}</ul>`)
  }
  if (state.show.stations && model.stations.x.length) {
    const { colours, names } = stationColours(model, state.stationsBy)
    add(
      say('layer.stations'),
      `<ul>${colours.map((colour, i) => swatch(colour, names[i] || say('legend.unknown'), 'dot')).join('')}</ul>`,
    )
  }
  return parts.join('')
}
