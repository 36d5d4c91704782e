import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is sent for a name: bytes in pieces, or a function that writes the answer itself. */
export type Content =
  | { type: string; pieces: readonly (string | Uint8Array)[]; inlineScripts?: readonly string[] }
  | { answer(body: unknown, response: ServerResponse, signal: AbortSignal): Promise<void> }

/** Names under the token, and what is sent for them. Nothing else is. Those with `answer` are asked by POST. */
export type Named = ReadonlyMap<string, () => Content | Promise<Content>>

export interface LocalServer {
  /** With the token. */
  url: string
  close(): Promise<void>
}

/** A body larger than this is no plan of forbidden areas. */
const MOST_BODY_BYTES = 4 * 2 ** 20

const POLICY = [
  "default-src 'none'",
  // The core compiles its WebAssembly from bytes, and its threads start from a blob.
  "script-src 'self' 'wasm-unsafe-eval'",
  'worker-src blob:',
  // Markup of the report and of path pictures carries style attributes and elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The policy for a page that runs these scripts of its own, and no others: each is named by its SHA-256. */
function policyWith(scripts: readonly string[]): string {
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  return POLICY.replace("script-src 'self'", ["script-src 'self'", ...hashes].join(' '))
}

/** COOP and COEP isolate the page, so that its core may share memory between threads. */
const HEADERS = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

/**
 * Serves named contents on 127.0.0.1 to whoever knows the token. A request is refused where its Host is not this server's (a name
 * that was made to point here: DNS rebinding), where its token is another (compared in constant time), and where a POST comes
 * from another origin.
 * @param port 0 for any free one
 */
export async function serveLocally(named: Named, port: number): Promise<LocalServer> {
  const token = randomBytes(24).toString('base64url')
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  const wanted = digest(token)
  const closing = new AbortController()
  let hosts: string[] = []

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    const refuse = (status: number, text: string): void => {
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
    }
    const host = request.headers.host ?? ''
    if (!hosts.includes(host)) return refuse(403, 'This server answers to its own address only.')
    const [, given = '', ...rest] = (request.url ?? '').split('?')[0].split('/')
    // Digests have one length, whatever was given.
    if (!timingSafeEqual(digest(given), wanted)) return refuse(404, 'Not found.')
    const content = await named.get(rest.join('/'))?.()
    if (!content) return refuse(404, 'Not found.')
    if ('answer' in content) {
      if (request.method !== 'POST') return refuse(405, 'Ask by POST.')
      const { origin } = request.headers
      if (origin !== undefined && origin !== `http://${host}`) return refuse(403, 'Another page may not ask this.')
      const body = await jsonBody(request)
      if (body === undefined) return refuse(400, 'Expected a small JSON body.')
      const abort = new AbortController()
      response.on('close', () => abort.abort(new DOMException('the page went away', 'AbortError')))
      await content.answer(body, response, AbortSignal.any([abort.signal, closing.signal]))
      return
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Ask by GET.')
    if (content.inlineScripts) response.setHeader('Content-Security-Policy', policyWith(content.inlineScripts))
    response.writeHead(200, { 'Content-Type': content.type })
    if (request.method === 'GET') {
      for (const piece of content.pieces) {
        if (response.destroyed) return
        if (!response.write(piece)) await drained(response)
      }
    }
    response.end()
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' })
      response.end(`${(error as Error).message}\n`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const at = (server.address() as AddressInfo).port
  hosts = [`127.0.0.1:${at}`, `localhost:${at}`]
  return {
    url: `http://127.0.0.1:${at}/${token}/`,
    close: () =>
      new Promise((resolve) => {
        closing.abort(new DOMException('the server ends', 'AbortError'))
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The JSON of a request; undefined where it is none or too much. */
async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    bytes += (part as Buffer).length
    if (bytes > MOST_BODY_BYTES) return undefined
    parts.push(part as Buffer)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    return undefined
  }
}

/** When a response takes more again, or is gone. */
async function drained(response: ServerResponse): Promise<void> {
  const done = new AbortController()
  const events = ['drain', 'close'].map((event) => once(response, event, { signal: done.signal }))
  await Promise.race(events.map((event) => event.catch(() => {})))
  done.abort()
}
