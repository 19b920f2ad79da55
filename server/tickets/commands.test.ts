/** Whatever people of whatever roles send, in whatever order: the log explains the state, and no clock is given time. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Assignment, isActive } from '#contract/assignments.ts'
import { timeLeft } from '#contract/clocks.ts'
import { may, type Role } from '#contract/roles.ts'
import { isAllowed, type TicketCommand, ticketCommands, ticketMoves } from '#contract/ticketMoves.ts'
import type { Ticket } from '#contract/tickets.ts'
import { workingMs, workingTime } from '#contract/workingTime.ts'
import { one } from '../db.ts'
import { assignmentsOfTickets } from '../dispatch/queries.ts'
import { eventsAfter, lastNumber } from '../events/queries.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { ticketById } from './queries.ts'

const monday = Date.parse('2026-09-28T09:00+08:00')
const holidays = new Map([
  ['2026-10-01', false],
  ['2026-10-02', false],
  ['2026-10-10', true],
])
let now = monday
let console: TestConsole
let units: number[]
let people: { readonly role: Role; readonly who: Person }[]
let crews: Person[]
let photo: string

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  units = await smallCity(console.db, ['foot', 'car'])
  for (const [day, working] of holidays)
    await console.db.query(`insert into holiday values ($1, $2, 'x', 'x')`, [day, working])
  const roles: Role[] = ['dispatcher', 'dispatcher', 'duty', 'duty', 'supervisor', 'auditor']
  people = await Promise.all(roles.map(async (role) => ({ role, who: await person(console, role) })))
  crews = await Promise.all(units.map((unit) => person(console, 'officer', { unit })))
  await console.db.query(`update session set expires = '2100-01-01'`)
  const headers = { cookie: (crews[0] as Person).cookie, 'content-type': 'image/png' }
  const payload = Buffer.from('89504e470d0a1a0a0000', 'hex')
  photo = (await console.app.inject({ method: 'POST', url: '/api/photos', headers, payload })).json().hash
})
afterAll(() => console.stop())

type Act = {
  readonly who: number
  readonly ticket: number
  /** Which of the moves that are allowed now, or of all where `wild`; a crew's step where it is `work`. */
  readonly pick: number
  readonly mode: 'allowed' | 'wild' | 'work'
  readonly coin: boolean
  readonly stale: boolean
  readonly waits: number
}

const act: fc.Arbitrary<Act> = fc.record({
  who: fc.nat(5),
  ticket: fc.nat(2),
  pick: fc.nat(1000),
  mode: fc.constantFrom('allowed', 'allowed', 'work', 'work', 'work', 'wild'),
  coin: fc.boolean(),
  stale: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  waits: fc.integer({ min: 0, max: 5 * 3_600_000 }),
})

test('of 200 commands of several people the log explains every state, nothing illegal is accepted, and no clock gains time', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 200, maxLength: 200 }), async (acts) => {
      const before = await lastNumber(console.db)
      const ids = await threeTickets()
      const slots = [...ids]
      into = (each) => slots[(each.ticket + 1) % slots.length] as number
      for (const each of acts) {
        const id = slots[each.ticket] as number
        // What is cancelled stays so: its place is taken by a new one.
        if (await carryOut(each, id)) continue
        slots[each.ticket] = await opened(each.ticket)
        ids.push(slots[each.ticket] as number)
      }
      for (const id of ids) await isExplained(id, before)
    }),
    { numRuns: 2, endOnFailure: true },
  )
})

async function threeTickets(): Promise<number[]> {
  await console.db.query(`update assignment set state = 'recalled', ended_at = opened.at
    from (select now() as at) opened where state not in ('finished', 'declined', 'recalled')`)
  return [await opened(0), await opened(1), await opened(2)]
}

/** A complaint of the hotline, a finding of the desk, or one whose place is a guess. */
async function opened(kind: number): Promise<number> {
  const stall = { category: '0501', text: '流动设摊', address: '中山东一路', place: [121.4867, 31.2443] }
  const bodies = [
    { ...stall, source: 'hotline', nature: 'complaint' },
    stall,
    { ...stall, unsettled: ['place'] },
  ]
  const { who } = people[0] as { who: Person }
  return ((await who.send('POST', '/api/tickets', bodies[kind])).body as Ticket).id
}

/** Answers whether more can be done about the ticket. */
async function carryOut(each: Act, id: number): Promise<boolean> {
  const before = await read(id)
  const then = now
  now += each.waits
  if (each.mode === 'work') await crewStep(each, id)
  else await deskCommand(each, before)
  const after = await read(id)
  gainsNoTime(before, after, then)
  return after.state !== 'cancelled'
}

async function deskCommand(each: Act, before: Ticket): Promise<void> {
  const { role, who } = people[each.who] as { role: Role; who: Person }
  const from = each.mode === 'wild' ? ticketCommands : likely(role, before)
  const command = from[each.pick % from.length] as TicketCommand
  const version = before.version - (each.stale && before.version > 1 ? 1 : 0)
  const body = command === 'note' ? words.note(each) : { version, ...words[command](each) }
  const { status } = await who.send('POST', `/api/tickets/${before.id}/${command}`, body)
  const after = await read(before.id)
  expect(status).toBeLessThan(500)
  if (status !== 200) return expect(after).toEqual(before)
  const { to } = ticketMoves[command]
  expect(may(role, `ticket.${command}`)).toBe(true)
  expect(isAllowed(command, before.state)).toBe(true)
  expect(command === 'note' || version === before.version).toBe(true)
  expect(to.length === 0 ? [before.state] : to).toContain(after.state)
}

