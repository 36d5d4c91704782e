import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { reasonText } from '../../src/formats/reason-text'
import { reasons } from '../../src/formats/warnings/zh-reasons'

const ROOMS = ['formats', 'area', 'network', 'fibre', 'constraints', 'radio/calibration']
const files = ROOMS.flatMap((room) =>
  readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('warnings'))
    .map((name) => join('src', room, name)),
)

/** Sentences of an expression: a literal, a template with 7 for each value, both arms of a choice. */
function sentencesOf(node: ts.Expression | undefined): string[] {
  if (!node) return []
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text]
  if (ts.isConditionalExpression(node)) return [...sentencesOf(node.whenTrue), ...sentencesOf(node.whenFalse)]
  if (ts.isTemplateExpression(node)) {
    // A choice of literals within a template stands for a sentence each; any other value is a number.
    return node.templateSpans.reduce<string[]>(
      (begun, { expression, literal }) => {
        const inner = ts.isConditionalExpression(expression) ? sentencesOf(expression) : ['7']
        return begun.flatMap((text) => inner.map((part) => text + part + literal.text))
      },
      [node.head.text],
    )
  }
  return []
}

/** Every reason that src gives as a literal: `reason: …`, `const reason = …`, the last argument of `reject`. */
function reasonsOf(file: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'reason') found.push(...sentencesOf(node.initializer))
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'reason') found.push(...sentencesOf(node.initializer))
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'wanted')
      found.push(...sentencesOf(node.initializer).map((text) => `x is "y"; expected ${text}`))
    // Readers of an identity give back what is wrong with it; the network code's is put behind its column.
    if (ts.isReturnStatement(node) && /cell-identity|opencellid|repair/.test(file)) {
      const prefix = file.includes('cell-identity') ? 'cgi ' : ''
      found.push(...sentencesOf(node.expression).map((text) => prefix + text))
    }
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText()
      if (name === 'reject') found.push(...sentencesOf(node.arguments.at(-1)))
      if (name === 'numberAt' && node.arguments.length === 4) {
        found.push(...sentencesOf(node.arguments[3]).map((text) => `x is "y"; expected ${text}`))
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true))
  return found.filter((text) => / /.test(text) && text !== 'cgi 7')
}

const all = files.flatMap((file) => reasonsOf(file).map((text) => [file, text] as const))

describe('reasonText', () => {
  it('finds the reasons of the readers', () => expect(all.length).toBeGreaterThan(55))

  it.each(all)('%s: "%s" is said in Chinese', (_, text) => {
    const chinese = reasonText(text, 'zh')
    expect(chinese).toMatch(/[\u4e00-\u9fff]/)
    expect(chinese).not.toMatch(/\b(expected|such as|the|is|of)\b/)
    expect(chinese).not.toMatch(/\{\d?\}/)
    expect(reasonText(text, 'en')).toBe(text)
  })

  it('keeps what stands in the file, in its place', () => {
    expect(reasonText('height is "tall"; expected metres above ground, such as 35', 'zh')).toBe(
      'height 为“tall”；应为离地高度（米），例如 35',
    )
    expect(
      reasonText('the code 3505 was already used by feature 2 of a.geojson; expected every village once', 'zh'),
    ).toBe('编码 3505 已用于 a.geojson 的第 2 个要素；每个村只应出现一次')
    expect(reasonText('lon is "$& {} {2}"; expected degrees, such as 118.6757', 'zh')).toBe(
      'lon 为“$& {} {2}”；应为度数，例如 118.6757',
    )
    expect(reasonText('a sentence of tomorrow', 'zh')).toBe('a sentence of tomorrow')
  })

  it('lists no template twice', () => {
    expect(new Set(reasons.map(([english]) => english)).size).toBe(reasons.length)
  })
})
