import { describe, expect, it } from 'vitest'
import { placeOf, sentencesOf } from '../../src/cli/error-words'
import { InputError } from '../../src/formats/input-error'
import { gridFor } from '../../src/grid/grid-for'
import { villages } from '../plan/three-villages'

describe('errors in the words of the command line', () => {
  it.each([
    ['cellSizeM', '--cell-size'],
    ['minSpacingM', '--spacing'],
    ['keepRanks', '--keep-ranks'],
    ['quotas: county: Jinjiang', '--quotas: county: Jinjiang'],
    ['sites.csv:12:lon', 'sites.csv:12:lon'],
    ['gigaplan.yaml: target', 'gigaplan.yaml: target'],
    ['constructor', 'constructor'],
    ['heightM[3]', 'heightM[3]'],
  ])('%s is %s', (path, place) => {
    expect(placeOf(new InputError('bad-argument', path, ''))).toBe(place)
  })

  it('the hint follows, with the flags that do it', () => {
    const busy = new InputError('out-busy', 'dir', 'Another run is writing there.', 'Name another folder.')
    expect(sentencesOf(busy)).toBe('Another run is writing there. Name another folder (--out).')
    const text = new InputError('not-json', 'a.json', 'It is not JSON.')
    expect(sentencesOf(text)).toBe('It is not JSON.')
  })

  it('a grid that is too fine says what fits, and where', () => {
    let error: unknown
    try {
      gridFor(villages, { cellSizeM: 0.5 })
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(InputError)
    const told = error as InputError
    expect(`${placeOf(told)}: ${sentencesOf(told)}`).toMatch(
      /^--cell-size: Cells of 0\.5 m .+ Use cells of \d+ m or more\.$/,
    )
    expect(told.message).not.toContain('--')
  })
})
