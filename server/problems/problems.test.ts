/** Fusing and splitting on a real database: what a problem is, what is refused, and what follows its lead. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Event } from '#contract/events.ts'
import type { Problem } from '#contract/problems.ts'
import type { Ticket } from '#contract/tickets.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'

let console: TestConsole
let wang: Person
let chief: Person
let unit: number
beforeAll(async () => {
  console = await testConsole()
  ;[unit = 0] = await smallCity(console.db, ['foot'])
  wang = await person(console, 'dispatcher')
  chief = await person(console, 'duty')
})
afterAll(() => console.stop())

let places = 0
/** Each at a place of its own, so that none repeats another. */
async function complaint(more: Readonly<Record<string, unknown>> = {}): Promise<Ticket> {
  places++
  const place = [121.3 + (places % 40) * 0.005, 31.1 + Math.floor(places / 40) * 0.005]
  const body = { category: '0501', text: '流动设摊', address: '中山东一路', place, ...more }
  const answer = await wang.send('POST', '/api/tickets', body)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body
}

const merge = (ticket: Ticket, into: Ticket, version = ticket.version) =>
  wang.send('POST', `/api/tickets/${ticket.id}/merge`, { version, into: into.id })
const split = (ticket: Ticket, version = ticket.version) =>
  wang.send('POST', `/api/tickets/${ticket.id}/split`, { version })
const read = async ({ id }: Ticket) =>
  ((await wang.send('GET', `/api/tickets/${id}`)).body as { ticket: Ticket }).ticket
const problemOf = async ({ id }: Ticket) =>
  (await wang.send('GET', `/api/tickets/${id}/problem`)).body as Problem

test('a problem counts its complaints and the different people who made them; nobody can read who they are', async () => {
  const lead = await complaint({ source: 'hotline', complainant: '13800000001' })
  const same = await complaint({ source: 'hotline', complainant: '13800000001' })
  const other = await complaint({ source: 'open311', complainant: 'lin@example.cn' })
  const nobody = await complaint()
  for (const each of [same, other, nobody]) expect(await merge(each, lead)).toMatchObject({ status: 200 })
  const problem = await problemOf(nobody)
  expect(problem).toMatchObject({ lead: lead.id, complainants: 2, unknown: 1 })
  expect(problem.complaints.map(({ id }) => id)).toEqual([lead, same, other, nobody].map(({ id }) => id))
  expect(JSON.stringify(problem)).not.toContain('13800000001')
})

test('a fused ticket cannot be dispatched, and split it is what it was, its due date untouched by either', async () => {
  const [lead, ticket] = [await complaint(), await complaint()]
  await merge(ticket, lead)
  const merged = await read(ticket)
  expect(merged).toMatchObject({ state: 'merged', lead: lead.id, dueAt: ticket.dueAt, version: 2 })
  expect(
    await wang.send('POST', `/api/tickets/${ticket.id}/dispatch`, { version: 2, units: [unit] }),
  ).toMatchObject({ status: 409, body: { code: 'not_now' } })
  await split(merged)
  expect(await read(ticket)).toEqual({ ...ticket, version: 3 })
})

test('what cannot be fused or split is refused with the reason', async () => {
  const [one, two, three] = [await complaint(), await complaint(), await complaint()]
  const code = async (answer: Promise<{ status: number; body: never }>) => {
    const { status, body } = await answer
    return [status, (body as { code: string }).code]
  }
  expect(await code(merge(one, one))).toEqual([409, 'into_itself'])
  expect(await code(merge(one, { ...two, id: 999_999 }))).toEqual([404, 'no_ticket'])
  expect(await code(split(one))).toEqual([409, 'not_merged'])
  expect(await code(merge(one, two, 7))).toEqual([409, 'stale'])
  await merge(one, two)
  expect(await code(merge(one, three))).toEqual([409, 'already_merged'])
  expect(await code(merge(three, one))).toEqual([409, 'already_merged'])
  expect(
    await code(wang.send('POST', `/api/tickets/${two.id}/cancel`, { version: 1, reason: '误报' })),
  ).toEqual([409, 'has_followers'])
  await wang.send('POST', `/api/tickets/${three.id}/cancel`, { version: 1, reason: '误报' })
  expect(await code(merge(three, two))).toEqual([409, 'ended'])
  expect(await code(merge(two, three))).toEqual([409, 'ended'])
  const auditor = await person(console, 'auditor')
  const body = { version: 1, into: three.id }
  expect(await code(auditor.send('POST', `/api/tickets/${two.id}/merge`, body))).toEqual([403, 'forbidden'])
})

test('fusing a lead brings its followers along, and the same command twice takes effect once', async () => {
  const [one, two, three] = [await complaint(), await complaint(), await complaint()]
  await merge(one, two)
  const from = await lastNumber(console.db)
  const send = () =>
    wang.send(
      'POST',
      `/api/tickets/${two.id}/merge`,
      { version: two.version, into: three.id },
      `chain-${two.id}`,
    )
  const first = await send()
  expect(await send()).toEqual(first)
  expect((await problemOf(three)).complaints.map(({ id }) => id)).toEqual([one.id, two.id, three.id])
  expect((await eventsAfter(console.db, from, 10)).map(({ kind, subject }) => [kind, subject])).toEqual([
    ['ticket.merged', `ticket/${one.id}`],
    ['ticket.merged', `ticket/${two.id}`],
    ['ticket.supervised', `ticket/${three.id}`],
  ])
})

