/** Breaks: now and then an idle crew rests for some minutes, through the same command as on the phone. */
import { isActive } from '#contract/assignments.ts'
import type { Duty, Unit } from '#contract/units.ts'
import type { Api } from './api.ts'
import type { Fleet } from './fleet.ts'
import type { Random } from './random.ts'
import type { Watch } from './watch.ts'

export type Breaks = {
  /** Lets the fleet know who rests, and sends one crew into or out of a break. Call it every few seconds. */
  work(now: number): Promise<void>
}

const RESTING_SHARE = 0.04
const BREAK_MS = [480_000, 1_200_000] as const

export function createBreaks(needs: {
  readonly watch: Watch
  readonly fleet: Fleet
  readonly random: Random
  readonly leaderOf: (unit: number) => Api | undefined
}): Breaks {
  const { watch, fleet, random, leaderOf } = needs
  const backAt = new Map<number, number>()

  const change = async (unit: Unit, duty: Duty) => {
    const changed = await leaderOf(unit.id)?.command<Unit>(`/api/units/${unit.id}/duty`, {
      version: unit.version,
      duty,
    })
    if (changed) watch.letIn({ unit: changed })
  }
  const isBusy = () =>
    new Set([...watch.assignments.values()].filter(isActive).map((assignment) => assignment.unit))

  return {
    async work(now) {
      const units = [...watch.units.values()]
      for (const unit of units) fleet.rest(unit.id, unit.duty !== 'on')
      const resting = units.filter((unit) => unit.duty === 'break' && leaderOf(unit.id))
      for (const unit of resting) {
        const until = backAt.get(unit.id) ?? now + random.between(...BREAK_MS)
        backAt.set(unit.id, until)
        if (now < until) continue
        backAt.delete(unit.id)
        await change(unit, 'on')
      }
      if (resting.length >= units.length * RESTING_SHARE) return
      const busy = isBusy()
      const tired = units.filter(
        (unit) => unit.duty === 'on' && !busy.has(unit.id) && !unit.sos && leaderOf(unit.id),
      )
      if (tired.length > 0) await change(random.pick(tired), 'break')
    },
  }
}
