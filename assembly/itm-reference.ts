// Reference attenuation of the Irregular Terrain Model by region: line of sight, diffraction, troposcatter.
// Equations as in src/radio/itm/reference-attenuation.ts and line-of-sight.ts.
import {
  CUBE_ROOT_MHZ, EFFECTIVE, GAIN, HORIZON, IM, IRREGULARITY, MHZ, MODULUS, RADIUS, RE, REACH, SMOOTH, STRUCTURAL, WAVE,
} from './itm-context'
import { diffraction, heightGain, radiusRoot, roughnessAt, sigmaH } from './itm-diffraction'
import { cubeRoot, excess, expOf, lg, ln } from './itm-functions'
import { troposcatter } from './itm-troposcatter'

/** Never negative, and 0 where the formulas have no value (see src/radio/itm/reference-attenuation.ts): `max` would keep NaN. */
function overFreeSpace(attenuationDb: f64): f64 {
  return attenuationDb > 0.0 ? attenuationDb : 0.0
}

/** Attenuation in the line-of-sight region: two rays and the extended diffraction line, weighted [Algorithm §4.7]. */
function lineOfSight(c: usize, d: f64, slope: f64, intercept: f64): f64 {
  const wave = load<f64>(c, WAVE)
  const irregular = load<f64>(c, IRREGULARITY)
  const sigma = sigmaH(roughnessAt(d, irregular))
  const tx = load<f64>(c, EFFECTIVE)
  const rx = load<f64>(c, EFFECTIVE + 8)
  const both = tx + rx
  const sinPsi = both / Math.sqrt(d * d + both * both)
  const re = load<f64>(c, RE)
  const im = load<f64>(c, IM)
  const scale = expOf(-min(10.0, wave * sigma * sinPsi)) / ((sinPsi + re) * (sinPsi + re) + im * im)
  let real = (sinPsi * sinPsi - re * re - im * im) * scale
  let imaginary = -2.0 * sinPsi * im * scale
  const q = real * real + imaginary * imaginary
  if (q < 0.25 || q < sinPsi) {
    const lift = Math.sqrt(sinPsi / q)
    real *= lift
    imaginary *= lift
  }
  const quarter: f64 = 1.5707963267948966
  let phase = wave * 2.0 * tx * rx / d
  if (phase > quarter) phase = 2.0 * quarter - quarter * quarter / phase
  const a = Math.cos(phase) + real
  const b = imaginary - Math.sin(phase)
  const twoRays = -10.0 * lg(a * a + b * b)
  const weight = 1.0 / (1.0 + load<f64>(c, MHZ) * irregular / max(10e3, load<f64>(c, SMOOTH)))
  return weight * twoRays + (1.0 - weight) * (slope * d + intercept)
}

/** Reference attenuation over free space, never negative [Hufford, The ITS Irregular Terrain Model, §4]. */
export function referenceDb(c: usize, d: f64): f64 {
  const radius = load<f64>(c, RADIUS)
  const reach = load<f64>(c, REACH)
  const smooth = load<f64>(c, SMOOTH)
  const mhz = load<f64>(c, MHZ)
  const irregular = load<f64>(c, IRREGULARITY)
  const root = load<f64>(c, CUBE_ROOT_MHZ)
  const tall = load<f64>(c, STRUCTURAL) * load<f64>(c, STRUCTURAL + 8)
  const unit = cubeRoot(radius * radius) / root

  // What the diffraction at both distances shares: the radii of the two horizons and the clutter.
  const horizon0 = load<f64>(c, HORIZON)
  const horizon1 = load<f64>(c, HORIZON + 8)
  const modulus = load<f64>(c, MODULUS)
  const c0 = radiusRoot(0.5 * horizon0 * horizon0 / load<f64>(c, EFFECTIVE))
  const c1 = radiusRoot(0.5 * horizon1 * horizon1 / load<f64>(c, EFFECTIVE + 8))
  const k0 = 0.017778 * c0 / root / modulus
  const k1 = 0.017778 * c1 / root / modulus
  const x0 = (1.607 - k0) * c0 * c0 * root * horizon0 * 0.001
  const x1 = (1.607 - k1) * c1 * c1 * root * horizon1 * 0.001
  const gains = heightGain(x0, k0) + heightGain(x1, k1)
  const clutter = min(15.0, 5.0 * lg(1.0 + 1e-5 * tall * mhz * sigmaH(roughnessAt(smooth, irregular))))

  const d3 = max(smooth, reach + 5.0 * unit)
  const d4 = d3 + 10.0 * unit
  const a3 = diffraction(c, d3, x0 + x1, gains, clutter)
  const slope = (diffraction(c, d4, x0 + x1, gains, clutter) - a3) / (d4 - d3)
  const intercept = a3 - slope * d3

  if (d < smooth) {
    // The line-of-sight curve A = A_o + K1·d + K2·ln d [ERL 79-ITS 67, eqs (3.16) to (3.21)].
    const end = smooth * slope + intercept
    let near = 0.04 * mhz * load<f64>(c, EFFECTIVE) * load<f64>(c, EFFECTIVE + 8)
    let far: f64
    if (intercept >= 0) {
      near = min(near, 0.5 * reach)
      far = near + 0.25 * (reach - near)
    } else far = max(-intercept / slope, 0.25 * reach)
    const aFar = lineOfSight(c, far, slope, intercept)
    let perM: f64 = 0
    let perE: f64 = 0
    let done = false
    if (near < far) {
      const aNear = lineOfSight(c, near, slope, intercept)
      const q = ln(smooth / near)
      perE = max(0.0, ((smooth - near) * (aFar - aNear) - (far - near) * (end - aNear)) / ((smooth - near) * ln(far / near) - (far - near) * q))
      if (intercept > 0 || perE > 0) {
        perM = (end - aNear - perE * q) / (smooth - near)
        if (perM < 0) {
          perM = 0
          perE = excess(end, aNear) / q
          if (perE == 0) perM = slope
        }
        done = true
      }
    }
    if (!done) {
      perE = 0
      perM = excess(end, aFar) / (smooth - far)
      if (perM == 0) perM = slope
    }
    return overFreeSpace(end + perM * (d - smooth) + perE * ln(d / smooth))
  }

  store<f64>(c, -1.0, GAIN)
  const a6 = troposcatter(c, reach + 400e3)
  const d5 = reach + 200e3
  const a5 = troposcatter(c, d5)
  if (a5 < 1000.0) {
    const scatter = (a6 - a5) / 200e3
    const transition = max(max(smooth, reach + 1.088 * unit * ln(mhz)), (a5 - intercept - scatter * d5) / (slope - scatter))
    if (d > transition) return overFreeSpace(scatter * d + (slope - scatter) * transition + intercept)
  }
  return overFreeSpace(slope * d + intercept)
}
