// npm run what-if -- [DIR] [--write]: how long a what-if takes on the page of `gigaplan serve DIR`, in headless Chromium, from the
// change being asked for to its figures and its picture.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { withSection } from './page-sections'
import { CHROMIUM_FLAGS, spreadOf } from './page-times'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false } },
})
const dir = positionals[0] ?? 'out/demo'
const STATIONS = 40
const DRAGS = 60

/** Does something and waits until another trial has been computed; its time as the page says it, ms. */
async function taken(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-took]')!.removeAttribute('data-ms'))
  await act()
  await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-took]')!.dataset.ms)
  return Number(await page.getAttribute('[data-took]', 'data-ms'))
}

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
const server = spawn(process.execPath, [cli, 'serve', dir], { stdio: ['ignore', 'pipe', 'inherit'] })
const begun = performance.now()
// Whatever goes wrong, the server ends with the measurement.
process.on('exit', () => server.kill('SIGINT'))
process.on('unhandledRejection', (error) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
const [printed] = (await once(server.stdout, 'data')) as [Buffer]
const startMs = performance.now() - begun
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS })
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
await page.goto(String(printed).trim())
await page.waitForSelector('html[data-ready]', { timeout: 300_000 })
const openMs = await page.evaluate(() => performance.now())

const proposed = Number(/([\d,]+) /.exec((await page.textContent('[data-status]')) ?? '')?.[1].replaceAll(',', ''))
const picks: number[] = []
for (let i = 0; i < STATIONS; i++) {
  const rank = 1 + Math.floor((i * proposed) / STATIONS)
  await page.fill('[data-rank]', String(rank))
  picks.push(await taken(page, () => page.click('[data-go] button')))
}
const box = (await page.locator('[data-map]').boundingBox())!
const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
const drags: number[] = []
await page.fill('[data-rank]', String(Math.min(10, proposed)))
await taken(page, () => page.click('[data-go] button'))
await page.mouse.move(x, y)
await page.mouse.down()
for (let i = 1; i <= DRAGS; i++) drags.push(await taken(page, () => page.mouse.move(x + 8 + 4 * i, y - 2 * i)))
await page.mouse.up()
const settings: number[] = []
for (let i = 0; i < 20; i++) {
  await page.fill('[data-edit="heightM"]', String(20 + i))
  settings.push(await taken(page, () => page.press('[data-edit="heightM"]', 'Enter')))
}
for (const band of ['n1', 'n79', 'n28', 'n78', 'n8']) {
  if ((await page.inputValue('[data-edit="band"]')) === band) continue
  settings.push(await taken(page, () => page.selectOption('[data-edit="band"]', band)))
}
await page.click('[data-discard]')
await page.click('[data-tool="new"]')
const drops: number[] = []
for (let i = 0; i < STATIONS; i++) {
  const [left, top] = [x - 250 + (i % 8) * 70, y - 200 + Math.floor(i / 8) * 90]
  drops.push(await taken(page, () => page.mouse.click(left, top)))
}
await browser.close()

const ms = (value: number) => value.toFixed(0)
const rows: [string, number[]][] = [
  [`a station of the plan is picked (${STATIONS} of ${proposed}): taken off the map, put back`, picks],
  ['it is dragged, each step', drags],
  ['its height or its band is changed', settings],
  ['a new station is dropped', drops],
]
const { grid } = JSON.parse(readFileSync(`${dir}/summary.json`, 'utf8')) as {
  grid: { cells: number; cellSizeM: number }
}
const section = `## What-if in a browser

Written by \`npm run what-if -- DIR --write\` (\`bench/what-if-latency.ts\`): the page of \`gigaplan serve\` in headless Chromium, ${proposed} stations on ${grid.cells} cells
of ${grid.cellSizeM} m; from the change being asked for to its figures and its picture, computed in the page. The server is ready after ${ms(startMs / 1000)} s (it reads the run's
inputs), the page after another ${ms(openMs / 1000)} s (it computes the map with the whole plan built).

| change | median ms | 95th percentile | most |
|---|---:|---:|---:|
${rows
  .map(([what, times]) => {
    const { medianMs, p95Ms, mostMs } = spreadOf(times)
    return `| ${what} | ${ms(medianMs)} | ${ms(p95Ms)} | ${ms(mostMs)} |`
  })
  .join('\n')}
`
process.stdout.write(section)
if (flags.write) {
  const performancePage = new URL('../docs/performance.md', import.meta.url)
  writeFileSync(performancePage, withSection(readFileSync(performancePage, 'utf8'), section))
}
process.exit(0)
