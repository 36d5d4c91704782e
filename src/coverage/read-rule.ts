import { InputError } from '../formats/input-error'
import { type InputFile, unpacked } from '../formats/input-file'
import type { Rat } from '../network/network'
import { type Rule, ruleOf } from './rule'

const RATS: Rat[] = ['5g', '4g', '3g', '2g', 'nb-iot']

/**
 * A rule profile of the user's own, from JSON with the fields of `data/rules/cn-5g-dt-105.json`. Needed: `rsrpDbm`, `marginDb`, `targetShare`,
 * `pointProbability`; `id` is the file's name, `rat` 5g, and there is no SINR threshold where the file does not say.
 * @throws InputError `not-json`, `rule-invalid`
 */
export function readRule(input: InputFile): Rule {
  const file = unpacked(input)
  let json: Partial<Rule> | null
  try {
    json = JSON.parse(new TextDecoder().decode(file.bytes))
  } catch (error) {
    throw new InputError(
      'not-json',
      file.name,
      `${file.name} is not valid JSON: ${(error as Error).message}. Expected a rule profile.`,
    )
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InputError(
      'rule-invalid',
      file.name,
      `${file.name} holds no object; expected a rule profile such as {"rsrpDbm": -105, …}.`,
    )
  }
  const rat = json.rat ?? '5g'
  if (!RATS.includes(rat)) {
    throw new InputError('rule-invalid', `${file.name}:rat`, `The rule's rat is "${rat}"; expected ${RATS.join(', ')}.`)
  }
  const sinrDb = json.sinrDb ?? null
  if (sinrDb !== null && !Number.isFinite(sinrDb)) {
    throw new InputError(
      'rule-invalid',
      `${file.name}:sinrDb`,
      `The rule's sinrDb is ${sinrDb}; expected dB, or null for level only.`,
    )
  }
  const id = json.id ?? file.name.replace(/^.*[\\/]/, '').replace(/\.json$/i, '')
  const rule = { date: '', source: file.name, name: { en: id, zh: id }, ...json, id, rat, sinrDb } as Rule
  try {
    return ruleOf(rule)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.code, error.path.replace(/^rule\./, `${file.name}:`), error.message, error.hint)
  }
}
