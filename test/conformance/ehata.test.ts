import { describe, expect, test } from 'vitest'
import { pathLossEhata } from '../../src/radio/ehata/ehata'
import type { EhataEdition } from '../../src/radio/ehata/terrain'
import { VECTORS, vectorText } from './reference'

/** Errors in dB over a table of cases. */
function errors(table: string, edition: EhataEdition): number[] {
  const rows = vectorText(`ehata/${table}`).trim().split(/\r?\n/).slice(1)
  return rows.map((line) => {
    const [, , f, base, user, code, file, , , , , , expected] = line.split(',')
    const profile = vectorText(`ehata/pfls/${file}`).trim().split(/\r?\n/)[0].split(',').map(Number)
    const { lossDb } = pathLossEhata(
      { stepM: profile[1], heightM: profile.slice(2, profile[0] + 3) },
      {
        frequencyMhz: Number(f),
        baseHeightM: Number(base),
        userHeightM: Number(user),
        environment: code === '22' ? 'suburban' : code === '23' || code === '24' ? 'urban' : 'open',
        edition,
      },
    )
    return Math.abs(lossDb - Number(expected))
  })
}

describe.skipIf(!VECTORS)('extended Hata test vectors (skipped where they are absent)', () => {
  test('WInnForum reference, in double precision, to the four decimals published', () => {
    const found = errors('test-inputs-wfmod.csv', 'winnforum')
    expect(found).toHaveLength(53)
    expect(Math.max(...found)).toBeLessThan(5.01e-5)
  })

  test("NTIA's first program: the same but where its single precision tipped a sample", () => {
    const found = errors('test-inputs.csv', 'its').sort((a, b) => a - b)
    expect(found).toHaveLength(53)
    expect(found[51]).toBeLessThan(2e-4)
    expect(found[52]).toBeLessThan(0.08)
  })
})
