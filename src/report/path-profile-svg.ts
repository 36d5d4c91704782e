import type { PathGeometry } from '../radio/path-geometry'
import type { PathProfile } from '../radio/path-profile'
import { escaped } from './escaped'

const TEXT = {
  en: {
    title: 'Path profile',
    distance: 'Distance, km',
    height: 'Height above sea level with Earth bulge, m',
    terrain: 'terrain',
    clutter: 'land cover',
    ray: 'line of sight',
    fresnel: 'first Fresnel zone',
    hull: 'stretched string',
    losses: 'Basic transmission loss by model, dB',
    none: 'no value',
    clear: 'line of sight is clear',
    blocked: 'blocked',
    warned: 'outside the range of the model',
  },
  zh: {
    title: '路径剖面',
    distance: '距离，公里',
    height: '海拔（含地球曲率凸起），米',
    terrain: '地形',
    clutter: '地物',
    ray: '视线',
    fresnel: '第一菲涅耳区',
    hull: '拉紧的弦',
    losses: '各模型基本传输损耗，dB',
    none: '无值',
    clear: '视线无遮挡',
    blocked: '视线被遮挡',
    warned: '超出模型适用范围',
  },
} as const

/** A step of 1, 2 or 5 times a power of ten that gives at most `most` ticks. */
function tickStep(span: number, most: number): number {
  const raw = span / most
  const power = 10 ** Math.floor(Math.log10(raw))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= raw) ?? 10 * power
}

function ticks(low: number, high: number, most: number): number[] {
  const step = tickStep(high - low, most)
  const values: number[] = []
  for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) values.push(+(i * step).toPrecision(12))
  return values
}

/** Indices to draw: all of them, or the extremes of each of about 900 columns. */
function drawnIndices(heights: Float64Array): number[] {
  const most = 900
  if (heights.length <= 2 * most) return Array.from(heights.keys())
  const kept = new Set([0, heights.length - 1])
  const size = heights.length / most
  for (let column = 0; column < most; column++) {
    let low = Math.floor(column * size)
    let high = low
    for (let i = low; i < Math.min(heights.length, Math.floor((column + 1) * size)); i++) {
      if (heights[i] < heights[low]) low = i
      if (heights[i] > heights[high]) high = i
    }
    kept.add(low)
    kept.add(high)
  }
  return [...kept].sort((a, b) => a - b)
}

const WIDTH = 960
const PLOT = { left: 64, right: 936, top: 56, bottom: 372 }
/** A key of the legend: its swatch with the gap before the text, and the gap to the next key. */
const KEY = { swatch: 18, between: 14 }
const BAR = { left: 190, right: 846, height: 17 }

/** About how wide a text of 12 px is: nobody measures it before it is drawn. */
const textWidth = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (letter > '\u2e7f' ? 12 : 6.6), 0)

/** The drawing above: axes, terrain, clutter, ray, Fresnel zone, hull and masts. */
function drawing(geometry: PathGeometry, text: (typeof TEXT)['en' | 'zh']): string {
  const { distanceKm, groundM, clutterM, bulgeM, rayM, fresnelM } = geometry
  const last = distanceKm.length - 1
  const total = distanceKm[last]
  const surface = groundM.map((ground, i) => ground + bulgeM[i])
  const indices = drawnIndices(surface)
  let low = Math.min(...indices.map((i) => surface[i]))
  let high = Math.max(...indices.map((i) => Math.max(surface[i] + clutterM[i], rayM[i] + fresnelM[i])))
  const pad = Math.max(5, (high - low) * 0.06)
  low -= pad
  high += pad
  const x = (km: number) => +(PLOT.left + (km / total) * (PLOT.right - PLOT.left)).toFixed(1)
  const y = (m: number) => +(PLOT.bottom - ((m - low) / (high - low)) * (PLOT.bottom - PLOT.top)).toFixed(1)
  const line = (heights: Float64Array) => indices.map((i) => `${x(distanceKm[i])},${y(heights[i])}`).join(' ')
  const floor = `${PLOT.right},${PLOT.bottom} ${PLOT.left},${PLOT.bottom}`
  const top = surface.map((s, i) => s + clutterM[i])
  const upper = rayM.map((ray, i) => ray + fresnelM[i])
  const lower = rayM.map((ray, i) => ray - fresnelM[i])
  const lowerBack = [...indices].reverse().map((i) => `${x(distanceKm[i])},${y(lower[i])}`)
  const parts: string[] = []
  for (const value of ticks(low, high, 7))
    parts.push(
      `<path class="grid" d="M${PLOT.left} ${y(value)}H${PLOT.right}"/>`,
      `<text x="${PLOT.left - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
    )
  for (const value of ticks(0, total, 10))
    parts.push(
      `<path class="grid" d="M${x(value)} ${PLOT.bottom}v5"/>`,
      `<text x="${x(value)}" y="${PLOT.bottom + 18}" text-anchor="middle">${value}</text>`,
    )
  if (Array.from(clutterM).some((c) => c > 0)) parts.push(`<polygon class="clutter" points="${line(top)} ${floor}"/>`)
  parts.push(
    `<polygon class="terrain" points="${line(surface)} ${floor}"/>`,
    `<polygon class="fresnel" points="${line(upper)} ${lowerBack.join(' ')}"/>`,
    `<polyline class="hull" points="${geometry.hull.map((p) => `${x(p.distanceKm)},${y(p.heightM)}`).join(' ')}"/>`,
    `<path class="ray" d="M${x(0)} ${y(rayM[0])}L${x(total)} ${y(rayM[last])}"/>`,
    `<path class="mast" d="M${x(0)} ${y(groundM[0])}V${y(rayM[0])}M${x(total)} ${y(groundM[last])}V${y(rayM[last])}"/>`,
    `<text x="${x(0) + 6}" y="${y(rayM[0]) - 6}">Tx</text>`,
    `<text x="${x(total) - 6}" y="${y(rayM[last]) - 6}" text-anchor="end">Rx</text>`,
  )
  const { worst } = geometry
  if (worst.index >= 0 && worst.nu > -0.78) {
    const share = distanceKm[worst.index] / total
    const anchor = share > 0.95 ? 'end' : share < 0.05 ? 'start' : 'middle'
    parts.push(
      `<circle class="worst" cx="${x(distanceKm[worst.index])}" cy="${y(top[worst.index])}" r="4"/>`,
      `<text x="${x(distanceKm[worst.index])}" y="${y(top[worst.index]) - 9}" text-anchor="${anchor}">ν = ${worst.nu.toFixed(2)}</text>`,
    )
  }
  parts.push(
    `<text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 36}" text-anchor="middle">${text.distance}</text>`,
  )
  parts.push(`<text x="${PLOT.left}" y="${PLOT.top - 8}">${text.height}</text>`)
  const legend = ['terrain', 'clutter', 'fresnel', 'ray', 'hull'] as const
  let left = PLOT.right + KEY.between
  for (const key of legend.toReversed()) {
    left -= KEY.between + KEY.swatch + textWidth(text[key])
    parts.push(
      `<rect class="${key} key" x="${left.toFixed(1)}" y="${PLOT.top - 19}" width="14" height="10"/>`,
      `<text x="${(left + KEY.swatch).toFixed(1)}" y="${PLOT.top - 9}">${text[key]}</text>`,
    )
  }
  return parts.join('\n')
}

