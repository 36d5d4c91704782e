/** The part of JSON Schema (draft 7) that data/schema/ uses. */
export interface Schema {
  type?: string | string[]
  enum?: unknown[]
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  minimum?: number
  maximum?: number
}

function typeOf(value: unknown): string[] {
  if (value === null) return ['null']
  if (Array.isArray(value)) return ['array']
  if (Number.isInteger(value)) return ['integer', 'number']
  return [typeof value]
}

/** Where a value breaks a schema, as `path: what`; empty where it conforms. */
export function against(schema: Schema, value: unknown, path = '$'): string[] {
  if (schema.anyOf) {
    const tries = schema.anyOf.map((one) => against(one, value, path))
    return tries.some((faults) => faults.length === 0) ? [] : tries.flat()
  }
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type
  if (types && !typeOf(value).some((type) => types.includes(type)))
    return [`${path}: ${typeOf(value)[0]}, not ${types}`]
  const faults: string[] = []
  if (schema.enum && !schema.enum.includes(value)) faults.push(`${path}: ${String(value)} is none of ${schema.enum}`)
  if (typeof value === 'number' && value < (schema.minimum ?? -Infinity)) faults.push(`${path}: ${value} is too small`)
  if (typeof value === 'number' && value > (schema.maximum ?? Infinity)) faults.push(`${path}: ${value} is too large`)
  if (value && typeof value === 'object' && !Array.isArray(value)) {
    const record = value as Record<string, unknown>
    for (const key of schema.required ?? []) if (!(key in record)) faults.push(`${path}.${key}: missing`)
    for (const [key, part] of Object.entries(schema.properties ?? {})) {
      if (key in record) faults.push(...against(part, record[key], `${path}.${key}`))
    }
  }
  if (Array.isArray(value) && schema.items) {
    const { items } = schema
    value.forEach((item, i) => {
      faults.push(...against(items, item, `${path}[${i}]`))
    })
  }
  return faults
}
