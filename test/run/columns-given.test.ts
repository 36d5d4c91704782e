import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { InputError } from '../../src/formats/input-error'
import { columnsGiven, INPUT_TABLES } from '../../src/run/input-tables'
import { withProject } from '../../src/run/project'
import { settingsOf } from '../../src/run/settings'

const folder = mkdtempSync(join(tmpdir(), 'gigaplan-columns-'))
afterAll(() => rmSync(folder, { recursive: true }))
const refusal = (given: unknown): string => {
  try {
    columnsGiven(given, '--columns')
    return 'taken'
  } catch (error) {
    return error instanceof InputError ? `${error.code}: ${error.message}` : String(error)
  }
}

describe('--columns', () => {
  it('names columns of every table', () => {
    for (const { table, specs } of INPUT_TABLES)
      expect(columnsGiven(`${table}.${specs[0].key}=A b=c`, '--columns')).toEqual({
        [table]: { [specs[0].key]: 'A b=c' },
      })
  })

  it('takes several, and units', () => {
    const given = ['sites.tilt=电下倾角', 'sites.height.unit=ft', 'villages.code=ADM4']
    const columns = { sites: { tilt: '电下倾角', 'height.unit': 'ft' }, villages: { code: 'ADM4' } }
    expect(settingsOf({ columns: given }, 'command line').columns).toEqual(columns)
    expect(columnsGiven({ sites: { tilt: '电下倾角', 'height.unit': 'ft' }, villages: { code: 'ADM4' } }, 'p')).toEqual(
      columns,
    )
    expect(
      columnsGiven({ sites: { tilt: '电下倾角', height: { unit: 'ft' } }, villages: { code: 'ADM4' } }, 'p'),
    ).toEqual(columns)
  })

  it('flags add to the project file', () => {
    const path = join(folder, 'p.yaml')
    writeFileSync(path, 'columns:\n  sites:\n    tilt: 倾\n    height: 高\n')
    const flags = settingsOf({ columns: ['sites.tilt=角'] }, 'command line')
    expect(withProject(flags, path).columns).toEqual({ sites: { tilt: '角', height: '高' } })
  })

  it.each([
    ['tilt=x', /There is no table "tilt"; expected sites, villages/],
    ['sites.tild=x', /no field "tild"; did you mean tilt/],
    ['sites.tilt', /names no column; expected TABLE.FIELD=HEADER/],
    ['sites.height.unit=furlong', /"furlong" is no unit of sites.height; expected m, ft/],
    ['sites.band.unit=m', /the field has none/],
  ])('refuses %s', (given, message) => {
    expect(refusal(given)).toMatch(message)
  })
})
