/** Drawing objects and officers at random, from a seed, and keeping all that is needed to draw again. */
import { createHash, randomBytes } from 'node:crypto'
import { DRAW_ALGORITHM, inputsText, putOn } from '#contract/drawAlgorithm.ts'
import { type Draw, MOST_DRAWN, type makeDraw } from '#contract/draws.ts'
import { dayOf } from '#contract/objects.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append } from '../events/append.ts'
import { drawnObjects, drawnOfficers, insertDraw } from './drawQueries.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Who and what comes first by their hashes is found by the database: hashing a whole city here would keep every position
 * waiting for a third of a second.
 */
export async function drawAtRandom(tx: Db, { body, account, now }: Command<typeof makeDraw>): Promise<Draw> {
  const { shares, officerCount, perObject, apart, reason, includeTooSoon = false } = body
  if (shares.low + shares.medium + shares.high > MOST_DRAWN) throw tooMany()
  if (includeTooSoon && reason === undefined) throw reasonMissing()
  const seed = body.seed ?? randomBytes(16).toString('hex')
  const today = dayOf(now)
  const objects = await drawnObjects(tx, { ...body, includeTooSoon, seed, today })
  const officers = await drawnOfficers(tx, {
    organisation: body.officersOf,
    count: officerCount,
    seed,
    today,
  })
  if (objects.drawn.length === 0) throw nothingToDraw()
  const result = putOn(objects.drawn, officers.drawn, { perObject, apart })
  if (!result) throw tooFewOfficers(officers.drawn.length, perObject)
  const rule = { algorithm: DRAW_ALGORITHM, seed, shares, officerCount, perObject, apart }
  const draw = await insertDraw(tx, {
    now,
    by: account.username,
    asked: body,
    seed,
    objects: objects.all,
    officers: officers.all,
    inputsHash: sha256(textWith(rule, objects.all, officers.all)),
    result,
    tooSoon: objects.drawn.filter((each) => each.tooSoon).length,
    reason: includeTooSoon ? (reason ?? null) : null,
  })
  await append(tx, now, [
    { actor: account.username, kind: 'draw.made', subject: `draw/${draw.id}`, body: { draw } },
  ])
  return draw
}

type Rule = Omit<Parameters<typeof inputsText>[0], 'objects' | 'officers'>

/** The same text as of lists that were read: the database wrote them as JSON already. */
export function textWith(rule: Rule, objects: string, officers: string): string {
  const around = inputsText({ ...rule, objects: [], officers: [] })
  return `${around.slice(0, -'[],"officers":[]}'.length)}${objects},"officers":${officers}}`
}

const tooMany = (): Refused =>
  new Refused(
    400,
    'too_many',
    { zh: `一次最多抽取 ${MOST_DRAWN} 个对象`, en: `One draw takes at most ${MOST_DRAWN} objects` },
    'body/shares',
  )

const reasonMissing = (): Refused =>
  new Refused(
    400,
    'reason_missing',
    {
      zh: '所选范围包含检查过频的对象，请写明原因',
      en: 'What was inspected too recently may be drawn: say why',
    },
    'body/reason',
  )

const nothingToDraw = (): Refused =>
  new Refused(
    409,
    'nothing_to_draw',
    { zh: '没有符合条件的对象，请放宽条件或比例', en: 'Nothing fits: widen the filter or the shares' },
    'body/shares',
  )

const tooFewOfficers = (count: number, perObject: number): Refused =>
  new Refused(
    409,
    'too_few_officers',
    {
      zh: `抽出 ${count} 名持证人员，按回避规则不足每对象 ${perObject} 人；请增加人数或扩大范围`,
      en: `${count} qualified officers were drawn: with the rule of squads too few for ${perObject} an object. Draw more of them, or from more squads`,
    },
    'body/officerCount',
  )