test('when the lead closes its followers close with its result, an event for each, and cannot be split any more', async () => {
  const [lead, follower] = [await complaint(), await complaint({ source: 'hotline' })]
  await merge(follower, lead)
  const sent = await wang.send('POST', `/api/tickets/${lead.id}/dispatch`, { version: 1, units: [unit] })
  expect(sent).toMatchObject({ status: 200 })
  const officer = await person(console, 'officer', { unit })
  let { id, version } = (sent.body as { assignments: { id: number; version: number }[] }).assignments[0] ?? {
    id: 0,
    version: 0,
  }
  const report = { disposition: 'not_found', text: '到场未发现摊贩', photos: [] }
  for (const [step, more] of [
    ['accept', {}],
    ['arrive', {}],
    ['report', { report }],
    ['finish', {}],
  ] as const) {
    expect(await officer.send('POST', `/api/assignments/${id}/${step}`, { version, ...more })).toMatchObject({
      status: 200,
    })
    version++
  }
  const reported = await read(lead)
  const from = await lastNumber(console.db)
  const check = { version: reported.version, passed: true, note: '属实' }
  expect(await chief.send('POST', `/api/tickets/${lead.id}/check`, check)).toMatchObject({ status: 200 })
  const closed = await read(follower)
  expect(closed).toMatchObject({
    state: 'closed',
    disposition: 'not_found',
    feedback: report.text,
    closedBy: chief.username,
    dueAt: follower.dueAt,
    lead: lead.id,
  })
  const told = (await eventsAfter(console.db, from, 10)).map(({ kind, subject }) => [kind, subject])
  expect(told).toEqual([
    ['ticket.closed', `ticket/${lead.id}`],
    ['ticket.closed', `ticket/${follower.id}`],
  ])
  expect(await split(closed)).toMatchObject({ status: 409 })
})

test('the third complaint of a category at a place raises supervision once, and tells what was done before', async () => {
  const place = [121.9, 31.05]
  const first = await complaint({ place })
  await wang.send('POST', `/api/tickets/${first.id}/cancel`, { version: 1, reason: '误报' })
  const second = await complaint({ place })
  await console.db.query(
    `update ticket set state = 'closed', closed_at = now(), closed_by = 'zhao', disposition = 'persuade', feedback = '已劝离' where id = $1`,
    [second.id],
  )
  expect((await complaint({ place })).supervised).toBeNull()
  await complaint({ place, source: 'patrol' })
  const fourth = await complaint({ place: [121.9003, 31.05] })
  expect(fourth).toMatchObject({ supervised: { by: wang.username }, version: 1 })
  expect((await complaint({ place })).supervised).toBeNull()
  const { earlier, days } = await problemOf(fourth)
  expect(days).toBe(90)
  expect(earlier).toMatchObject([
    { state: 'filed' },
    { id: second.id, state: 'closed', disposition: 'persuade', feedback: '已劝离', closedBy: 'zhao' },
  ])
})

test('two that fuse each other’s tickets at once make one problem, not a ring', async () => {
  const [one, two] = [await complaint(), await complaint()]
  const answers = await Promise.all([merge(one, two), merge(two, one)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect((await problemOf(one)).complaints).toHaveLength(2)
})

type Deed = { readonly fuse: boolean; readonly ticket: number; readonly into: number }
const deed: fc.Arbitrary<Deed> = fc.record({
  fuse: fc.boolean(),
  ticket: fc.nat({ max: 4 }),
  into: fc.nat({ max: 4 }),
})

test('however fusing and splitting follow each other, every ticket is in one problem whose lead is not fused, the log tells the same, and splitting all gives the beginning back', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 12 }), async (deeds) => {
      const start = await Promise.all(Array.from({ length: 5 }, () => complaint()))
      const from = await lastNumber(console.db)
      for (const { fuse, ticket, into } of deeds) {
        const now = await read(start[ticket] as Ticket)
        await (fuse ? merge(now, start[into] as Ticket) : split(now))
      }
      const tickets = await Promise.all(start.map(read))
      const byId = new Map(tickets.map((each) => [each.id, each]))
      for (const each of tickets) {
        expect(each.state).toBe(each.lead === null ? 'filed' : 'merged')
        expect(byId.get(each.lead ?? each.id)?.lead).toBeNull()
      }
      const sizes = await Promise.all(
        tickets
          .filter(({ lead }) => lead === null)
          .map(async (lead) => (await problemOf(lead)).complaints.length),
      )
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(tickets.length)
      expect(folded(start, await eventsAfter(console.db, from, 1000))).toEqual(tickets)

      for (const each of tickets) if (each.state === 'merged') await split(each)
      const end = (await Promise.all(start.map(read))).map(({ version: _, supervised: __, ...rest }) => rest)
      expect(end).toEqual(start.map(({ version: _, supervised: __, ...rest }) => rest))
    }),
    { numRuns: 8 },
  )
})

/** What a console that only heard the log holds: of each ticket the newest version. */
function folded(start: readonly Ticket[], events: readonly Event[]): Ticket[] {
  const known = new Map(start.map((each) => [each.id, each]))
  for (const { body } of events) {
    const { ticket } = body as { ticket: Ticket }
    if (ticket.version > (known.get(ticket.id)?.version ?? 0)) known.set(ticket.id, ticket)
  }
  return [...known.values()]
}
