/** What the video desk has looked over. */
import type { markPassed as markEndpoint } from '#contract/coverage.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { zonesOfSegments } from './queries.ts'
import { passByVideo } from './seen.ts'

/** A pass by video (技巡): an operator says from when to when the cameras along these segments were looked through. */
export async function markPassed(
  tx: Db,
  { body: { segments, from, to }, account, now }: Command<typeof markEndpoint>,
): Promise<{ marked: number }> {
  if (from > to || to > now + SLACK_MS) {
    const message = { zh: '起止时间颠倒或晚于现在', en: 'The times are in the wrong order, or in the future' }
    throw new Refused(422, 'bad_times', message, 'body/to')
  }
  const known = await zonesOfSegments(tx, segments)
  if (known.length < new Set(segments).size) {
    const message = {
      zh: '有路段不存在或已更新，请刷新后重试',
      en: 'Some of these segments do not hold any more; read them again',
    }
    throw new Refused(409, 'stale', message, 'body/segments')
  }
  return { marked: await passByVideo(tx, known, { by: account.username, from, to, now }) }
}

/** Clocks of consoles are not better. */
const SLACK_MS = 5_000
