import { type PathProfile, pathProfile, pathProfileSvg, type Terrain, terrainPath } from '../../index'
import type { Lang } from '../../output/summary'
import { escaped } from '../escaped'
import type { MessageKey, Say } from '../messages'
import { percent, plain, UNKNOWN } from '../numbers'

export interface PathEnds {
  from: [lon: number, lat: number]
  to: [lon: number, lat: number]
}

export interface PathSettings {
  txHeightM: number
  rxHeightM: number
  frequencyMhz: number
}

/** One path by every model. */
function profileOf(terrain: Terrain | undefined, { from, to }: PathEnds, settings: PathSettings): PathProfile {
  const flat: Terrain = { tiles: [], synthetic: false, warnings: [] }
  return pathProfile(terrainPath(terrain ?? flat, from, to), {
    ...settings,
    polarization: 'vertical',
    txLon: from[0],
    txLat: from[1],
    rxLon: to[0],
    rxLat: to[1],
  })
}

/** The path as a picture and numbers, with fields for heights and frequency. */
export function pathMarkup(
  terrain: Terrain | undefined,
  ends: PathEnds,
  settings: PathSettings,
  say: Say,
  lang: Lang,
): string {
  const profile = profileOf(terrain, ends, settings)
  const { geometry, losses, distanceKm } = profile
  const { worst } = geometry
  const sight = say(geometry.los ? 'whatIf.clear' : 'whatIf.blocked')
  const where =
    worst.index >= 0
      ? `${lang === 'zh' ? '；' : '; '}${say('whatIf.worst', {
          km: plain(geometry.distanceKm[worst.index], 2),
          nu: plain(worst.nu, 2),
          share: percent(geometry.clearanceM[worst.index] / geometry.fresnelM[worst.index], 0),
        })}`
      : ''
  const rows = losses.map(({ model, lossDb, sigmaDb, source, warnings }) => {
    const note = warnings.length > 0 ? `<span title="${escaped(warnings.join(' '))}"> *</span>` : ''
    return `<tr><th scope="row">${escaped(model)}</th><td class="number">${Number.isFinite(lossDb) ? lossDb.toFixed(2) : UNKNOWN}${note}</td><td class="number">${sigmaDb === undefined ? '' : plain(sigmaDb, 1)}</td><td>${escaped(source)}</td></tr>`
  })
  const notes = [...new Set(losses.flatMap(({ model, warnings }) => warnings.map((text) => `* ${model}: ${text}`)))]
  const field = (name: keyof PathSettings, key: MessageKey, step: number) =>
    `<label class="field"><span>${say(key)}</span><input type="number" min="0.5" step="${step}" data-path-field="${name}" value="${settings[name]}"></label>`
  return (
    `<div class="path-head"><h2>${say('whatIf.pathTitle', { km: plain(distanceKm, 2) })}</h2><div class="fields">${field('txHeightM', 'whatIf.txHeight', 1)}${field('rxHeightM', 'whatIf.rxHeight', 0.5)}${field('frequencyMhz', 'whatIf.frequency', 1)}</div><button type="button" data-path-close>${say('whatIf.pathClose')}</button></div>` +
    `<p><b>${sight}</b>${escaped(where)}</p>${terrain ? '' : `<p class="note">${say('whatIf.noTerrain')}</p>`}` +
    `<div class="path-picture">${pathProfileSvg(profile, { lang })}</div>` +
    `<table><thead><tr><th scope="col">${say('whatIf.model')}</th><th scope="col" class="number">${say('whatIf.loss')}</th><th scope="col" class="number">${say('whatIf.sigma')}</th><th scope="col">${say('whatIf.source')}</th></tr></thead><tbody>${rows.join('')}</tbody></table>` +
    notes.map((text) => `<p class="note">${escaped(text)}</p>`).join('')
  )
}
