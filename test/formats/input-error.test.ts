import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { INPUT_ERROR_CODES } from '../../src/formats/input-error-codes'
import { errorCalls, nodesOf, sources } from './input-error-calls'

const rows = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z-]+)` \| (.+?) \| (.+?) \|$/gm)]

describe('codes of InputError', () => {
  it('are in docs/errors.md, all of them, once, and no others', () => {
    expect(rows.map(([, code]) => code)).toEqual([...INPUT_ERROR_CODES])
    expect(new Set(INPUT_ERROR_CODES).size).toBe(INPUT_ERROR_CODES.length)
  })

  it.each(rows.map(([, code, means, fix]) => [code, means, fix]))(
    '%s says what it means and what to do',
    (...texts) => {
      for (const text of texts.slice(1)) {
        expect(text).toMatch(/\.$/)
        expect(text.split(' ').length).toBeLessThanOrEqual(30)
      }
    },
  )

  it('are all given by src', () => {
    const given = new Set<string>()
    for (const { args } of errorCalls) if (ts.isStringLiteral(args[0])) given.add(args[0].text)
    // Readers that share a code hand it on.
    for (const source of sources) {
      if (!/constraints/.test(source.fileName)) continue
      for (const node of nodesOf(source)) {
        if (ts.isPropertyAssignment(node) && node.name.getText() === 'code' && ts.isStringLiteral(node.initializer))
          given.add(node.initializer.text)
      }
    }
    expect(INPUT_ERROR_CODES.filter((code) => !given.has(code))).toEqual([])
  })
})

it('the library names no flag of the command line in what it tells', () => {
  const library = errorCalls.filter(({ file }) => !/^src.(cli|run)\b/.test(file))
  expect(library.length).toBeGreaterThan(200)
  const withFlag = library.filter(({ args }) => args.slice(2).some((one) => /(^|[^-\w])--[a-z]/.test(one.getText())))
  expect(withFlag.map(({ file, args }) => `${file}: ${args[2].getText()}`)).toEqual([])
})
