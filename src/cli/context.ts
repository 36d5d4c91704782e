import type { Settings } from './arguments'

/** What every command is given. */
export interface Context {
  settings: Settings
  signal: AbortSignal
}
