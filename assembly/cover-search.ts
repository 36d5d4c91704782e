// Swaps on a chosen set: who covers a slot alone decides what a station's removal loses and what a swap saves.
//
//   sole   u32[slots]       0 nobody covers the slot, 1 + candidate where just that one does, SHARED where several do
//   count  u32[slots]       chosen candidates that cover the slot
//   owners u32[slots]       XOR of them: when all but one leave, what remains is the one
//   loss   f64[candidates]  weight that only this chosen candidate covers
//
// The record that all functions take (COVER_* in layout.ts) holds the addresses and the rules: quotas of up to two partitions,
// spacing as neighbour lists with a count of chosen neighbours, costs and budget.
import {
  COVER_BLOCK_IDS,
  COVER_BLOCK_OFFSETS,
  COVER_BLOCK_SHIFT,
  COVER_BUDGET,
  COVER_CANDIDATES,
  COVER_CHOOSE,
  COVER_CHOSEN,
  COVER_CHOSEN_COUNT,
  COVER_COSTS,
  COVER_COUNT,
  COVER_CROWD,
  COVER_FIXED_COUNT,
  COVER_GAINS,
  COVER_GROUP_A,
  COVER_GROUP_B,
  COVER_LACK,
  COVER_LEAST,
  COVER_LOSS,
  COVER_NEIGHBOUR_IDS,
  COVER_NEIGHBOUR_OFFSETS,
  COVER_OBJECTIVE,
  COVER_OFFSETS,
  COVER_OVERLAP,
  COVER_OWNERS,
  COVER_PLACE,
  COVER_PRICE,
  COVER_RANDOM,
  COVER_SLOTS,
  COVER_SOLE,
  COVER_SPANS,
  COVER_SPENT,
  COVER_TOUCHED,
  COVER_USABLE,
  COVER_WEIGHT,
} from './layout'

const NONE: u32 = 0xffffffff
const SHARED: u32 = 0xffffffff
/** A candidate is tried again once it gains this much of what it lacked when it was last tried. */
const AGAIN: f64 = 0.25

// @ts-ignore: decorator
@inline
function at32(base: usize, index: u32): usize {
  return base + (<usize>index << 2)
}
// @ts-ignore: decorator
@inline
function at64(base: usize, index: u32): usize {
  return base + (<usize>index << 3)
}
// @ts-ignore: decorator
@inline
function field(search: usize, offset: i32): usize {
  return <usize>load<u32>(search + <usize>offset)
}

/** Books `candidate` in (step 1) or out (step -1) of counts, costs and the crowd around it. */
function book(search: usize, candidate: u32, step: i32): void {
  for (let p = 0; p < 2; p++) {
    const partition = search + <usize>(p == 0 ? COVER_GROUP_A : COVER_GROUP_B)
    const group = <usize>load<u32>(partition)
    if (!group) continue
    const count = at32(<usize>load<u32>(partition, 4), load<u32>(at32(group, candidate)))
    store<i32>(count, load<i32>(count) + step)
  }
  const costs = field(search, COVER_COSTS)
  if (costs) {
    const spent = search + COVER_SPENT
    store<f64>(spent, load<f64>(spent) + <f64>step * load<f64>(at64(costs, candidate)))
  }
  const neighbours = field(search, COVER_NEIGHBOUR_OFFSETS)
  if (neighbours) {
    const ids = field(search, COVER_NEIGHBOUR_IDS)
    const crowd = field(search, COVER_CROWD)
    const end = load<u32>(at32(neighbours, candidate + 1))
    for (let k = load<u32>(at32(neighbours, candidate)); k < end; k++) {
      const other = at32(crowd, load<u32>(at32(ids, k)))
      store<i32>(other, load<i32>(other) + step)
    }
  }
}

