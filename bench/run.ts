// npm run bench -- [--only NAME] [--json] [--list]: runs every benchmark of bench/*.bench.ts, or those whose name is given.
import { readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Benchmark, Row } from './measure'

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
})

const folder = fileURLToPath(new URL('.', import.meta.url))
const benchmarks: Benchmark[] = []
for (const file of readdirSync(folder).sort()) {
  if (file.endsWith('.bench.ts')) benchmarks.push(...((await import(`./${file}`)).benchmarks as Benchmark[]))
}
const wanted = flags.only?.flatMap((names) => names.split(','))
const chosen = benchmarks.filter(({ name }) => !wanted || wanted.includes(name))
const unknown = wanted?.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name)) ?? []
if (unknown.length > 0) {
  process.stderr.write(
    `no benchmark ${unknown.join(', ')}: there are ${benchmarks.map(({ name }) => name).join(', ')}\n`,
  )
  process.exit(2)
}
if (flags.list) {
  for (const { name } of chosen) process.stdout.write(`${name}\n`)
} else {
  const rows: Row[] = []
  for (const { run } of chosen) rows.push(...(await run()))
  process.stdout.write(flags.json ? `${JSON.stringify({ rows }, null, 1)}\n` : tableOf(rows))
}

function tableOf(rows: Row[]): string {
  const lines = [
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}; the least of several short samples; one core where not said otherwise.`,
    '',
    '| benchmark | unit | ns per unit | times as fast as | checksum |',
    '|---|---|---:|---|---:|',
    ...rows.map(({ name, unit, nsPerUnit, ratios, checksum }) => {
      const against = Object.entries(ratios).map(([baseline, ratio]) => `${baseline} ${ratio.toPrecision(3)}`)
      return `| ${name} | ${unit} | ${nsPerUnit.toPrecision(3)} | ${against.join(', ') || '–'} | ${checksum} |`
    }),
  ]
  return `${lines.join('\n')}\n`
}
