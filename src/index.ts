export { type Core, openCore } from './core/core'
export { InputError, type Rejection } from './formats/input-error'
