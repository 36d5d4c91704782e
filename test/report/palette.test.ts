import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { GAP_COLOURS, layerClasses, PLANNED, REASON_COLOURS, rgb, SHARES, STATUS } from '../../src/report/palette'

type Colour = [number, number, number]
const linear = (part: number): number => {
  const c = part / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}
/** Relative luminance (WCAG 2.2). */
const luminance = (colour: Colour): number => {
  const [r, g, b] = colour.map(linear)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(rgb(a)), luminance(rgb(b))].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

/** Custom properties of the style sheet; short hexadecimal written out. */
function themes(): Record<'light' | 'dark', Record<string, string>> {
  const css = readFileSync('src/report/client/report.css', 'utf8')
  const [light, dark] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) =>
    Object.fromEntries(
      [...body.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, hex]) => [
        name,
        hex.length === 4 ? `#${[...hex.slice(1)].map((digit) => digit + digit).join('')}` : hex,
      ]),
    ),
  )
  return { light, dark: { ...light, ...dark } }
}

describe.each(Object.entries(themes()))('%s', (_name, theme) => {
  test.each([
    ['text', 'paper'],
    ['ink', 'paper'],
    ['soft', 'paper'],
    ['soft', 'panel'],
    ['text', 'panel'],
    ['ink', 'panel'],
    ['text', 'mark'],
    ['soft', 'mark'],
    ['ink', 'mark'],
    ['accent', 'paper'],
    ['accent-ink', 'accent'],
    ['warm', 'paper'],
    ['warm', 'warm-soft'],
    ['text', 'warm-soft'],
    ['ink', 'land'],
    ['ink', 'sea'],
  ])('%s on %s can be read (AA, 4.5 : 1)', (text, ground) => {
    expect(contrast(theme[text], theme[ground])).toBeGreaterThanOrEqual(4.5)
  })
  test.each([
    ['fail', 'paper'],
    ['accent', 'paper'],
    ['border', 'land'],
  ])('bars and lines of %s stand out from %s (3 : 1)', (mark, ground) => {
    expect(contrast(theme[mark], theme[ground])).toBeGreaterThanOrEqual(3)
  })
})

// Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
const DEFICIENCIES: Record<string, number[][]> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** CIE L*a*b* (D65) of a colour as a reader with a deficiency sees it. */
function labSeen(colour: string, matrix: number[][]): Colour {
  const light = rgb(colour).map(linear)
  const [r, g, b] = matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, m, i) => sum + m * light[i], 0),
      ),
    ),
  )
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/** Least distance (CIE76) between any two of a list of colours. */
function leastDistance(colours: string[], matrix: number[][]): number {
  const seen = colours.map((colour) => labSeen(colour, matrix))
  let least = Infinity
  for (let i = 0; i < seen.length; i++)
    for (let j = i + 1; j < seen.length; j++)
      least = Math.min(least, Math.hypot(...seen[i].map((v, k) => v - seen[j][k])))
  return least
}

describe.each(Object.entries(DEFICIENCIES))('colours stay apart: %s', (_name, matrix) => {
  test.each<[string, string[]]>([
    ['coverage and plan', [...layerClasses('cover').colours, PLANNED]],
    ['signal level', layerClasses('rsrp').colours],
    ['probability', layerClasses('probability').colours],
    ...(['terrain', 'rsrq', 'dominance', 'overlap', 'dl', 'ul', 'order'] as const).map((id): [string, string[]] => [
      id,
      layerClasses(id, 100).colours,
    ]),
    ['shares', SHARES.colours],
    ['status', [STATUS.yes, STATUS.no, STATUS.unknown]],
    ['gaps', Object.values(GAP_COLOURS)],
    ['reasons', Object.values(REASON_COLOURS)],
  ])('%s', (_what, colours) => {
    // About 2.3 is just noticeable side by side; classes of a map must be told apart at a distance.
    expect(leastDistance(colours, matrix)).toBeGreaterThan(9)
  })
})
