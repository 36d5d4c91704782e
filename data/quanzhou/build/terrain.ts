import { type Counties, rasteriseCounties } from './counties'
import { drain } from './landscape'
import { noise } from './random'

/** Heights on a frame in degrees, row 0 north. */
export interface Heights {
  west: number
  north: number
  step: number
  columns: number
  rows: number
  data: Float32Array
  /** County index per pixel, -1 outside. */
  county: Int8Array
  /** 1 where land, in or out of the planning area. */
  land: Uint8Array
}

/** Mount Daiyun in Dehua, the highest point of the city: about where it stands, and how high. */
export const daiyun = { lon: 118.19, lat: 25.68, heightM: 1856 }

const frame = (step: number) => ({
  west: 117.52,
  north: 25.98,
  step,
  columns: Math.round(1.56 / step),
  rows: Math.round(1.5 / step),
})

/**
 * Synthetic relief: a landscape that rises and is cut by its rivers (stream-power law, slope ∝ uplift/√drainage area), with the
 * uplift steered until every county's mean elevation is the published one. Solved on 12″, refined on 6″, delivered on 3″.
 */
export function buildTerrain(counties: Counties): Heights {
  const coarse = blank(counties, 12 / 3600)
  const scale = counties.facts.map((f) => f.meanElevationM / 9)
  fillFirst(coarse, counties)
  for (let i = 0; i < 72; i++) {
    drain(coarse, upliftOf(coarse, scale), 0.5, 0)
    if (i % 3 === 2) steer(coarse, counties, scale)
  }
  const middle = resample(coarse, blank(counties, 6 / 3600))
  for (let i = 0; i < middle.data.length; i++) if (middle.land[i]) middle.data[i] += 6 * noise(i % 977, i / 977, 5)
  for (let i = 0; i < 9; i++) {
    drain(middle, upliftOf(middle, scale), 0.5, 0.35)
    if (i % 2 === 1) steer(middle, counties, scale)
  }
  const fine = resample(middle, blank(counties, 3 / 3600))
  addDetail(fine)
  fit(fine, counties)
  raiseDaiyun(fine)
  fit(fine, counties)
  raiseDaiyun(fine)
  for (let i = 0; i < fine.data.length; i++) {
    fine.data[i] = fine.land[i] ? Math.max(2, 2 * Math.round(fine.data[i] / 2)) : 0
  }
  return fine
}

function blank(counties: Counties, step: number): Heights {
  const f = frame(step)
  const county = rasteriseCounties(counties, f)
  return { ...f, data: new Float32Array(f.columns * f.rows), county, land: landOf(f, county) }
}

/**
 * Outside the planning area the demo has no coastline: what the open sea in the south-east corner reaches is sea; two
 * made-up shores (toward Xiamen and toward Putian) keep it from flowing inland.
 */
function landOf(f: ReturnType<typeof frame>, county: Int8Array): Uint8Array {
  const barrier = new Uint8Array(county.length)
  const shores = [
    [[118.35, 24.7], [118.22, 24.6], [118.1, 24.47]],
    [[118.85, 25.2], [118.95, 25.26], [119.09, 25.28]],
  ]
  for (const shore of shores) {
    for (let s = 0; s + 1 < shore.length; s++) {
      for (let t = 0; t <= 1; t += 0.0005) {
        const lon = shore[s][0] + t * (shore[s + 1][0] - shore[s][0])
        const lat = shore[s][1] + t * (shore[s + 1][1] - shore[s][1])
        const col = Math.floor((lon - f.west) / f.step)
        const row = Math.floor((f.north - lat) / f.step)
        for (let dr = 0; dr < 2; dr++) {
          for (let dc = 0; dc < 2; dc++) {
            const [r, c] = [row + dr, col + dc]
            if (r >= 0 && c >= 0 && r < f.rows && c < f.columns) barrier[r * f.columns + c] = 1
          }
        }
      }
    }
  }
  const land = new Uint8Array(county.length).fill(1)
  const stack = [county.length - 1]
  land[stack[0]] = 0
  const visit = (i: number) => {
    if (land[i] && county[i] < 0 && !barrier[i]) {
      land[i] = 0
      stack.push(i)
    }
  }
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
    const c = i % f.columns
    if (c > 0) visit(i - 1)
    if (c < f.columns - 1) visit(i + 1)
    if (i >= f.columns) visit(i - f.columns)
    if (i + f.columns < county.length) visit(i + f.columns)
  }
  return land
}