/** The bars below: one per model. */
function bars(profile: PathProfile, from: number, text: (typeof TEXT)['en' | 'zh']): string {
  const values = profile.losses.map((loss) => loss.lossDb).filter(Number.isFinite)
  const low = Math.floor((Math.min(...values) - 10) / 10) * 10
  const high = Math.max(...values)
  const x = (db: number) => BAR.left + ((db - low) / (high - low || 1)) * (BAR.right - BAR.left)
  const parts = [`<text class="head" x="${PLOT.left}" y="${from}">${text.losses}</text>`]
  for (const [i, loss] of profile.losses.entries()) {
    const y = from + 10 + i * (BAR.height + 4)
    const finite = Number.isFinite(loss.lossDb)
    const label = finite ? `${loss.lossDb.toFixed(1)}${loss.warnings.length > 0 ? ' *' : ''}` : text.none
    const width = finite ? Math.max(1, x(loss.lossDb) - BAR.left) : 0
    parts.push(
      `<g><title>${escaped([loss.source, ...loss.warnings].join('\n'))}</title>`,
      `<text x="${BAR.left - 8}" y="${y + 13}" text-anchor="end">${escaped(loss.model)}</text>`,
      `<rect class="${loss.warnings.length > 0 ? 'bar warned' : 'bar'}" x="${BAR.left}" y="${y}" width="${width.toFixed(1)}" height="${BAR.height}"/>`,
      `<text x="${(BAR.left + width + 6).toFixed(1)}" y="${y + 13}">${label}</text></g>`,
    )
  }
  const foot = from + 10 + profile.losses.length * (BAR.height + 4) + 14
  parts.push(`<text x="${BAR.left}" y="${foot}">* ${text.warned}</text>`)
  return parts.join('\n')
}

const STYLE = `text{font:12px system-ui,"Noto Sans CJK SC",sans-serif;fill:#333}.head{font-weight:600;font-size:14px}
.grid{stroke:#ddd;fill:none}.terrain{fill:#b8a88a}.clutter{fill:#8fb27a}.fresnel{fill:#4a90d9;fill-opacity:.18}
.ray{stroke:#c0392b;stroke-width:1.5;fill:none}.ray.key{fill:#c0392b}.hull{stroke:#7d3c98;stroke-dasharray:5 3;fill:none}.hull.key{fill:#7d3c98;stroke:none}
.mast{stroke:#222;stroke-width:3;fill:none}.worst{fill:none;stroke:#7d3c98;stroke-width:2}.bar{fill:#4a6fa5}.bar.warned{fill:#a9b8cf}`

/**
 * A path as a picture: terrain over the Earth's bulge, land cover, ray, first Fresnel zone, stretched string, worst
 * obstacle, and below it the loss by every model. A whole SVG document, 960 wide; text in English or Chinese.
 */
export function pathProfileSvg(profile: PathProfile, options: { lang?: 'en' | 'zh'; title?: string } = {}): string {
  const text = TEXT[options.lang ?? 'en']
  const barsFrom = PLOT.bottom + 66
  const height = barsFrom + 10 + profile.losses.length * (BAR.height + 4) + 30
  const state = profile.geometry.los ? text.clear : text.blocked
  const title = options.title ?? text.title
  const subtitle = `${profile.distanceKm.toFixed(2)} km · ${profile.frequencyMhz} MHz · ${state}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>${escaped(`${title}: ${subtitle}`)}</title>
<style>${STYLE}</style>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text class="head" x="${PLOT.left}" y="24">${escaped(title)} · ${escaped(subtitle)}</text>
${drawing(profile.geometry, text)}
${bars(profile, barsFrom, text)}
</svg>
`
}
