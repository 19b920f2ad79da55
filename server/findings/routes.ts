/** Findings of machines over HTTP. */
import { postVideoFinding, type VideoFinding } from '#contract/findings.ts'
import type { SourceKey } from '#contract/sources.ts'
import type { App, Needs } from '../app.ts'
import { takeReport } from '../arrivals/take.ts'
import { type Db, transaction } from '../db.ts'
import { Refused } from '../errors.ts'
import { actorOf, feedOf } from '../sources/keys.ts'
import type { IntakeMetrics } from '../sources/metrics.ts'
import { clipRoutes } from './clips.ts'
import { clipByHash, findingBefore } from './queries.ts'

export function findingRoutes(app: App, needs: Needs, metrics: IntakeMetrics): void {
  clipRoutes(app, needs)
  app.route({
    ...postVideoFinding,
    onError: async (_request, _reply, error) =>
      metrics.count('video', error instanceof Refused ? error.body.code : 'invalid'),
    handler: async (request) => {
      const key = await feedOf(needs.db, request, 'video')
      const now = needs.now()
      const taken = await transaction(needs.db, (tx) => takeFinding(tx, request.body, key, now))
      metrics.count('video', taken.outcome)
      needs.nudge()
      return taken
    },
  })
}

type Outcome = { readonly outcome: 'filed' | 'held' | 'already'; readonly ticket: string | null }

async function takeFinding(tx: Db, finding: VideoFinding, key: SourceKey, now: number): Promise<Outcome> {
  const { id, clip, confidence, camera, text, ...told } = finding
  const externalId = `${key.name} ${id}`
  const before = await findingBefore(tx, externalId)
  if (before) return { outcome: 'already', ticket: before.ticket }
  if (!(await clipByHash(tx, clip))) throw clipMissing()
  const origin = { name: key.name, confidence, clip, ...(camera === undefined ? {} : { camera }) }
  const { ticket } = await takeReport(
    tx,
    { ...told, source: 'video', externalId, text: text ?? finding.address, origin },
    actorOf(key),
    now,
  )
  return { outcome: ticket ? 'filed' : 'held', ticket: ticket?.code ?? null }
}

const clipMissing = () =>
  new Refused(
    400,
    'clip_missing',
    {
      zh: '片段尚未上传，请先上传至 /api/clips',
      en: 'The clip has not been uploaded; send it to /api/clips first',
    },
    'body/clip',
  )
