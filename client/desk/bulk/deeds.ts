/** What is done to several cases: one command each, one after another, and each tells what became of it. */
import { assignmentMoves } from '#contract/assignments.ts'
import { type Candidate, ticketCandidates } from '#contract/candidates.ts'
import { call } from '../../api.ts'
import { dispatch, recall } from '../../dispatch/commands.ts'
import { useFacts } from '../../facts.ts'
import { note, prioritise } from '../../tickets/commands.ts'
import { refusalWords } from '../../ui/refusalWords.ts'
import { wordsNow } from '../../ui/words.ts'
import { setOutcome, useBulk } from './store.ts'

export type BulkDeed =
  | { readonly kind: 'prioritise'; readonly priority: number; readonly text: string }
  | { readonly kind: 'note' | 'recall'; readonly text: string }
  /** By case, the unit that goes to it; a case without one is refused in words. */
  | { readonly kind: 'send'; readonly units: ReadonlyMap<number, Candidate> }

/** Does it to each of these cases; a refusal is kept with its words, and the rest goes on. */
export async function doToAll(deed: BulkDeed, tickets: readonly number[]): Promise<void> {
  const words = wordsNow()
  for (const ticket of tickets) setOutcome({ ticket, state: 'waiting', words: words.bulk.waiting })
  for (const ticket of tickets) {
    try {
      setOutcome({ ticket, state: 'done', words: await doTo(deed, ticket) })
    } catch (error) {
      const why = error instanceof Unable ? error.message : refusalWords(error)
      setOutcome({ ticket, state: 'refused', words: why })
    }
  }
}

export const refusedTickets = (): number[] =>
  useBulk.getState().outcomes.flatMap(({ ticket, state }) => (state === 'refused' ? [ticket] : []))

/** The soonest unit for each case, none for two of them: the most urgent case chooses first. */
export async function matchUnits(tickets: readonly number[]): Promise<ReadonlyMap<number, Candidate>> {
  const facts = useFacts.getState()
  const urgency = (id: number) => facts.tickets.get(id)?.priority ?? 9
  const taken = new Set<number>()
  const matched = new Map<number, Candidate>()
  for (const ticket of tickets.toSorted((a, b) => urgency(a) - urgency(b) || a - b)) {
    const { candidates } = await call(ticketCandidates, { params: { id: ticket }, query: { limit: 50 } })
    const free = candidates.find(({ unit }) => !taken.has(unit))
    if (!free) continue
    taken.add(free.unit)
    matched.set(ticket, free)
  }
  return matched
}

/** Why there was nothing to send for a case. */
class Unable extends Error {}

async function doTo(deed: BulkDeed, id: number): Promise<string> {
  const words = wordsNow()
  const { tickets, assignments, units } = useFacts.getState()
  const ticket = tickets.get(id)
  if (!ticket) throw new Unable(words.desk.line.unknownCase(String(id)))
  if (deed.kind === 'note') await note(ticket, deed.text)
  else if (deed.kind === 'prioritise') await prioritise(ticket, deed.priority, deed.text)
  else if (deed.kind === 'send') {
    const unit = deed.units.get(id)?.unit
    if (unit === undefined) throw new Unable(words.bulk.nobody)
    await dispatch(ticket, [unit])
    return `${words.bulk.done} ${units.get(unit)?.code ?? ''}`
  } else {
    const sent = [...assignments.values()].filter(
      (each) => each.ticket === id && assignmentMoves.recall.from.includes(each.state),
    )
    if (sent.length === 0) throw new Unable(words.bulk.nothingToRecall)
    for (const each of sent) await recall(each, deed.text)
    return [words.bulk.done, ...sent.map(({ unit }) => units.get(unit)?.code ?? '')].join(' ')
  }
  return words.bulk.done
}