/** Covers the slots of `candidate`. Returns what it gains. */
function cover(search: usize, candidate: u32): f64 {
  const weight = field(search, COVER_WEIGHT)
  const sole = field(search, COVER_SOLE)
  const count = field(search, COVER_COUNT)
  const owners = field(search, COVER_OWNERS)
  const loss = field(search, COVER_LOSS)
  const offsets = field(search, COVER_OFFSETS)
  let span = at64(field(search, COVER_SPANS), load<u32>(at32(offsets, candidate)))
  const spansEnd = at64(field(search, COVER_SPANS), load<u32>(at32(offsets, candidate + 1)))
  let gain: f64 = 0
  for (; span < spansEnd; span += 8) {
    const end = load<u32>(span, 4)
    for (let slot = load<u32>(span); slot < end; slot++) {
      const n = load<u32>(at32(count, slot))
      const before = load<u32>(at32(owners, slot))
      if (n == 0) {
        gain += <f64>load<u32>(at32(weight, slot))
        store<u32>(at32(sole, slot), candidate + 1)
      } else if (n == 1) {
        const other = at64(loss, before)
        store<f64>(other, load<f64>(other) - <f64>load<u32>(at32(weight, slot)))
        store<u32>(at32(sole, slot), SHARED)
      }
      store<u32>(at32(count, slot), n + 1)
      store<u32>(at32(owners, slot), before ^ candidate)
    }
  }
  store<f64>(at64(loss, candidate), gain)
  return gain
}

/** Uncovers the slots of `candidate`. Returns what is lost. */
function uncover(search: usize, candidate: u32): f64 {
  const weight = field(search, COVER_WEIGHT)
  const sole = field(search, COVER_SOLE)
  const count = field(search, COVER_COUNT)
  const owners = field(search, COVER_OWNERS)
  const loss = field(search, COVER_LOSS)
  const offsets = field(search, COVER_OFFSETS)
  let span = at64(field(search, COVER_SPANS), load<u32>(at32(offsets, candidate)))
  const spansEnd = at64(field(search, COVER_SPANS), load<u32>(at32(offsets, candidate + 1)))
  for (; span < spansEnd; span += 8) {
    const end = load<u32>(span, 4)
    for (let slot = load<u32>(span); slot < end; slot++) {
      const n = load<u32>(at32(count, slot)) - 1
      const rest = load<u32>(at32(owners, slot)) ^ candidate
      if (n == 0) {
        store<u32>(at32(sole, slot), 0)
      } else if (n == 1) {
        const other = at64(loss, rest)
        store<f64>(other, load<f64>(other) + <f64>load<u32>(at32(weight, slot)))
        store<u32>(at32(sole, slot), rest + 1)
      }
      store<u32>(at32(count, slot), n)
      store<u32>(at32(owners, slot), rest)
    }
  }
  const lost = load<f64>(at64(loss, candidate))
  store<f64>(at64(loss, candidate), 0)
  return lost
}

/** Writes the weight of each slot that nobody covers (u32), 0 for the others. */
export function coverOpen(search: usize, residual: usize): i32 {
  const weight = field(search, COVER_WEIGHT)
  const sole = field(search, COVER_SOLE)
  const slots = load<u32>(search + COVER_SLOTS)
  for (let slot: u32 = 0; slot < slots; slot++) {
    store<u32>(at32(residual, slot), load<u32>(at32(sole, slot)) == 0 ? load<u32>(at32(weight, slot)) : 0)
  }
  return 0
}

/** Adds a candidate to the chosen set, whatever the rules say. Returns what it gains. */
export function coverAdd(search: usize, candidate: u32): f64 {
  const gain = cover(search, candidate)
  book(search, candidate, 1)
  const n = load<u32>(search + COVER_CHOSEN_COUNT)
  store<u32>(at32(field(search, COVER_CHOSEN), n), candidate)
  store<u32>(at32(field(search, COVER_PLACE), candidate), n + 1)
  store<u32>(search + COVER_CHOSEN_COUNT, n + 1)
  store<f64>(search + COVER_OBJECTIVE, load<f64>(search + COVER_OBJECTIVE) + gain)
  return gain
}

function swap(search: usize, out: u32, candidate: u32): void {
  const lost = uncover(search, out)
  book(search, out, -1)
  const gain = cover(search, candidate)
  book(search, candidate, 1)
  const place = field(search, COVER_PLACE)
  const position = load<u32>(at32(place, out))
  store<u32>(at32(place, out), 0)
  store<u32>(at32(place, candidate), position)
  store<u32>(at32(field(search, COVER_CHOSEN), position - 1), candidate)
  store<f64>(search + COVER_OBJECTIVE, load<f64>(search + COVER_OBJECTIVE) + gain - lost)
}

