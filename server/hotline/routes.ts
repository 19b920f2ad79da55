/** The hotline's door: an array of records, each answered by itself. */

import type { ErrorBody } from '#contract/endpoint.ts'
import { type HotlineAnswer, HotlineRecord, pushHotline } from '#contract/hotline.ts'
import type { SourceKey } from '#contract/sources.ts'
import type { App, Needs } from '../app.ts'
import { transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { feedOf } from '../sources/keys.ts'
import type { IntakeMetrics } from '../sources/metrics.ts'
import { problemWith } from '../validation.ts'
import { takeRecord } from './take.ts'

export function hotlineRoutes(app: App, needs: Needs, metrics: IntakeMetrics): void {
  app.route({
    ...pushHotline,
    handler: async (request) => {
      const key = await feedOf(needs.db, request, 'hotline')
      const answers: HotlineAnswer[] = []
      for (const [index, record] of request.body.entries()) {
        const answer = await answerTo(needs, record, index, key)
        metrics.count('hotline', answer.code ?? answer.outcome)
        answers.push(answer)
      }
      needs.nudge()
      return answers
    },
  })
}

/** A transaction a record: what is wrong with one is no matter of the others. */
async function answerTo(
  needs: Needs,
  record: unknown,
  index: number,
  key: SourceKey,
): Promise<HotlineAnswer> {
  const problem = problemWith(HotlineRecord, record)
  if (problem) return refusedRecord(record, index, problem)
  const { id } = record as HotlineRecord
  try {
    const now = needs.now()
    const taken = await transaction(needs.db, (tx) => takeRecord(tx, record as HotlineRecord, key, now))
    return { index, id, ...taken }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return refusedRecord(record, index, error.body)
  }
}

function refusedRecord(record: unknown, index: number, { code, message, where }: ErrorBody): HotlineAnswer {
  const id = record !== null && typeof record === 'object' && 'id' in record ? record.id : null
  return {
    index,
    id: typeof id === 'string' ? id : null,
    outcome: 'refused',
    ticket: null,
    code,
    message,
    ...(where === undefined ? {} : { where: where.replace(/^body/, '') }),
  }
}
