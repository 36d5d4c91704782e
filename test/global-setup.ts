import { existsSync } from 'node:fs'

/** `npm test` builds first; a bare `npx vitest` needs the core at least. */
export default function setup(): void {
  if (!existsSync('src/core/artefacts.ts')) throw new Error('The core is not built: run "npm run build:core" first.')
}
