import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { InputError } from '../formats/input-error'
import { type Settings, settingsOf } from './settings'

/** Settings that name files, relative to the project file. */
export const FILES = [
  'villages',
  'sites',
  'terrain',
  'landCover',
  'antennas',
  'population',
  'fibre',
  'routes',
  'candidates',
  'places',
  'facts',
  'measurements',
  'costs',
  'usage',
  'forbidden',
  'keep',
  'refused',
] as const

/**
 * Settings of a project file (YAML or JSON, keys as the flags without dashes) under those of the command line, which win.
 * @throws InputError `file-missing`, `bad-project`, `unknown-setting`, `bad-option`
 */
export function withProject(flags: Settings, project: string | undefined): Settings {
  if (!project) return flags
  let text: string
  try {
    text = readFileSync(project, 'utf8')
  } catch {
    throw new InputError(
      'file-missing',
      project,
      'There is no such project file.',
      '"gigaplan init" writes one to start from.',
    )
  }
  let content: unknown
  try {
    content = parse(text)
  } catch (error) {
    throw new InputError('bad-project', project, `Not YAML: ${(error as Error).message}`)
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content)) {
    throw new InputError(
      'bad-project',
      project,
      'Expected settings as "key: value" lines, such as "villages: villages.geojson".',
    )
  }
  const camel = Object.entries(content).map(([key, value]) => [
    key.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ])
  const settings = settingsOf(Object.fromEntries(camel), project)
  const folder = dirname(project)
  for (const key of FILES) {
    const value = settings[key]
    if (Array.isArray(value)) settings[key] = value.map((path) => resolve(folder, path)) as never
    else if (value) settings[key] = resolve(folder, value) as never
  }
  if (typeof settings.quotas === 'string') settings.quotas = resolve(folder, settings.quotas)
  if (settings.rule?.endsWith('.json')) settings.rule = resolve(folder, settings.rule)
  if (settings.model?.endsWith('.json')) settings.model = resolve(folder, settings.model)
  if (settings.spectrum?.endsWith('.json')) settings.spectrum = resolve(folder, settings.spectrum)
  if (settings.out) settings.out = resolve(folder, settings.out)
  const columns = { ...settings.columns }
  // A flag names one column more; it does not take the others back.
  for (const [table, named] of Object.entries(flags.columns ?? {})) columns[table] = { ...columns[table], ...named }
  return { ...settings, ...flags, ...(Object.keys(columns).length > 0 && { columns }) }
}
