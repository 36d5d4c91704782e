import { expect, test } from 'vitest'
import { quotasFrom, readQuotas } from '../../src/constraints/quota-file'
import { nearestNames } from '../../src/formats/nearest-names'

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })
const both = {
  county: { 安溪县: { min: 10, max: 200, maxPerQuarter: 60 }, 永春县: { min: 5 } },
  operator: { CMCC: { max: 60 } },
}

test('the same quotas as YAML, JSON and a table', async () => {
  const yaml =
    'county:\n  安溪县: { min: 10, max: 200, maxPerQuarter: 60 }\n  永春县: { min: 5 }\noperator:\n  中国移动: { max: 60 }\n'
  expect(await readQuotas(file('quotas.yaml', yaml))).toEqual(both)
  expect(await readQuotas(file('quotas.json', JSON.stringify(both)))).toEqual(both)
  expect(await readQuotas(file('project.yaml', `quotas:\n${yaml.replace(/^/gm, '  ').trimEnd()}`))).toEqual(both)
  const table = '区县,运营商,下限,上限,每季最多\n安溪县,,10,200,60\n永春县,,5,,\n,移动,,60,\n'
  expect(await readQuotas(file('quotas.csv', table))).toEqual(both)
})

test.each([
  ['a group of another kind', { town: { A: { min: 1 } } }, /quotas: town/, /"town"; expected county or operator/],
  ['not whole', { county: { A: { min: 1.5 } } }, /quotas: county: A: min/, /1\.5 is no quota; expected a whole number/],
  ['below 0', { county: { A: { max: -1 } } }, /county: A: max/, /-1 is no quota/],
  ['text', { county: { A: { max: 'many' } } }, /county: A: max/, /"many" is no quota/],
  ['another bound', { county: { A: { least: 1 } } }, /county: A/, /"least" is not known; expected min, max and maxPer/],
  ['contradiction', { county: { A: { min: 9, max: 3 } } }, /county: A/, /minimum of 9 and a maximum of 3/],
  ['none a quarter', { county: { A: { maxPerQuarter: 0 } } }, /county: A/, /0 stations a quarter; .*say max: 0/],
  [
    'a year too small',
    { county: { A: { min: 9, maxPerQuarter: 2 } } },
    /county: A/,
    /2 a quarter, 8 a year: 1 too few/,
  ],
  ['a number', 5, /quotas/, /5 is no quota; expected county/],
])('%s is refused by name', (_, value, path, message) => {
  try {
    quotasFrom(value)
    expect.unreachable()
  } catch (error) {
    expect((error as { path: string }).path).toMatch(path)
    expect((error as Error).message).toMatch(message)
  }
})

test('a table says in which row', async () => {
  await expect(readQuotas(file('q.csv', 'county,min\nA,few\n'))).rejects.toMatchObject({ path: 'q.csv:2:min' })
  await expect(readQuotas(file('q.csv', 'county,min\nA,1\nA,2\n'))).rejects.toThrow('A has quotas twice')
  await expect(readQuotas(file('q.csv', 'county,size\nA,1\n'))).rejects.toThrow(
    'no column for min, max or maxPerQuarter',
  )
})

test('names alike are offered first', () => {
  expect(nearestNames('安西县', ['永春县', '安溪县', '德化县'])).toMatch(/^did you mean 安溪县/)
  expect(nearestNames('xyz', ['Anxi', 'Yongchun'])).toBe('expected one of Anxi, Yongchun')
})
