/** Cost of a best Steiner tree by dynamic programming over sets of terminals (Dreyfus and Wagner 1971): the plain twin of the kernels. */
export function dreyfusWagner(
  nodes: number,
  edges: readonly (readonly [number, number, number])[],
  terminals: readonly number[],
): number {
  const distance = Array.from({ length: nodes }, (_, a) =>
    Array.from({ length: nodes }, (_, b) => (a === b ? 0 : Number.POSITIVE_INFINITY)),
  )
  for (const [a, b, cost] of edges) {
    distance[a][b] = Math.min(distance[a][b], cost)
    distance[b][a] = distance[a][b]
  }
  for (let k = 0; k < nodes; k++) {
    for (let a = 0; a < nodes; a++) {
      for (let b = 0; b < nodes; b++) distance[a][b] = Math.min(distance[a][b], distance[a][k] + distance[k][b])
    }
  }
  const [last, ...rest] = [...new Set(terminals)]
  if (rest.length === 0) return 0
  const best: number[][] = Array.from({ length: 1 << rest.length }, () => [])
  for (let set = 1; set < best.length; set++) {
    const single = rest.findIndex((_, bit) => set === 1 << bit)
    const joined = Array.from({ length: nodes }, (_, node) => {
      if (single >= 0) return distance[rest[single]][node]
      let least = Number.POSITIVE_INFINITY
      for (let part = (set - 1) & set; part > 0; part = (part - 1) & set) {
        least = Math.min(least, best[part][node] + best[set ^ part][node])
      }
      return least
    })
    best[set] = Array.from({ length: nodes }, (_, node) =>
      joined.reduce((least, cost, via) => Math.min(least, cost + distance[via][node]), Number.POSITIVE_INFINITY),
    )
  }
  return best[best.length - 1][last]
}
