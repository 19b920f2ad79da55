/** Commands of the roster: conflicts are refused in words, leave takes officers off, and the past is as it was read. */
import { expect, test } from 'vitest'
import type { ErrorBody } from '#contract/endpoint.ts'
import type { CrewShift, Leave, Roster } from '#contract/roster.ts'
import { crewsAtWork } from './testing.crews.ts'
import { NOW, TODAY } from './testing.ts'

const crews = crewsAtWork()
const { newEvents, order, putOn, roster } = crews

test('a crew that would not rest is refused with who and when, and goes with a reason that stands in the log', async () => {
  await putOn(crews.units.foot, TODAY, 'night')
  const refused: { status: number; body: ErrorBody } = await putOn(crews.units.foot, '2026-11-26', 'late')
  expect(refused).toMatchObject({ status: 409, body: { code: 'conflicts' } })
  expect(refused.body.message.zh).toContain(
    'H001甲 11-26 06:00 下班、11-26 14:00 上班，间隔 8 小时，少于 11 小时',
  )
  const override = { reason: '台风应急' }
  expect((await putOn(crews.units.foot, '2026-11-26', 'late', { override })).status).toBe(200)
  const overridden = (await newEvents()).find(({ kind }) => kind === 'roster.overridden')
  expect(overridden).toMatchObject({ actor: 'chief', body: { reason: '台风应急' } })
  expect(overridden?.body.conflicts).toContainEqual(
    expect.objectContaining({ en: expect.stringContaining('H001A ends at 11-26 06:00') }),
  )
})

test('two who put one crew into one shift at once: one of them is told', async () => {
  const answers = await Promise.all([
    putOn(crews.units.foot, TODAY, 'early'),
    putOn(crews.units.foot, TODAY, 'early'),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('leave is asked for by an officer, approved by the duty, and takes the officer off the roster', async () => {
  await putOn(crews.units.foot, '2026-11-27', 'early')
  const asked: Leave = (
    await crews.walker.send('POST', '/api/leaves', {
      fromDay: '2026-11-26',
      toDay: '2026-11-28',
      reason: '家事',
    })
  ).body
  const shift = (await roster()).crewShifts[0] as CrewShift
  expect(shift.officers.map(({ officer }) => officer)).toContain(asked.officer)
  const body = { version: 1, approved: true, answer: '' }
  expect((await crews.walker.send('POST', `/api/leaves/${asked.id}/decide`, body)).status).toBe(403)
  await crews.chief.send('POST', `/api/leaves/${asked.id}/decide`, body)
  const off = (await roster()).crewShifts[0]?.officers.find(({ officer }) => officer === asked.officer)
  expect(off).toMatchObject({ attendance: 'leave', by: 'chief' })
  const again: { body: ErrorBody } = await putOn(crews.units.foot, '2026-11-28', 'early')
  expect(again.body.message.en).toContain('walker is on leave from 2026-11-26 to 2026-11-28')
})

test('who came is marked officer by officer, on the newest state only', async () => {
  const shift: CrewShift = (await putOn(crews.units.foot, TODAY, 'early')).body
  const [first] = shift.officers
  const mark = (version: number, attendance: string) =>
    crews.chief.send('POST', `/api/roster/${shift.id}/attendance`, {
      version,
      officer: first?.officer,
      attendance,
    })
  const marked: CrewShift = (await mark(1, 'late')).body
  expect(marked.officers[0]).toEqual({
    officer: first?.officer,
    attendance: 'late',
    at: crews.now,
    by: 'chief',
  })
  expect(await mark(1, 'present')).toMatchObject({ status: 409, body: { code: 'stale' } })
})

test('the roster of a past moment is the one that was read then', async () => {
  crews.now = NOW + 60_000
  const shift: CrewShift = (await putOn(crews.units.foot, TODAY, 'early')).body
  const round = await order(crews.units.foot2)
  // Written with a city, and told of by no event yet.
  const { rows } = await crews.console.db.query<{ id: number }>(
    `insert into crew_shift (unit, day, shift, tag) values ($1, $2, 'late', 'daily') returning id`,
    [crews.units.foot2, TODAY],
  )
  const seeded = rows[0]?.id as number
  const own = ({ crewShifts, rounds, bookings, leaves }: Roster) => ({
    crewShifts: crewShifts.filter(({ id }) => id >= shift.id),
    rounds,
    leaves: leaves.filter(({ fromDay }) => fromDay === TODAY),
    bookings: bookings.filter(({ id }) => id >= round.id),
  })
  const then = own(await roster())
  expect([then.crewShifts.length, then.rounds.length, then.bookings.length]).toEqual([2, 1, 1])
  crews.now += 60_000
  const officer = shift.officers[0]?.officer
  const body = { version: 1, officer, attendance: 'late' }
  await crews.chief.send('POST', `/api/roster/${shift.id}/attendance`, body)
  await crews.chief.send('POST', `/api/roster/${seeded}/cancel`, { version: 1, reason: '调休' })
  await crews.chief.send('POST', '/api/leaves', { officer, fromDay: TODAY, toDay: TODAY, reason: '家事' })
  await crews.chief.send('POST', `/api/rounds/${round.id}/cancel`, { version: round.version, reason: '取消' })
  expect(own(await roster())).not.toEqual(then)
  expect(own(await roster(`&at=${crews.now - 30_000}`))).toEqual(then)
})
