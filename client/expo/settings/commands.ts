/** Saves what an operation goes by. Each reply enters as a pushed fact would; nothing is sent while the link is down. */
import type { Counter, CounterLimit, Effect } from '#contract/counters.ts'
import type { Operation } from '#contract/expo.ts'
import {
  type AllSteps,
  type CardStep,
  changeCardSteps,
  changeCounterLimits,
  changeLimits,
  changeMinima,
  type Minimum,
} from '#contract/expoSettings.ts'
import type { Limit } from '#contract/limits.ts'
import { call } from '../../api.ts'
import { needLink } from '../../link.ts'
import { letInExpo } from '../store.ts'

type Of = Pick<Operation, 'id' | 'version'>

export async function saveMinima(
  { id, version }: Of,
  zone: number,
  minima: readonly Minimum[],
): Promise<Operation> {
  needLink()
  const body = { version, zone, minima: [...minima] }
  return taken(await call(changeMinima, { params: { id }, body }))
}

export async function saveLimits(
  { id, version }: Of,
  limits: readonly Limit[],
  reliefSeconds: number,
): Promise<Operation> {
  needLink()
  const body = { version, limits: [...limits], reliefSeconds }
  return taken(await call(changeLimits, { params: { id }, body }))
}

export async function saveCounterLimits(
  { id }: Pick<Counter, 'id'>,
  seen: readonly CounterLimit[],
  limits: readonly CounterLimit[],
): Promise<Counter> {
  needLink()
  const body = { seen: [...seen], limits: [...limits] }
  const counter = await call(changeCounterLimits, { params: { id }, body })
  letInExpo({ counters: [counter] })
  return counter
}

export async function saveCardSteps(
  effect: Effect,
  seen: readonly CardStep[],
  steps: readonly CardStep[],
): Promise<AllSteps> {
  needLink()
  const trimmed = steps.map(({ text, textEn }) => ({ text: text.trim(), textEn: textEn.trim() }))
  return call(changeCardSteps, { params: { effect }, body: { seen: [...seen], steps: trimmed } })
}

function taken(operation: Operation): Operation {
  letInExpo({ operation })
  return operation
}