/** Spreads one number per county over the frame: smooth across county borders, carried on beyond them. */
function spread(h: Heights, perCounty: number[], radiusM: number): Float32Array {
  const radius = Math.max(1, Math.round(radiusM / (h.step * 105_000)))
  let value: Float32Array = new Float32Array(h.data.length)
  let weight: Float32Array = new Float32Array(h.data.length)
  for (let i = 0; i < value.length; i++) {
    const c = h.county[i]
    value[i] = c >= 0 ? perCounty[c] : 0
    weight[i] = c >= 0 ? 1 : 1e-9
  }
  for (let pass = 0; pass < 3; pass++) {
    value = boxBlur(value, h.columns, h.rows, radius)
    weight = boxBlur(weight, h.columns, h.rows, radius)
  }
  const mean = perCounty.reduce((s, v) => s + v, 0) / perCounty.length
  for (let i = 0; i < value.length; i++) value[i] = weight[i] > 1e-6 ? value[i] / weight[i] : Number.NaN
  // Far outside every county: the nearest known value in the row, else the mean.
  for (let row = 0; row < h.rows; row++) {
    let held = Number.NaN
    for (let col = 0; col < h.columns; col++) {
      const i = row * h.columns + col
      if (!Number.isNaN(value[i])) held = value[i]
      else if (!Number.isNaN(held)) value[i] = held
    }
    held = Number.NaN
    for (let col = h.columns - 1; col >= 0; col--) {
      const i = row * h.columns + col
      if (!Number.isNaN(value[i])) held = value[i]
      else value[i] = Number.isNaN(held) ? mean : held
    }
  }
  return value
}

function boxBlur(data: Float32Array, columns: number, rows: number, radius: number): Float32Array {
  const pass = (source: Float32Array, lines: number, length: number, lineStep: number, step: number) => {
    const out = new Float32Array(source.length)
    for (let line = 0; line < lines; line++) {
      const base = line * lineStep
      let sum = 0
      for (let k = -radius; k <= radius; k++) sum += source[base + clamp(k, length) * step]
      for (let k = 0; k < length; k++) {
        out[base + k * step] = sum / (2 * radius + 1)
        sum += source[base + clamp(k + radius + 1, length) * step] - source[base + clamp(k - radius, length) * step]
      }
    }
    return out
  }
  return pass(pass(data, rows, columns, columns, 1), columns, rows, 1, columns)
}

const clamp = (k: number, length: number) => Math.max(0, Math.min(length - 1, k))

function fillFirst(h: Heights, counties: Counties) {
  const target = spread(h, counties.facts.map((f) => f.meanElevationM), 5000)
  for (let row = 0; row < h.rows; row++) {
    for (let col = 0; col < h.columns; col++) {
      const i = row * h.columns + col
      if (h.land[i]) h.data[i] = target[i] * (0.6 + 0.4 * noise(col / 9, row / 9, 1) + 0.2 * noise(col / 3, row / 3, 2))
      if (h.land[i]) h.data[i] = Math.max(1, h.data[i])
    }
  }
}

/** Metres of uplift per step: by county, uneven (resistant rock), highest around Mount Daiyun. */
function upliftOf(h: Heights, scale: number[]): Float32Array {
  const uplift = spread(h, scale, 3000)
  for (let row = 0; row < h.rows; row++) {
    for (let col = 0; col < h.columns; col++) {
      const i = row * h.columns + col
      const xKm = col * h.step * 101
      const yKm = row * h.step * 111
      const rock = 1 + 0.55 * noise(xKm / 14, yKm / 14, 3) + 0.35 * noise(xKm / 5, yKm / 5, 4)
      const dx = (h.west + col * h.step - daiyun.lon) * 101
      const dy = (h.north - row * h.step - daiyun.lat) * 111
      uplift[i] *= Math.max(0.12, rock) * (1 + 0.9 * Math.exp(-(dx * dx + dy * dy) / 60))
    }
  }
  return uplift
}

function means(h: Heights, count: number): number[] {
  const sum = new Float64Array(count)
  const n = new Float64Array(count)
  for (let i = 0; i < h.data.length; i++) {
    const c = h.county[i]
    if (c < 0) continue
    sum[c] += h.data[i]
    n[c]++
  }
  return [...sum].map((s, c) => s / n[c])
}

function steer(h: Heights, counties: Counties, scale: number[]) {
  means(h, scale.length).forEach((mean, c) => {
    scale[c] *= Math.max(0.75, Math.min(1.3, (counties.facts[c].meanElevationM / mean) ** 0.6))
  })
}

