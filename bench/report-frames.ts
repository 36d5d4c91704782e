// npm run frames -- [REPORT.HTML] [--write]: how long the report takes to open, and its map to draw a frame while it is moved, in
// headless Chromium. Frames are not held back to the screen's rate, so that an interval is what a frame costs.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { withSection } from './page-sections'
import { CHROMIUM_FLAGS, type Spread, spreadOf } from './page-times'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false } },
})
const file = resolve(positionals[0] ?? 'out/demo/report.html')
const UNCAPPED = ['--disable-frame-rate-limit', '--disable-gpu-vsync']
const FRAMES = 400

/** Drags the map round in circles of 240 px, or turns the wheel to and fro over it, one event a frame; intervals between frames, ms. */
function moved(page: Page, how: 'drag' | 'wheel'): Promise<number[]> {
  return page.evaluate(
    ({ how, frames }) =>
      new Promise<number[]>((done) => {
        const frame = document.querySelector<HTMLElement>('[data-map]')!
        const canvas = document.querySelector<HTMLCanvasElement>('[data-canvas]')!
        frame.setPointerCapture = () => {}
        const box = frame.getBoundingClientRect()
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
        const send = (type: string, clientX: number, clientY: number) =>
          canvas.dispatchEvent(new PointerEvent(type, { clientX, clientY, pointerId: 1, bubbles: true, button: 0 }))
        if (how === 'drag') send('pointerdown', x, y)
        const times: number[] = []
        let [before, n] = [performance.now(), 0]
        const step = (now: number) => {
          times.push(now - before)
          before = now
          if (++n > frames) {
            if (how === 'drag') send('pointerup', x, y)
            return done(times.slice(1))
          }
          const angle = (2 * Math.PI * n) / 90
          if (how === 'drag') send('pointermove', x + 240 * Math.sin(angle), y + 240 * (1 - Math.cos(angle)))
          else
            canvas.dispatchEvent(
              new WheelEvent('wheel', {
                deltaY: 40 * Math.sin(angle),
                clientX: x,
                clientY: y,
                bubbles: true,
                cancelable: true,
              }),
            )
          requestAnimationFrame(step)
        }
        requestAnimationFrame(step)
      }),
    { how, frames: FRAMES },
  )
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...CHROMIUM_FLAGS, ...UNCAPPED] })
const opened: number[] = []
let page: Page
for (let i = 0; ; i++) {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  // tsx names functions by a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (f) => f')
  await page.goto(pathToFileURL(file).href)
  await page.waitForSelector('html[data-ready]')
  opened.push(await page.evaluate(() => performance.now()))
  if (i === 4) break
  await page.close()
}
await page.locator('[data-map]').scrollIntoViewIfNeeded()
await page.check('[data-show=stations]')
const rows: [string, Spread][] = []
rows.push(['the whole area, dragged', spreadOf(await moved(page, 'drag'))])
for (let i = 0; i < 4; i++) await page.click('[data-zoom=in]')
await page.waitForTimeout(400)
rows.push(['one county (6.6 times as large), dragged', spreadOf(await moved(page, 'drag'))])
for (let i = 0; i < 4; i++) await page.click('[data-zoom=in]')
await page.waitForTimeout(400)
rows.push(['a few villages (43 times as large), dragged', spreadOf(await moved(page, 'drag'))])
await page.click('[data-zoom=whole]')
await page.waitForTimeout(400)
rows.push(['the whole area, zoomed in and out', spreadOf(await moved(page, 'wheel'))])
const stations = await page.locator('[data-tab=villages] small').innerText()
await browser.close()

const ms = (value: number) => value.toFixed(1)
const section = `## The report in a browser

Written by \`npm run frames -- REPORT.HTML --write\` (\`bench/report-frames.ts\`): headless Chromium at 1280 × 800, software drawing, frames not
held back to a screen's rate; the page of ${(statSync(file).size / 1e6).toFixed(1)} MB with ${stations} villages and all layers on: coverage and plan, gaps, stations, proposals, names.

It opens in ${ms(spreadOf(opened).medianMs)} ms (median of ${opened.length}, from the start of loading to a map that answers).

| the map | median ms a frame | 95th percentile | most |
|---|---:|---:|---:|
${rows.map(([what, { medianMs, p95Ms, mostMs }]) => `| ${what} | ${ms(medianMs)} | ${ms(p95Ms)} | ${ms(mostMs)} |`).join('\n')}
`
process.stdout.write(section)
if (flags.write) {
  const page = new URL('../docs/performance.md', import.meta.url)
  writeFileSync(page, withSection(readFileSync(page, 'utf8'), section))
}
