/** Given to everything long: cancel it, watch it. */
export interface LongTask {
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

export interface Progress {
  /** What is being done, one of a few fixed words: `read`, `coverage`, `assess`, `plan`, `report`. */
  stage: string
  done: number
  /** 0 where it is not known yet: then `done` counts. */
  total: number
}