/** What this role may do now, and what leads on more often; without any of it, everything. */
function likely(role: Role, { state }: Ticket): readonly TicketCommand[] {
  const now = ticketCommands.filter((each) => isAllowed(each, state) && may(role, `ticket.${each}`))
  const on = now.filter((each) => each === 'dispatch' || each === 'check')
  return now.length > 0 ? [...now, ...on, ...on] : ticketCommands
}

/** Another of the tickets there are. */
let into: (each: Act) => number

/** What a command says beside the version; `coin` chooses where there is a choice. */
const words: Record<TicketCommand, (each: Act) => object> = {
  file: () => ({ category: '0501', address: '福州路', place: [121.487, 31.237] }),
  contact: () => ({ text: '已联系' }),
  dispatch: ({ coin }) => ({ units: [units[coin ? 0 : 1]] }),
  return: ({ coin }) => ({ to: coin ? 'source' : 'desk', reason: '退回' }),
  suspend: ({ coin }) => ({ cause: coin ? 'complainant' : 'other', reason: '挂账' }),
  resume: () => ({ reason: '恢复' }),
  extend: ({ pick, coin }) => ({
    amount: 1 + (pick % 3),
    unit: coin ? 'working_days' : 'working_hours',
    reason: '延期',
  }),
  decide: ({ coin }) => ({ approved: coin, reason: '审批' }),
  transfer: ({ coin }) => (coin ? { organisation: 1, reason: '移送' } : { partner: '绿化', reason: '移送' }),
  accept: () => ({ by: '陈' }),
  answer: () => ({ text: '已办' }),
  check: ({ coin }) => ({ passed: coin, note: '核查' }),
  reopen: () => ({ reason: '重开' }),
  supervise: () => ({ reason: '督办' }),
  prioritise: ({ coin }) => ({ priority: coin ? 1 : 2, reason: '改级' }),
  cancel: () => ({ reason: '作废' }),
  merge: (each) => ({ into: into(each) }),
  split: () => ({}),
  note: () => ({ text: '备注' }),
}

/** The crew on the ticket does what comes next, or now and then declines. */
async function crewStep({ pick, coin, stale }: Act, ticket: number): Promise<void> {
  const assignment = (await assignmentsOfTickets(console.db, [ticket])).find(isActive)
  if (!assignment) return
  const crew = crews[units.indexOf(assignment.unit)] as Person
  const next = nextOf(assignment, pick)
  const report = { disposition: coin ? 'persuade' : 'not_found', text: '已劝离', photos: [photo] }
  const { status } = await crew.send('POST', `/api/assignments/${assignment.id}/${next}`, {
    version: assignment.version + (stale ? 1 : 0),
    ...(next === 'report' ? { report } : {}),
    ...(next === 'decline' ? { reason: '车辆故障' } : {}),
  })
  expect(status).toBe(stale ? 409 : 200)
}

function nextOf({ state }: Assignment, pick: number): string {
  if (state === 'dispatched') return pick % 5 === 0 ? 'decline' : 'accept'
  if (state === 'onscene') return 'report'
  return state === 'reported' ? 'finish' : 'arrive'
}

/** Every clock ran by exactly the working time that passed while it was not paused; only an approved extension added to it. */
function gainsNoTime(before: Ticket, after: Ticket, then: number): void {
  for (const clock of before.clocks) {
    const same = after.clocks.find(({ name }) => name === clock.name)
    if (!same) throw new Error(`the clock ${clock.name} is gone`)
    expect(same.startedAt).toBe(clock.startedAt)
    const given = same.totalMs - clock.totalMs
    expect([0, before.extension ? workingMs(before.extension) : 0]).toContain(given)
    const stands = clock.stoppedAt !== null || clock.pausedAt !== null
    // While it is ended nothing is shown as running; once it is reopened the clock has run all the while.
    const since = before.closedAt ?? then
    const until = after.closedAt ?? now
    const ran = stands ? 0 : workingTime(since, until, holidays)
    expect(timeLeft(same, until, holidays)).toBe(timeLeft(clock, since, holidays) - ran + given)
  }
}

/** The newest ticket that the log tells is the ticket there is, and every change of it is one event. */
async function isExplained(id: number, since: number): Promise<void> {
  const told = (await eventsAfter(console.db, since, 10_000)).flatMap(({ body }) => {
    const { ticket } = body as { ticket?: Ticket }
    return ticket?.id === id ? [ticket] : []
  })
  const fold = told.reduce((known, ticket) => (ticket.version > known.version ? ticket : known))
  expect(await read(id)).toEqual(fold)
  const versions = [...new Set(told.map(({ version }) => version))]
  expect(versions).toEqual(Array.from({ length: fold.version }, (_, i) => i + 1))
}

async function read(id: number): Promise<Ticket> {
  return one([await ticketById(console.db, id)].filter((ticket) => ticket !== undefined))
}
