#!/usr/bin/env node
import { main } from './main'

// Whoever reads the output may have seen enough (`gigaplan run --help | head`), or nobody reads the progress: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(process.exitCode)
})
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status
})
