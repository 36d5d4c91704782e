import type { Context } from '../context'
export async function report(_: Context, _dir: string): Promise<number> {
  return 0
}
