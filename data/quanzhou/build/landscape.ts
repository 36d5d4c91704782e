import { hash01 } from './random'

interface Land {
  columns: number
  rows: number
  data: Float32Array
  land: Uint8Array
}

/**
 * One step of landscape evolution: fill pits and route water in one flood from the sea and the frame's edge (priority flood), add up
 * drainage areas, then solve the stream-power law implicitly from the outlets up: h = (h + U + F·h_down)/(1 + F), F = K·√A.
 * Braun & Willett 2013 with m = 0.5, n = 1; `soften` blends in a 3 × 3 mean (soil creep).
 */
export function drain(h: Land, uplift: Float32Array, erodibility: number, soften: number) {
  const { columns, rows, data, land } = h
  const size = columns * rows
  const filled = new Float32Array(size)
  const receiver = new Int32Array(size).fill(-1)
  const done = new Uint8Array(size)
  const order = new Int32Array(size)
  const heap = new Int32Array(size + 1)
  let heaped = 0
  const push = (i: number) => {
    let k = heaped++
    while (k > 0) {
      const up = (k - 1) >> 1
      if (filled[heap[up]] <= filled[i]) break
      heap[k] = heap[up]
      k = up
    }
    heap[k] = i
  }
  const pop = () => {
    const top = heap[0]
    const last = heap[--heaped]
    let k = 0
    for (;;) {
      let child = 2 * k + 1
      if (child >= heaped) break
      if (child + 1 < heaped && filled[heap[child + 1]] < filled[heap[child]]) child++
      if (filled[heap[child]] >= filled[last]) break
      heap[k] = heap[child]
      k = child
    }
    heap[k] = last
    return top
  }
  for (let i = 0; i < size; i++) {
    const c = i % columns
    const edge = c === 0 || c === columns - 1 || i < columns || i >= size - columns
    const shore = !land[i] && !edge && (land[i - 1] || land[i + 1] || land[i - columns] || land[i + columns])
    if (edge || shore) {
      filled[i] = data[i]
      done[i] = 1
      push(i)
    } else if (!land[i]) done[i] = 1
  }
  const steps = [1, -1, columns, -columns, columns + 1, columns - 1, -columns + 1, -columns - 1]
  let count = 0
  while (heaped > 0) {
    const i = pop()
    order[count++] = i
    const c = i % columns
    for (let s = 0; s < 8; s++) {
      const j = i + steps[s]
      if (j < 0 || j >= size || done[j]) continue
      const cj = j % columns
      if (cj - c > 1 || c - cj > 1) continue
      done[j] = 1
      filled[j] = Math.max(data[j], filled[i])
      receiver[j] = i
      push(j)
    }
  }
  const rank = new Int32Array(size).fill(-1)
  for (let k = 0; k < count; k++) rank[order[k]] = k
  // Steepest descent where there is one among the cells flooded earlier; else the cell that the flood came from.
  for (let k = 0; k < count; k++) {
    const i = order[k]
    if (receiver[i] < 0) continue
    let best = 0
    const c = i % columns
    for (let s = 0; s < 8; s++) {
      const j = i + steps[s]
      if (j < 0 || j >= size || rank[j] < 0 || rank[j] >= k || Math.abs((j % columns) - c) > 1) continue
      // Uneven rock: without it rivers would run in the eight directions of the raster.
      const slope = ((data[i] - data[j]) * (0.6 + 0.8 * hash01(i, j, 81))) / (s < 4 ? 1 : Math.SQRT2)
      if (slope > best) {
        best = slope
        receiver[i] = j
      }
    }
  }
  const area = new Float32Array(size).fill(1)
  for (let k = count - 1; k >= 0; k--) if (receiver[order[k]] >= 0) area[receiver[order[k]]] += area[order[k]]
  for (let k = 0; k < count; k++) {
    const i = order[k]
    if (receiver[i] < 0) continue
    const f = erodibility * Math.sqrt(area[i])
    data[i] = (data[i] + uplift[i] + f * data[receiver[i]]) / (1 + f)
  }
  if (soften > 0) {
    const old = data.slice()
    for (let row = 1; row < rows - 1; row++) {
      for (let col = 1; col < columns - 1; col++) {
        const i = row * columns + col
        if (!land[i]) continue
        let sum = 0
        for (let s = 0; s < 8; s++) sum += old[i + steps[s]]
        data[i] += soften * (sum / 8 - old[i])
      }
    }
  }
}
