import type { Core, Region } from '../core/core'
import type { BestServerOptions, CoverageLayers } from './best-server'

/** Where a map lies in the planes: `stride` values a row, its first cell `first` bytes in. */
export interface MapFrame {
  columns: number
  rows: number
  stride: number
  first: number
}

/** The planes that quality takes beside the map's own, and what is done with them. */
export interface QualityPlanes {
  /** Second to fourth strongest of the frequency layer, or none. */
  runners?: Region<Float32Array>
  /** The level that the rule is tested on, or none. */
  tested?: Region<Float32Array>
  /** To be called before a frequency layer (level, server, sum) is merged and cleared. */
  merge(best: number, layer: readonly Region<unknown>[], noiseMw: number): void
  /** Copies the layers out. @param sinr without padding, NaN where unheard @param spare scratch of a map's size */
  finish(
    frame: MapFrame,
    best: number,
    sinr: number,
    spare: Region<Float32Array>,
  ): Pick<CoverageLayers, 'serviceDbm' | 'quality'>
}

/** Lays out what the options ask for, in the arena under the caller's mark; nothing where they ask for nothing. */
export function qualityPlanes(core: Core, count: number, options: BestServerOptions): QualityPlanes {
  const { arena, kernels } = core
  const { load, floorDbm, thresholdDbm } = options
  const plane = (value: number, planes = 1): Region<Float32Array> => {
    const region = arena.f32(count * planes)
    kernels.fillF32(region.ptr, count * planes, value)
    return region
  }
  const quality = options.quality
    ? {
        runners: plane(-1000, 3),
        dominance: plane(0),
        overlap: plane(0),
        downlink: plane(0),
        uplink: plane(0),
      }
    : undefined
  const tested = options.testsService ? plane(-1000) : undefined
  const services = options.services && arena.put(options.services)
  return {
    runners: quality?.runners,
    tested,
    merge(best, [level, server, sum], noiseMw) {
      if (quality) {
        const { runners, dominance, overlap } = quality
        kernels.mergeRunners(best, level.ptr, runners.ptr, count * 4, dominance.ptr, overlap.ptr, count)
      }
      if (!services) return
      kernels.mergeService(
        level.ptr,
        server.ptr,
        sum.ptr,
        quality?.downlink.ptr ?? 0,
        quality?.uplink.ptr ?? 0,
        tested?.ptr ?? 0,
        count,
        load,
        noiseMw,
        floorDbm,
        thresholdDbm,
        services.ptr,
      )
    },
    finish({ columns, rows, stride, first }, best, sinr, spare) {
      const cells = columns * rows
      const layerOf = (region: Region<Float32Array>): Float32Array => {
        kernels.finishLayer(region.ptr + first, best + first, columns, rows, stride, floorDbm, spare.ptr)
        return spare.view.slice(0, cells)
      }
      const serviceDbm = tested && layerOf(tested)
      if (!quality) return serviceDbm ? { serviceDbm } : {}
      kernels.rsrqOf(sinr, spare.ptr, cells, load)
      return {
        ...(serviceDbm && { serviceDbm }),
        quality: {
          rsrqDb: spare.view.slice(0, cells),
          dominanceDb: layerOf(quality.dominance),
          // NaN, where no cell reaches, becomes 0.
          overlap: new Uint8Array(layerOf(quality.overlap)),
          dlMbps: layerOf(quality.downlink),
          ulMbps: layerOf(quality.uplink),
        },
      }
    },
  }
}
