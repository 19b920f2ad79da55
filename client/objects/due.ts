/** When an object is due, in words. */
import { dayOf, daysBetween, type EnforcementObject } from '#contract/objects.ts'
import type { Words } from '../ui/words.ts'

export type DueWords = { readonly text: string; readonly late: boolean }

export function dueWords({ dueOn }: Pick<EnforcementObject, 'dueOn'>, now: number, words: Words): DueWords {
  const { objects } = words
  if (dueOn === null) return { text: objects.noDue, late: false }
  const days = daysBetween(dayOf(now), dueOn)
  if (days < 0) return { text: objects.overdueBy(-days), late: true }
  return { text: days === 0 ? objects.dueToday : objects.dueIn(days), late: false }
}
