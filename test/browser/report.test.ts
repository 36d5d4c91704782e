import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderReport } from '../../src/report/render-report'
import { madeUpRun } from '../report/made-up-run'

const CHROMIUM = '/usr/bin/chromium'
const there = existsSync(CHROMIUM)
if (!there) console.warn(`${CHROMIUM} is absent: the report is not opened in a browser`)
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

describe.skipIf(!there)('report.html opened from disk', () => {
  let browser: Browser
  const urls: Record<string, string> = {}
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gigaplan report '))
    for (const lang of ['en', 'zh'] as const) {
      const file = join(folder, `${lang}.html`)
      writeFileSync(file, renderReport(madeUpRun({ lang })))
      urls[lang] = pathToFileURL(file).href
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...QUIET] })
  })
  afterAll(() => browser?.close())

  async function open(lang: string, width: number, height: number): Promise<{ page: Page; faults: string[] }> {
    const page = await browser.newPage({ viewport: { width, height } })
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) faults.push(`request ${request.url()}`)
    })
    await page.goto(urls[lang])
    await page.waitForSelector('canvas')
    await page.waitForTimeout(300)
    return { page, faults }
  }

  /** Distinct colours on the largest canvas: a map that was not drawn has one. */
  const colours = (page: Page): Promise<number> =>
    page.evaluate(() => {
      const area = (c: HTMLCanvasElement) => c.width * c.height
      const canvas = [...document.querySelectorAll('canvas')].sort((a, b) => area(b) - area(a))[0]
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      const seen = new Set<number>()
      for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2])
      return seen.size
    })

  test.each([
    ['en', 1280, 800],
    ['en', 390, 844],
    ['zh', 1280, 800],
  ])(
    '%s at %i × %i: no fault, no request, the map is drawn, nothing runs off the side',
    async (lang, width, height) => {
      const { page, faults } = await open(lang, width, height)
      expect(faults).toEqual([])
      expect(await colours(page)).toBeGreaterThan(10)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      mkdirSync('build/screenshots', { recursive: true })
      await page.screenshot({ path: `build/screenshots/report-${lang}-${width}.png`, fullPage: true })
      await page.close()
    },
  )

  test('names of villages are text, never markup', async () => {
    const { page, faults } = await open('en', 1280, 800)
    expect(await page.evaluate(() => (globalThis as { hacked?: number }).hacked)).toBeUndefined()
    expect(await page.content()).not.toContain('<img src=x onerror')
    expect(faults).toEqual([])
    await page.close()
  })

  test('says that its data are synthetic, and shows a curve and the counties', async () => {
    const { page } = await open('en', 1280, 800)
    const text = await page.evaluate(() => document.body.innerText)
    expect(text).toMatch(/synthetic/i)
    expect(await page.locator('svg').count()).toBeGreaterThan(2)
    expect(await page.locator('table').count()).toBeGreaterThan(0)
    await page.close()
  })
})
