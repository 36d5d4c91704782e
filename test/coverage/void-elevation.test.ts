import { expect, test } from 'vitest'
import { computeCoverage } from '../../src/coverage/compute-coverage'
import { gridFor } from '../../src/grid/grid-for'
import { hills, networkOf, villages, west } from '../plan/three-villages'
import { sentences } from '../sentences'

test('ground without elevation is sea level: it has the signal that a tile of zeros gives it', async () => {
  const [tile] = hills().tiles
  const zeros = { ...tile, data: new Float32Array(tile.data.length) }
  const half = { ...zeros, width: 35, data: new Float32Array(35 * tile.height) }
  const grid = gridFor(villages, { cellSizeM: 200 })
  const map = (one: typeof tile) =>
    computeCoverage({ grid, network: networkOf(west), villages, terrain: { ...hills(), tiles: [one] } })
  const [whole, part] = [await map(zeros), await map(half)]
  expect(sentences(part.warnings).join(' ')).toMatch(/no elevation: taken as sea level/)
  expect(part.rsrpDbm).toEqual(whole.rsrpDbm)
  expect(part.rsrpDbm.some((level) => level > -105)).toBe(true)
})
