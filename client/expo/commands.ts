/** What is done to an operation from the screens. Each reply enters as a pushed fact would; nothing is sent while the link is down. */
import { type Card, closeCard, doCardStep } from '#contract/counters.ts'
import {
  checkItem,
  endDuty,
  type Item,
  type Operation,
  type RosterDuty,
  rosterUnit,
  switchOff,
  switchOn,
  switchPhase,
} from '#contract/expo.ts'
import {
  answerCall,
  callReinforcements,
  checkInByCode,
  joinSquad,
  type Outcomes,
  type Pause,
  pauseDuty,
  type Reinforcement,
  releaseReinforcements,
} from '#contract/muster.ts'
import { call } from '../api.ts'
import { needLink } from '../link.ts'
import { letInExpo } from './store.ts'

type Of<T> = Pick<T & { id: number; version: number }, 'id' | 'version'>

export async function check({ id, version }: Of<Operation>, item: Item): Promise<void> {
  needLink()
  const body = { version, item: item.id, done: item.doneAt === null }
  letInExpo({ operation: await call(checkItem, { params: { id }, body }) })
}

export async function goToPhase(
  { id, version }: Of<Operation>,
  phase: number,
  reason?: string,
): Promise<void> {
  needLink()
  const body = { version, phase, ...(reason ? { reason } : {}) }
  letInExpo({ operation: await call(switchPhase, { params: { id }, body }) })
}

export async function turnOn(
  { id, version }: Of<Operation>,
  revertsAt: number,
  reason: string,
): Promise<void> {
  needLink()
  letInExpo({ operation: await call(switchOn, { params: { id }, body: { version, revertsAt, reason } }) })
}

export async function turnOff({ id, version }: Of<Operation>, reason: string): Promise<void> {
  needLink()
  letInExpo({ operation: await call(switchOff, { params: { id }, body: { version, reason } }) })
}

export type NewDuty = Pick<RosterDuty, 'zone' | 'unit' | 'startsAt' | 'endsAt'>

export async function addDuty({ id, version }: Of<Operation>, duty: NewDuty): Promise<void> {
  needLink()
  letInExpo({ operation: await call(rosterUnit, { params: { id }, body: { version, ...duty } }) })
}

export async function relieve({ id, version }: Of<Operation>, duty: number): Promise<void> {
  needLink()
  letInExpo({ operation: await call(endDuty, { params: { id }, body: { version, duty } }) })
}

export async function callAll(operation: number, ids: readonly number[]): Promise<Outcomes> {
  needLink()
  return taken(await call(callReinforcements, { params: { id: operation }, body: { ids: [...ids] } }))
}

export async function releaseAll(
  operation: number,
  ids: readonly number[],
  reason?: string,
): Promise<Outcomes> {
  needLink()
  const body = { ids: [...ids], ...(reason ? { reason } : {}) }
  return taken(await call(releaseReinforcements, { params: { id: operation }, body }))
}

export async function answer({ id, version }: Of<Reinforcement>, reason?: string): Promise<void> {
  needLink()
  const body = reason === undefined ? { version, accepts: true } : { version, accepts: false, reason }
  letInExpo({ reinforcement: await call(answerCall, { params: { id }, body }) })
}

export async function checkIn(operation: number, code: string): Promise<Reinforcement> {
  needLink()
  const reinforcement = await call(checkInByCode, { params: { id: operation }, body: { code } })
  letInExpo({ reinforcement })
  return reinforcement
}

export async function putIntoSquad({ id, version }: Of<Reinforcement>, squad: number | null): Promise<void> {
  needLink()
  letInExpo({ reinforcement: await call(joinSquad, { params: { id }, body: { version, squad } }) })
}

export async function pause({ id, version }: Of<Reinforcement>, kind: Pause | null): Promise<void> {
  needLink()
  letInExpo({ reinforcement: await call(pauseDuty, { params: { id }, body: { version, pause: kind } }) })
}

export async function doStep({ id, version }: Of<Card>, step: number): Promise<void> {
  needLink()
  letInExpo({ card: await call(doCardStep, { params: { id }, body: { version, step } }) })
}

export async function close({ id, version }: Of<Card>, result: string): Promise<void> {
  needLink()
  letInExpo({ card: await call(closeCard, { params: { id }, body: { version, result } }) })
}

function taken(outcomes: Outcomes): Outcomes {
  for (const { reinforcement } of outcomes.results) if (reinforcement) letInExpo({ reinforcement })
  return outcomes
}
