/** The alarms that stand, worked out from what this console knows: once a second, and at once when a fact of theirs changes. */
import { useSyncExternalStore } from 'react'
import { create } from 'zustand'
import type { AlarmAnswer } from '#contract/alarmAnswers.ts'
import { type Alarm, alarmsOf } from '#contract/alarms.ts'
import { lateAt, type TicketClock } from '#contract/clocks.ts'
import { serverNow } from '../clock.ts'
import { limitsOf, operationAlarms } from '../expo/rules.ts'
import { type Expo, useLiveExpo } from '../expo/store.ts'
import { type Facts, useLiveFacts } from '../facts.ts'
import { useLink } from '../link.ts'
import { lostAfter } from '../positions/ageing.ts'
import { livePositions, type Positions } from '../positions/store.ts'
import { useCity } from '../session.ts'
import { LATE_SHARE } from '../tickets/TimeLeft.tsx'

/** `at`: the moment at which they stand, ms UTC. */
export type Standing = { readonly at: number; readonly loaded: boolean; readonly alarms: readonly Alarm[] }

/** This console's own loss of its link is acknowledged here: there is nobody to tell. */
export const useLinkAnswer = create<{ readonly answer: AlarmAnswer | null }>(() => ({ answer: null }))

/** Of now, whatever moment the views show: what is heard, counted in the bar and acknowledged. */
export const useAlarms = (): Standing => useSyncExternalStore(onAlarms, alarmsNow)

/** As they were last worked out. */
export const alarmsNow = (): Standing => standing

let standing: Standing = { at: 0, loaded: false, alarms: [] }
const listeners = new Set<() => void>()
let stop: (() => void) | undefined

/** Calls on each change and each second; answers how to stop. */
export function onAlarms(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) stop = watch()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) stop?.()
  }
}

function watch(): () => void {
  const timer = window.setInterval(workOut, 1000)
  const undo = [
    useLiveFacts.subscribe((facts, before) => isOther(facts, before) && workOut()),
    useLink.subscribe((link, before) => link.state !== before.state && workOut()),
    useLinkAnswer.subscribe(workOut),
    useLiveExpo.subscribe(workOut),
  ]
  workOut()
  return () => {
    window.clearInterval(timer)
    for (const each of undo) each()
  }
}

const watched = ['tickets', 'units', 'assignments', 'holds', 'alarmAnswers', 'rounds'] as const
const isOther = (facts: Facts, before: Facts): boolean => watched.some((each) => facts[each] !== before[each])

function workOut(): void {
  const facts = useLiveFacts.getState()
  const link = useLink.getState()
  const at = serverNow()
  const { answer } = useLinkAnswer.getState()
  const linkDownSince = link.state === 'down' ? link.lastData : null
  // What this console does not hear does not make a unit silent.
  const heardUntil = linkDownSince ?? at
  standing = standingOf(
    {
      facts: answer ? { ...facts, alarmAnswers: new Map(facts.alarmAnswers).set(answer.key, answer) } : facts,
      expo: useLiveExpo.getState(),
      positions: livePositions(),
      heardUntil,
      linkDownSince,
    },
    at,
  )
  for (const listener of listeners) listener()
}

export type Known = {
  readonly facts: Facts
  readonly expo: Expo
  readonly positions: Positions
  /** Up to when units could be heard, ms UTC. */
  readonly heardUntil: number
  readonly linkDownSince: number | null
}

/** The alarms that stand at a moment, by what is known of it. */
export function standingOf(
  { facts, expo, positions, heardUntil, linkDownSince }: Known,
  at: number,
): Standing {
  const alarms = alarmsOf(
    {
      ...facts,
      answers: facts.alarmAnswers,
      limitsOf: (ticket) => limitsOf(ticket, expo),
      operation: operationAlarms(expo, at),
      lostSince: (unit) => lostSince(positions, unit, heardUntil),
      lateAt: whenLate,
      linkDownSince,
    },
    at,
  )
  return { at, loaded: facts.number > 0, alarms }
}

function lostSince(positions: Positions, unit: number, now: number): number | undefined {
  const row = positions.rows.get(unit)
  if (row === undefined || positions.present[row] === 0) return undefined
  const lost = Math.round((positions.at[row] as number) + lostAfter(positions.due[row] as number))
  return now > lost ? lost : undefined
}

// A clock is replaced, never changed: counting back through the calendar once is enough for it.
const known = new WeakMap<TicketClock, number>()

function whenLate(clock: TicketClock): number {
  const before = known.get(clock)
  if (before !== undefined) return before
  const { thresholds, exceptions } = useCity.getState()
  const late = lateAt(clock, thresholds['clock.late'] ?? LATE_SHARE, exceptions)
  known.set(clock, late)
  return late
}
