import { coverage } from './zh-coverage'
import { inputs } from './zh-inputs'
import { plan } from './zh-plan'
import { rows } from './zh-rows'

/** Every warning in Chinese, by code. */
export const zh = { ...inputs, ...rows, ...coverage, ...plan }
