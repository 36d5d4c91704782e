import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as root from '../../src/index'
import * as node from '../../src/node'
import { networkOf, villages, west } from '../plan/three-villages'

const { InputError } = root
type Call = (...args: unknown[]) => unknown

/** What is called with what our own functions gave (texts and files of their results), by name: their types hold them. */
const OF_OUR_OWN_RESULTS = new Set([
  ...['boardOf', 'boardOfRun', 'changeRows', 'compareProposals', 'compareRuns', 'phasesOf', 'planFeatures', 'planKml'],
  ...[
    'planRows',
    'towerDemandRows',
    'withFibreProposals',
    'reasonSentence',
    'warningText',
    'problemKinds',
    'testedDbm',
  ],
  ...['sceneTable', 'townsOf', 'townContinuity', 'refusalsByKind', 'datumShiftWarning', 'joinPopulation'],
  ...[
    'csvText',
    'geojsonText',
    'topojsonText',
    'kmlText',
    'writeCog',
    'writeWorkbook',
    'pathProfileSvg',
    'detectFormat',
  ],
  ...[
    'landCoverAt',
    'landCoverKind',
    'landCoverSchemeOf',
    'terrainPath',
    'towerRentCny',
    'calibratedLoss',
    'carrierOf',
  ],
  ...['beamSetGainDbi', 'measuredGainDb', 'fewestStations', 'assignGigabit', 'calibrate'],
  // Of a whole run: their settings come from readInputs, their folder from the front.
  ...['filesAt', 'readInputs', 'readRunTables', 'runPlan', 'writeRun', 'writeReport'],
])

const functions = Object.entries({ ...node, ...root } as Record<string, unknown>).filter(
  (entry): entry is [string, Call] =>
    typeof entry[1] === 'function' && /^[a-z]/.test(entry[0]) && !OF_OUR_OWN_RESULTS.has(entry[0]),
)

/** The fault of a call that is no InputError. */
async function crash(call: () => unknown): Promise<string | undefined> {
  try {
    const given = (await call()) as { close?: () => Promise<void> } | undefined
    await given?.close?.()
  } catch (error) {
    if (error instanceof InputError) return error.code && error.message.length > 10 ? undefined : 'no code, no words'
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

it('looks at most of what is exported', () => {
  expect(functions.length).toBeGreaterThan(90)
})

describe.each(functions)('%s', (_, call) => {
  it.each([[[]], [[{}, {}]], [[null, null]], [[42, 42]], [['x', 'x']], [[[], []]]])(
    'ends %j with an InputError',
    async (args) => {
      expect(await crash(() => call(...(args as unknown[])))).toBeUndefined()
    },
  )
})

describe('one field of an argument that is wrong', () => {
  let grid: root.Grid
  let core: root.Core
  let coverage: root.CoverageMap
  const network = networkOf(west)
  beforeAll(async () => {
    core = await root.openCore({ workers: 1 })
    grid = root.gridFor(villages, { cellSizeM: 200 })
    coverage = await root.computeCoverage({ grid, network, villages, core })
  })
  afterAll(() => core.close())

  /** Values that no field of a plain argument may be trusted with. */
  const odd = fc.oneof(
    fc.constantFrom<unknown>(null, undefined, Number.NaN, -1, 1e300, 0.5, 'x', '', true, [], {}, [null], {
      type: 'Feature',
    }),
    fc.anything(),
  )

  /** A copy with one entry, somewhere within, put in place of what stands there. */
  function spoilt(value: unknown, path: readonly number[], by: unknown): unknown {
    const isPlain = typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
    if (path.length === 0 || !isPlain) return by
    const keys = Object.keys(value)
    if (keys.length === 0) return by
    const key = keys[path[0] % keys.length]
    const inner = spoilt((value as Record<string, unknown>)[key], path.slice(1), by)
    return Array.isArray(value) ? value.map((one, i) => (String(i) === key ? inner : one)) : { ...value, [key]: inner }
  }

  const steps = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 })

  it('computeCoverage ends, or refuses it by name', async () => {
    await fc.assert(
      fc.asyncProperty(steps, odd, async (path, by) => {
        const { core: _, ...input } = spoilt(
          { grid, network, villages, load: 0.5, sigmaDb: 8 },
          path,
          by,
        ) as root.CoverageInput
        expect(await crash(() => root.computeCoverage({ ...input, core }))).toBeUndefined()
      }),
      { numRuns: 150 },
    )
  })

  it('planStations ends, or refuses it by name', async () => {
    const candidates = [{ id: 'a', lon: 118.6, lat: 24.92, bands: ['n28'], costCny: 1000 }]
    const forbidden = [{ name: 'z', geometry: villages[1].geometry }]
    const given = {
      villages,
      target: 2,
      candidates,
      forbidden,
      weights: { areaPeoplePerKm2: 5 },
      refused: [{ lon: 118.5, lat: 24.9 }],
    }
    await fc.assert(
      fc.asyncProperty(steps, odd, async (path, by) => {
        const input = spoilt(given, path, by) as root.PlanInput
        if (typeof input !== 'object' || input === null) return
        expect(await crash(() => root.planStations({ ...input, coverage, core }))).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })
})
