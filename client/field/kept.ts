/** What an officer's phone knows without a network: who is signed in, the city's lists, and the own task as of the last link. */
import type { Board } from '#contract/board.ts'
import type { readCity } from '#contract/city.ts'
import type { Event } from '#contract/events.ts'
import type { Account, Session } from '#contract/session.ts'
import type { Answered } from '../api.ts'
import { assumeClockSkew, clockSkew, serverNow } from '../clock.ts'
import { type Facts, takeUpKept, useFacts } from '../facts.ts'
import { mayCommand, useLink } from '../link.ts'
import { putOnShelf, shelved, takeOffShelf } from './shelf.ts'

type City = Answered<typeof readCity>
export type KeptSession = { readonly session: Session; readonly city: City }

/** `at`: the server's time when all of this was so, ms UTC. `skew`: how far the phone's clock was off then. */
type KeptBoard = Omit<Board, 'contacts' | 'presences' | 'holds' | 'alarms'> & {
  readonly username: string
  readonly skew: number
  readonly log: readonly Event[]
}

const SESSION = 'session'
const BOARD = 'board'
const KEEP_EVERY = 10_000
const KEEP_AFTER_CHANGE = 500

/** Keeps the session of an officer; a desk's is asked of the server each time. */
export async function keepSession(kept: KeptSession): Promise<void> {
  if (kept.session.account.role !== 'officer') return forgetKept()
  await putOnShelf('kept', SESSION, kept).catch(() => undefined)
}

/** The session this phone may go on with unasked; a session that is over opens nothing. */
export async function keptSession(): Promise<KeptSession | undefined> {
  if (!location.pathname.startsWith('/field')) return undefined
  const kept = await shelved<KeptSession>('kept', SESSION).catch(() => undefined)
  if (!kept || kept.session.expiresAt > Date.now()) return kept
  await forgetKept()
  return undefined
}

/** Forgets everything but what is still to be sent, when the person leaves. */
export async function forgetKept(): Promise<void> {
  await Promise.all([SESSION, BOARD].map((key) => takeOffShelf('kept', key))).catch(() => undefined)
}

/** Takes up the board that was kept, and keeps it up to date from now on; answers how to stop. */
export function keepBoard(account: Account): () => void {
  let timer: number | undefined
  let stopped = false
  shelved<KeptBoard>('kept', BOARD).then(
    (board) => !stopped && board?.username === account.username && takeUp(board),
    () => undefined,
  )
  const keep = () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(keep, KEEP_EVERY)
    const facts = useFacts.getState()
    // While the link is down the facts are as old as the last ones kept.
    if (facts.number === 0 || facts.keptAt !== null || !mayCommand(useLink.getState().state)) return
    putOnShelf('kept', BOARD, ownPart(facts, account)).catch(() => undefined)
  }
  const soon = () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(keep, KEEP_AFTER_CHANGE)
  }
  const stop = useFacts.subscribe(({ number }, before) => number !== before.number && soon())
  soon()
  return () => {
    stopped = true
    stop()
    window.clearTimeout(timer)
  }
}

function takeUp({ skew, log, ...board }: KeptBoard): void {
  // The server was faster.
  if (useFacts.getState().number > 0) return
  assumeClockSkew(skew)
  // A board that an older page kept has none.
  const rounds = board.rounds ?? []
  takeUpKept({ ...board, rounds, contacts: [], presences: [], holds: [], alarms: [] }, log)
}

/** The own unit and what it is on: the whole city is too much to write down every few seconds. */
function ownPart(facts: Facts, { username, unit }: Account): KeptBoard {
  const own = facts.units.get(unit ?? 0)
  return {
    username,
    at: Math.round(serverNow()),
    skew: clockSkew(),
    number: facts.number,
    units: own ? [own] : [],
    tickets: [...facts.tickets.values()],
    assignments: [...facts.assignments.values()].filter((each) => each.unit === unit),
    people: [...facts.people.values()],
    rounds: [...facts.rounds.values()],
    log: facts.log,
  }
}
