import type { Trial, Village, WhatIf, WhatIfFigures, WhatIfStation } from '../../index'
import type { Lang } from '../../output/summary'
import { escaped } from '../escaped'
import type { MessageKey, Say } from '../messages'
import { percent, plain, UNKNOWN, yuan } from '../numbers'

/** Villages listed at the most. */
const MOST_VILLAGES = 8

/** A number with its sign: `+1,204`, `−0.3`, `±0`. */
export function signed(value: number, digits = 0): string {
  const text = plain(value, digits)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : /[1-9]/.test(text) ? text : '±0'
}

/** Rows of the figures: today, with the plan, with the open trial. */
export function figuresMarkup(whatIf: WhatIf, say: Say, lang: Lang): string {
  const { today, figures, trial, costCny } = whatIf
  const row = (
    key: MessageKey,
    value: (figures: WhatIfFigures) => string,
    change: (after: WhatIfFigures) => string,
  ) => {
    const after = trial
      ? `${value(trial.after)}<small>${escaped(change(trial.after))}</small>`
      : '<span class="none">–</span>'
    return `<tr><th scope="row">${say(key)}</th><td>${value(today)}</td><td>${value(figures)}</td><td>${after}</td></tr>`
  }
  const people = ({ population }: WhatIfFigures): string => percent(population.hard, 2)
  const cost = trial
    ? `${yuan(trial.costCny, lang)}<small>${escaped(signedYuan(trial.costCny - costCny, lang))}</small>`
    : '<span class="none">–</span>'
  return (
    row('whatIf.people', people, (after) => peopleChange(figures, after)) +
    row(
      'whatIf.land',
      ({ area }) => percent(area.hard, 2),
      (after) => `${signed(after.areaKm2 - figures.areaKm2, 2)} km²`,
    ) +
    row(
      'whatIf.landExpected',
      ({ area }) => percent(area.expected, 2),
      (after) => say('whatIf.points', { points: signed(100 * (after.area.expected - figures.area.expected), 3) }),
    ) +
    row(
      'whatIf.villages',
      ({ villages }) => `${plain(villages.covered)} / ${plain(villages.total)}`,
      (after) => signed(after.villages.covered - figures.villages.covered),
    ) +
    `<tr><th scope="row">${say('whatIf.cost')}</th><td>–</td><td>${yuan(costCny, lang)}</td><td>${cost}</td></tr>`
  )
}

/** Residents more or fewer; not known where nobody was counted. */
function peopleChange(from: WhatIfFigures, to: WhatIfFigures): string {
  return from.people === null || to.people === null ? UNKNOWN : signed(to.people - from.people)
}

function signedYuan(value: number, lang: Lang): string {
  return Math.abs(value) < 0.5 ? `±${yuan(0, lang)}` : `${value > 0 ? '+' : '−'}${yuan(Math.abs(value), lang)}`
}

/** What a trial does, in a sentence or two. */
export function resultMarkup(trial: Trial, whatIf: WhatIf, say: Say, lang: Lang): string {
  const { before, without, after } = trial
  const values = (from: WhatIfFigures, to: WhatIfFigures) => ({
    people: peopleChange(from, to),
    area: signed(to.areaKm2 - from.areaKm2, 2),
    villages: signed(to.villages.covered - from.villages.covered),
  })
  const cost = signedYuan(trial.costCny - whatIf.costCny, lang)
  const against = say('whatIf.changes', { ...values(before, after), cost })
  const alone = trial.station ? `<br>${escaped(say('whatIf.contributes', values(without, after)))}` : ''
  return `<b>${escaped(against)}</b>${alone}`
}

/** The villages that a trial changes: those that gain or lose 5G first, then by how much their cover changes. */
export function changedMarkup(trial: Trial, villages: Village[], say: Say): string {
  const moved = ({ before, after }: Trial['villages'][number]): number =>
    Math.abs((after.populationHard ?? after.areaHard) - (before.populationHard ?? before.areaHard))
  const flips = ({ before, after }: Trial['villages'][number]): number => (before.has5g === after.has5g ? 0 : 1)
  const listed = trial.villages
    .filter((change) => flips(change) > 0 || moved(change) >= 0.0005)
    .sort((a, b) => flips(b) - flips(a) || moved(b) - moved(a) || a.village - b.village)
  if (listed.length === 0) return `<li>${say('whatIf.noneChanged')}</li>`
  const items = listed.slice(0, MOST_VILLAGES).map(({ village, before, after }) => {
    const { name, township } = villages[village]
    const share = (state: typeof before) => percent(state.populationHard ?? state.areaHard)
    const flag =
      before.has5g === after.has5g
        ? ''
        : ` <em class="${after.has5g ? 'gains' : 'loses'}">${say(after.has5g ? 'whatIf.gains5g' : 'whatIf.loses5g')}</em>`
    return `<li><b>${escaped(name)}</b> <small>${escaped(township)}</small> ${share(before)} → ${share(after)}${flag}</li>`
  })
  const rest = listed.length - items.length
  return items.join('') + (rest > 0 ? `<li class="rest">${say('whatIf.more', { count: plain(rest) })}</li>` : '')
}

/** Heading and place of the station in the editor. */
export function stationTitle(station: WhatIfStation | null, replaced: WhatIfStation | null, say: Say): string {
  const known = replaced ?? station
  if (known?.rank) return say('whatIf.stationRank', { rank: plain(known.rank) })
  return say(replaced ? 'whatIf.stationId' : 'whatIf.stationNew')
}

export function stationPlace(station: WhatIfStation, say: Say): string {
  const structure = station.sharesSite ? say('whatIf.shares', { site: station.sharesSite }) : say('whatIf.newSite')
  const around = say(station.surroundings === 'town' ? 'whatIf.town' : 'whatIf.country')
  return `${station.lat.toFixed(5)}°, ${station.lon.toFixed(5)}° · ${around} · ${structure}`
}
