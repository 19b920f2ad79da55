/** A dispatch judged later: by what was shown then, however the world has changed since. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { Recommendation, ShownRecommendation } from '#contract/candidates.ts'
import type { Decision, OverrideSummary } from '#contract/decisions.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { likelyWay, medianLost } from './decisionOutcome.ts'

const NOON = Date.UTC(2026, 10, 25, 4)
let now = NOON
let console: TestConsole
let units: number[]
let wang: Person
const bund: [number, number] = [121.4867, 31.2443]

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  units = await smallCity(console.db, ['car', 'car', 'ebike', 'foot'])
  wang = await person(console, 'dispatcher', { username: 'wang' })
  await console.db.query(
    `create table fix_20261125 partition of fix for values from (${NOON - 7_200_000}) to (${NOON + 86_400_000})`,
  )
})
afterAll(() => console.stop())

function place(unit: number, lng: number): void {
  console.places.set(unit, { lng, lat: 31.2443, at: now })
  console.needs.grid.move(unit, lng, 31.2443)
}

async function filed(): Promise<Ticket> {
  const stall = { category: '0501', text: '流动设摊', address: '中山东一路', place: bund }
  return (await wang.send('POST', '/api/tickets', stall)).body
}

/** Sends a unit as the desk does: with all that it was shown. */
async function sent(ticket: Ticket, unit: number, more: object = {}) {
  for (const [i, each] of units.entries()) place(each, 121.4867 - 0.004 * (i + 1))
  const url = `/api/tickets/${ticket.id}`
  const { candidates, ...rest } = (await wang.send('GET', `${url}/candidates`)).body as Recommendation
  const shown: ShownRecommendation = {
    ...rest,
    candidates: candidates.map(({ line: _, ...candidate }) => candidate),
  }
  const recommended = candidates.map((each) => ({
    ...{ unit: each.unit, etaSeconds: each.etaSeconds },
    ...{ score: each.score, crossing: each.crossing },
  }))
  const body = { version: ticket.version, units: [unit], recommended, shown, ...more }
  const { status, body: answer } = await wang.send('POST', `${url}/dispatch`, body)
  expect({ status, answer }).toMatchObject({ status: 200 })
  const [assignment] = (answer as { assignments: Assignment[] }).assignments
  return { assignment: assignment as Assignment, shown }
}

const decision = async (id: number) => {
  const { status, body } = await wang.send('GET', `/api/assignments/${id}/decision`)
  expect({ status, body }).toMatchObject({ status: 200 })
  return body as Decision
}

const step = async (assignment: Assignment, command: string, more = {}): Promise<Assignment> => {
  const body = { version: assignment.version, ...more }
  const { status, body: after } = await wang.send(
    'POST',
    `/api/assignments/${assignment.id}/${command}`,
    body,
  )
  expect({ status, after }).toMatchObject({ status: 200 })
  return after
}

/** The unit can be sent to something else. */
const free = (assignment: Assignment) => step(assignment, 'recall', { reason: 'needed' })

const bare = ({ candidates, leftOut, ...rest }: Decision['known']) => ({
  ...rest,
  candidates: candidates.map(({ code: _, ...each }) => each),
  leftOut: leftOut.map(({ code: _, ...each }) => each),
})

/** Sends the second, who arrives after so many seconds. */
async function passedOver(seconds: number): Promise<Assignment> {
  const { assignment } = await sent(await filed(), units[1] as number, { override: { code: 'knows_place' } })
  const accepted = await step(assignment, 'accept')
  now += seconds * 1000
  return step(accepted, 'arrive')
}

