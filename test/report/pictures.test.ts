import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { drawable } from '../../src/report/glyphs'
import { layerValue } from '../../src/report/layer'
import { reportModel } from '../../src/report/model'
import { classOf, GAP_COLOURS, layerClasses } from '../../src/report/palette'
import { pictureAsPng } from '../../src/report/picture-png'
import { pictureAsSvg } from '../../src/report/picture-svg'
import { coveragePicture, gapsPicture, planPicture } from '../../src/report/pictures'
import { contains } from '../../src/report/shapes'
import { madeUpRun } from './made-up-run'

const model = reportModel(madeUpRun({ side: 6, cellSizeM: 100 }))
const english = { ...model, counties: model.counties.map((county, i) => ({ ...county, name: `County ${i}` })) }

/** Size, palette and pixels of a PNG of indexed colours. */
function decoded(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset)
  expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])
  const parts: Record<string, Uint8Array[]> = {}
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at)
    const type = new TextDecoder().decode(png.subarray(at + 4, at + 8))
    parts[type] = [...(parts[type] ?? []), png.subarray(at + 8, at + 8 + length)]
    at += 12 + length
  }
  const header = new DataView(parts.IHDR[0].buffer, parts.IHDR[0].byteOffset)
  const [width, height] = [header.getUint32(0), header.getUint32(4)]
  const rows = inflateSync(Buffer.concat(parts.IDAT))
  const colours = parts.PLTE[0]
  const colourAt = (x: number, y: number): string => {
    const ink = rows[y * (width + 1) + 1 + x]
    return `#${[...colours.subarray(3 * ink, 3 * ink + 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`
  }
  const words = (parts.iTXt ?? []).map((bytes) => new TextDecoder().decode(bytes))
  return { width, height, colourAt, words }
}

test('the picture of coverage has the chosen width, and the colour of the level at every place but borders and names', async () => {
  const picture = coveragePicture(model, { width: 500 })
  const { width, height, colourAt, words } = decoded(await pictureAsPng(picture, 'coverage'))
  expect(width).toBe(500)
  expect(height).toBeGreaterThan(picture.map.height)
  expect(words.join()).toContain('synthetic data')
  const layer = model.layers.find(({ id }) => id === 'rsrp')!
  const classes = layerClasses('rsrp')
  const perPixel = model.frame.width / 500
  let [same, all] = [0, 0]
  for (let y = 3; y < picture.map.height; y += 7) {
    for (let x = 3; x < 500; x += 7) {
      const column = Math.floor(((x + 0.5) * perPixel - layer.left) / layer.scale)
      const row = Math.floor(((y + 0.5) * perPixel - layer.top) / layer.scale)
      if (column < 0 || row < 0 || column >= layer.columns || row >= layer.rows) continue
      const byte = layer.values[row * layer.columns + column]
      if (byte === 0) continue
      all++
      // At this width a dot is one pixel, and the title takes 22 lines.
      if (colourAt(x, y + 22) === classes.colours[classOf(classes, layerValue(layer, byte))]) same++
    }
  }
  expect(all).toBeGreaterThan(1500)
  expect(same / all).toBeGreaterThan(0.97)
})

test('gaps and proposals are painted where they are', () => {
  const gaps = gapsPicture(model, { width: 600 }).map
  const perPixel = model.frame.width / 600
  const kinds = new Set(Object.values(GAP_COLOURS))
  let [inside, painted] = [0, 0]
  for (let y = 0; y < gaps.height; y += 3) {
    for (let x = 0; x < gaps.width; x += 3) {
      const [fx, fy] = [(x + 0.5) * perPixel, (y + 0.5) * perPixel]
      if (!model.gaps.some((_, i) => contains(model.gapShapes, i, fx, fy))) continue
      inside++
      if (kinds.has(gaps.palette[gaps.pixels[y * gaps.width + x]])) painted++
    }
  }
  expect(inside).toBeGreaterThan(100)
  expect(painted / inside).toBeGreaterThan(0.98)
  const plan = planPicture(model, { width: 1600 }).map
  const [x, y] = [model.proposalX[0], model.proposalY[0]].map((at) => Math.floor((at * 1600) / model.frame.width))
  expect(plan.palette[plan.pixels[y * plan.width + x]]).toBe('#ffd92f')
})

test('names that the built-in alphabet lacks become numbers in the PNG with a line that says so, and are text in the SVG', async () => {
  expect(drawable('Luxembourg (2)')).toBe(true)
  expect(drawable('安溪县')).toBe(false)
  const [chinese, latin] = await Promise.all(
    [model, english].map(async (run) => decoded(await pictureAsPng(coveragePicture(run, { width: 640 }), 'coverage'))),
  )
  expect(chinese.height - latin.height).toBe(11)
  const svg = await pictureAsSvg(coveragePicture(model), 'zh')
  for (const { name } of model.counties) expect(svg).toContain(`>${name}</text>`)
  expect(svg).toContain('信号电平（RSRP）')
  expect(svg).toContain('合成数据')
  expect(await pictureAsSvg(coveragePicture(english), 'en')).toContain('>County 1</text>')
})

test('a picture without rasters shows villages; a width out of reason is refused', () => {
  const bare = { ...model, layers: [] }
  expect(coveragePicture(bare, { width: 320 }).map.palette.length).toBeGreaterThan(3)
  expect(planPicture(bare, { width: 320 }).legend.length).toBeLessThan(planPicture(model, { width: 320 }).legend.length)
  expect(() => coveragePicture(model, { width: 20 })).toThrow('expected 320 to 8000 pixels')
})
