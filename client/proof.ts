/** Proves that this console holds what the server holds: asks for the hash of it, and compares at the same moment of both. */
import { create } from 'zustand'
import {
  type Digest,
  differing,
  digest,
  factKinds,
  type Proof,
  type StateKind,
  same,
} from '#contract/stateHash.ts'
import { serverNow } from './clock.ts'
import { type Facts, useLiveFacts } from './facts.ts'
import { type Held, heldFacts, heldNow, heldPositions } from './held.ts'
import type { Line } from './live.ts'
import { livePositions } from './positions/store.ts'

/** How many of each kind are the same; a kind that this account cannot compare is not named. */
export type Counts = Partial<Record<StateKind, number>>
/** What is not the same, by kind: the ids of units, contacts, tickets, assignments, rounds, operations and zones, and of the movers. */
export type Wrong = Partial<Record<StateKind, readonly number[]>>

/** As of the event `event`; `at`: when it was found, ms UTC of the server. */
type Found = { readonly event: number; readonly at: number }
export type Verdict =
  | { readonly state: 'none' | 'asking' | 'unanswered' }
  | (Found & { readonly state: 'same'; readonly counts: Counts })
  | (Found & { readonly state: 'differs'; readonly wrong: Wrong })

type Checking = { readonly verdict: Verdict; readonly shown: boolean }
export const useVerdict = create<Checking>(() => ({ verdict: { state: 'none' }, shown: false }))

/** Opens the sheet and looks at once, or closes it. */
export function showCheck(shown: boolean): void {
  useVerdict.setState({ shown })
  if (shown) void checkState()
}

/** An own command's answer comes in before the log's event of it does, and looks like a difference until then. */
const LOOKS = 3
const PATIENCE = 3000

type Asking = { readonly line: Line; readonly resync: () => Promise<void> }
let asking: Asking | null = null

/** Proofs come over this line from now on; answers the undo. `resync` fetches everything anew. */
export function proveOver(line: Line, resync: () => Promise<void>): () => void {
  const mine = { line, resync }
  asking = mine
  return () => {
    if (asking === mine) asking = null
    useVerdict.setState({ verdict: { state: 'none' }, shown: false })
  }
}

/** Compares this console with the server; only one comparison runs at a time. */
export async function checkState(): Promise<void> {
  if (!asking || useVerdict.getState().verdict.state === 'asking') return
  const { line } = asking
  useVerdict.setState({ verdict: { state: 'asking' } })
  let found: Verdict = { state: 'unanswered' }
  for (let look = 1; look <= LOOKS && line.connected; look++) {
    found = (await compare(line, look > 1)) ?? found
    if (found.state === 'same') break
  }
  if (found.state === 'differs') tell(line, found.wrong)
  useVerdict.setState({ verdict: found })
}

/** Throws away what this console holds, fetches all of it, and compares again. */
export async function resyncState(): Promise<void> {
  await asking?.resync()
  await checkState()
}

/** One look; undefined where no answer came that fits what this console holds. */
async function compare(line: Line, entries: boolean): Promise<Verdict | undefined> {
  const passed = recordFacts()
  try {
    const answer = await ask(line, entries)
    if (!answer) return undefined
    const { proof, drawn } = answer
    const facts = proof.facts && (await passed.at(proof.event))
    // Frames are missing here and a full one is on its way, or the board was loaded again meanwhile.
    if ((proof.positions && !drawn) || (proof.facts && !facts)) return undefined
    return verdictOf(proof, drawn, facts, entries)
  } finally {
    passed.stop()
  }
}

type Answer = { readonly proof: Proof; readonly drawn: Digest | null }

/** What is drawn is hashed in the same turn in which the answer comes, before the next frame. */
function ask(line: Line, entries: boolean): Promise<Answer | undefined> {
  const asked = Math.floor(Math.random() * 2 ** 32)
  return new Promise((done) => {
    const finish = (answer?: Answer) => {
      window.clearTimeout(timer)
      line.off('proof', hear)
      done(answer)
    }
    const hear = (proof: Proof) => {
      if (proof.asked !== asked) return
      const held = livePositions()
      const readAll = proof.positions !== null && held.frame === proof.frame
      finish({ proof, drawn: readAll ? digest(heldPositions(held), entries) : null })
    }
    const timer = window.setTimeout(finish, PATIENCE)
    line.on('proof', hear)
    line.emit('proof', { asked, entries })
  })
}

/** Keeps the facts as they were at each event number from now on: they are replaced and never changed, so that costs nothing. */
function recordFacts() {
  const seen = new Map<number, Held>()
  let wake = () => {}
  const see = (facts: Facts) => {
    // What has a store of its own is let in before the number is.
    if (!seen.has(facts.number)) seen.set(facts.number, heldNow(facts))
    wake()
  }
  see(useLiveFacts.getState())
  const stop = useLiveFacts.subscribe(see)
  return {
    stop,
    /** The facts at that number, once it is reached; null where it was jumped over or does not come. */
    at(number: number): Promise<Held | null> {
      return new Promise((done) => {
        const timer = window.setTimeout(() => done(null), PATIENCE)
        wake = () => {
          if (useLiveFacts.getState().number < number) return
          window.clearTimeout(timer)
          done(seen.get(number) ?? null)
        }
        wake()
      })
    },
  }
}

/** Undefined where something differs and it was not told what. */
function verdictOf(
  proof: Proof,
  drawn: Digest | null,
  facts: Held | null,
  told: boolean,
): Verdict | undefined {
  const pairs: [StateKind, mine: Digest, theirs: Digest][] = []
  if (proof.facts && facts) {
    for (const kind of factKinds) {
      const held = heldFacts[kind](facts)
      if (held) pairs.push([kind, digest(held, told), proof.facts[kind]])
    }
  }
  if (proof.positions && drawn) pairs.push(['positions', drawn, proof.positions])
  const found = { event: proof.event, at: serverNow() }
  const wrong = pairs.filter(([, mine, theirs]) => !same(mine, theirs))
  if (wrong.length === 0) {
    const counts = Object.fromEntries(pairs.map(([kind, mine]) => [kind, mine.count]))
    return { state: 'same', counts, ...found }
  }
  if (!told) return undefined
  const ids = wrong.map(([kind, mine, theirs]) => [kind, differing(mine, theirs)])
  return { state: 'differs', wrong: Object.fromEntries(ids), ...found }
}

/** Counted by the server, and named where whoever looks after this console would look. */
function tell(line: Line, wrong: Wrong): void {
  console.error('This console does not hold what the server holds; ids by kind:', JSON.stringify(wrong))
  line.emit('mismatch', Object.keys(wrong) as StateKind[])
}
