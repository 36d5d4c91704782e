import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesFrom, readInputFiles } from '../../src/formats/disk-files'
import { readSites } from '../../src/node'

describe('readInputFiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan-'))
  it('takes the companions of a Shapefile along', async () => {
    for (const name of ['Towns.SHP', 'towns.dbf', 'Towns.prj', 'other.dbf']) writeFileSync(join(folder, name), 'x')
    const files = await readInputFiles(join(folder, 'Towns.SHP'))
    expect(files.map((file) => file.name).sort()).toEqual(['Towns.SHP', 'Towns.prj', 'towns.dbf'])
  })

  it('says which file is missing, and what is a folder', async () => {
    await expect(readSites('no/such.csv')).rejects.toMatchObject({
      code: 'file-missing',
      path: 'no/such.csv',
      message: 'There is no file no/such.csv; expected it to exist. Check the path.',
    })
    await expect(readInputFiles(folder)).rejects.toMatchObject({ code: 'file-is-folder' })
    rmSync(folder, { recursive: true })
  })

  it('lets bytes pass', async () => {
    const file = { name: 'a.csv', bytes: new Uint8Array([1]) }
    expect(await filesFrom([file])).toEqual([file])
  })
})