/** Takes `out` away for nothing. */
function drop(search: usize, out: u32): void {
  const lost = uncover(search, out)
  book(search, out, -1)
  const place = field(search, COVER_PLACE)
  const chosen = field(search, COVER_CHOSEN)
  const position = load<u32>(at32(place, out))
  const n = load<u32>(search + COVER_CHOSEN_COUNT)
  const last = load<u32>(at32(chosen, n - 1))
  store<u32>(at32(chosen, position - 1), last)
  store<u32>(at32(place, last), position)
  store<u32>(at32(place, out), 0)
  store<u32>(search + COVER_CHOSEN_COUNT, n - 1)
  store<f64>(search + COVER_OBJECTIVE, load<f64>(search + COVER_OBJECTIVE) - lost)
}

/** Takes away what loses least per cost until the budget holds or nothing can be spared. Returns how many. */
export function coverTrim(search: usize): u32 {
  const chosen = field(search, COVER_CHOSEN)
  const costs = field(search, COVER_COSTS)
  const loss = field(search, COVER_LOSS)
  let dropped: u32 = 0
  while (load<f64>(search + COVER_SPENT) > load<f64>(search + COVER_BUDGET)) {
    let out: u32 = NONE
    let least: f64 = Infinity
    const n = load<u32>(search + COVER_CHOSEN_COUNT)
    for (let k = load<u32>(search + COVER_FIXED_COUNT); k < n; k++) {
      const candidate = load<u32>(at32(chosen, k))
      const cost = load<f64>(at64(costs, candidate))
      const rate = load<f64>(at64(loss, candidate)) / cost
      if (cost > 0 && rate < least && spare(search, candidate)) {
        least = rate
        out = candidate
      }
    }
    if (out == NONE) break
    drop(search, out)
    dropped++
  }
  return dropped
}

/** Takes away, the weakest first, what holds less than `least` by itself and the quotas can spare; no more than are left then may be chosen from here on. */
export function coverShed(search: usize, least: f64): u32 {
  const loss = field(search, COVER_LOSS)
  let dropped: u32 = 0
  while (true) {
    findLeast(search)
    const out = load<u32>(search + COVER_LEAST)
    if (out == NONE || load<f64>(at64(loss, out)) >= least || !spare(search, out)) break
    drop(search, out)
    dropped++
  }
  store<u32>(search + COVER_CHOOSE, load<u32>(search + COVER_CHOSEN_COUNT))
  return dropped
}

/** Whether the quotas can spare `out`. */
function spare(search: usize, out: u32): bool {
  for (let p = 0; p < 2; p++) {
    const partition = search + <usize>(p == 0 ? COVER_GROUP_A : COVER_GROUP_B)
    const group = <usize>load<u32>(partition)
    if (!group) continue
    const g = load<u32>(at32(group, out))
    const count = load<i32>(at32(<usize>load<u32>(partition, 4), g))
    if (count <= load<i32>(at32(<usize>load<u32>(partition, 8), g))) return false
  }
  return true
}

/** Whether `candidate` may come in for `out` (NONE: in addition). */
function allowed(search: usize, candidate: u32, out: u32): bool {
  for (let p = 0; p < 2; p++) {
    const partition = search + <usize>(p == 0 ? COVER_GROUP_A : COVER_GROUP_B)
    const group = <usize>load<u32>(partition)
    if (!group) continue
    const counts = <usize>load<u32>(partition, 4)
    const g = load<u32>(at32(group, candidate))
    if (out != NONE) {
      const h = load<u32>(at32(group, out))
      if (h == g) continue
      if (load<i32>(at32(counts, h)) <= load<i32>(at32(<usize>load<u32>(partition, 8), h))) return false
    }
    if (load<i32>(at32(counts, g)) >= load<i32>(at32(<usize>load<u32>(partition, 12), g))) return false
  }
  const costs = field(search, COVER_COSTS)
  if (costs) {
    // Beyond the budget, where annealing is let to go, what costs no more is still allowed.
    const more = load<f64>(at64(costs, candidate)) - (out != NONE ? load<f64>(at64(costs, out)) : 0)
    if (more > 0 && load<f64>(search + COVER_SPENT) + more > load<f64>(search + COVER_BUDGET)) return false
  }
  const neighbours = field(search, COVER_NEIGHBOUR_OFFSETS)
  if (neighbours) {
    const crowd = load<i32>(at32(field(search, COVER_CROWD), candidate))
    if (crowd > 1 || (crowd == 1 && out == NONE)) return false
    if (crowd == 1) {
      const ids = field(search, COVER_NEIGHBOUR_IDS)
      const end = load<u32>(at32(neighbours, candidate + 1))
      for (let k = load<u32>(at32(neighbours, candidate)); k < end; k++) {
        if (load<u32>(at32(ids, k)) == out) return true
      }
      return false
    }
  }
  return true
}

