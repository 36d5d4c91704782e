import type { InputErrorCode } from './input-error-codes'

/**
 * The user's fault, told so that the user can mend it: what stands where, and what was expected.
 * Everything else that is thrown is gigaplan's own fault.
 */
export class InputError extends Error {
  override readonly name = 'InputError'
  /**
   * @param code for programs; docs/errors.md lists all
   * @param path where: a file, with row or feature and field where known (`sites.csv:12:lon`), or an argument's name
   * @param message for people: the value found, what was expected, how to fix it
   * @param hint what to do, where the message does not say it
   */
  constructor(
    readonly code: InputErrorCode,
    readonly path: string,
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

/** One input row or feature that was left out of a run; goes to `rejected.csv`. */
export interface Rejection {
  file: string
  /** 1-based data row or feature number as the user would count it (a CSV's header is row 1). */
  row: number
  field: string
  /** The original text. */
  value: string
  reason: string
  /** The whole row or the feature's properties as they stood, cut at 1,000 characters. */
  original?: string
}
