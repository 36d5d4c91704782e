import { coverage } from './en-coverage'
import { inputs } from './en-inputs'
import { plan } from './en-plan'
import { rows } from './en-rows'

/** Every warning in English, by code. */
export const en = { ...inputs, ...rows, ...coverage, ...plan }
