import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A place in src where an `InputError` is made: its arguments as they are written. */
export interface ErrorCall {
  file: string
  args: readonly ts.Expression[]
}

/** Every source file that is written by hand. */
export const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('-bundle.ts') && !name.endsWith('.d.ts'))
  .map((name) => {
    const file = join('src', name)
    return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  })

/** All nodes of a source file. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  for (const child of node.getChildren()) yield* nodesOf(child)
}

/** Every `new InputError(…)` of src. */
export const errorCalls: readonly ErrorCall[] = sources.flatMap((source) =>
  [...nodesOf(source)]
    .filter((node): node is ts.NewExpression => ts.isNewExpression(node))
    .filter((node) => node.expression.getText() === 'InputError')
    .map((node) => ({ file: source.fileName, args: node.arguments ?? [] })),
)
