import type { Lang } from '../output/summary'
import { element } from './charts/svg'
import { escaped } from './escaped'
import { sayer } from './messages'
import { distance } from './numbers'
import { toBase64 } from './payload'
import type { Picture } from './pictures'
import { encodePng } from './png'
import { scaleLength } from './scale-bar'

const FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

/**
 * A picture as an SVG whose words, names of counties among them, are text in the reader's own fonts; the map is an image inside.
 */
export async function pictureAsSvg(picture: Picture, lang: Lang): Promise<string> {
  const { map, legend, title, notes, metresPerPixel, synthetic } = picture
  const { width } = map
  const size = Math.round(width / 80)
  const line = 1.7 * size
  const head = 2.2 * line
  const say = sayer(lang, '')
  const text = (x: number, y: number, words: string, more: Record<string, string | number> = {}) =>
    element('text', { x, y, 'font-size': size, fill: '#1a2530', ...more }, escaped(words))
  const perItem = Math.max(...legend.map((item) => wordsWidth(item.text[lang], size)), size) + 3.6 * size
  const columns = Math.max(1, Math.min(legend.length, Math.floor((width - 2 * size) / perItem)))
  const foot = head + map.height + line
  const bottom = foot + Math.ceil(legend.length / columns) * line + 0.6 * line
  const height = Math.ceil(bottom + line)
  const metres = scaleLength(0.18 * width, metresPerPixel)
  const length = metres / metresPerPixel
  const image = toBase64(await encodePng(width, map.height, map.pixels, map.palette))
  const body = [
    `<title>${escaped(title[lang])}</title>`,
    element('rect', { width, height, fill: '#fff' }),
    text(size, 1.4 * line, title[lang], { 'font-size': 1.3 * size, 'font-weight': 600 }),
    synthetic
      ? text(width - size, 1.4 * line, say('synthetic'), { fill: '#9a5a00', 'font-weight': 600, 'text-anchor': 'end' })
      : '',
    `<image y="${head}" width="${width}" height="${map.height}" href="data:image/png;base64,${image}"/>`,
    ...picture.labels.map(({ name, x, y }) =>
      text(x, head + y, name, {
        'text-anchor': 'middle',
        'dominant-baseline': 'middle',
        'font-weight': 600,
        stroke: '#fff',
        'stroke-width': size / 4,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
      }),
    ),
    ...legend.map(({ colour, text: words }, i) => {
      const left = size + (i % columns) * perItem
      const top = foot + Math.floor(i / columns) * line
      const swatch = {
        x: left,
        y: top - 0.8 * size,
        width: 2 * size,
        height: 0.9 * size,
        fill: colour,
        stroke: '#8795a1',
      }
      return element('rect', swatch) + text(left + 2.5 * size, top, words[lang])
    }),
    `<path d="M${size},${bottom - 0.5 * size}v${0.5 * size}h${length}v${-0.5 * size}" fill="none" stroke="#1a2530" stroke-width="${size / 8}"/>`,
    text(2 * size + length, bottom, `${distance(metres, lang)} · ↑ ${say('map.north')} · ${notes[lang]}`),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family='${FONT}'>${body.join('')}</svg>\n`
}

/** About the width of words: full-width signs are one em wide, others 0.56 in the mean. */
function wordsWidth(words: string, size: number): number {
  let ems = 0
  for (const sign of words) ems += sign > '\u2e80' ? 1 : 0.56
  return ems * size
}
