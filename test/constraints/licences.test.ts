import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { licencesOf } from '../../src/constraints/licences'
import { newBandsOf } from '../../src/constraints/new-bands'
import { readSpectrum } from '../../src/constraints/read-spectrum'
import { BANDS } from '../../src/network/bands'
import type { Network } from '../../src/network/network'
import { SPECTRA, spectrumOf } from '../../src/network/spectrum'

/** A network of one station each, by operator and band. */
function networkOf(...stations: [operator: string, band: string][]): Network {
  return {
    sites: stations.map((_, i) => ({ id: `t${i}`, lon: 118 + i / 100, lat: 25 })),
    stations: stations.map(([operator], i) => ({ id: `s${i}`, site: i, rat: '5g', operator, built: Number.NaN })),
    cells: stations.map(([, band], i) => ({ id: `c${i}`, station: i, band }) as unknown as Network['cells'][number]),
    rejected: [],
    warnings: [],
    synthetic: false,
  }
}
const all = networkOf(['CMCC', 'n41'], ['CBN', 'n28'], ['CTCC', 'n78'], ['CUCC', 'n8'])
const two = networkOf(['CTCC', 'n78'], ['CUCC', 'n8'])

describe('the spectrum of a country', () => {
  test('is that of the operators that stand', () => {
    expect(spectrumOf(all)?.id).toBe('cn-2024')
    expect(spectrumOf(networkOf(['移动/广电', 'n28']))?.id).toBe('cn-2024')
    expect(spectrumOf(networkOf(['EE', 'n78'], ['Three', 'n78']))?.id).toBe('uk-2024')
    expect(spectrumOf(networkOf(['Vodafone', 'n78']))).toBeUndefined()
    expect(spectrumOf(networkOf(['Orange', 'n78']))).toBeUndefined()
    expect(spectrumOf(networkOf(['', 'n78']))).toBeUndefined()
  })

  test('names operators and bands that it has', () => {
    for (const { operators, holdings, pools, date, source } of Object.values(SPECTRA)) {
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(source.length).toBeGreaterThan(40)
      for (const name of [...holdings.map(({ operator }) => operator), ...pools.flatMap((pool) => pool.operators)])
        expect(Object.keys(operators)).toContain(name)
      for (const { bands, operators: members } of pools)
        for (const band of bands)
          expect(holdings.some((one) => one.band === band && members.includes(one.operator))).toBe(true)
    }
  })
})

describe('who may build on which band', () => {
  test('is who holds it, alone or in a pool', () => {
    const { licensed } = licencesOf({}, all, '5g', {}, [])
    expect(licensed('n28')).toEqual(['CMCC', 'CBN'])
    expect(licensed('n78')).toEqual(['CTCC', 'CUCC'])
    expect(licensed('n8')).toEqual(['CUCC'])
    expect(licensed('n5')).toEqual(['CTCC'])
    expect(licensed('n40')).toEqual([])
  })

  test('counts only operators that stand, that a quota needs, that a candidate names', () => {
    expect(licencesOf({}, two, '5g', {}, []).licensed('n28')).toEqual([])
    const quotas = { operator: { CMCC: { min: 0, max: 100 } } }
    expect(licencesOf({}, two, '5g', quotas, []).operators).toEqual(['CTCC', 'CUCC'])
    expect(licencesOf({}, two, '5g', { operator: { CMCC: { min: 1 } } }, []).operators).toContain('CMCC')
    const listed = [{ operator: 'CBN' }] as unknown as Parameters<typeof licencesOf>[4]
    expect(licencesOf({}, two, '5g', {}, listed).operators).toContain('CBN')
  })

  test('can be asked for one operator, one pool, some bands', () => {
    expect(licencesOf({ operators: ['中国电信'] }, all, '5g', {}, []).licensed('n78')).toEqual(['CTCC'])
    expect(licencesOf({ pool: '电信+联通' }, all, '5g', {}, []).operators).toEqual(['CTCC', 'CUCC'])
    expect(licencesOf({ pool: '广电+移动' }, all, '5g', {}, []).operators).toEqual(['CMCC', 'CBN'])
    const bands = licencesOf({ allowedBands: ['n78'] }, all, '5g', {}, [])
    expect([bands.allows('n78'), bands.allows('n28')]).toEqual([true, false])
    const without = licencesOf({ spectrum: null, allowedBands: ['n28'] }, all, '5g', {}, [])
    expect([without.allows('n78'), without.allows('n28')]).toEqual([false, true])
  })

  test('leaves an operator that it does not know on the bands of its own cells', () => {
    const network = networkOf(['CTCC', 'n78'], ['铁路', 'n40'])
    const licences = licencesOf({ spectrum: SPECTRA['cn-2024'] }, network, '5g', {}, [])
    expect(licences.licensed('n40')).toEqual(['铁路'])
    expect(licences.allows('n78', '铁路')).toBe(false)
  })

  test.each([
    [{ operators: ['移懂'] }, /no operator "移懂"/],
    [{ pool: '移动+电信' }, /no pool "移动\+电信" in cn-2024/],
    [{ allowedBands: ['n999'] }, /no 5G band "n999"/],
    [{ operators: ['CMCC'], allowedBands: ['n78'] }, /none of CMCC holds n78/],
    [{ operators: ['EE'], spectrum: null }, /No spectrum is known to plan for EE alone/],
  ])('%j is refused', (choice, message) => {
    expect(() => licencesOf(choice, all, '5g', {}, [])).toThrow(message)
  })
})

