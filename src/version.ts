import { version as packaged } from '../package.json'

/** The version of this package. */
export const version: string = packaged
