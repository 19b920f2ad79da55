/** An expo day through the public API: people of the call list answer and come to the gate, and counters of halls and gates count. */
import type { Counter } from '#contract/counters.ts'
import type { ExpoBoard, Operation } from '#contract/expo.ts'
import type { Reinforcement } from '#contract/muster.ts'
import type { Api } from './api.ts'
import type { Random } from './random.ts'

export type ExpoDay = {
  /** One person more answers, comes in or joins a squad. Call it every few seconds. */
  muster(): Promise<void>
  /** One reading of every counter. */
  count(now: number): Promise<void>
}

type Needs = {
  readonly url: string
  readonly admin: Api
  readonly dispatcher: Api
  readonly random: Random
  /** The phone of a unit's leader; undefined where a visitor has it. */
  readonly leaderOf: (unit: number) => Api | undefined
}

type OwnCall = { readonly call: { readonly code: string | null } | null }

/** Of the list so many come; the others are left for whoever tries it. */
const COMING_SHARE = 0.9
const REFUSING_SHARE = 0.04

export function createExpoDay({ url, admin, dispatcher, random, leaderOf }: Needs): ExpoDay {
  const counts = new Map<string, number>()
  let key: string | undefined
  const expoNow = async (): Promise<ExpoBoard | undefined> =>
    (await dispatcher.get<{ expo?: ExpoBoard }>('/api/board')).expo

  const answer = async (person: Reinforcement) => {
    const { id, version } = person
    const refuses = random.chance(REFUSING_SHARE)
    const said = refuses ? { accepts: false, reason: '已有值班' } : { accepts: true }
    await leaderOf(person.unit ?? 0)?.command(`/api/expo/reinforcements/${id}/answer`, { version, ...said })
  }
  const come = async ({ operation, unit }: Reinforcement) => {
    const told = await leaderOf(unit ?? 0)?.get<OwnCall>('/api/expo/own-call')
    const code = told?.call?.code
    if (code) await dispatcher.command(`/api/expo/operations/${operation}/check-in`, { code })
  }
  const join = async ({ id, version, number }: Reinforcement, { squads }: Operation) => {
    const squad = squads[number % Math.max(1, squads.length)]
    if (squad) await dispatcher.command(`/api/expo/reinforcements/${id}/squad`, { version, squad: squad.id })
  }
  return {
    async muster() {
      const expo = await expoNow()
      const operation = expo?.operations[0]
      if (!expo || !operation) return
      const coming = expo.reinforcements
        .filter((each) => each.operation === operation.id && each.unit !== null && leaderOf(each.unit))
        .filter(({ number }, _, all) => number <= all.length * COMING_SHARE)
      const of = (state: Reinforcement['state']) => coming.filter((each) => each.state === state)
      const listed = of('listed').slice(0, 10)
      const [unplaced] = of('checked_in').filter(({ squad }) => squad === null)
      const [accepted] = of('accepted')
      const [called] = of('called')
      if (unplaced) await join(unplaced, operation)
      else if (accepted) await come(accepted)
      else if (called) await answer(called)
      else if (listed.length > 0) {
        const ids = listed.map(({ id }) => id)
        await dispatcher.command(`/api/expo/operations/${operation.id}/call`, { ids })
      }
    },
    async count(now) {
      const counters = (await expoNow())?.counters ?? []
      if (counters.length === 0) return
      key ??= (await admin.command<{ key: string }>('/api/sources', { source: 'counter', name: '模拟客流' }))
        .key
      const readings = counters.map((counter) => {
        const count = nextCount(counter, counts.get(counter.code), random)
        counts.set(counter.code, count)
        return { counter: counter.code, at: now, count }
      })
      await sendReadings(url, key, readings)
    },
  }
}

/** It walks about a level of its own below the first limit, and now and then passes it. */
function nextCount({ count, limits, id }: Counter, before: number | undefined, random: Random): number {
  const limit = limits[0]?.value ?? 4000
  const level = limit * (0.45 + 0.06 * (id % 8))
  const from = before ?? count ?? level
  return Math.max(0, Math.round(from + (level - from) * 0.05 + limit * random.between(-0.03, 0.03)))
}

async function sendReadings(url: string, key: string, readings: readonly object[]): Promise<void> {
  const response = await fetch(`${url}/api/expo/counters`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(readings),
  })
  if (!response.ok) throw new Error(`the counters' readings were refused: ${response.status}`)
}
