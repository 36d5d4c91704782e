import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { scriptsOf } from '../../src/cli/serve/named'
import { checkedRequest } from '../../src/cli/serve/replan'
import { serveLocally } from '../../src/cli/serve/server'

const station = { rank: 1, lon: 118, lat: 25, heightM: 30, band: 'n28', azimuthsDeg: [0, 120, 240], tiltDeg: 3 }

test.each([
  ['heightM', 1e9],
  ['heightM', 0],
  ['tiltDeg', 'x'],
  ['azimuthsDeg', [null, {}]],
  ['azimuthsDeg', new Array(100_000).fill(0)],
  ['azimuthsDeg', undefined],
  ['band', 'n999'],
  ['band', 'toString'],
  ['lon', 181],
  ['rank', null],
])('an edited station whose %s cannot be is refused', (field, value) => {
  const keep = [station, { ...station, [field]: value }]
  expect(() => checkedRequest({ keep })).toThrow(expect.objectContaining({ path: `keep[1].${field}` }))
})

test('stations that can stand are taken as they are, and no station is none', () => {
  const omni = { ...station, azimuthsDeg: [], tiltDeg: undefined }
  expect(checkedRequest({ keep: [station, omni] }).keep).toEqual([station, omni])
  expect(() => checkedRequest({ keep: [null] })).toThrow(/rank is missing/)
})

test('more areas than a planner draws are refused', () => {
  const zone = {
    name: '1',
    ring: [
      [0, 0],
      [0, 1],
      [1, 1],
    ],
  }
  expect(checkedRequest({ forbidden: [zone] }).forbidden).toHaveLength(1)
  expect(() => checkedRequest({ forbidden: new Array(8000).fill(zone) })).toThrow(/8000 areas/)
})

test('a served report may run its own script, and no other page may run one', async () => {
  const page = '<script type="text/plain" id="payload">x</script><script>let a = 1</script>'
  const server = await serveLocally(
    new Map([
      ['report.html', () => ({ type: 'text/html', pieces: [page], inlineScripts: scriptsOf(page) })],
      ['', () => ({ type: 'text/html', pieces: [page] })],
    ]),
    0,
  )
  try {
    const policyOf = async (name: string) => (await fetch(server.url + name)).headers.get('content-security-policy')
    const hash = createHash('sha256').update('let a = 1').digest('base64')
    expect(await policyOf('report.html')).toContain(`script-src 'self' 'sha256-${hash}'`)
    expect(await policyOf('report.html')).not.toMatch(/script-src[^;]*unsafe-inline/)
    expect(await policyOf('')).not.toContain('sha256-')
  } finally {
    await server.close()
  }
})
