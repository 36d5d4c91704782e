/** Stands in for the generated client-bundle.ts until `npm run build:client` has run. */
export const clientScript: string
export const clientStyle: string
