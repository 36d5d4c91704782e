import { InputError } from '../../formats/input-error'
import type { Context } from '../context'
import { progressView } from '../progress'
import { namedContents } from '../serve/named'
import { type LocalServer, serveLocally } from '../serve/server'
import { openSituation } from '../serve/situation'

/** `gigaplan serve DIR`: the page of a run on which changes of the plan are tried, until it is interrupted. */
export async function serve({ settings, signal }: Context, dir?: string): Promise<number> {
  if (!dir) {
    throw new InputError(
      'input-missing',
      'DIR',
      'No folder is named; give the folder that a run wrote: gigaplan serve DIR.',
    )
  }
  const { port = 0, lang, quiet, workers } = settings
  const view = progressView(quiet ?? false)
  let server: LocalServer
  try {
    const situation = await openSituation(dir, lang, workers === undefined ? {} : { workers }, {
      signal,
      onProgress: view.show,
    })
    server = await listening(situation, port)
  } finally {
    view.done()
  }
  process.stdout.write(`${server.url}\n`)
  if (!quiet) process.stderr.write('Open it in a browser on this machine. Ctrl-C ends it.\n')
  try {
    await new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason)
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  } finally {
    await server.close()
  }
  return 0
}

async function listening(situation: Parameters<typeof namedContents>[0], port: number): Promise<LocalServer> {
  try {
    return await serveLocally(namedContents(situation), port)
  } catch (error) {
    const message = `Port ${port} cannot be taken (${(error as Error).message}); name another, or leave --port out for a free one.`
    throw new InputError('port-taken', '--port', message)
  }
}
