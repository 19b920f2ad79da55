/** A simulated desk: it dispatches what has waited longest and checks results, and leaves the newest to people. */
import type { Assignment } from '#contract/assignments.ts'
import type { Recommendation } from '#contract/candidates.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Api } from './api.ts'
import type { Random } from './random.ts'
import type { Watch } from './watch.ts'

export type Desk = {
  /** Dispatches and checks what is due. Call it every few seconds. */
  work(now: number): Promise<void>
}

/** As many waiting tickets stay for the person at the real desk. */
const LEFT_FOR_PEOPLE = 5
const MOST_AT_ONCE = 2
const ASK_AGAIN_MS = 60_000
/** What the simulated desk dispatched is checked after so long; what a person dispatched only when it lies about. */
const OWN_CHECK_MS = [40_000, 110_000] as const
const OTHERS_CHECK_MS = 300_000
const PASSED_SHARE = 0.94
const FURTHEST_METRES = 9_000

export function createDesk(needs: {
  readonly watch: Watch
  readonly random: Random
  readonly dispatcher: Api
  /** Checks may not be made by who dispatched: there are two to choose from. */
  readonly duty: Api
  readonly supervisor: Api
  /** Units that a person plays are for people to send. */
  readonly isPlayed: (unit: number) => boolean
}): Desk {
  const { watch, random } = needs
  const own = new Set<number>()
  const askAgain = new Map<number, number>()
  const checkAt = new Map<number, number>()

  const dispatch = async (ticket: Ticket, now: number) => {
    askAgain.set(ticket.id, now + ASK_AGAIN_MS)
    const { candidates } = await needs.dispatcher.get<Recommendation>(
      `/api/tickets/${ticket.id}/candidates?limit=9`,
    )
    const recommended = candidates
      .filter((each) => !needs.isPlayed(each.unit) && each.metres < FURTHEST_METRES)
      .map(({ unit, etaSeconds, score, crossing }) => ({ unit, etaSeconds, score, crossing }))
    const [first] = recommended
    if (first === undefined) return
    const answer = await needs.dispatcher.command<{ ticket: Ticket; assignments: Assignment[] }>(
      `/api/tickets/${ticket.id}/dispatch`,
      { version: ticket.version, units: [first.unit], recommended },
    )
    own.add(ticket.id)
    watch.letIn(answer)
  }
  const check = async (ticket: Ticket) => {
    checkAt.delete(ticket.id)
    const passed = random.chance(PASSED_SHARE)
    const note = passed ? '照片清晰，处置到位，予以结案。' : '照片未能反映整改后情况，请补充处置。'
    const byDuty = [...watch.assignments.values()].some(
      (assignment) => assignment.ticket === ticket.id && assignment.dispatchedBy === 'duty',
    )
    const checker = byDuty ? needs.supervisor : needs.duty
    watch.letIn({
      ticket: await checker.command<Ticket>(`/api/tickets/${ticket.id}/check`, {
        version: ticket.version,
        passed,
        note,
      }),
    })
  }
  const isDue = (ticket: Ticket, now: number): boolean => {
    const wait = own.has(ticket.id) ? random.between(...OWN_CHECK_MS) : OTHERS_CHECK_MS
    if (!checkAt.has(ticket.id)) checkAt.set(ticket.id, now + wait)
    return now >= (checkAt.get(ticket.id) ?? now)
  }

  return {
    async work(now) {
      const open = [...watch.tickets.values()]
      const waiting = open.filter(({ state }) => state === 'filed').sort((a, b) => a.openedAt - b.openedAt)
      const surplus = waiting
        .slice(0, Math.max(0, waiting.length - LEFT_FOR_PEOPLE))
        .filter(({ id }) => (askAgain.get(id) ?? 0) <= now)
        .slice(0, MOST_AT_ONCE)
      for (const ticket of surplus) await dispatch(ticket, now)
      for (const ticket of open) if (ticket.state === 'reported' && isDue(ticket, now)) await check(ticket)
    },
  }
}
