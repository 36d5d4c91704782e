import fc from 'fast-check'

/** Random terrain: 2 to 60 samples, 10 m to 1 km apart, with heights that walk. */
export const terrain = fc
  .record({
    steps: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 }),
    rises: fc.array(fc.double({ min: -80, max: 80, noNaN: true }), { minLength: 60, maxLength: 60 }),
    base: fc.double({ min: 0, max: 500, noNaN: true }),
  })
  .map(({ steps, rises, base }) => {
    const distanceKm = [0]
    const heightM = [base]
    for (const [i, step] of steps.entries()) {
      distanceKm.push(distanceKm[i] + step)
      heightM.push(Math.max(0, heightM[i] + rises[i]))
    }
    return { distanceKm, heightM }
  })

/** The same path walked from the other end. */
export function reversed<T extends { distanceKm: number[]; heightM: number[] }>(profile: T) {
  const total = profile.distanceKm[profile.distanceKm.length - 1]
  return {
    distanceKm: [...profile.distanceKm].reverse().map((d) => total - d),
    heightM: [...profile.heightM].reverse(),
  }
}
