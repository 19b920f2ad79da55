/** Holding the case one works on: taken shortly after it was opened, renewed while somebody is at the desk, released on leaving. */
import { type Hold, holdTicket, RENEW_EVERY_MS, releaseTicket } from '#contract/dispatch.ts'
import { isOpen } from '#contract/ticketMoves.ts'
import { call, Refusal } from '../api.ts'
import { isReplaying } from '../clock.ts'
import { letIn, useFacts } from '../facts.ts'
import { mayCommand, useLink } from '../link.ts'
import { useAccount } from '../session.ts'

/** Who steps through the list opens cases for a moment; who works on one stays. */
const OPENED_FOR = 900
/** Without a key or a hand for so long nobody is at the desk, and the hold runs out. */
const AWAY_AFTER = 60_000

let lastTouched = 0
const touched = () => {
  lastTouched = performance.now()
}

/** Holds a case until the answered function is called. */
export function keepHold(ticket: number): () => void {
  touched()
  let mine = false
  let stopped = false
  const take = async () => {
    const open = useFacts.getState().tickets.get(ticket)
    const atDesk = performance.now() - lastTouched < AWAY_AFTER && document.visibilityState === 'visible'
    if (isReplaying() || !open || !isOpen(open) || !atDesk || !mayCommand(useLink.getState().state)) return
    mine = await takeHold(ticket)
    if (stopped && mine) void giveUp(ticket)
  }
  window.addEventListener('keydown', touched)
  window.addEventListener('pointerdown', touched)
  const first = window.setTimeout(() => void take(), OPENED_FOR)
  const again = window.setInterval(() => void take(), RENEW_EVERY_MS)
  // Whoever waits for a case that another holds has it as soon as it is free.
  const stopWatching = useFacts.subscribe(({ holds }, { holds: before }) => {
    if (before.has(ticket) && !holds.has(ticket)) void take()
  })
  return () => {
    stopped = true
    stopWatching()
    window.removeEventListener('keydown', touched)
    window.removeEventListener('pointerdown', touched)
    window.clearTimeout(first)
    window.clearInterval(again)
    if (mine) void giveUp(ticket)
  }
}

/** Takes it from whoever holds it; a refusal is thrown with its words. */
export async function takeOver(ticket: number, reason: string): Promise<void> {
  const hold = await call(holdTicket, { params: { id: ticket }, body: { takeOver: reason } })
  letIn({ hold: { ticket, hold } })
}

/** Answers whether it is ours now. */
async function takeHold(ticket: number): Promise<boolean> {
  try {
    const hold = await call(holdTicket, { params: { id: ticket }, body: {} })
    letIn({ hold: { ticket, hold } })
    return true
  } catch (error) {
    // Somebody else's, or nobody answers: the case shows whose it is, and may still be read.
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Where this does not get through, the hold runs out by itself. */
const giveUp = (ticket: number): Promise<unknown> =>
  call(releaseTicket, { params: { id: ticket } }).catch(() => undefined)

/** The hold of somebody else on this case. */
export function useHeldByOther(ticket: number): Hold | undefined {
  const username = useAccount()?.username
  const hold = useFacts((facts) => facts.holds.get(ticket))
  return hold && hold.holder !== username ? hold : undefined
}
