import { scaleLinear } from 'd3-scale'
import { area, curveStepAfter, line as lineShape } from 'd3-shape'
import { escaped } from '../escaped'
import { UNKNOWN } from '../numbers'

/** Charts are drawn in a box of these units; text is 12.5 units high, so that it stays readable on a phone. */
export const CHART = { width: 480, height: 290, left: 70, right: 28, top: 26, bottom: 44 }
/** The line that bars stand on. */
export const BASE = CHART.height - CHART.bottom

/** Across the plot, from `from` to `to` as they are. */
export const across = (from: number, to: number, left = CHART.left, right = CHART.width - CHART.right) =>
  scaleLinear().domain([from, to]).range([left, right])

/** Up the plot from 0 to the next round value above `most`. */
export const upwards = (most: number) =>
  scaleLinear()
    .domain([0, most > 0 ? most : 1])
    .nice(4)
    .range([BASE, CHART.top])

export type Points = [x: number, y: number][]

const rounded = (value: number): string => String(Math.round(value * 10) / 10)

/** Attributes of an element; numbers to a tenth of a unit. */
export function attributes(values: Record<string, string | number | undefined>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`)
    .join('')
}

export function element(name: string, values: Record<string, string | number | undefined>, content = ''): string {
  return content ? `<${name}${attributes(values)}>${content}</${name}>` : `<${name}${attributes(values)}/>`
}

export function text(
  x: number,
  y: number,
  content: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
  kind = 'tick',
): string {
  return element('text', { x, y, 'text-anchor': anchor, class: kind }, escaped(content))
}

export function line(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return element('line', { x1, y1, x2, y2, class: kind })
}

/** A name as far as it goes into a width: Chinese characters take a whole one of the font's units, others about half. */
export function fitting(name: string, width: number): string {
  let left = width
  for (const [i, letter] of [...name].entries()) {
    left -= letter > '\u2e7f' ? 13 : 7.5
    if (left < 7 && i + 1 < [...name].length) return `${[...name].slice(0, i).join('')}…`
  }
  return name || UNKNOWN
}

/** A bar that stands on the base line. */
export function bar(x: number, y: number, width: number, kind: string): string {
  return element('rect', { x, y, width, height: BASE - y, class: kind })
}

/** A line through points. */
export function path(points: Points, kind: string): string {
  return element('path', { d: lineShape().digits(1)(points) ?? '', class: kind, fill: 'none' })
}

/** A line with a tint below it, down to `base`. */
export function filled(points: Points, base = BASE): string {
  const tint = area<[number, number]>()
    .digits(1)
    .x(([x]) => x)
    .y0(base)
    .y1(([, y]) => y)
  return element('path', { d: tint(points) ?? '', class: 'area' }) + path(points, 'line')
}

/** Stairs: each value holds until the next point. */
export function stairs(points: Points, kind: string): string {
  return element('path', { d: lineShape().digits(1).curve(curveStepAfter)(points) ?? '', class: kind, fill: 'none' })
}

/** A whole chart with its title and text alternative. */
export function chart(id: string, title: string, description: string, body: string, height = CHART.height): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${CHART.width} ${height}" role="img" class="chart" ` +
    `aria-labelledby="${id}-title ${id}-text"><title id="${id}-title">${escaped(title)}</title>` +
    `<desc id="${id}-text">${escaped(description)}</desc>${body}</svg>`
  )
}

type Axis = ReturnType<typeof across>

/** Horizontal grid lines with their labels at the left. */
export function yAxis(y: Axis, label: (value: number) => string): string {
  return y
    .ticks(4)
    .map(
      (value) =>
        line(CHART.left, y(value), CHART.width - CHART.right, y(value), value === 0 ? 'axis' : 'grid') +
        text(CHART.left - 7, y(value) + 4, label(value), 'end'),
    )
    .join('')
}

/** Labels below the plot, and the name of the axis under them. */
export function xAxis(x: Axis, count: number, label: (value: number) => string, name: string): string {
  return (
    x
      .ticks(count)
      .map(
        (value) => line(x(value), BASE, x(value), BASE + 4, 'axis') + text(x(value), BASE + 18, label(value), 'middle'),
      )
      .join('') + text(CHART.width - CHART.right, CHART.height - 6, name, 'end', 'axis-name')
  )
}

const STYLE = `svg{font:12.5px system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;background:#fff}
text{fill:#3d4a57}.axis-name{fill:#5b6875;font-size:11.5px}.chart-title{font-weight:600;font-size:14px;fill:#1a2530}
.grid{stroke:#e3e8ec}.axis{stroke:#8a96a3}.line{stroke:#0a5c8c;stroke-width:2.2}.bound{stroke:#9a5a00;stroke-width:1.6;stroke-dasharray:5 4}
.bound-text{fill:#8a4f00}.bar{fill:#0a5c8c}.bar-weak{fill:#b9c4ce}.bar-before{fill:#9fb0bf}.bar-after{fill:#0a5c8c}.threshold{stroke:#9a5a00;stroke-width:1.4}
.pass{fill:#0a5c8c}.fail{fill:#b3470a}.track{fill:#e9edf0}.strong{font-weight:600;fill:#1a2530}.area{fill:#0a5c8c;opacity:.1}.small{font-size:11px}`

/** A chart as a file of its own: with its title drawn and its colours inside. */
export function standaloneSvg(svg: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/.exec(svg)?.[1] ?? ''
  const box = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!
  const height = Number(box[2]) + 26
  return svg
    .replace(box[0], `viewBox="0 -26 ${box[1]} ${height}" width="${Number(box[1]) * 2}" height="${height * 2}"`)
    .replace('</desc>', `</desc><style>${STYLE}</style><text x="10" y="-6" class="chart-title">${title}</text>`)
}
