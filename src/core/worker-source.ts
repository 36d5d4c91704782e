/**
 * The whole of a worker, as text: it needs nothing but the compiled module and the memory, so it starts from a string in
 * Node and from a Blob in a browser, and no bundler has to find a second entry.
 */
export const WORKER_SOURCE = `
const start = async ({ module, memory }, post) => {
  const instance = await WebAssembly.instantiate(module, { env: { memory } })
  instance.exports._start()
  post({ ready: true })
  return ({ calls }) => {
    try {
      post({ values: calls.map(({ kernel, args }) => instance.exports[kernel](...args)) })
    } catch (error) {
      post({ error: String(error) })
    }
  }
}
if (typeof require === 'function') {
  const { parentPort } = require('node:worker_threads')
  let run
  parentPort.on('message', async (message) => {
    if (message.module) run = await start(message, (answer) => parentPort.postMessage(answer))
    else run(message)
  })
} else {
  let run
  self.onmessage = async ({ data }) => {
    if (data.module) run = await start(data, (answer) => self.postMessage(answer))
    else run(data)
  }
}
`
