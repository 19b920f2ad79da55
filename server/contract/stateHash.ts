/** The hash of what a console should hold: server and console reckon it alike, and equal hashes prove equal states. */

export const factKinds = [
  'units',
  'contacts',
  'tickets',
  'assignments',
  'rounds',
  'operations',
  'zones',
] as const
export type FactKind = (typeof factKinds)[number]
export const stateKinds = [...factKinds, 'positions'] as const
export type StateKind = (typeof stateKinds)[number]

/**
 * One thing a console holds: its id and what must be the same on both sides, in whole numbers. Of a unit, a contact, an
 * open ticket, an active assignment, a round under way, an operation or a zone that is its version; of a position, place in 1e-6° and time in 10 ms.
 */
export type Entry = readonly [id: number, ...state: number[]]

/** All entries of one kind. `hash` is the sum of theirs, whatever their order; each is told alone where it is asked for. */
export type Digest = {
  readonly count: number
  readonly hash: number
  readonly entries?: readonly (readonly [id: number, hash: number])[]
}

/**
 * What the server answers to `proof`, in turn with the frames: the console has read those up to `frame` when it reads
 * this. `positions` is null for who may not see them, `facts` for an officer, whose phone hears only a part of the log.
 */
export type Proof = {
  readonly asked: number
  readonly frame: number
  readonly positions: Digest | null
  /** The last event that is in `facts`. */
  readonly event: number
  readonly facts: Readonly<Record<FactKind, Digest>> | null
}

/** `asked` comes back in the answer; `entries`: tell each alone, to see which ones differ. */
export type ProofAsked = { readonly asked: number; readonly entries: boolean }

export function digest(entries: Iterable<Entry>, told = false): Digest {
  let count = 0
  let sum = 0
  const each: [number, number][] = []
  for (const entry of entries) {
    const hash = hashOf(entry)
    count++
    sum = added(sum, hash)
    if (told) each.push([entry[0], hash])
  }
  return told ? { count, hash: sum, entries: each } : { count, hash: sum }
}

export const same = (one: Digest, other: Digest): boolean =>
  one.count === other.count && one.hash === other.hash

/** The ids of what is not the same on both sides, or on one side only; both must tell their entries. */
export function differing(one: Digest, other: Digest): number[] {
  const [here, there] = [new Map(one.entries), new Map(other.entries)]
  return [...new Set([...here.keys(), ...there.keys()])].filter((id) => here.get(id) !== there.get(id))
}

/** A number of JavaScript is exact up to here: a hash has 53 bits. */
const LIMIT = 2 ** 53

const added = (one: number, other: number): number =>
  one >= LIMIT - other ? one - (LIMIT - other) : one + other

/** Two lanes of 32 bits, each number entering both by its lower and its upper half. */
function hashOf(entry: Entry): number {
  let lower = 0x2545f491
  let upper = 0x6c078965
  for (const value of entry) {
    for (const half of [value | 0, Math.floor(value / 2 ** 32) | 0]) {
      lower = stirred(lower ^ half, 0x85ebca6b)
      upper = stirred(upper ^ half, 0xc2b2ae35)
    }
  }
  return (stirred(upper, 0x27d4eb2f) >>> 11) * 2 ** 32 + (stirred(lower, 0x165667b1) >>> 0)
}

const stirred = (lane: number, factor: number): number => {
  const product = Math.imul(lane ^ (lane >>> 15), factor)
  return product ^ (product >>> 13)
}
