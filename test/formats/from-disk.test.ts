import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesAt, filesFrom } from '../../src/formats/from-disk'
import { readSites } from '../../src/node'

describe('filesAt', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gigaplan-'))
  it('takes the companions of a Shapefile along', () => {
    for (const name of ['Towns.SHP', 'towns.dbf', 'Towns.prj', 'other.dbf']) writeFileSync(join(folder, name), 'x')
    const files = filesAt(join(folder, 'Towns.SHP'))
    expect(files.map((file) => file.name).sort()).toEqual(['Towns.SHP', 'Towns.prj', 'towns.dbf'])
  })

  it('says which file is missing, and what is a folder', async () => {
    await expect(readSites('no/such.csv')).rejects.toMatchObject({
      code: 'file-missing',
      path: 'no/such.csv',
      message: expect.stringContaining('There is no such file.'),
    })
    expect(() => filesAt(folder)).toThrow('This is a folder; expected a file.')
    rmSync(folder, { recursive: true })
  })

  it('refuses what has no end', () => {
    for (const path of ['/dev/null', '/dev/zero'].filter((name) => existsSync(name))) {
      expect(() => filesAt(path)).toThrow('This is a pipe, a socket or a device; expected a file.')
    }
  })

  it('lets bytes pass', () => {
    const file = { name: 'a.csv', bytes: new Uint8Array([1]) }
    expect(filesFrom([file])).toEqual([file])
  })
})