/** What `candidate` would cover if `out` (1 + candidate) were not there: uncovered slots and those that `out` covers alone. */
function gainWithout(search: usize, candidate: u32, out: u32): f64 {
  const weight = field(search, COVER_WEIGHT)
  const sole = field(search, COVER_SOLE)
  const offsets = field(search, COVER_OFFSETS)
  let span = at64(field(search, COVER_SPANS), load<u32>(at32(offsets, candidate)))
  const spansEnd = at64(field(search, COVER_SPANS), load<u32>(at32(offsets, candidate + 1)))
  const outs = i32x4.splat(out)
  const nobody = i32x4.splat(0)
  let total: u64 = 0
  for (; span < spansEnd; span += 8) {
    let slot = load<u32>(span)
    const end = load<u32>(span, 4)
    // Spans weigh less than 2^32, so that 32-bit lanes and their sum are exact.
    let sum: u32 = 0
    if (slot + 4 <= end) {
      let lanes = i32x4.splat(0)
      do {
        const who = v128.load(at32(sole, slot))
        const free = v128.or(i32x4.eq(who, nobody), i32x4.eq(who, outs))
        lanes = i32x4.add(lanes, v128.and(free, v128.load(at32(weight, slot))))
        slot += 4
      } while (slot + 4 <= end)
      sum =
        i32x4.extract_lane(lanes, 0) +
        i32x4.extract_lane(lanes, 1) +
        i32x4.extract_lane(lanes, 2) +
        i32x4.extract_lane(lanes, 3)
    }
    for (; slot < end; slot++) {
      const who = load<u32>(at32(sole, slot))
      if (who == 0 || who == out) sum += load<u32>(at32(weight, slot))
    }
    total += <u64>sum
  }
  return <f64>total
}

/** Keeps in COVER_LEAST the removable chosen candidate that loses least (the first of equals). */
function findLeast(search: usize): void {
  const chosen = field(search, COVER_CHOSEN)
  const loss = field(search, COVER_LOSS)
  const n = load<u32>(search + COVER_CHOSEN_COUNT)
  let best: u32 = NONE
  let bestLoss: f64 = Infinity
  for (let k = load<u32>(search + COVER_FIXED_COUNT); k < n; k++) {
    const candidate = load<u32>(at32(chosen, k))
    const value = load<f64>(at64(loss, candidate))
    if (value < bestLoss) {
      bestLoss = value
      best = candidate
    }
  }
  store<u32>(search + COVER_LEAST, best)
}

/**
 * Tries the candidates first … last-1 once each: adds one that still fits, else swaps it for the chosen one whose removal it
 * makes up for best (Resende and Werneck 2007, for covering). Those that gain nothing, or far less than they lacked, are passed over.
 * Returns how many came in.
 */
