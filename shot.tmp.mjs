import { chromium } from 'playwright-core'
const [file, prefix, scheme] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(' ') })
for (const [w, h, n] of [[1280, 800, 'wide'], [390, 844, 'phone']]) {
  const page = await browser.newPage({ viewport: { width: w, height: h }, colorScheme: scheme || 'light' })
  page.on('console', (m) => console.log(n, m.type(), m.text()))
  page.on('pageerror', (e) => console.log(n, 'ERR', e.message, e.stack))
  const t = Date.now()
  await page.goto('file://' + file); await page.waitForSelector('[data-ready]', { timeout: 20000 }).catch((e) => console.log('not ready'))
  await page.evaluate(() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))))
  console.log(n, 'ready', Date.now() - t, 'scrollWidth', await page.evaluate(() => document.documentElement.scrollWidth))
  await page.screenshot({ path: `${prefix}-${n}.png`, fullPage: true })
  if (n === 'wide') { await page.locator('#map').scrollIntoViewIfNeeded(); await page.locator('#map').screenshot({ path: `${prefix}-map.png` }) }
  await page.close()
}
await browser.close()
