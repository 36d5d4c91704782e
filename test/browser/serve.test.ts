import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { main } from '../../src/cli/main'
import { namedContents } from '../../src/cli/serve/named'
import { type LocalServer, serveLocally } from '../../src/cli/serve/server'
import { openSituation, type Situation } from '../../src/cli/serve/situation'
import { csvText } from '../../src/formats/tables/csv-writer'
import { planRows } from '../../src/output/rows'
import { openWhatIf } from '../../src/what-if/open-what-if'
import { smallRun } from './small-run'

const CHROMIUM = '/usr/bin/chromium'
const there = existsSync(CHROMIUM)
if (!there) console.warn(`${CHROMIUM} is absent: the page of "gigaplan serve" is not opened in a browser`)
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

let dir: string
let situation: Situation
let server: LocalServer
beforeAll(async () => {
  dir = await smallRun()
  situation = await openSituation(dir, 'en', { workers: 1 }, {})
  server = await serveLocally(namedContents(situation), 0)
})
afterAll(() => server?.close())

/** A request as it stands, with nothing made neat by a client. */
function ask(path: string, { host, method = 'GET', headers = {} as Record<string, string>, body = '' } = {} as Asked) {
  const { port, host: own } = new URL(server.url)
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: { ...headers, host: host ?? own } },
      (got) => {
        let text = ''
        got.setEncoding('utf8')
        got.on('data', (part: string) => {
          text += part
        })
        got.on('end', () => resolve({ status: got.statusCode!, headers: got.headers, text }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
type Asked = { host?: string; method?: string; headers?: Record<string, string>; body?: string }

describe('the server of "gigaplan serve"', () => {
  const token = () => new URL(server.url).pathname

  test('listens on this machine alone, and gives named contents with its token only', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/)
    const page = await ask(token())
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    for (const path of ['/', '/page.js', '/model', `/${'x'.repeat(32)}/`, `${token().slice(0, -2)}/`, '/favicon.ico']) {
      expect((await ask(path)).status, path).toBe(404)
    }
  })

  test('gives no file that has no name here, and lists nothing', async () => {
    const wanted = [
      '../run.json',
      '..%2frun.json',
      '%2e%2e/run.json',
      'run.json',
      './',
      '/etc/passwd',
      'report.html/..',
    ]
    for (const name of [...wanted, 'summary.json', 'page.js/', 'constructor', '__proto__']) {
      const { status, text } = await ask(token() + name)
      expect([status, text], name).toEqual([404, 'Not found.\n'])
    }
    expect((await ask(`${token()}report.html`)).status).toBe(200)
  })

  test('refuses a Host that is not its own, and a POST from another page', async () => {
    const { port } = new URL(server.url)
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1.evil.example:${port}`]) {
      expect((await ask(token(), { host })).status, host).toBe(403)
    }
    expect((await ask(token(), { host: `localhost:${port}` })).status).toBe(200)
    const post = { method: 'POST', body: '{}' }
    expect((await ask(`${token()}replan`, { ...post, headers: { origin: 'http://evil.example' } })).status).toBe(403)
    expect((await ask(`${token()}replan`, { ...post, body: 'no json' })).status).toBe(400)
    expect((await ask(`${token()}replan`)).status).toBe(405)
    expect((await ask(`${token()}model`, post)).status).toBe(405)
  })

  test('plans again without stations in forbidden areas; says what is wrong with a wish', async () => {
    const west = [
      [118.4, 24.8],
      [118.58, 24.8],
      [118.58, 25.2],
      [118.4, 25.2],
    ]
    const body = JSON.stringify({ forbidden: [{ name: 'west', ring: west }], keep: [] })
    const { text } = await ask(`${token()}replan`, { method: 'POST', body })
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const { proposals } = lines.at(-1).plan
    expect(proposals.length).toBeGreaterThan(0)
    for (const { lon } of proposals) expect(lon).toBeGreaterThan(118.58)
    expect(situation.proposals.some(({ lon }) => lon < 118.58)).toBe(true)
    const wrong = JSON.stringify({ forbidden: [{ name: 'x', ring: [[1, 2]] }] })
    expect((await ask(`${token()}replan`, { method: 'POST', body: wrong })).text).toMatch(/three or more corners/)
  })

  test('the command prints the address alone on stdout, and ends with 130 when it is interrupted', async () => {
    let printed = ''
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text)
      return true
    })
    let told = ''
    const tell = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      told += String(text)
      return true
    })
    const running = main(['serve', dir, '--quiet'])
    await vi.waitFor(() => expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]+\/\n$/), 30_000)
    process.emit('SIGINT')
    expect(await running).toBe(130)
    expect(told).toBe('\nThe server has stopped.\n')
    write.mockRestore()
    tell.mockRestore()
  })
})

describe.skipIf(!there)('the page of "gigaplan serve"', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...QUIET] })
  })
  afterAll(() => browser?.close())

  async function open(width = 1280, height = 800, scheme: 'light' | 'dark' = 'light') {
    const context: BrowserContext = await browser.newContext({ viewport: { width, height }, colorScheme: scheme })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('request', (asked) => {
      const url = asked.url()
      if (!url.startsWith(server.url) && !/^(data|blob):/.test(url)) faults.push(`request ${url}`)
    })
    await page.goto(server.url)
    await page.waitForSelector('html[data-ready]').catch((e) => {
      throw new Error('the page is not ready: ' + faults.join(), { cause: e })
    })
    return { page, faults, close: () => context.close() }
  }
  /** Waits until a trial has been computed for what was just done. */
  const people = (page: Page) => page.locator('#page').evaluate((root) => Number(root.dataset.people))
  async function after(page: Page, act: () => Promise<void>): Promise<number> {
    const before = await people(page)
    await act()
    await page.waitForFunction((old) => Number(document.getElementById('page')!.dataset.people) !== old, before)
    return people(page)
  }
  const middle = async (page: Page): Promise<[number, number]> => {
    const box = (await page.locator('[data-map]').boundingBox())!
    return [box.x + box.width / 2, box.y + box.height / 2]
  }
  const trialPlace = async (page: Page): Promise<{ lon: number; lat: number }> => {
    const [lon, lat] = (await page.getAttribute('[data-place]', 'data-at'))!.split(',').map(Number)
    return { lon, lat }
  }
  const inLibrary = () =>
    openWhatIf({ ...situation, villages: situation.inputs.villages, terrain: situation.inputs.terrain })

  test('a station is dropped, dragged, changed and accepted: the figures are the library’s own', async () => {
    const { page, faults, close } = await open()
    const whatIf = await inLibrary()
    try {
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
      expect(await people(page)).toBe(whatIf.figures.people)
      await page.click('[data-tool="new"]')
      const [x, y] = await middle(page)
      const dropped = await after(page, () => page.mouse.click(x + 40, y - 60))
      expect(dropped).toBe((await whatIf.try({ station: await trialPlace(page) })).after.people)

      const dragged = await after(page, async () => {
        await page.mouse.move(x + 40, y - 60)
        await page.mouse.down()
        await page.mouse.move(x + 90, y - 20, { steps: 6 })
        await page.mouse.up()
      })
      await page.waitForTimeout(300)
      const moved = await trialPlace(page)
      expect(dragged).not.toBe(dropped)
      expect(await people(page)).toBe((await whatIf.try({ station: moved })).after.people)

      const higher = await after(page, async () => {
        await page.fill('[data-edit="heightM"]', '62')
        await page.press('[data-edit="heightM"]', 'Tab')
      })
      expect(higher).toBe((await whatIf.try({ station: { ...moved, heightM: 62 } })).after.people)
      expect(Number(await page.getAttribute('[data-took]', 'data-ms'))).toBeGreaterThan(0)

      await page.click('[data-accept]')
      await page.waitForSelector('[data-editor]', { state: 'hidden' })
      await whatIf.accept()
      expect(await people(page)).toBe(whatIf.figures.people)

      // The same again with a station of the plan, from the keyboard.
      await page.fill('[data-rank]', '1')
      await page.press('[data-rank]', 'Enter')
      await page.waitForSelector('[data-editor]')
      await page.focus('[data-map]')
      const stepped = await after(page, async () => {
        for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowRight')
      })
      await page.waitForTimeout(300)
      expect(stepped).not.toBe(whatIf.figures.people)
      await page.keyboard.press('Escape')
      await page.waitForSelector('[data-editor]', { state: 'hidden' })
      expect(await people(page)).toBe(whatIf.figures.people)
      expect(faults).toEqual([])
    } finally {
      await whatIf.close()
      await close()
    }
  })

  test('the edited plan is exported as a run would write it', async () => {
    const { page, faults, close } = await open()
    const whatIf = await inLibrary()
    try {
      await page.fill('[data-rank]', '2')
      await page.press('[data-rank]', 'Enter')
      await page.waitForSelector('[data-editor]')
      await page.click('[data-remove]')
      await page.waitForSelector('[data-accept]:not([disabled])')
      await page.click('[data-accept]')
      await page.waitForSelector('[data-editor]', { state: 'hidden' })
      await whatIf.try({ replace: whatIf.stations[1].id })
      await whatIf.accept()
      const text: Record<string, string> = {}
      for (const kind of ['csv', 'geojson', 'kml']) {
        const [file] = await Promise.all([page.waitForEvent('download'), page.click(`[data-export="${kind}"]`)])
        expect(file.suggestedFilename()).toBe(`plan.${kind}`)
        text[kind] = readFileSync(await file.path(), 'utf8')
      }
      const proposals = await whatIf.proposals()
      expect(text.csv).toBe(csvText(planRows(proposals, [])))
      expect(JSON.parse(text.geojson).features).toHaveLength(proposals.length)
      expect(text.kml.match(/<Placemark/g)).toHaveLength(proposals.length)
      expect(faults).toEqual([])
    } finally {
      await whatIf.close()
      await close()
    }
  })

  test('an area is forbidden and the plan made again without it; planning can be cancelled', async () => {
    const { page, faults, close } = await open()
    await page.click('[data-tool="forbid"]')
    const box = (await page.locator('[data-map]').boundingBox())!
    const [x, y] = await middle(page)
    await page.mouse.move(box.x + 2, box.y + 2)
    await page.mouse.down()
    await page.mouse.move(x, box.y + box.height - 4, { steps: 4 })
    await page.mouse.up()
    expect(await page.textContent('[data-inside="1"]')).not.toMatch(/^0 /)
    await page.click('[data-replan]')
    await page.waitForFunction(() => /Planned again/.test(document.querySelector('[data-status]')!.textContent!))
    expect(await page.textContent('[data-inside="1"]')).toMatch(/^0 /)

    await page.route('**/replan', () => {})
    await page.click('[data-replan]')
    await page.click('[data-cancel]')
    await page.waitForFunction(() => /cancelled/.test(document.querySelector('[data-status]')!.textContent!))
    expect(await page.isEnabled('[data-replan]')).toBe(true)
    expect(y).toBeGreaterThan(0)
    expect(faults).toEqual([])
    await close()
  })

  test('a path shows terrain, Fresnel zone and the loss by every model', async () => {
    const { page, faults, close } = await open()
    await page.click('[data-tool="path"]')
    const [x, y] = await middle(page)
    await page.mouse.click(x - 120, y + 60)
    await page.mouse.click(x + 110, y - 80)
    await page.waitForSelector('[data-path] svg .terrain')
    expect(await page.locator('[data-path] svg .fresnel').count()).toBeGreaterThan(0)
    expect(await page.locator('[data-path] tbody tr').count()).toBeGreaterThan(6)
    const title = await page.textContent('[data-path] h2')
    expect(title).toMatch(/Path of \d/)
    await page.fill('[data-path-field="txHeightM"]', '80')
    const picture = await page.locator('[data-path] svg').innerHTML()
    await page.press('[data-path-field="txHeightM"]', 'Tab')
    await page.waitForFunction((old) => document.querySelector('[data-path] svg')!.innerHTML !== old, picture)
    await page.click('[data-path-close]')
    await page.waitForSelector('[data-path]', { state: 'hidden' })
    expect(faults).toEqual([])
    await close()
  })

  test.each([
    [1280, 800, 'light'],
    [390, 844, 'dark'],
  ] as const)(
    'at %i × %i, %s, in both languages: nothing runs off the side, names are text',
    async (width, height, scheme) => {
      const { page, faults, close } = await open(width, height, scheme)
      mkdirSync('build/screenshots', { recursive: true })
      for (const lang of ['en', 'zh-CN']) {
        if (lang !== 'en') await page.click('[data-language]')
        expect(await page.getAttribute('html', 'lang')).toBe(lang)
        await page.fill('[data-rank]', '1')
        await page.press('[data-rank]', 'Enter')
        await page.waitForSelector('[data-editor]')
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        await page.screenshot({ path: `build/screenshots/serve-${lang}-${width}.png`, fullPage: true })
      }
      expect(await page.evaluate(() => (globalThis as { hacked?: number }).hacked)).toBeUndefined()
      expect(await page.locator('img').count()).toBe(0)
      expect(faults).toEqual([])
      await close()
    },
  )
})
