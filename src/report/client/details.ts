import type { Lang } from '../../output/summary'
import { escaped } from '../escaped'
import { layerValue } from '../layer'
import { type MessageKey, type Say, sayValue } from '../messages'
import type { ReportModel } from '../model'
import { counted, distance, percent, plain, yuan } from '../numbers'
import { periodName, yearsOf } from '../periods'
import type { Pin } from './state'

type Lines = [label: string, value: string][]

/** What a layer says at a place of the frame; NaN where nothing. */
export function layerAt(model: ReportModel, id: string, x: number, y: number): number {
  const layer = model.layers.find((candidate) => candidate.id === id)
  if (!layer) return Number.NaN
  const column = Math.floor((x - layer.left) / layer.scale)
  const row = Math.floor((y - layer.top) / layer.scale)
  if (column < 0 || row < 0 || column >= layer.columns || row >= layer.rows) return Number.NaN
  return layerValue(layer, layer.values[row * layer.columns + column])
}

/** Names of the first villages of a gap. */
function villageNames(model: ReportModel, codes: string[], lang: Lang): string {
  const names = codes.slice(0, 3).map((code) => model.villages.find((village) => village.code === code)?.name ?? code)
  return names.join(lang === 'zh' ? '、' : ', ') + (codes.length > 3 ? ' …' : '')
}

function linesOf(model: ReportModel, pin: Pin, say: Say, lang: Lang): { title: string; sub: string; lines: Lines } {
  const column = (key: string) => say(`column.${key}` as MessageKey)
  if (pin.kind === 'village') {
    const village = model.villages[pin.index]
    const flag = (value: boolean | null) => (value === null ? say('legend.unknown') : sayValue(lang, 'value', value))
    const lines: Lines = [
      [column('passes'), flag(village.passes)],
      [column('has_gigabit'), flag(village.has_gigabit)],
      [column('population'), counted(village.population, lang)],
      [column('population_hard'), percent(village.population_hard)],
      [column('area_hard'), percent(village.area_hard)],
      [column('best_rsrp_dbm'), plain(village.best_rsrp_dbm, 1)],
    ]
    if (village.reason) lines.push([column('reason'), sayValue(lang, 'reason', village.reason)])
    return {
      title: village.name,
      sub: [village.county, village.township, village.code].filter(Boolean).join(' · '),
      lines,
    }
  }
  if (pin.kind === 'gap') {
    const gap = model.gaps[pin.index]
    return {
      title: say('map.gap', { id: String(gap.id).replace('gap-', '') }),
      sub: [gap.county, gap.township, villageNames(model, gap.villages, lang)].filter(Boolean).join(' · '),
      lines: [
        [column('class'), sayValue(lang, 'value', gap.class)],
        [column('population'), counted(gap.population, lang)],
        [column('area_km2'), plain(gap.area_km2, 2)],
        [column('nearest_site_m'), distance(gap.nearest_site_m, lang)],
      ],
    }
  }
  if (pin.kind === 'proposal') {
    const proposal = model.proposals[pin.index]
    const shares = proposal.shares_site
    return {
      title: say('map.proposal', { rank: plain(proposal.rank) }),
      sub: [proposal.county, proposal.township, proposal.village].filter(Boolean).join(' · '),
      lines: [
        [column('reason'), sayValue(lang, 'reason', proposal.reason)],
        [column('band'), `${proposal.band}${proposal.height_m ? `, ${plain(proposal.height_m)} m` : ''}`],
        [column('gain_people'), counted(proposal.gain_people, lang)],
        [column('gain_villages'), plain(proposal.gain_villages)],
        [column('cost_cny'), yuan(proposal.cost_cny, lang)],
        [
          column('shares_site'),
          typeof shares === 'string' && shares ? shares : sayValue(lang, 'value', shares === true),
        ],
        [say('period.built'), periodName(say, proposal, yearsOf(model.proposals))],
      ],
    }
  }
  const { stations } = model
  return {
    title: say('map.station', { id: stations.ids[pin.index] }),
    sub: stations.operators[stations.operator[pin.index]] ?? '',
    lines: [
      [column('bands'), stations.bandSets[stations.bands[pin.index]] ?? ''],
      [column('rat'), stations.rats[stations.rat[pin.index]] ?? ''],
      [column('built'), stations.built[pin.index] ? String(stations.built[pin.index]) : say('legend.unknown')],
    ],
  }
}

/** A village, gap, proposal or station as a short list, as markup. */
export function detailsMarkup(model: ReportModel, pin: Pin, say: Say, lang: Lang): string {
  const { title, sub, lines } = linesOf(model, pin, say, lang)
  const items = lines.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('')
  return `<h3>${escaped(title)}</h3><p>${escaped(sub)}</p><dl>${items}</dl>`
}
