import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { layerValue, predictRows, restoreRows } from '../../src/report/layer'
import { reportModel } from '../../src/report/model'
import { packPayload, unpackPayload } from '../../src/report/payload'
import { periodsOf } from '../../src/report/periods'
import { madeUpRun } from './made-up-run'

const data = madeUpRun({ side: 6, cellSizeM: 100, proposals: 40 })
const model = reportModel(data)
const rasters = data.rasters!

test('layers hold the rasters: levels to half a step, grades by the rule', () => {
  const { columns } = rasters.grid
  const layer = (id: string) => model.layers.find((candidate) => candidate.id === id)!
  const [cover, rsrp, sinr] = [layer('cover'), layer('rsrp'), layer('sinr')]
  expect([rsrp.columns, rsrp.rows]).toEqual([columns, rasters.grid.rows])
  let seen = 0
  rasters.rsrpDbm.forEach((level, i) => {
    const grade = layerValue(cover, cover.values[i])
    if (Number.isNaN(level)) {
      expect(rsrp.values[i]).toBe(0)
      expect(grade).toBe(1)
      return
    }
    seen++
    expect(Math.abs(layerValue(rsrp, rsrp.values[i]) - level)).toBeLessThanOrEqual(0.5)
    expect(Math.abs(layerValue(sinr, sinr.values[i]) - rasters.sinrDb![i])).toBeLessThanOrEqual(0.5)
    // −105 dBm and 8.7 dB of margin; blind from 5 dB below.
    expect(grade).toBe(level >= -96.3 ? 3 : level >= -110 ? 2 : 1)
  })
  expect(seen).toBeGreaterThan(1000)
})

test('a run with --quality brings its layers: values to half a step, no cell where no cell reaches', () => {
  const quality = {
    rsrq: rasters.sinrDb!.map((sinr) => -10.5 + sinr / 10),
    dominance: rasters.sinrDb!.map((sinr) => Math.abs(sinr)),
    overlap: Uint8Array.from(rasters.rsrpDbm, (level, i) => (Number.isNaN(level) ? 0 : 1 + (i % 4))),
    dl: rasters.rsrpDbm.map((level) => 300 + 2 * level),
    ul: rasters.rsrpDbm.map((level) => 80 + level / 2),
  }
  const { layers } = reportModel({ ...data, rasters: { ...rasters, quality } })
  for (const [id, values] of Object.entries(quality)) {
    const layer = layers.find((candidate) => candidate.id === id)!
    expect(layer.columns, id).toBe(rasters.grid.columns)
    values.forEach((value, i) => {
      const shown = layerValue(layer, layer.values[i])
      if (Number.isNaN(rasters.rsrpDbm[i])) expect(shown, id).toBeNaN()
      else expect(Math.abs(shown - value), id).toBeLessThanOrEqual(layer.step / 2 + 1e-6)
    })
  }
})

test('what the page carries comes out as it went in', async () => {
  const packed = await packPayload({ ...model, layers: model.layers.map((l) => ({ ...l, values: predictRows(l) })) })
  const back = unpackPayload(new Uint8Array(inflateSync(Buffer.from(packed, 'base64')))) as typeof model
  for (const layer of back.layers) layer.values = restoreRows(layer)
  expect(back.layers).toEqual(model.layers)
  expect(back.villages).toEqual(model.villages)
  expect(back.proposals).toEqual(model.proposals)
  expect(back.stations).toEqual(model.stations)
})

test('quarters follow the ranks, and their gains add up to those of the plan', () => {
  const quarters = periodsOf(model.proposals)
  expect(quarters.map(({ quarter }) => quarter)).toEqual([1, 2, 3, 4])
  expect(quarters.map(({ lastRank }) => lastRank)).toEqual([10, 20, 30, 40])
  expect(quarters.map(({ stations }) => stations)).toEqual([10, 10, 10, 10])
  const total = quarters.reduce((sum, { people }) => sum + people, 0)
  expect(total).toBeCloseTo(model.proposals.at(-1)!.cumulative_people, 6)
  expect(quarters.at(-1)!.cumulative).toBeCloseTo(total, 6)
})
