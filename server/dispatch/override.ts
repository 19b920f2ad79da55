/** What the desk was shown when it sent somebody, and why it sent another than the first. */
import { createHash } from 'node:crypto'
import type { Assignment } from '#contract/assignments.ts'
import type { ShownRecommendation } from '#contract/candidates.ts'
import type { dispatchTicket } from '#contract/ticketCommands.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'

type Body = Command<typeof dispatchTicket>['body']
type Decision = Pick<Body, 'recommended' | 'override'>

/** Refuses to pass over the first recommended unit without a reason. What was not shown cannot be passed over. */
export function checkOverride({ units, recommended, override }: Pick<Body, 'units'> & Decision): void {
  const first = recommended?.[0]
  if (first && !units.includes(first.unit) && !override) {
    throw new Refused(
      400,
      'override_needed',
      {
        zh: '未派首位推荐力量，请说明理由',
        en: 'The first recommended unit is not sent; give the reason why',
      },
      'body/override',
    )
  }
  if (override?.code === 'other' && !override.text?.trim()) {
    throw new Refused(
      400,
      'override_text',
      { zh: '其他理由请写明', en: 'Write down what the other reason is' },
      'body/override/text',
    )
  }
}

/** What was shown, as text and by its hash, which the event names. */
export type KeptDecision = { readonly hash: string; readonly text: string }

export function keptDecision(shown: ShownRecommendation): KeptDecision {
  const text = JSON.stringify(shown)
  return { hash: hashOfDecision(text), text }
}

export const hashOfDecision = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Keeps it with the assignments, in one statement: nobody waits for a dispatch longer because it can be judged later. */
export async function keepDecision(
  tx: Db,
  assignments: readonly Assignment[],
  { recommended, override }: Decision,
  kept: KeptDecision | undefined,
): Promise<void> {
  if (!recommended && !override && !kept) return
  await tx.query(
    `with kept as (
       insert into decision (hash, shown) select $4, $5 where $4::text is not null on conflict do nothing)
     update assignment set recommended = $2, override = $3, decision = $4 where id = any($1)`,
    [
      assignments.map(({ id }) => id),
      recommended ? JSON.stringify(recommended) : null,
      override ? JSON.stringify(override) : null,
      kept?.hash ?? null,
      kept?.text ?? null,
    ],
  )
}
