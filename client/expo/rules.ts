/** What an operation that is switched on changes: how long steps may take inside its rings, and which alarms stand. */
import type { Standing } from '#contract/alarms.ts'
import { zonesOf } from '#contract/expo.ts'
import type { Limit } from '#contract/limits.ts'
import { reliefsOverdue } from '#contract/strength.ts'
import type { Ticket } from '#contract/tickets.ts'
import { useCity } from '../session.ts'
import { isInAny } from './inside.ts'
import { type Expo, switchedOn, useExpo } from './store.ts'

/** The limits for units on a ticket: the operation's where it lies inside, each step of which it says nothing as usual. */
export function limitsOf(
  ticket: Pick<Ticket, 'place'> | undefined,
  expo: Pick<Expo, 'operations'> = useExpo.getState(),
): readonly Limit[] {
  const usual = useCity.getState().limits
  const operation = switchedOn(expo)
  if (!operation || !ticket || !isInAny(zonesOf(operation), ticket.place)) return usual
  // The first that fits is taken.
  return [...operation.limits, ...usual]
}

/**
 * Rings that are short or will be, posts whose relief is overdue, and counters over a limit whose card is not worked off;
 * as of `now`, ms UTC of the server.
 */
export function operationAlarms({ operations, cards, counters }: Expo, now: number): Standing[] {
  const operation = switchedOn({ operations })
  if (!operation) return []
  const rings = operation.rings
    .filter(({ level }) => level !== 'held')
    .map(
      ({ zone, name, nameEn, levelSince }): Standing => ({
        key: `ring/${zone}`,
        kind: 'ring',
        since: levelSince,
        called: { zh: name, en: nameEn },
        place: operation.venue,
      }),
    )
  const crowds = [...cards.values()].flatMap(({ id, counter, openedAt, closedAt }): Standing[] => {
    const at = counters.get(counter)
    if (closedAt !== null || at?.operation !== operation.id) return []
    const called = { zh: at.name, en: at.nameEn }
    return [{ key: `crowd/${id}`, kind: 'crowd', since: openedAt, called, place: at.place }]
  })
  const reliefs = reliefsOverdue(operation, now).map(({ id, zone, unit, overdueAt }): Standing => {
    const post = operation.posts.find((each) => each.zone === zone)
    return {
      ...{ key: `relief/${id}`, kind: 'relief', since: overdueAt ?? now, unit },
      ...(post && { called: { zh: post.name, en: post.nameEn }, place: post.place }),
    }
  })
  return [...rings, ...reliefs, ...crowds]
}
