declare module 'shpjs' {
  import type { FeatureCollection } from 'geojson'

  export default function shp(parts: {
    shp: Uint8Array
    dbf?: Uint8Array
    prj?: string
    cpg?: string
  }): Promise<FeatureCollection>
}
