import { InputError } from '../formats/input-error'

/** What comes of a choice under other rules; null where they allow no plan at all. */
export async function ifPossible<T>(choose: () => Promise<T>): Promise<T | null> {
  try {
    return await choose()
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
