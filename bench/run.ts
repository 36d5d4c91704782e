// npm run bench -- [--only NAME] [--json] [--list] [--write]: runs every benchmark of bench/*.bench.ts, or those whose name is given.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Benchmark, Row } from './measure'
import { withOpening, withSection } from './page-sections'

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
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
  if (flags.write) {
    const page = new URL('../docs/performance.md', import.meta.url)
    const kernels = rows.filter(isKernel)
    const text = readFileSync(page, 'utf8')
    writeFileSync(
      page,
      sectionsOf(rows).reduce(withSection, kernels.length > 0 ? withOpening(text, pageOf(kernels)) : text),
    )
  }
  process.stdout.write(flags.json ? `${JSON.stringify({ rows }, null, 1)}\n` : textOf(rows))
}

function isKernel({ plan, tree }: Row): boolean {
  return !plan && !tree
}

/** Sections of the page on searches, of those that ran. */
function sectionsOf(rows: Row[]): string[] {
  const plans = rows.filter(({ plan }) => plan)
  const trees = rows.filter(({ tree }) => tree)
  return [...(plans.length > 0 ? [placementOf(plans)] : []), ...(trees.length > 0 ? [steinerOf(trees)] : [])]
}

function textOf(rows: Row[]): string {
  const kernels = rows.filter(isKernel)
  return [...(kernels.length > 0 ? [tableOf(kernels)] : []), ...sectionsOf(rows)].join('\n')
}

function tableOf(rows: Row[]): string {
  const lines = [
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}; the least of several short samples; one core where not said otherwise.`,
    '',
    '| benchmark | unit | ns per unit | times as fast as | checksum |',
    '|---|---|---:|---|---:|',
    ...rows.map(({ name, unit, nsPerUnit, ratios, checksum, memoryMib }) => {
      const against = Object.entries(ratios).map(([baseline, ratio]) => `${baseline} ${ratio.toPrecision(3)}`)
      if (memoryMib !== undefined) against.push(`in ${memoryMib.toFixed(0)} MiB beyond Node’s own`)
      return `| ${name} | ${unit} | ${nsPerUnit.toPrecision(3)} | ${against.join(', ') || '–'} | ${checksum} |`
    }),
  ]
  return `${lines.join('\n')}\n`
}

/** The section on plans. */
function placementOf(plans: Row[]): string {
  const columns = Object.keys(plans[0].plan!)
  return `## Placement

Written by \`npm run bench -- --only placement --write\`: instances of the kinds that planning meets, by seeded generators
(\`bench/placement-instances.ts\`), two workers where there are two processors. \`C++\` is a plain lazy greedy over the same spans
(\`bench/lazy-greedy.cpp\`, \`c++ -O3 -march=native\`, one thread) compiled in the same run, which must make the same picks: 0.8 means
that ours takes 1.25 times as long. The gap is what any plan could cover more, in per cent of the best found.
Where the seconds of processors are well below those that it took, the machine was busy with other work, and plan and bound fall short.

| demand × candidates | ${columns.join(' | ')} | greedy, C++ / ours | checksum |
|---|${columns.map(() => '---:').join('|')}|---:|---:|
${plans
  .map(({ name, plan, ratios, checksum }) => {
    const figures = columns.map((column) => plan![column].toLocaleString('en'))
    return `| ${[name, ...figures, ratios['C++']?.toPrecision(3) ?? '–', checksum].join(' | ')} |`
  })
  .join('\n')}
`
}

/** The section on Steiner trees, with the mean of each column in per cent. */
function steinerOf(rows: Row[]): string {
  const columns = Object.keys(rows[0].tree!)
  const mean = columns.map((column) =>
    column.includes('%') ? (rows.reduce((sum, { tree }) => sum + tree![column], 0) / rows.length).toFixed(4) : '',
  )
  return `## Steiner trees

Written by \`npm run bench -- --only steiner --write\`: road graphs of real fibre roll-outs (PACE 2018, heuristic track) from
\`../shared/data/steiner\`, whose best known values are proven. A search has so many seconds of one core (\`BENCH_SECONDS=10,60\`). The
2-approximation of Mehlhorn (\`bench/mehlhorn.ts\`) runs beside it. Gaps are those to the best known value.

| graph | ${columns.join(' | ')} | checksum |
|---|${columns.map(() => '---:').join('|')}|---:|
${rows.map(({ name, tree, checksum }) => `| ${[name, ...columns.map((column) => tree![column].toLocaleString('en', { maximumFractionDigits: 5 })), checksum].join(' | ')} |`).join('\n')}
| ${['mean', ...mean, ''].join(' | ')} |
`
}

/** docs/performance.md. */
function pageOf(rows: Row[]): string {
  return `# How fast it is

Written by \`npm run performance\`. Times are those of one machine, ratios travel better; a checksum is the digest of a result and equal everywhere.

The propagation rows are sweeps of one site to 20 km over 30 m fractal mountains of 17° (\`bench/terrain.ts\`; \`p1812-flat\`: 0.5°),
mast 30 m, receivers at 1.5 m, 700 MHz, per receiver in the raster. \`oracle\` is the f64 TypeScript of \`src/radio\`, a profile drawn
for each receiver; \`C\` is the same kernels rewritten word by word to C (\`bench/c-twin.ts\`) and compiled in the same run with
\`cc -O3 -msse4.1\`: 0.8 means that WebAssembly takes 1.25 times as long.

${tableOf(rows)}`
}
