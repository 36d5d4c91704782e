import { existsSync } from 'node:fs'

/** The embedded demo's folder: beside `dist/` in the package and in the repository, two up from the source. */
export function demoFolder(): URL {
  for (const up of ['../data/quanzhou/', '../../data/quanzhou/']) {
    const folder = new URL(up, import.meta.url)
    if (existsSync(new URL('facts.json', folder))) return folder
  }
  throw new Error('the embedded demo data are missing from this installation')
}
