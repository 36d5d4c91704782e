import { interpolateCividis, interpolateViridis } from 'd3-scale-chromatic'
import type { QualityLayerId } from '../output/report-data'
import type { LayerId } from './layer'

/** Ordered classes of a value: class i holds values below `edges[i]`, the last one the rest. One colour per class. */
export interface Classes {
  edges: number[]
  colours: string[]
}

const spread = (interpolate: (t: number) => string, count: number, from = 0, to = 1): string[] =>
  Array.from({ length: count }, (_, i) => toHex(interpolate(from + ((to - from) * i) / (count - 1))))

/** `rgb(1, 2, 3)` or `#010203` as `#010203`. */
function toHex(colour: string): string {
  const parts = /rgb\((\d+), *(\d+), *(\d+)\)/.exec(colour)
  return parts
    ? `#${parts
        .slice(1)
        .map((part) => Number(part).toString(16).padStart(2, '0'))
        .join('')}`
    : colour
}

/** Red, green, blue of `#rrggbb`. */
export function rgb(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** Class of a value. */
export function classOf({ edges }: Classes, value: number): number {
  let i = 0
  while (i < edges.length && value >= edges[i]) i++
  return i
}

// Edges of signal level after the bins of drive-test and measurement reports; colour scales that stay apart for
// colour-blind readers: viridis, cividis, and orange to blue for what falls short and what holds.
const RSRP: Classes = { edges: [-115, -110, -105, -100, -90, -80], colours: spread(interpolateViridis, 7, 0.02, 0.98) }
const PROBABILITY: Classes = {
  edges: [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95],
  colours: spread(interpolateCividis, 8),
}
// Blue holds, orange falls short; the plan's blue is the stronger.
const COVER: Classes = { edges: [2, 3], colours: ['#c2410c', '#f2b872', '#bcd3e2'] }
/** Land that the plan covers. */
export const PLANNED = '#1976b8'
/** Dark where hills take most. */
const TERRAIN: Classes = { edges: [-30, -20, -15, -10, -5, -1], colours: spread(interpolateCividis, 7) }
const viridisClasses = (edges: number[]): Classes => ({
  edges,
  colours: spread(interpolateViridis, edges.length + 1, 0.02, 0.98),
})
// RSRQ as in measurement reports; rates at the FCC's 7/1 and 35/3 Mbit/s and round figures beside them.
const QUALITY: Record<QualityLayerId, Classes> = {
  rsrq: viridisClasses([-18, -15, -13, -11, -9]),
  dominance: viridisClasses([1, 3, 6, 10, 15]),
  overlap: { edges: [2, 3, 4], colours: spread(interpolateCividis, 4, 1, 0) },
  dl: viridisClasses([7, 20, 35, 100, 200]),
  ul: viridisClasses([1, 3, 10, 20]),
}
const SINR: Classes = { edges: [-3, 0, 5, 10, 15, 20], colours: spread(interpolateViridis, 7, 0.02, 0.98) }

/** Twelve light colours for neighbouring serving cells. */
const SERVERS = [
  '#88ccee',
  '#cc6677',
  '#ddcc77',
  '#117733',
  '#6677bb',
  '#aa4499',
  '#44aa99',
  '#999933',
  '#ee8866',
  '#77aadd',
  '#bbcc33',
  '#ffaabb',
]

/** Classes of a raster layer. `order` is classed by rank up to `most`. */
export function layerClasses(id: LayerId, most = 1): Classes {
  switch (id) {
    case 'cover':
      return COVER
    case 'rsrp':
      return RSRP
    case 'probability':
      return PROBABILITY
    case 'terrain':
      return TERRAIN
    case 'rsrq':
    case 'dominance':
    case 'overlap':
    case 'dl':
    case 'ul':
      return QUALITY[id]
    case 'sinr':
      return SINR
    case 'server':
      return { edges: SERVERS.slice(1).map((_, i) => i + 2), colours: SERVERS }
    case 'gigabit':
      return { edges: [], colours: ['#3b7dbd'] }
    case 'order':
      return {
        edges: [0.1, 0.2, 0.4, 0.6, 0.8].map((part) => part * most),
        colours: spread(interpolateViridis, 6, 0.95, 0.1),
      }
  }
}

/** Shares of area or people covered. */
export const SHARES: Classes = {
  edges: [0.5, 0.8, 0.9, 0.95, 0.99],
  colours: ['#a63603', '#e6660d', '#fdae6b', '#c6dbef', '#6baed6', '#2171b5'],
}

export const STATUS = { yes: '#4a90c4', no: '#d95f02', unknown: '#9aa5b1' }
export const GAP_COLOURS: Record<string, string> = { hole: '#c2410c', weak: '#f59e4c' }
/** Colours of the proposals' reasons: apart from the map's scales, and from each other by lightness too. */
export const REASON_COLOURS: Record<string, string> = {
  village: '#ffd92f',
  coverage: '#d6246e',
  capacity: '#5b2a86',
  density: '#8b95a0',
}
/** Okabe and Ito's eight, for kinds without order. */
export const KINDS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#6b7280']
/** Steps of an ordered kind: years, quarters, ranks. */
export const steps = (count: number): string[] =>
  count === 1 ? ['#31688e'] : spread(interpolateViridis, count, 0.08, 0.92)
