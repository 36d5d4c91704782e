// Child of the p1812 benchmark: sweeps one site over heights from a file and prints by how much the process grew, MiB.
import { readFileSync } from 'node:fs'

const before = process.memoryUsage().rss
const [file, columns, rows, cellSizeM, radiusM] = process.argv.slice(2)
const { openCore } = await import('../src/core/core')
const { sweepSite } = await import('../src/coverage/sweep')
const bytes = readFileSync(file)
const grid = {
  crs: 'EPSG:32648',
  originX: 0,
  originY: 0,
  cellSizeM: Number(cellSizeM),
  columns: Number(columns),
  rows: Number(rows),
}
const core = await openCore()
await sweepSite(core, {
  mode: 'p1812',
  grid,
  heightM: new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4),
  x: (grid.columns / 2) * grid.cellSizeM,
  y: -(grid.rows / 2) * grid.cellSizeM,
  antennaHeightM: 30,
  rxHeightM: 1.5,
  frequencyMhz: 700,
  radiusM: Number(radiusM),
})
const most = process.resourceUsage().maxRSS * 1024
process.stdout.write(String((most - before) / 2 ** 20))
