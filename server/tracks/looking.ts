/** Looking at one person's track: only for a stated purpose, and every look is logged with whose track it was. */
import type { Account } from '#contract/session.ts'
import { PURPOSE_MS, type StatedPurpose } from '#contract/tracks.ts'
import type { SessionOf } from '../auth.ts'
import { type Pool, transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { keepPurpose, type Purpose, purposeOf, type Tracked, trackedBy } from './queries.ts'

export type Looking = StatedPurpose & {
  readonly session: SessionOf
  /** A unit, or what may be the device of one. */
  readonly mover: number
  /** ms UTC. */
  readonly from: number
  readonly to: number
  readonly now: number
}

/**
 * Logs that somebody looks at a unit's track between two times; refuses who has not said for what. What moves nobody of
 * ours, a passing vessel, is looked at freely. Call it before the track is read: whatever was shown is in the log.
 */
export async function lookAtTrack(db: Pool, looking: Looking): Promise<void> {
  await transaction(db, async (tx) => {
    const tracked = await trackedBy(tx, looking)
    if (!tracked) return
    const { session, now } = looking
    const purpose = statedIn(looking)
    if (purpose) await keepPurpose(tx, session, tracked.unit, purpose, now + PURPOSE_MS)
    const known = purpose ?? (await purposeOf(tx, session, tracked.unit, now))
    if (!known) throw purposeNeeded(tracked)
    await append(tx, now, [lookedEvent({ ...looking, account: session.account }, tracked, known)])
  })
}

function statedIn({ purpose, note }: Looking): Purpose | undefined {
  if (!purpose) return undefined
  const words = note?.trim() || null
  if (purpose === 'other' && !words) throw noteNeeded()
  return { purpose, note: words }
}

/** What is logged of a look. */
export function lookedEvent(
  { account, from, to, now }: Pick<Looking, 'from' | 'to' | 'now'> & { readonly account: Account },
  tracked: Tracked,
  purpose: Purpose,
) {
  const { username, name, nameEn, role } = account
  return {
    actor: username,
    kind: 'track.looked',
    subject: `track/${tracked.unit}`,
    units: [tracked.unit],
    body: { look: { at: now, by: { username, name, nameEn }, role, ...tracked, from, to, ...purpose } },
  }
}

const purposeNeeded = ({ code }: Tracked) =>
  new Refused(
    403,
    'purpose_needed',
    {
      zh: `查看 ${code} 的轨迹须说明用途（purpose），将记入日志并告知本人`,
      en: `Say for what you look at the track of ${code} (purpose): it is logged and shown to that person`,
    },
    'querystring/purpose',
  )

export const noteNeeded = (where = 'querystring/note') =>
  new Refused(
    400,
    'purpose_note',
    { zh: '其他用途请写明（note）', en: 'Write down what the other purpose is (note)' },
    where,
  )