export function coverInterchange(search: usize, first: u32, last: u32): u32 {
  const usable = field(search, COVER_USABLE)
  const place = field(search, COVER_PLACE)
  const weight = field(search, COVER_WEIGHT)
  const sole = field(search, COVER_SOLE)
  const offsets = field(search, COVER_OFFSETS)
  const spans = field(search, COVER_SPANS)
  const overlap = field(search, COVER_OVERLAP)
  const touched = field(search, COVER_TOUCHED)
  const loss = field(search, COVER_LOSS)
  const chosen = field(search, COVER_CHOSEN)
  const gains = field(search, COVER_GAINS)
  const lack = field(search, COVER_LACK)
  const fixed = load<u32>(search + COVER_FIXED_COUNT)
  const shared = i32x4.splat(SHARED)
  let moves: u32 = 0
  findLeast(search)
  for (let candidate = first; candidate < last; candidate++) {
    if (!load<u8>(usable + <usize>candidate) || load<u32>(at32(place, candidate))) continue
    // A swap wins no more than what nobody covers yet, and where that was far from enough before it will hardly be now.
    if (load<f64>(at64(gains, candidate)) <= AGAIN * load<f64>(at64(lack, candidate))) continue
    let gain: f64 = 0
    let owners: u32 = 0
    let span = at64(spans, load<u32>(at32(offsets, candidate)))
    const spansEnd = at64(spans, load<u32>(at32(offsets, candidate + 1)))
    for (; span < spansEnd; span += 8) {
      const end = load<u32>(span, 4)
      for (let slot = load<u32>(span); slot < end; slot++) {
        // Four that several cover are passed at once: among good plans they are many.
        while (slot + 4 <= end && v128.all_true<i32>(i32x4.eq(v128.load(at32(sole, slot)), shared))) slot += 4
        if (slot == end) break
        const who = load<u32>(at32(sole, slot))
        if (who == SHARED) continue
        const w = <f64>load<u32>(at32(weight, slot))
        if (who == 0) gain += w
        else if (w > 0) {
          const mine = at64(overlap, who - 1)
          const before = load<f64>(mine)
          if (before == 0) store<u32>(at32(touched, owners++), who - 1)
          store<f64>(mine, before + w)
        }
      }
    }
    const n = load<u32>(search + COVER_CHOSEN_COUNT)
    const mayAdd = gain > 0 && n < load<u32>(search + COVER_CHOOSE) && allowed(search, candidate, NONE)
    let best: f64 = 0
    let out: u32 = NONE
    const least = load<u32>(search + COVER_LEAST)
    let lacking = least == NONE ? Infinity : load<f64>(at64(loss, least))
    for (let k: u32 = 0; k < owners; k++) {
      const other = load<u32>(at32(touched, k))
      const delta = gain + load<f64>(at64(overlap, other)) - load<f64>(at64(loss, other))
      store<f64>(at64(overlap, other), 0)
      lacking = min(lacking, gain - delta)
      if (delta < best || (delta == best && out == NONE) || (delta == best && other > out)) continue
      if (mayAdd || load<u32>(at32(place, other)) <= fixed || !allowed(search, candidate, other)) continue
      best = delta
      out = other
    }
    if (mayAdd) {
      coverAdd(search, candidate)
      findLeast(search)
      moves++
      continue
    }
    store<f64>(at64(lack, candidate), lacking)
    if (least != NONE && gain - load<f64>(at64(loss, least)) > best) {
      if (allowed(search, candidate, least)) {
        best = gain - load<f64>(at64(loss, least))
        out = least
      } else {
        for (let k = fixed; k < n; k++) {
          const other = load<u32>(at32(chosen, k))
          const delta = gain - load<f64>(at64(loss, other))
          if (delta > best && allowed(search, candidate, other)) {
            best = delta
            out = other
          }
        }
      }
    }
    if (out != NONE) {
      swap(search, out, candidate)
      findLeast(search)
      moves++
    }
  }
  return moves
}

/** xorshift64* (Vigna 2016); the state is never zero. */
// @ts-ignore: decorator
@inline
function random(search: usize): u64 {
  let x = load<u64>(search + COVER_RANDOM)
  x ^= x >> 12
  x ^= x << 25
  x ^= x >> 27
  store<u64>(search + COVER_RANDOM, x)
  return x * 0x2545f4914f6cdd1d
}

/** A uniform whole number below n. */
// @ts-ignore: decorator
@inline
function below(search: usize, n: u32): u32 {
  return <u32>(((random(search) >> 32) * <u64>n) >> 32)
}

/** A candidate near `slot`: one of those with a span in its block. */
function nearSlot(search: usize, slot: u32): u32 {
  const block = slot >> load<u32>(search + COVER_BLOCK_SHIFT)
  const blocks = field(search, COVER_BLOCK_OFFSETS)
  const from = load<u32>(at32(blocks, block))
  const n = load<u32>(at32(blocks, block + 1)) - from
  if (n == 0) return NONE
  return load<u32>(at32(field(search, COVER_BLOCK_IDS), from + below(search, n)))
}

/** A random slot of a candidate's footprint, NONE where it covers nothing. */
function slotOf(search: usize, candidate: u32): u32 {
  const offsets = field(search, COVER_OFFSETS)
  const from = load<u32>(at32(offsets, candidate))
  const n = load<u32>(at32(offsets, candidate + 1)) - from
  if (n == 0) return NONE
  const span = at64(field(search, COVER_SPANS), from + below(search, n))
  const start = load<u32>(span)
  return start + below(search, load<u32>(span, 4) - start)
}

/** Of four chosen candidates drawn at random the one that loses least. */
function weakOf(search: usize, fixed: u32, n: u32): u32 {
  const chosen = field(search, COVER_CHOSEN)
  const loss = field(search, COVER_LOSS)
  let best = load<u32>(at32(chosen, fixed + below(search, n - fixed)))
  for (let draw = 0; draw < 3; draw++) {
    const other = load<u32>(at32(chosen, fixed + below(search, n - fixed)))
    if (load<f64>(at64(loss, other)) < load<f64>(at64(loss, best))) best = other
  }
  return best
}

