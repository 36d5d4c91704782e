import { counted, verb } from './english'

export interface CandidatesOutside {
  what: 'candidate' | 'kept proposal'
  count: number
  total: number
  /** Id of a candidate, or rank of a proposal. */
  first: string | number
  lon: number
  lat: number
  west: number
  south: number
  east: number
  north: number
}

export interface RefusalCosts {
  places: number
  keptLost: number
  objective: number
  percent: string
  people: number
  villages: number
  /** What the plan without refusals costs more, CNY. */
  cny: number
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
const refused = (places: number, keptLost: number): string =>
  `${counted(places, 'place')} ${verb(places, 'is', 'are')} refused${keptLost > 0 ? ` (${keptLost} of the stations to be kept)` : ''}`

/** Notes on candidates, constraints and plans, in English. */
export const plan = {
  'candidates-in-zones': ({ count, zones }: { count: number; zones: number }) =>
    `${counted(count, 'candidate')} ${verb(count, 'lies', 'lie')} in the ${counted(zones, 'forbidden zone')} and ${verb(count, 'was', 'were')} taken out.`,
  'kept-in-zones': ({ count }: { count: number }) =>
    `${counted(count, 'proposal')} of the earlier plan ${verb(count, 'lies', 'lie')} in forbidden zones and ${verb(count, 'was', 'were')} not kept.`,
  'candidates-full': ({ count }: { count: number }) =>
    `${counted(count, 'listed candidate')} ${verb(count, 'was', 'were')} left out: the bands allowed there stand there already.`,
  'candidates-unlicensed': ({ count, first }: { count: number; first: string }) =>
    `${counted(count, 'listed candidate')} ${verb(count, 'was', 'were')} left out: by the spectrum nobody of the plan may build the bands that they name (first: ${first}).`,
  'kept-unlicensed': ({ count, first }: { count: number; first: number }) =>
    `${counted(count, 'kept proposal')} ${verb(count, 'stands', 'stand')} on a band that its operator does not hold by the spectrum (first: rank ${first}).`,
  'spectrum-taken': ({ id, date, operators }: { id: string; date: string; operators: string[] }) =>
    `Proposals stay within the spectrum ${id} of ${date}, for ${operators.join(', ')}. Give another with --spectrum, or none.`,
  'spectrum-unknown': () =>
    `No spectrum is known for these operators: a proposal's band may be one that nobody here holds. Give one with --spectrum.`,
  'spectrum-operators-unknown': ({ id, operators }: { id: string; operators: string[] }) =>
    `The spectrum ${id} does not know ${operators.join(', ')}: they build on the bands of their own cells.`,
  'new-tenants': ({ count, cny }: { count: number; cny: string }) =>
    `${counted(count, 'station')} ${verb(count, 'is', 'are')} the first of ${verb(count, 'its', 'their')} operator on a structure where others stand (column new_tenant), at ${cny} CNY more each.`,
  'candidates-shared': ({ count, first, site }: { count: number; first: string; site: string }) =>
    `${counted(count, 'listed candidate')} ${verb(count, 'goes', 'go')} on an existing structure nearby (50 m in a dense town, 100 m in town, 300 m in the country; first: ${first} on ${site}), at its cost. Give them a type (tower, rooftop) to build them new.`,
  'candidate-far-from-site': ({ id, km }: { id: string; km: string }) =>
    `The listed candidate ${id} has the id of a site but lies ${km} km from it: taken as a place of its own.`,
  'kept-site-gone': ({ count, first }: { count: number; first: string }) =>
    `${counted(count, 'kept proposal')} ${verb(count, 'shares a site that stands', 'share sites that stand')} no longer (first: ${first}): ${verb(count, 'it is built as a place of its own', 'they are built as places of their own')}.`,
  'candidates-outside': (of: CandidatesOutside) =>
    `${of.count} of ${counted(of.total, of.what)} ${verb(of.count, 'lies', 'lie')} outside the area and ${verb(of.count, 'was', 'were')} left out (first: ${typeof of.first === 'number' ? `rank ${of.first}` : of.first} at ${of.lon}, ${of.lat}; the area reaches from ${of.west}, ${of.south} to ${of.east}, ${of.north}).`,
  'plan-kept': ({ count }: { count: number }) =>
    `${counted(count, 'station')} of the earlier plan ${verb(count, 'is', 'are')} kept in front, in their order.`,
  'later-years': ({ count, total }: { count: number; total: number }) =>
    `${count} of ${counted(total, 'station')} ${verb(count, 'exceeds', 'exceed')} what can be built in the four quarters and ${verb(count, 'goes', 'go')} to the next year (column year).`,
  'quota-later': (of: {
    quota: string
    planned: number
    over: number
    perQuarter: number
    years: number
    builtLater: number
  }) =>
    `${of.quota}: ${counted(of.planned, 'station')} ${verb(of.planned, 'is', 'are')} ${of.over} more than ${of.perQuarter} a quarter build in ${of.years === 1 ? 'a year' : `${of.years} years`}; ${of.builtLater} ${verb(of.builtLater, 'is', 'are')} built after their year.`,
  refused: ({ places, keptLost }: { places: number; keptLost: number }) => `${refused(places, keptLost)}.`,
  'refused-cost': (of: RefusalCosts) =>
    `${refused(of.places, of.keptLost)}: that costs ${whole(of.objective)} of weighted people (${of.percent} %), ${whole(of.people)} residents and ${counted(of.villages, 'village')} against a plan without refusals, which costs ${of.cny < 0 ? `${whole(-of.cny)} CNY less` : `${whole(of.cny)} CNY more`}.`,
  'quota-operator-unknown': ({
    operator,
    near,
    known,
  }: {
    operator: string
    near: readonly string[]
    known: readonly string[]
  }) =>
    `The quotas name the operator "${operator}", of whom no station stands and no candidate is listed; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known: ${known.join(', ')}.`}`,
  'villages-no-room': () => 'The rules leave no room for all stations that villages need: these compete by weight.',
  'villages-unreachable': ({ count, names }: { count: number; names: readonly string[] }) =>
    `${counted(count, 'village')} cannot pass ${verb(count, 'its', 'their')} rule with any candidate that the rules allow (plan.mustCover.unreachable says why): ${names.join(', ')}${count > names.length ? ` and ${count - names.length} more` : ''}.`,
  'villages-beyond-target': ({ needed, taken }: { needed: number; taken: number }) =>
    `${counted(needed, 'station')} would let every village pass that can; target, budget and quotas allow ${taken} of them.`,
  'sites-overloaded': ({ count }: { count: number }) =>
    `${counted(count, 'site')} ${verb(count, 'carries', 'carry')} every capacity band and ${verb(count, 'stays', 'stay')} overloaded: new sites are needed there.`,
  'density-full': ({ count, peoplePerStation }: { count: number; peoplePerStation: number }) =>
    `${counted(count, 'more station', 'more stations')} would bring all sites to ${peoplePerStation} residents per station, but these carry every capacity band already.`,
  'costs-placeholder': ({ id }: { id: string }) => `Unit costs are the placeholders ${id}; give local ones.`,
  'usage-placeholder': ({ id }: { id: string }) =>
    `Busy-hour demand and rates are the placeholders ${id}; give local ones.`,
  'backhaul-missing': () => 'No site stands in the area: the backhaul fibre of new ones is not in the costs.',
  'fibre-kept': ({ count }: { count: number }) =>
    `${counted(count, 'fibre terminal')} of the earlier plan ${verb(count, 'is', 'are')} kept in front, in their order.`,
  'fibre-kept-lost': ({ count }: { count: number }) =>
    `${counted(count, 'fibre terminal')} of the earlier plan ${verb(count, 'is refused or lies', 'are refused or lie')} in forbidden zones and ${verb(count, 'was', 'were')} not kept.`,
  'fibre-kept-gone': ({ count }: { count: number }) =>
    `${counted(count, 'fibre terminal')} that the earlier plan extends ${verb(count, 'stands', 'stand')} no more and ${verb(count, 'was', 'were')} not kept.`,
  'fibre-barred': ({ count }: { count: number }) =>
    `${counted(count, 'village')} without gigabit fibre ${verb(count, 'has', 'have')} no place for a terminal outside the forbidden zones and refused places.`,
} as const
