import type { Rejection } from '../input-error'

/** Rejections of one kind: of one file and field, for one reason whatever the values in it. */
export interface ProblemKind {
  file: string
  field: string
  /** The reason with `…` in place of what stands in quotation marks and of numbers. */
  reason: string
  rows: Rejection[]
}

/** Rejections by kind, in the order in which the kinds were met. */
export function problemKinds(rejected: readonly Rejection[]): ProblemKind[] {
  const kinds = new Map<string, ProblemKind>()
  for (const rejection of rejected) {
    const { file, field } = rejection
    const reason = rejection.reason.replace(/"[^"]*"/g, '"…"').replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/gi, '…')
    const key = JSON.stringify([file, field, reason])
    const kind = kinds.get(key)
    if (kind) kind.rows.push(rejection)
    else kinds.set(key, { file, field, reason, rows: [rejection] })
  }
  return [...kinds.values()]
}