/**
 * `moves` proposals at temperatures falling geometrically from `hot` to `cold` (Metropolis rule): a chosen station goes, a candidate
 * near it, near an uncovered slot or anywhere comes; under a budget, where COVER_PRICE says what a cost is worth, also one goes or
 * comes by itself. Returns how many were accepted.
 */
export function coverAnneal(search: usize, moves: u32, hot: f64, cold: f64): u32 {
  const usable = field(search, COVER_USABLE)
  const place = field(search, COVER_PLACE)
  const chosen = field(search, COVER_CHOSEN)
  const sole = field(search, COVER_SOLE)
  const loss = field(search, COVER_LOSS)
  const costs = field(search, COVER_COSTS)
  const price = load<f64>(search + COVER_PRICE)
  const fixed = load<u32>(search + COVER_FIXED_COUNT)
  const choose = load<u32>(search + COVER_CHOOSE)
  const candidates = load<u32>(search + COVER_CANDIDATES)
  const slots = load<u32>(search + COVER_SLOTS)
  // Of 16 moves so many go to a neighbour, then to an uncovered slot, the rest anywhere; under a budget four go or come alone.
  const nearby: u32 = costs ? 8 : 10
  const uncovered: u32 = costs ? 11 : 13
  let accepted: u32 = 0
  // Cooled every 64 moves: a power per move would cost as much as the move.
  const factor = Math.exp((Math.log(cold / hot) * 64) / <f64>moves)
  let temperature = hot
  for (let move: u32 = 0; move < moves; move++) {
    if ((move & 63) == 63) temperature *= factor
    const n = load<u32>(search + COVER_CHOSEN_COUNT)
    const kind = <u32>(random(search) >> 60)
    const alone = costs != 0 && kind >= 12
    if (n <= fixed && !alone) continue
    let candidate: u32 = NONE
    let out: u32 = NONE
    if (alone) {
      if (kind & 1) {
        if (n <= fixed) continue
        out = weakOf(search, fixed, n)
        if (!spare(search, out)) continue
      } else {
        if (n >= choose) continue
        candidate = nearUncovered(search, slots)
        if (candidate == NONE) candidate = below(search, candidates)
      }
    } else if (kind < nearby) {
      out = load<u32>(at32(chosen, fixed + below(search, n - fixed)))
      const slot = slotOf(search, out)
      if (slot != NONE) candidate = nearSlot(search, slot)
      if (candidate == NONE) continue
    } else if (kind < uncovered) {
      candidate = nearUncovered(search, slots)
      if (candidate == NONE) continue
      const slot = slotOf(search, candidate)
      const who = slot == NONE ? 0 : load<u32>(at32(sole, slot))
      if (who != 0 && who != SHARED) {
        out = who - 1
        if (load<u32>(at32(place, out)) <= fixed) continue
      } else out = weakOf(search, fixed, n)
    } else {
      out = weakOf(search, fixed, n)
      candidate = below(search, candidates)
    }
    let delta: f64 = 0
    if (candidate != NONE) {
      if (!load<u8>(usable + <usize>candidate) || load<u32>(at32(place, candidate))) continue
      if (!allowed(search, candidate, out)) continue
      delta = gainWithout(search, candidate, out == NONE ? 0 : out + 1)
      if (costs) delta -= price * load<f64>(at64(costs, candidate))
    }
    if (out != NONE) {
      delta -= load<f64>(at64(loss, out))
      if (costs) delta += price * load<f64>(at64(costs, out))
    }
    if (delta < 0) {
      const chance = (<f64>(random(search) >> 11) + 0.5) * (1.0 / 9007199254740992.0)
      if (delta < temperature * Math.log(chance)) continue
    }
    if (candidate == NONE) drop(search, out)
    else if (out == NONE) coverAdd(search, candidate)
    else swap(search, out, candidate)
    accepted++
  }
  return accepted
}

/** A candidate beside a slot that nobody covers, NONE where a few draws find none. */
function nearUncovered(search: usize, slots: u32): u32 {
  const sole = field(search, COVER_SOLE)
  let candidate: u32 = NONE
  for (let attempt = 0; attempt < 8 && candidate == NONE; attempt++) {
    const slot = below(search, slots)
    if (load<u32>(at32(sole, slot)) == 0) candidate = nearSlot(search, slot)
  }
  return candidate
}
