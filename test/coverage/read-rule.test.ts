import { describe, expect, it } from 'vitest'
import { readRule } from '../../src/coverage/read-rule'
import { ruleNames, ruleOf } from '../../src/coverage/rule'

const file = (rule: unknown) => ({
  name: 'rules/mine.json',
  bytes: new TextEncoder().encode(typeof rule === 'string' ? rule : JSON.stringify(rule)),
})
const MINE = { rsrpDbm: -103, marginDb: 5, targetShare: 0.9, pointProbability: 0.8 }

describe('readRule', () => {
  it('reads a profile of the user, named after its file', () => {
    expect(readRule(file(MINE))).toMatchObject({ id: 'mine', rat: '5g', sinrDb: null, ...MINE })
    expect(readRule(file({ ...ruleOf('ofcom-4g-outdoor'), id: 'x' }))).toEqual({
      ...ruleOf('ofcom-4g-outdoor'),
      id: 'x',
    })
  })

  it('says what is wrong with it', () => {
    expect(() => readRule(file('{'))).toThrow('rules/mine.json is not valid JSON')
    expect(() => readRule(file([1]))).toThrow('rules/mine.json holds no object')
    expect(() => readRule(file({ ...MINE, rsrpDbm: undefined }))).toThrow(
      "The rule's rsrpDbm is undefined; expected a number.",
    )
    expect(() => readRule(file({ ...MINE, targetShare: 95 }))).toThrow(
      "The rule's targetShare is 95; expected a share from 0 to 1.",
    )
    expect(() => readRule(file({ ...MINE, rat: '6g' }))).toThrow(
      'The rule\'s rat is "6g"; expected 5g, 4g, 3g, 2g, nb-iot.',
    )
  })
})

describe('the built-in profiles', () => {
  it('are dated, sourced and whole', () => {
    expect(ruleNames()).toEqual(
      expect.arrayContaining([
        'cn-5g-dt-105',
        'cn-5g-dt-96',
        'cn-rural-110',
        'cn-mr-110',
        'fcc-bdc-5g-7-1',
        'fcc-bdc-5g-35-3',
        'ofcom-5g-high',
        'ofcom-4g-outdoor',
        'itu-sdg-9c1-5g',
        'nb-iot-ce1',
      ]),
    )
    for (const name of ruleNames()) {
      const rule = ruleOf(name)
      expect(rule.date).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(rule.source.length).toBeGreaterThan(20)
      expect(rule.name.zh).toMatch(/[一-龥]/)
      expect(rule.rsrpDbm).toBeLessThan(-80)
    }
  })
})
