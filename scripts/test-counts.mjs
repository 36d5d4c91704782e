// Prints what failed and why, then "N passed, N failed" (and ", N skipped"), of a vitest JSON report; ends with 1 where a test failed or
// none ran.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** A failure that is still legible at the end of a long log. */
const MESSAGE_LINES = 12

/** A file that failed though none of its tests did: it could not be loaded, or a hook failed and left its tests skipped. */
const isBroken = ({ status, assertionResults }) =>
  status === 'failed' && !assertionResults.some((test) => test.status === 'failed')

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
for (const file of report.testResults) {
  const path = relative(process.cwd(), file.name)
  if (isBroken(file)) console.log(`FAILED ${path}: ${file.message || 'a hook or the file itself failed'}`)
  for (const test of file.assertionResults) {
    if (test.status !== 'failed') continue
    console.log(`FAILED ${path}: ${test.fullName}`)
    for (const message of test.failureMessages) console.log(message.split('\n').slice(0, MESSAGE_LINES).join('\n'))
  }
}
const broken = report.testResults.filter(isBroken).length
const failed = report.numFailedTests + broken
const skipped = report.numPendingTests + report.numTodoTests
console.log(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed > 0 || report.numPassedTests === 0 ? 1 : 0