/** Multiplies by a smooth field until the county means are met. */
function fit(h: Heights, counties: Counties) {
  const factor = counties.facts.map(() => 1)
  for (let i = 0; i < 7; i++) {
    means(h, factor.length).forEach((mean, c) => {
      factor[c] = counties.facts[c].meanElevationM / mean
    })
    const field = spread(h, factor, 900)
    for (let k = 0; k < field.length; k++) h.data[k] *= h.land[k] ? field[k] : 0
  }
}

/** Cubic B-spline resampling: no facets, valleys stay smooth. */
function resample(from: Heights, to: Heights): Heights {
  for (let row = 0; row < to.rows; row++) {
    const y = ((row + 0.5) * to.step) / from.step - 0.5
    const wy = spline(y - Math.floor(y))
    for (let col = 0; col < to.columns; col++) {
      if (!to.land[row * to.columns + col]) continue
      const x = ((col + 0.5) * to.step) / from.step - 0.5
      const wx = spline(x - Math.floor(x))
      let sum = 0
      for (let r = 0; r < 4; r++) {
        const line = clamp(Math.floor(y) - 1 + r, from.rows) * from.columns
        for (let c = 0; c < 4; c++) sum += wy[r] * wx[c] * from.data[line + clamp(Math.floor(x) - 1 + c, from.columns)]
      }
      to.data[row * to.columns + col] = Math.max(0.5, sum)
    }
  }
  return to
}

const spline = (t: number) => [
  (1 - t) ** 3 / 6,
  (3 * t ** 3 - 6 * t ** 2 + 4) / 6,
  (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6,
  t ** 3 / 6,
]

/** Knolls and gullies that 6″ cannot hold, in proportion to the slope; none finer than 400 m, to keep the file small. */
function addDetail(h: Heights) {
  const smooth = boxBlur(h.data, h.columns, h.rows, 6)
  for (let row = 1; row < h.rows - 1; row++) {
    for (let col = 1; col < h.columns - 1; col++) {
      const i = row * h.columns + col
      if (!h.land[i]) continue
      const slope = Math.hypot(smooth[i + 1] - smooth[i - 1], smooth[i + h.columns] - smooth[i - h.columns]) / 180
      const ridge = 1 - 2 * Math.abs(noise(col / 11, row / 11, 6)) + 0.5 * noise(col / 5, row / 5, 7)
      h.data[i] = Math.max(1, h.data[i] + ridge * Math.min(26, 3 + 70 * slope) * Math.min(1, h.data[i] / 60))
    }
  }
}

/** Everything stays below the summit; the summit itself is 1,856 m. */
function raiseDaiyun(h: Heights) {
  let top = 0
  for (let i = 0; i < h.data.length; i++) top = Math.max(top, h.data[i])
  const knee = 1350
  if (top > 1780) {
    for (let i = 0; i < h.data.length; i++) {
      if (h.data[i] > knee) h.data[i] = knee + (h.data[i] - knee) * ((1780 - knee) / (top - knee))
    }
  }
  const near = Math.round(2500 / 90)
  const col0 = Math.round((daiyun.lon - h.west) / h.step)
  const row0 = Math.round((h.north - daiyun.lat) / h.step)
  let peak = row0 * h.columns + col0
  for (let row = row0 - near; row <= row0 + near; row++) {
    for (let col = col0 - near; col <= col0 + near; col++) {
      if (h.data[row * h.columns + col] > h.data[peak]) peak = row * h.columns + col
    }
  }
  const lift = daiyun.heightM - h.data[peak]
  const [pr, pc] = [Math.floor(peak / h.columns), peak % h.columns]
  for (let row = pr - 60; row <= pr + 60; row++) {
    for (let col = pc - 60; col <= pc + 60; col++) {
      const d2 = (row - pr) ** 2 + (col - pc) ** 2
      const i = row * h.columns + col
      h.data[i] = Math.min(d2 === 0 ? daiyun.heightM : daiyun.heightM - 2, h.data[i] + lift * Math.exp(-d2 / 300))
    }
  }
}

/** Height at a point, bilinear. */
export function heightAt(h: Heights, lon: number, lat: number): number {
  const x = (lon - h.west) / h.step - 0.5
  const y = (h.north - lat) / h.step - 0.5
  const c = clamp(Math.floor(x), h.columns - 1)
  const r = clamp(Math.floor(y), h.rows - 1)
  const [u, v] = [Math.max(0, Math.min(1, x - c)), Math.max(0, Math.min(1, y - r))]
  const i = r * h.columns + c
  return (
    (h.data[i] * (1 - u) + h.data[i + 1] * u) * (1 - v) +
    (h.data[i + h.columns] * (1 - u) + h.data[i + h.columns + 1] * u) * v
  )
}
