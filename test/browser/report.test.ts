import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LayerId, layerValue } from '../../src/report/layer'
import { type ReportModel, reportModel } from '../../src/report/model'
import { classOf, layerClasses, PLANNED, rgb, STATUS } from '../../src/report/palette'
import { renderModel } from '../../src/report/render-report'
import { middleOf } from '../../src/report/shapes'
import { madeUpRun } from '../report/made-up-run'
import { twoYears } from '../report/two-years'

const CHROMIUM = '/usr/bin/chromium'
const there = existsSync(CHROMIUM)
if (!there) console.warn(`${CHROMIUM} is absent: the report is not opened in a browser`)
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

type Colour = [number, number, number]
/** Colours of the map's land and of pictures on it (`PICTURE_ALPHA`, `theme` of the client). */
const LAND: Colour = rgb('#f4f2ec')
const over = (colour: string, alpha: number, ground: Colour = LAND): Colour =>
  rgb(colour).map((part, i) => Math.round(part * alpha + ground[i] * (1 - alpha))) as Colour
const isNear = (a: Colour, b: Colour): boolean => a.every((part, i) => Math.abs(part - b[i]) <= 4)

describe.skipIf(!there)('report.html opened from disk', () => {
  let browser: Browser
  let model: ReportModel
  const urls: Record<string, string> = {}
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gigaplan report '))
    model = reportModel(madeUpRun())
    for (const lang of ['en', 'zh'] as const) {
      const file = join(folder, `${lang}.html`)
      writeFileSync(file, await renderModel({ ...model, lang }))
      urls[lang] = pathToFileURL(file).href
      const years = join(folder, `${lang}-years.html`)
      writeFileSync(years, await renderModel({ ...reportModel(twoYears(madeUpRun())), lang }))
      urls[`${lang}-years`] = pathToFileURL(years).href
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...QUIET] })
  })
  afterAll(() => browser?.close())

  interface Opened {
    page: Page
    /** Console errors, exceptions, and requests that leave the page. */
    faults: string[]
  }

  async function open(lang: string, width = 1280, height = 800, options: BrowserContextOptions = {}): Promise<Opened> {
    const page = await browser.newPage({ viewport: { width, height }, ...options })
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) faults.push(`request ${request.url()}`)
    })
    await page.goto(urls[lang])
    await page.waitForSelector('html[data-ready]')
    await settled(page)
    return { page, faults }
  }

  /** Sheets are drawn anew when nothing has moved for a tenth of a second. */
  const settled = (page: Page) => page.waitForTimeout(180)

  /** Colours of the map at places of the frame, the whole area in view. */
  async function coloursAt(page: Page, places: [x: number, y: number][]): Promise<Colour[]> {
    const { width, height } = model.frame
    return page.evaluate(
      ({ places, width, height }) => {
        const canvas = document.querySelector<HTMLCanvasElement>('[data-canvas]')!
        const scale = Math.min(canvas.width / width, canvas.height / height)
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
        return places.map(([x, y]) => {
          const column = Math.floor((x - width / 2) * scale + canvas.width / 2)
          const row = Math.floor((y - height / 2) * scale + canvas.height / 2)
          return [...data.slice(4 * (row * canvas.width + column), 4 * (row * canvas.width + column) + 3)] as Colour
        })
      },
      { places, width, height },
    )
  }

  /** Takes everything off the map but its picture. */
  async function bare(page: Page): Promise<void> {
    for (const box of await page.locator('[data-show]').all()) await box.uncheck()
  }

  /** Middles of cells within one class for three cells around, away from borders, all over the map; and their values. */
  function cellsOf(id: LayerId): { place: [number, number]; value: number }[] {
    const layer = model.layers.find((candidate) => candidate.id === id)!
    const classes = layerClasses(id, model.proposals.length)
    const classAt = (column: number, row: number) => {
      const byte = layer.values[row * layer.columns + column]
      return byte === 0 ? -1 : classOf(classes, layerValue(layer, byte) + 1e-6)
    }
    const found: { place: [number, number]; value: number }[] = []
    // Villages and counties are 40 cells wide.
    for (let row = 7; row < layer.rows - 7; row += 11) {
      for (let column = 7; column < layer.columns - 7; column += 11) {
        if ([row % 40, column % 40].some((part) => part < 5 || part > 35)) continue
        const own = classAt(column, row)
        let even = true
        for (let dy = -3; dy <= 3; dy++)
          for (let dx = -3; dx <= 3; dx++) if (classAt(column + dx, row + dy) !== own) even = false
        if (!even) continue
        const place: [number, number] = [
          layer.left + (column + 0.5) * layer.scale,
          layer.top + (row + 0.5) * layer.scale,
        ]
        found.push({ place, value: layerValue(layer, layer.values[row * layer.columns + column]) })
      }
    }
    return found
  }

  test.each([
    ['en', 1280, 800],
    ['en', 390, 844],
    ['zh', 1280, 800],
    ['zh', 390, 844],
  ])('%s at %i × %i: no fault, no request, nothing runs off the side', async (lang, width, height) => {
    const { page, faults } = await open(lang, width, height)
    expect(faults).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    // One of the villages is called `<img src=x onerror=…>`.
    expect(await page.evaluate(() => (globalThis as { hacked?: number }).hacked)).toBeUndefined()
    expect(await page.locator('img').count()).toBe(0)
    mkdirSync('build/screenshots', { recursive: true })
    await page.screenshot({ path: `build/screenshots/report-${lang}-${width}.png`, fullPage: true })
    await page.close()
  })

  test('every picture shows the data at known places, and the legend says what its colours are', async () => {
    const { page } = await open('en')
    await bare(page)
    const pictures = await page
      .locator('[data-select=picture] option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))
    expect(pictures).toEqual(['none', 'cover', 'rsrp', 'probability', 'sinr', 'terrain', 'server', 'gigabit', 'order'])
    for (const id of pictures.slice(1) as LayerId[]) {
      await page.selectOption('[data-select=picture]', id)
      await settled(page)
      const cells = cellsOf(id)
      const seen = await coloursAt(
        page,
        cells.map(({ place }) => place),
      )
      const { edges, colours } = layerClasses(id, model.proposals.length)
      const kinds = new Set<string>()
      cells.forEach(({ value }, i) => {
        const colour = Number.isNaN(value) ? null : colours[classOf({ edges, colours }, value + 1e-6)]
        kinds.add(colour ?? 'none')
        const wanted = colour ? over(colour, 0.85) : LAND
        expect(isNear(seen[i], wanted), `${id} ${value}: ${seen[i]} is not ${wanted}`).toBe(true)
      })
      expect(cells.length, id).toBeGreaterThan(30)
      expect(kinds.size, id).toBeGreaterThan(1)
      if (id === 'server') continue
      const swatches = await page
        .locator('[data-legend] .swatch')
        .evaluateAll((list) => list.map((swatch) => getComputedStyle(swatch).backgroundColor))
      for (const kind of kinds) {
        const [r, g, b] = kind === 'none' ? LAND : rgb(kind)
        expect(swatches, `${id} ${kind}`).toContain(`rgb(${r}, ${g}, ${b})`)
      }
    }
    await page.close()
  })

  test('villages by status, stations and proposals stand where they are', async () => {
    const { page } = await open('en')
    await bare(page)
    await page.selectOption('[data-select=picture]', 'none')
    await page.selectOption('[data-select=fill]', 'passes')
    await settled(page)
    const middles = model.villages.map((_, i) => middleOf(model.villageShapes, i)!)
    const status = await coloursAt(page, middles)
    model.villages.forEach(({ has_5g }, i) => {
      expect(isNear(status[i], over(has_5g ? STATUS.yes : STATUS.no, 0.92)), `village ${i}: ${status[i]}`).toBe(true)
    })
    await page.selectOption('[data-select=fill]', 'outline')
    for (const [what, xs, ys] of [
      ['stations', model.stations.x, model.stations.y],
      ['proposals', model.proposalX, model.proposalY],
    ] as const) {
      await page.check(`[data-show=${what}]`)
      await settled(page)
      const places = Array.from(xs, (x, i): [number, number] => [x, ys[i]])
      const seen = await coloursAt(page, places)
      // Points that straddle a pixel may miss it; the land's colour says that there is none.
      const drawn = seen.filter((colour) => !isNear(colour, LAND) && !isNear(colour, over(PLANNED, 0.85))).length
      expect(drawn, what).toBeGreaterThan(0.9 * places.length)
      await page.uncheck(`[data-show=${what}]`)
    }
    await page.close()
  })

  test('the slider builds the plan: land covered grows with rank, and by quarter', async () => {
    const { page } = await open('en')
    await bare(page)
    await page.check('[data-show=proposals]')
    const uncovered = cellsOf('cover').filter(({ value }) => value < 3)
    const built = async (rank: number): Promise<number> => {
      await page.locator('#rank-slider').fill(String(rank))
      await settled(page)
      const seen = await coloursAt(
        page,
        uncovered.map(({ place }) => place),
      )
      // The plan's colour lies over that of a hole or of weak signal.
      const planned = [0, 1].map((grade) => over(PLANNED, 0.85, over(layerClasses('cover').colours[grade], 0.85)))
      return seen.filter((colour) => planned.some((wanted) => isNear(colour, wanted))).length
    }
    const counts = [await built(0), await built(20), await built(60)]
    expect(counts[0]).toBe(0)
    expect(counts[1]).toBeGreaterThan(0)
    expect(counts[2]).toBeGreaterThan(counts[1])
    expect(await page.locator('[data-slider-state]').innerText()).toContain('Stations 1 to 60')
    await page.selectOption('[data-step]', 'quarter')
    expect(await page.locator('#rank-slider').getAttribute('max')).toBe('4')
    await page.locator('#rank-slider').fill('2')
    expect(await page.locator('[data-slider-state]').innerText()).toContain('Stations 1 to 30')
    expect(await page.locator('#rank-slider').getAttribute('aria-valuetext')).toBe('to the end of quarter 2')
    await page.close()
  })

  test('search finds by name and by code; map and tables are linked, by pointer and by keyboard', async () => {
    const { page, faults } = await open('en')
    const village = model.villages[77]
    await page.fill('#village-search', village.code)
    await page.keyboard.press('Enter')
    expect(await page.locator('[data-pinned] h3').innerText()).toBe(village.name)
    await page.click('[data-show-row]')
    expect(await page.locator('tr.marked').first().innerText()).toContain(village.name)
    expect(await page.locator('tr.marked').first().isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.locator('[data-pinned]').isVisible()).toBe(false)
    await page.fill('#village-search', '示例村12')
    expect(await page.locator('#village-matches [role=option]').first().innerText()).toContain('示例村12')
    // Rows by keyboard: down one, Enter pins it on the map.
    await page.click('#tab-gaps')
    await page.locator('#table-gaps tr[tabindex="0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await page.locator('[data-pinned] h3').innerText()).toMatch(/^Gap /)
    expect(await page.locator('#table-gaps tr.marked').count()).toBe(1)
    await page.keyboard.press('Escape')
    // The map by keyboard: zoom in, pick what lies under the cross.
    await page.locator('[data-map]').focus()
    for (const key of ['+', '+', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
    expect(await page.locator('[data-pinned]').isVisible()).toBe(true)
    expect(faults).toEqual([])
    await page.close()
  })

  test('hovering shows the row of a village, clicking pins it', async () => {
    const { page } = await open('en', 390, 844)
    await bare(page)
    await page.locator('[data-map]').scrollIntoViewIfNeeded()
    const box = (await page.locator('[data-map]').boundingBox())!
    const { width, height } = model.frame
    const scale = Math.min(box.width / width, box.height / height)
    const [x, y] = middleOf(model.villageShapes, 50)!
    await page.mouse.move(
      box.x + box.width / 2 + (x - width / 2) * scale,
      box.y + box.height / 2 + (y - height / 2) * scale,
    )
    expect(await page.locator('[data-tip] h3').innerText()).toBe(model.villages[50].name)
    await page.mouse.down()
    await page.mouse.up()
    expect(await page.locator('[data-pinned] h3').innerText()).toBe(model.villages[50].name)
    await page.close()
  })

  test('tables sort, filter, and copy as CSV', async () => {
    const { page } = await open('en', 1280, 800, { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.click('#tab-villages')
    const table = page.locator('#table-villages')
    await table.locator('th[data-key=population] button').click()
    const numbers = await table.locator('tbody tr td:nth-child(6)').allInnerTexts()
    const values = numbers.map((text) => Number(text.replaceAll(',', '')))
    expect(values).toEqual([...values].sort((a, b) => b - a))
    expect(await table.locator('th[data-key=population]').getAttribute('aria-sort')).toBe('descending')
    await table.locator('[data-filter]').fill('示例村14')
    expect(await table.locator('[data-count]').innerText()).toBe('5 of 5 rows')
    await table.locator('[data-copy]').click()
    const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\r\n')
    expect(copied.length).toBe(6)
    expect(copied[0]).toMatch(/^Name,Township,County,Code/)
    await page.close()
  })

  test('switching the language keeps what is shown and says all of it in the other', async () => {
    const { page, faults } = await open('en')
    await page.selectOption('[data-select=picture]', 'sinr')
    await page.click('[data-language]')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    expect(await page.title()).toBe('虚构市双千兆覆盖与建设规划')
    expect(await page.inputValue('[data-select=picture]')).toBe('sinr')
    expect(await page.locator('[data-legend]').innerText()).toContain('信干噪比')
    const text = await page.locator('#findings').innerText()
    expect(text.match(/[A-Za-z]{4,}/g)?.filter((word) => word !== 'RSRP') ?? []).toEqual([])
    expect(faults).toEqual([])
    await page.close()
  })

  test.each([
    ['en', 'light', 1280],
    ['zh', 'dark', 1280],
    ['en', 'dark', 390],
  ] as const)('axe finds no fault of WCAG 2.2 A and AA: %s, %s, %i', async (lang, colorScheme, width) => {
    const { page } = await open(`${lang}-years`, width, 844, { colorScheme })
    await page.fill('#village-search', '示例村3')
    await page.keyboard.press('Enter')
    await page.evaluate(axe.source)
    const faults = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(context: unknown, options: object): Promise<AxeResult> } }
      interface AxeResult {
        violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
      }
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } })
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
    })
    expect(faults).toEqual([])
    if (colorScheme === 'dark') {
      const [sea] = await coloursAt(page, [[0, 0]])
      expect(Math.max(...sea)).toBeLessThan(60)
    }
    await page.close()
  })

  test('prints on A4 in light colours without its controls, every table with its first rows', async () => {
    const { page } = await open('en', 1280, 800, { colorScheme: 'dark' })
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-')
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0
    expect(pages).toBeGreaterThanOrEqual(4)
    expect(pages).toBeLessThanOrEqual(9)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('[data-play]').isVisible()).toBe(false)
    expect(await page.locator('[data-legend]').isVisible()).toBe(true)
    for (const id of ['counties', 'townships', 'failing', 'gaps', 'proposals', 'indicators'])
      expect(await page.locator(`#table-${id} tbody tr`).first().isVisible(), id).toBe(true)
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
    await page.close()
  })

  test('readers who ask for less motion get ten steps, not a hundred', async () => {
    const { page } = await open('en', 1280, 800, { reducedMotion: 'reduce' })
    await page.click('[data-play]')
    await page.waitForTimeout(1150)
    expect(await page.inputValue('#rank-slider')).toBe('6')
    await page.close()
  })
})
