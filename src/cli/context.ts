import type { Settings } from '../run/settings'

/** What every command is given. */
export interface Context {
  settings: Settings
  signal: AbortSignal
}
