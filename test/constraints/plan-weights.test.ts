import { expect, test } from 'vitest'
import { weightsFrom } from '../../src/constraints/plan-weights'

test('weights come as text or as pairs; what is left out keeps its default', () => {
  expect(weightsFrom('areaPeoplePerKm2=5, villagePeople = 100', '--weights')).toEqual({
    areaPeoplePerKm2: 5,
    villagePeople: 100,
  })
  expect(weightsFrom({ leastGainPeople: 0, peoplePerStation: '500' }, 'weights')).toEqual({
    leastGainPeople: 0,
    peoplePerStation: 500,
  })
})

test('unknown keys and values that are no weights are told', () => {
  expect(() => weightsFrom('area=5', '--weights')).toThrow(/no weight "area"; expected areaPeoplePerKm2, villagePeople/)
  expect(() => weightsFrom('villagePeople=-1', '--weights')).toThrow(/villagePeople is "-1"; expected a number of 0/)
  expect(() => weightsFrom('villagePeople', '--weights')).toThrow(/villagePeople is ""/)
  expect(() => weightsFrom({ peoplePerStation: 0 }, 'weights')).toThrow(/above 0/)
})