test('what was shown then is what is shown now, to the last term, whatever changed in the world', async () => {
  const { assignment, shown } = await sent(await filed(), units[1] as number, {
    override: { code: 'crew_asked' },
  })
  const before = await decision(assignment.id)
  const simple = shown.candidates.map(({ sameDistrict: _, ...candidate }) => candidate)
  expect(bare(before.known)).toEqual({ ...shown, candidates: simple })
  expect(before).toMatchObject({
    at: now,
    by: { username: 'wang' },
    role: 'dispatcher',
    knowledge: 'shown',
    unaltered: true,
    override: { code: 'crew_asked' },
    sent: [{ unit: units[1], code: 'H002', actualSeconds: null }],
    whatIf: { unit: units[0], code: 'H001', arrivals: 0, likely: null, lost: null },
  })

  now += 600_000
  for (const unit of units) place(unit, 121.2)
  await console.db.query(`
    update ranking_weight set weight = weight * 7 + 1;
    update travel_speed set metres_per_second = 1;
    update unit set duty = 'off', version = version + 1 where id = ${units[0]}`)
  const url = `/api/tickets/${assignment.ticket}/prioritise`
  await wang.send('POST', url, { version: before.ticket.version, priority: 1, reason: '升级' })
  const accepted = await step(assignment, 'accept')
  const after = await decision(assignment.id)
  expect({ ...after, sent: null }).toEqual({ ...before, sent: null })
  expect(after.ticket.priority).toBe(3)
  await console.db.query(`update unit set duty = 'on'`)
  await console.db.query(
    'update travel_speed set metres_per_second = 5; update ranking_weight set weight = 0',
  )
  await free(accepted)
})

test('a unit that was sent instead of another is judged by what was shown when it took over', async () => {
  const { assignment, shown } = await sent(await filed(), units[0] as number)
  now += 60_000
  const later = { ...shown, at: now, candidates: shown.candidates.filter(({ unit }) => unit !== units[0]) }
  const [first] = later.candidates
  const recommended = [
    { unit: first?.unit, etaSeconds: first?.etaSeconds, score: first?.score, crossing: null },
  ]
  const { status, body } = await wang.send('POST', `/api/assignments/${assignment.id}/reassign`, {
    ...{ version: assignment.version, unit: first?.unit, reason: 'nearer' },
    ...{ recommended, shown: later },
  })
  expect({ status, body }).toMatchObject({ status: 200 })
  const next = (body as { assignments: Assignment[] }).assignments[1] as Assignment
  const judged = await decision(next.id)
  expect(judged).toMatchObject({ knowledge: 'shown', unaltered: true, reason: 'nearer', known: { at: now } })
  expect(judged.known.candidates.map(({ unit }) => unit)).toEqual(later.candidates.map(({ unit }) => unit))
  await free(next)
})

test('whoever alters what was kept is found out by the hash in the log', async () => {
  const { assignment } = await sent(await filed(), units[0] as number)
  await console.db.query(
    `update decision set shown = replace(shown, '"etaSeconds"', '"etaSeconds" ') where hash = (
       select decision from assignment where id = $1)`,
    [assignment.id],
  )
  expect(await decision(assignment.id)).toMatchObject({ knowledge: 'shown', unaltered: false, whatIf: null })
  await free(assignment)
})

test('the first recommended would probably have come sooner, as sure as arrivals of its kind were', async () => {
  await console.db.query('delete from arrival_estimate')
  await console.db.query(
    `insert into assignment (ticket, unit, state, dispatched_by, dispatched_at, ended_at)
     select 1, $1, 'finished', 'nobody', $2, $2 from generate_series(1, 11)`,
    [units[3], new Date(now - 86_400_000)],
  )
  await console.db.query(
    `insert into arrival_estimate (assignment, kind, hour, estimated_seconds, actual_seconds, arrived_at)
     select id, 'car', 12, 300, 300 + 30 * (row_number() over (order by id) - 6), $1 from assignment
     where dispatched_by = 'nobody'`,
    [new Date(now - 86_400_000)],
  )
  const arrived = await passedOver(600)
  const { whatIf, sent: went } = await decision(arrived.id)
  await free(arrived)
  expect(went).toMatchObject([{ actualSeconds: 600, arrivedAt: now }])
  const told = whatIf?.estimatedSeconds ?? 0
  // The arrival itself is one of those that tell how wrong estimates are.
  const own = 600 - (went[0]?.estimatedSeconds ?? 0)
  const errors = [...Array.from({ length: 11 }, (_, i) => 30 * (i - 5)), own]
  expect(whatIf).toMatchObject({ unit: units[0], arrivals: 12, likely: likelyWay(told, errors) })
  expect(whatIf?.lost).toEqual({
    median: 600 - (whatIf?.likely?.median ?? 0),
    p10: 600 - (whatIf?.likely?.p90 ?? 0),
    p90: 600 - (whatIf?.likely?.p10 ?? 0),
  })
})

