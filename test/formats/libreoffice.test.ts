import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeWorkbook } from '../../src/formats/tables/xlsx-writer'
import { readSites } from '../../src/network/read-sites'

/** LibreOffice is large: not installed for CI, used where it is. */
const there = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).status === 0

/** A file converted by LibreOffice to another format. */
function converted(name: string, bytes: Uint8Array, to: string, filter: string, from: string[] = []): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan-'))
  try {
    writeFileSync(join(folder, name), bytes)
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const args = [profile, '--headless', ...from, '--convert-to', `${to}:${filter}`, '--outdir', join(folder, 'out')]
    const { status, stderr } = spawnSync('soffice', [...args, join(folder, name)], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return new Uint8Array(readFileSync(join(folder, 'out', `${name.split('.')[0]}.${to}`)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe.skipIf(!there)('LibreOffice (skipped where soffice is not installed)', () => {
  it('reads our workbook: types, text that looks like a formula, numbers and codes to the digit', async () => {
    const bytes = await writeWorkbook([
      {
        name: 'plan',
        columns: [
          { key: 'code', header: '代码' },
          { key: 'name', header: '名称' },
          { key: 'lon', header: 'lon', kind: 'degrees' },
          { key: 'people', header: 'people', kind: 'integer' },
        ],
        rows: [
          { code: '050525100201', name: '=1+1', lon: 118.123456, people: 1234 },
          { code: '350525100202', name: '湖上, "村"', lon: -0.5, people: 0 },
        ],
      },
    ])
    // 44: comma, 34: quote, 76: UTF-8. Text is quoted, numbers come out as our cell formats show them.
    const csv = new TextDecoder().decode(
      converted('plan.xlsx', bytes, 'csv', 'Text - txt - csv (StarCalc):44,34,76,1,,0,true'),
    )
    expect(csv.trim().split('\n')).toEqual([
      '"代码","名称","lon","people"',
      '"050525100201","=1+1",118.123456,"1,234"',
      '"350525100202","湖上, ""村""",-0.500000,0',
    ])
  }, 60_000)

  it('writes workbooks that we read: a table saved as XLSX by another program', async () => {
    const csv = '基站名称,经度,纬度,方位角,频段\n湖头,118.0101,25.2202,120,700M\n'
    const xlsx = converted('工参.csv', new TextEncoder().encode(csv), 'xlsx', 'Calc MS Excel 2007 XML', [
      '--infilter=CSV:44,34,76,1',
    ])
    const { sites, stations, cells } = await readSites({ name: '工参.xlsx', bytes: xlsx })
    expect(sites[0]).toMatchObject({ lon: 118.0101, lat: 25.2202 })
    expect(stations[0].id).toBe('湖头')
    expect(cells[0]).toMatchObject({ azimuthDeg: 120, band: 'n28' })
  }, 60_000)
})
