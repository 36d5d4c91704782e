import { DOMParser } from '@xmldom/xmldom'
import { expect, test } from 'vitest'
import { pathProfile } from '../../src/radio/path-profile'
import { pathProfileSvg } from '../../src/report/path-profile-svg'

const count = 2500
const profile = pathProfile(
  {
    distanceKm: Float64Array.from({ length: count }, (_, i) => (i * 24) / (count - 1)),
    heightM: Float64Array.from({ length: count }, (_, i) => 300 + 160 * Math.sin(i / 180) + 20 * Math.sin(i / 11)),
    clutterHeightM: Float64Array.from({ length: count }, (_, i) => (i % 400 < 200 ? 15 : 0)),
  },
  {
    frequencyMhz: 773,
    txHeightM: 40,
    rxHeightM: 1.5,
    polarization: 'vertical',
    txLon: 118,
    txLat: 25.4,
    rxLon: 118.2,
    rxLat: 25.5,
  },
)

test.each(['en', 'zh'] as const)('a whole, well-formed picture in %s with every model', (lang) => {
  const svg = pathProfileSvg(profile, { lang, title: 'A < B & "C"' })
  const document = new DOMParser({ onError: (_level, message) => expect.unreachable(message) }).parseFromString(
    svg,
    'image/svg+xml',
  )
  expect(document.documentElement?.tagName).toBe('svg')
  for (const loss of profile.losses) expect(svg).toContain(`>${loss.model}</text>`)
  expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  expect(svg).toContain(lang === 'zh' ? '第一菲涅耳区' : 'first Fresnel zone')
  expect(svg.length).toBeLessThan(200_000)
})

test('every drawn point lies within the frame', () => {
  const svg = pathProfileSvg(profile)
  const [, points] = /class="terrain" points="([^"]+)"/.exec(svg)!
  for (const point of points.split(' ')) {
    const [x, y] = point.split(',').map(Number)
    expect(x).toBeGreaterThanOrEqual(64)
    expect(x).toBeLessThanOrEqual(936)
    expect(y).toBeGreaterThanOrEqual(56)
    expect(y).toBeLessThanOrEqual(372)
  }
})
