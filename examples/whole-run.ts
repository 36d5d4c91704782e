// A whole run in a program, as the command line does it: `npx tsx examples/whole-run.ts PROJECT DIR`. Prints what came of it.
import { readInputs, runPlan, warningText, writeReport, writeRun } from '../src/node'

const [project, dir] = process.argv.slice(2)
const inputs = await readInputs(project)
const results = await runPlan(inputs, { target: 3, workers: 1 })
for (const warning of results.inputs.warnings) console.error(warningText(warning, 'en'))
await writeRun(dir, results)
await writeReport(dir, { lang: 'zh' })
const { plan, gaps } = results.summary
console.log(`${plan?.proposed} stations, ${gaps.count} gaps today`)