describe('who builds', () => {
  const { builderAt } = licencesOf({}, all, '5g', {}, [])

  test('is who stands there and holds the band, else its pool as a new tenant', () => {
    expect(builderAt('n28', [])).toEqual({ operator: 'CMCC+CBN', isNewTenant: false })
    expect(builderAt('n28', ['CMCC'])).toEqual({ operator: 'CMCC', isNewTenant: false })
    expect(builderAt('n28', ['CTCC'])).toEqual({ operator: 'CMCC+CBN', isNewTenant: true })
    expect(builderAt('n8', ['CTCC', 'CUCC'])).toEqual({ operator: 'CUCC', isNewTenant: false })
    expect(builderAt('n78', ['CTCC/CUCC'])).toEqual({ operator: 'CTCC+CUCC', isNewTenant: false })
  })

  test('is never one without the band, and always somebody where the band is allowed', () => {
    const names = ['CMCC', 'CBN', 'CTCC', 'CUCC', '', '铁路']
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(BANDS).filter((id) => BANDS[id].rat === '5g')),
        fc.subarray(names),
        fc.subarray(['CMCC', 'CBN', 'CTCC', 'CUCC'], { minLength: 1 }),
        (band, there, operators) => {
          const licences = licencesOf({ operators }, all, '5g', {}, [])
          const { operator } = licences.builderAt(band, there)
          if (!licences.allows(band)) expect(operator).toBe('')
          else for (const name of operator.split('+')) expect(licences.licensed(band)).toContain(name)
        },
      ),
    )
  })
})

describe('bands of new stations', () => {
  test('are those that somebody holds; more spectrum never takes one away', () => {
    const bandsOf = (network: Network, choice = {}, quotas = {}) =>
      newBandsOf('5g', licencesOf(choice, network, '5g', quotas, []), quotas)
    expect(bandsOf(all)).toEqual({ country: ['n28'], town: ['n41'] })
    expect(bandsOf(two)).toEqual({ country: ['n8'], town: ['n78'] })
    expect(bandsOf(all, { operators: ['CTCC'] })).toEqual({ country: ['n5'], town: ['n78'] })
    expect(bandsOf(two, {}, { operator: { CTCC: { min: 30 } } }).country).toEqual(['n8', 'n5'])
    expect(bandsOf(all, { allowedBands: ['n79'] })).toEqual({ country: ['n79'], town: ['n79'] })
    expect(bandsOf(networkOf(['x', 'n78']))).toEqual({ country: ['n28'], town: ['n41'] })
  })
})

describe('a spectrum file', () => {
  const cn = SPECTRA['cn-2024']
  const read = (value: unknown) =>
    readSpectrum({ name: 's.json', bytes: new TextEncoder().encode(JSON.stringify(value)) })

  test('is read as it was written', () => {
    expect(read(cn)).toEqual(cn)
  })

  test.each([
    [{ ...cn, holdings: [{ operator: 'CMCC', band: 'n28', widthMhz: 0 }] }, /holdings\[0\]:widthMhz/, /MHz above 0/],
    [{ ...cn, holdings: [{ operator: 'EE', band: 'n28', widthMhz: 5 }] }, /operator/, /one of the operators CMCC/],
    [{ ...cn, holdings: [{ operator: 'CMCC', band: 'n2888', widthMhz: 5 }] }, /band/, /a band/],
    [{ ...cn, pools: [{ name: 'x', operators: ['CMCC'], bands: ['n28'] }] }, /pools\[0\]:operators/, /two operators/],
    [{ ...cn, owner: 1 }, /owner/, /no key of a spectrum "owner"/],
  ])('%# is refused by name', (value, path, message) => {
    try {
      read(value)
      expect.unreachable()
    } catch (error) {
      expect((error as { path: string }).path).toMatch(path)
      expect((error as Error).message).toMatch(message)
    }
  })
})
