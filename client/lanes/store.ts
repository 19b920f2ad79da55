/** Whose lanes are shown, and what went on with them in the span of the track. */
import { create } from 'zustand'
import { type Lanes, readLanes } from '#contract/lanes.ts'
import { call } from '../api.ts'
import { isReplaying, serverNow, useClock } from '../clock.ts'
import { useLiveFacts } from '../facts.ts'
import { trackStretch, useBar } from '../replay/bar.ts'
import { useSelection } from '../selection.ts'
import type { Span } from './brush.ts'

export type Subject = { readonly kind: 'ticket' | 'unit'; readonly id: number }

type Shown = {
  /** null: in replay, and not live. */
  readonly open: boolean | null
  /** Put here by hand, beside what is selected. */
  readonly added: readonly Subject[]
  readonly removed: readonly Subject[]
  readonly lanes: Lanes | null
  readonly span: Span
  /** Only what was received by then is in them, ms UTC; null: all there is. */
  readonly known: number | null
  readonly error: unknown
}

export const useLanes = create<Shown>(() => ({
  open: null,
  added: [],
  removed: [],
  lanes: null,
  span: { from: 0, to: 0 },
  known: null,
  error: null,
}))

export const isOpen = ({ open }: Pick<Shown, 'open'>, replaying: boolean): boolean => open ?? replaying

export const toggleLanes = (): void => useLanes.setState((state) => ({ open: !isOpen(state, isReplaying()) }))

export function addSelected(): void {
  const subjects = selectedSubjects()
  useLanes.setState(({ added, removed }) => ({
    added: [...added, ...subjects.filter((each) => !has(added, each))].slice(-MOST),
    removed: removed.filter((each) => !has(subjects, each)),
  }))
}

export const removeLane = (subject: Subject): void =>
  useLanes.setState(({ added, removed }) => ({
    added: added.filter((each) => !isSame(each, subject)),
    removed: [...removed, subject],
  }))

/** What is selected, the units of its assignments, and what was put here, without what was taken away. */
export function subjectsOf({ added, removed, lanes }: Shown): Subject[] {
  const selected = selectedSubjects()
  const tickets = [...selected, ...added].filter(({ kind }) => kind === 'ticket').map(({ id }) => id)
  const sent = (lanes?.assignments ?? [])
    .filter(({ ticket }) => tickets.includes(ticket))
    .map(({ unit }): Subject => ({ kind: 'unit', id: unit }))
  const all = [...selected, ...added, ...sent]
  return all
    .filter((each, i) => all.findIndex((other) => isSame(each, other)) === i && !has(removed, each))
    .sort((one, other) => Number(one.kind === 'unit') - Number(other.kind === 'unit'))
    .slice(0, MOST)
}

const MOST = 12
const isSame = (one: Subject, other: Subject) => one.kind === other.kind && one.id === other.id
const has = (list: readonly Subject[], subject: Subject) => list.some((each) => isSame(each, subject))

function selectedSubjects(): Subject[] {
  const { ticket, mover } = useSelection.getState()
  const isUnit = mover !== null && useLiveFacts.getState().units.has(mover)
  return [
    ...(ticket === null ? [] : [{ kind: 'ticket', id: ticket } as const]),
    ...(isUnit ? [{ kind: 'unit', id: mover } as const] : []),
  ]
}

/** The stretch of time that is drawn: in replay the track's, live the same length up to now. */
export function spanNow(): Span {
  const bar = useBar.getState()
  const now = serverNow()
  return isReplaying() ? trackStretch(bar, now) : { from: now - bar.span, to: now }
}

const SOON_MS = 250
/** Live goes on: where the lanes reach it, what is open grows, and what is new is fetched with it. */
const RENEWED_MS = 5_000

/** Fetches what the shown lanes need whenever that changes; answers how to stop. */
export function followLanes(): () => void {
  let timer: number | undefined
  let asked = ''
  let running: AbortController | null = null
  const look = async (again = false) => {
    timer = undefined
    const state = useLanes.getState()
    const subjects = subjectsOf(state)
    const span = spanNow()
    const ids = (kind: Subject['kind']) => subjects.flatMap((each) => (each.kind === kind ? each.id : []))
    const known = knownNow()
    const query = queryOf(span, ids('ticket'), ids('unit'), known)
    if (!isOpen(state, isReplaying()) || subjects.length === 0 || (query.key === asked && !again)) return
    asked = query.key
    running?.abort()
    const mine = new AbortController()
    running = mine
    try {
      const lanes = await call(readLanes, { query: query.query, signal: mine.signal })
      if (!mine.signal.aborted) useLanes.setState({ lanes, span, known, error: null })
      // The units of a case are known with its assignments.
      soon()
    } catch (error) {
      asked = ''
      if (!mine.signal.aborted) useLanes.setState({ error })
    }
  }
  const soon = () => {
    timer ??= window.setTimeout(() => void look(), SOON_MS)
  }
  const renewal = window.setInterval(() => void look(spanNow().to >= serverNow()), RENEWED_MS)
  const undo = [
    useSelection.subscribe(soon),
    useBar.subscribe(soon),
    useClock.subscribe(soon),
    useLanes.subscribe(
      (now, was) =>
        (now.added !== was.added || now.open !== was.open || now.removed !== was.removed) && soon(),
    ),
  ]
  soon()
  return () => {
    for (const stop of undo) stop()
    window.clearTimeout(timer)
    window.clearInterval(renewal)
    running?.abort()
  }
}

/** While time runs, what becomes known is asked for so seldom at most. */
const KNOWN_STEP_MS = 10_000

/** Up to when the lanes may tell what was received: where replay shows what was known then, the shown moment. */
function knownNow(): number | null {
  const { clock } = useClock.getState()
  if (clock.mode === 'live' || clock.knowing === 'happened') return null
  const step = clock.playing ? KNOWN_STEP_MS : 1000
  return Math.floor(clock.at / step) * step
}

/** In whole minutes, so that a track that creeps along is not asked for at each step. */
function queryOf(
  { from, to }: Span,
  tickets: readonly number[],
  units: readonly number[],
  known: number | null,
) {
  const minute = (at: number) => Math.floor(at / 60_000) * 60_000
  const query = {
    from: minute(from),
    to: Math.min(minute(to) + 60_000, minute(from) + 24 * 3_600_000),
    ...(known === null ? {} : { known }),
    ...(tickets.length > 0 ? { tickets: tickets.join(',') } : {}),
    ...(units.length > 0 ? { units: units.join(',') } : {}),
  }
  return { query, key: JSON.stringify(query) }
}