test('a month’s overrides are counted by reason and role, and what they cost is a median with its uncertainty', async () => {
  const { body } = await wang.send('GET', '/api/dispatch/overrides')
  const summary = body as OverrideSummary
  expect(summary).toMatchObject({
    dispatches: 4,
    overrides: 2,
    reasons: [
      { code: 'knows_place', overrides: 1, lost: { median: expect.any(Number) } },
      { code: 'crew_asked', overrides: 1, lost: null },
    ],
    roles: [{ role: 'dispatcher', dispatches: 4, overrides: 2 }],
    compared: 1,
  })
  expect(summary.lost?.median).toBeGreaterThan(0)
  expect(JSON.stringify(summary)).not.toContain('wang')
})

test('of a dispatch whose ranks alone were kept, nothing more is claimed', async () => {
  const { assignment } = await sent(await filed(), units[0] as number, { shown: undefined })
  const { knowledge, known } = await decision(assignment.id)
  expect(knowledge).toBe('ranked')
  expect(known).toMatchObject({ at: null, leftOut: [], flip: null })
  expect(known.candidates[0]).toMatchObject({ unit: units[0], metres: null, fixAt: null, terms: [] })
  await free(assignment)
})

test('of a dispatch of which nothing was kept, it is reckoned from the places and states of then, and said so', async () => {
  now += 60_000
  const at = now
  const columns = 'mover, at, received, lng, lat'
  // The second was nearest then; the first had reported nearer, but that came in later; the third was on a break.
  await console.db.query(
    `insert into fix (${columns}) values ($1, $4, $5, 1214866000, 312443000), ($1, $4 - 500, $4, 1214800000, 312443000),
       ($2, $4, $4, 1214840000, 312443000), ($3, $4, $4, 1214870000, 312443000)`,
    [units[0], units[1], units[2], at - 5_000, at + 1_000],
  )
  const url = `/api/units/${units[2]}/duty`
  const { rows } = await console.db.query<{ version: number }>('select version from unit where id = $1', [
    units[2],
  ])
  expect((await wang.send('POST', url, { version: rows[0]?.version, duty: 'break' })).status).toBe(200)
  const { assignment } = await sent(await filed(), units[0] as number, {
    shown: undefined,
    recommended: undefined,
  })
  now += 60_000
  await console.db.query(`update unit set duty = 'on'`)
  const { knowledge, known } = await decision(assignment.id)
  expect(knowledge).toBe('reckoned')
  expect(known.at).toBe(at)
  expect(known.candidates.map(({ unit }) => unit)).toEqual([units[1], units[0]])
  expect(known.leftOut).toMatchObject([{ unit: units[2], reason: 'off_duty' }])
})

test('one that does not exist is told so', async () => {
  expect((await wang.send('GET', '/api/assignments/999999/decision')).status).toBe(404)
})

test('a likely way is as wide as the errors are, and no lost median leaves the range of its cases', () => {
  const errors = fc.array(fc.integer({ min: -300, max: 900 }), { minLength: 1, maxLength: 30 })
  const seconds = fc.integer({ min: 0, max: 3600 })
  fc.assert(
    fc.property(seconds, errors, seconds, (estimatedSeconds, all, actualSeconds) => {
      const likely = likelyWay(estimatedSeconds, all)
      expect(likely?.p10).toBeGreaterThanOrEqual(Math.max(0, estimatedSeconds + Math.min(...all)) - 1)
      expect(likely?.p90).toBeLessThanOrEqual(Math.max(0, estimatedSeconds + Math.max(...all)) + 1)
      const lost = medianLost([{ estimatedSeconds, errors: all, actualSeconds }])
      expect(lost?.p10).toBeGreaterThanOrEqual(
        actualSeconds - Math.max(0, estimatedSeconds + Math.max(...all)) - 1,
      )
      expect(lost?.p90).toBeLessThanOrEqual(
        actualSeconds - Math.max(0, estimatedSeconds + Math.min(...all)) + 1,
      )
    }),
    { numRuns: 50 },
  )
  expect(likelyWay(300, [])).toBeNull()
  expect(medianLost([])).toBeNull()
})
